import Answers
import Basics
import Course
import Diagnostics
import Foundation

/// The course as learners get it: what says what is right is gone from graded exercises, and kept in
/// all others.
///
/// It holds the chapters, the glossary, the lists of prices, GPUs and models, and the exercises, and what these name. What else
/// lies in the folders of the course stays there.
public struct LearnersCopy: Sendable {
  /// Names within the course and what the files hold.
  private var files: [(name: String, bytes: [UInt8])] = []
  /// Files that are copied as they are, because a file above names them: pictures, traces, models.
  private var copied: [String] = []
  private let course: Course
  /// The number of chapters.
  public private(set) var chapters = 0
  /// The number of exercises whose answers are left out.
  public private(set) var withheld = 0
  /// The number of hints with a price in them, which can be read in the files.
  public private(set) var pricedHints = 0
  /// The number of exercises that keep their answers.
  public private(set) var whole = 0

  /// Reads the course and writes nothing yet.
  /// - Throws: what is wrong with an exercise, since what cannot be read cannot be kept secret;
  ///   `answers-withheld` for a copy of a copy.
  public init(of exercises: ExerciseSet) throws(Diagnostic) {
    course = exercises.course
    var named: Set<String> = []
    for file in course.chapters {
      let source = Source(name: file.name, try course.text(of: file.name))
      let text = try Remarks.removed(fromChapter: source)
      let chapter = try course.chapter(file).chapter
      named.formUnion(course.filesNamed(in: text, of: file.name, chapter.markups))
      files.append((file.name, Array(text.utf8)))
      chapters += 1
    }
    if let name = course.glossaryFile {
      let text = Remarks.removed(from: try course.text(of: name))
      named.formUnion(course.filesNamed(in: text, of: name, []))
      files.append((name, Array(text.utf8)))
    }
    for name in (course.pricesName.map { [$0] } ?? []) + course.machineNames {
      let source = Source(name: name, try course.text(of: name))
      files.append((name, Array(try Remarks.removed(fromPrices: source).utf8)))
    }
    for file in course.exercises {
      let (exercise, workbook) = try exercises.exercise(file.id)
      guard !exercise.isWithheld else {
        throw Diagnostic(.answersWithheld, "The exercise \(file.id) has no answer in this course.")
          .note("Copies for learners are made from the whole course.")
      }
      let text: String
      if exercise.isGraded {
        let problems = try course.exercise(file, units: workbook.units).problems
        if let problem = problems.first { throw problem }
        text = try exercise.withheldText(units: workbook.units)
        withheld += 1
        pricedHints += exercise.hints.count { $0.cost != nil }
      } else {
        text = try course.text(of: file.name)
        whole += 1
      }
      // Of a graded one, only what the copy still names.
      let copy = Exercise.parse(Source(name: file.name, text), units: workbook.units).exercise
      named.formUnion(course.filesNamed(in: text, of: file.name, copy?.markups ?? []))
      files.append((file.name, Array(text.utf8)))
    }
    files.append((Course.settingsName, Array(LearnersCopy.settings(exercises).utf8)))
    let policy = course.policy()
    if let problem = policy.problems.first { throw problem }
    if !policy.policy.dates.isEmpty {
      files.append((Course.policyName, Array(policy.policy.dates.utf8)))
    }
    if let name = course.modelName { named.insert(name) }
    // An exercise and whatever else is written anew never goes along as it is.
    let isWritten = Set(files.map { $0.name })
    copied = named.filter {
      !isWritten.contains($0) && !$0.hasPrefix("Exercises/") && $0.contains("/")
    }
    .sorted()
  }

  /// The names of all files of the copy, sorted.
  public var names: [String] { (files.map { $0.name } + copied).sorted() }

  /// What the copy says of itself: the version is the whole course's, so that what is handed in can
  /// be told to be of it.
  private static func settings(_ exercises: ExerciseSet) -> String {
    let own = exercises.course.settings().settings
    return [
      ("title", own.title), ("id", own.id), ("version", exercises.version),
      ("salt", exercises.salt), ("requires", own.requires?.text ?? ""),
    ].filter { !$0.1.isEmpty }.map { key, value in
      "\(key): '\(value.replacingAll("'", with: "''"))'\n"
    }.joined() + own.names.line
  }

  /// Writes the copy.
  /// - Throws: `unwritable` for a folder that is not empty or cannot be made.
  public func write(to folder: String) throws(Diagnostic) {
    let manager = FileManager.default
    if manager.fileExists(atPath: folder) {
      // Why it cannot be read is for the one who owns it to find out.
      guard let names = try? manager.contentsOfDirectory(atPath: folder) else {
        throw Diagnostic(.unwritable, "\(folder) is no folder that can be read.")
          .try("gpulearn export learners \(folder)-new")
      }
      guard names.isEmpty else {
        throw Diagnostic(.unwritable, "The folder \(folder) is not empty; it was left alone.")
          .try("gpulearn export learners \(folder)-new")
      }
    }
    for (name, bytes) in files {
      try put(name, in: folder) { try Data(bytes).write(to: $0, options: .withoutOverwriting) }
    }
    for name in copied {
      let source = URL(fileURLWithPath: "\(course.folder)/\(name)")
      try put(name, in: folder) { try manager.copyItem(at: source, to: $0) }
    }
  }

  private func put(
    _ name: String, in folder: String, _ write: (URL) throws -> Void
  ) throws(Diagnostic) {
    let url = URL(fileURLWithPath: folder).appendingPathComponent(name)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try write(url)
    } catch {
      throw Diagnostic(.unwritable, "The file \(folder)/\(name) cannot be written.")
        .note("The copy is not complete.")
    }
  }
}
