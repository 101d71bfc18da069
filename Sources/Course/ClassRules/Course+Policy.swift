import Diagnostics

extension Policy {
  /// Reads the text of a policy file, and everything that is wrong with it.
  /// - Parameters:
  ///   - chapters: the ids of the course's chapters.
  ///   - exercises: the ids of its exercises.
  ///   - graded: the ids of those that count; nil where that is not known.
  ///   - present: gives what an exercise is called now that was called otherwise once.
  public static func parse(
    _ source: Source, chapters: [String], exercises: [String], graded: Set<String>? = nil,
    present: @escaping (String) -> String = { $0 }
  ) -> (policy: Policy, problems: [Diagnostic]) {
    var reader = PolicyReader(
      source, chapters: chapters, exercises: exercises, graded: graded, present: present)
    let policy = reader.read()
    return (policy, reader.problems.inOrder)
  }

  /// What learners may know of it: until when answers are taken.
  public var dates: String {
    var lines: [String] = []
    let shown = dues.map { ($0.of ?? "others", $0.moment.iso) }
    if shown.count == 1, let only = shown.first, dues.first?.of == nil {
      lines.append("due: '\(only.1)'")
    } else if !shown.isEmpty {
      lines.append("due:")
      lines += shown.map { "  \($0.0): '\($0.1)'" }
    }
    switch closing {
    case .after(let seconds)?: lines.append("closes: \(Policy.time(seconds))")
    case .at(let moment)?: lines.append("closes: '\(moment.iso)'")
    case nil: break
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A time in whole days, hours or minutes, where it is one: "7 day", "36 h", "90 s".
  private static func time(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 1e9))
    for (length, unit) in [(86_400, "day"), (3600, "h"), (60, "min")] where whole > 0 {
      if whole % length == 0 { return "\(whole / length) \(unit)" }
    }
    return "\(whole) s"
  }
}

extension Course {
  /// The file with the rules of a class; there may be none.
  public static let policyName = "policy.yaml"

  /// The rules by which points are counted, with everything that is wrong with them; none where the
  /// course has no such file.
  /// - Parameter graded: the exercises that count; nil where they were not read.
  public func policy(
    graded: Set<String>? = nil
  ) -> (policy: Policy, problems: [Diagnostic]) {
    let path = folder + "/" + Course.policyName
    guard CourseFile.exists(path) else { return (Policy(), []) }
    do throws(Diagnostic) {
      let (source, unreadable) = try CourseFile.read(path, as: Course.policyName)
      // A chapter that cannot be read has no id; that is told where it is read.
      let ids = chapters.compactMap { (try? head(of: $0))?.id }
      let parsed = Policy.parse(
        source, chapters: ids, exercises: exercises.map { $0.id }, graded: graded,
        present: presentExercise)
      return (parsed.policy, unreadable + parsed.problems)
    } catch {
      return (Policy(), [error])
    }
  }
}
