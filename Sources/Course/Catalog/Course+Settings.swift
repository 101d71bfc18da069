import Basics
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
  /// The least version of the program that can open the course; nil where any can.
  public var requires: ProgramVersion?

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
    if let required = fields.text(Key.requires, &problems) {
      settings.requires = ProgramVersion(required.value)
      if settings.requires == nil {
        problems.report(
          Diagnostic(
            .badField, "This is no version of the program.",
            at: fields[Key.requires]?.value.span ?? value.span
          )
          .expected("up to three numbers, as in \(Program.version)", found: "“\(required.value)”")
          .try("requires: \(Program.version)"))
      }
    }
    return (settings, problems.inOrder)
  }
}

extension Course {
  /// The file in which a course describes itself; there may be none.
  public static let settingsName = "course.yaml"

  /// Refuses a course that was written for a newer program.
  /// - Throws: `newer-course`.
  public func requireProgram(
    _ present: ProgramVersion? = ProgramVersion(Program.version)
  ) throws(Diagnostic) {
    guard let needed = settings().settings.requires, let present, present < needed else { return }
    throw Diagnostic(
      .newerCourse, "This course needs gpulearn \(needed.text) or newer; this is \(present.text)."
    )
    .note("Its folder is \(folder).")
  }

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
