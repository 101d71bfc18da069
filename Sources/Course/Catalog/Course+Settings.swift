import Diagnostics

/// What a course says of itself in `course.yaml`.
public struct CourseSettings: Hashable, Sendable {
  /// What the course is called; empty where it does not say.
  public var title = ""
  /// Lower-case words joined by hyphens; empty where the course does not say.
  public var id = ""
  /// The version of the course, in its author's own counting; empty where it does not say.
  public var version = ""
  /// What the variants of exercises are drawn with, besides the learner and the exercise: the
  /// course's id unless it says otherwise. Another salt gives every learner other figures.
  public var salt = ""

  /// Creates settings that say nothing.
  public init() {}

  /// Reads the file, and everything that is wrong with it.
  public static func parse(
    _ source: Source
  ) -> (settings: CourseSettings, problems: [Diagnostic]) {
    var problems = Problems()
    let file = FileText(source, &problems)
    let value = problems.attempt { () throws(Diagnostic) -> YAMLValue? in
      try YAMLReader(file, 0..<file.bytes.count).read()
    }
    var settings = CourseSettings()
    guard case .some(.some(let value)) = value, !value.isEmpty else {
      return (settings, problems.inOrder)
    }
    guard case .map(let entries) = value.form else {
      problems.report(
        Diagnostic(.badField, "A course is described by keys and values.", at: value.span)
          .expected("lines such as title: …", found: value.kindWords))
      return (settings, problems.inOrder)
    }
    let fields = Fields(entries, at: value.span)
    fields.refuseOthers(than: Key.all, &problems)
    settings.title = fields.text(Key.title, &problems)?.value ?? ""
    if fields[Key.id] != nil { settings.id = fields.id(Key.id, &problems) ?? "" }
    settings.version = fields.text(Key.version, &problems)?.value ?? ""
    settings.salt = fields.text(Key.salt, &problems)?.value ?? settings.id
    return (settings, problems.inOrder)
  }
}

extension Course {
  /// The file in which a course describes itself; there may be none.
  public static let settingsName = "course.yaml"

  /// What the course says of itself, with everything that is wrong with it; nothing where it has no
  /// such file.
  public func settings() -> (settings: CourseSettings, problems: [Diagnostic]) {
    let path = folder + "/" + Course.settingsName
    guard CourseFile.exists(path) else { return (CourseSettings(), []) }
    do throws(Diagnostic) {
      let (source, unreadable) = try CourseFile.read(path, as: Course.settingsName)
      let parsed = CourseSettings.parse(source)
      return (parsed.settings, unreadable + parsed.problems)
    } catch {
      return (CourseSettings(), [error])
    }
  }
}
