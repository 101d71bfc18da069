import Basics
import Diagnostics
import Language
import Quantities

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
  /// What the simulator's servers and requests are called.
  public var names = FleetNames.usual

  /// Creates settings that say nothing.
  public init() {}

  /// Reads the file, and everything that is wrong with it.
  public static func parse(
    _ source: Source
  ) -> (settings: CourseSettings, problems: [Diagnostic]) {
    var problems = Problems()
    let file = FileText(source, &problems)
    let value = problems.attempt { () throws(Diagnostic) -> YAMLValue? in
      try YAMLReader(file, 0..<file.bytes.count, called: "file").read()
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
    let names = Fields(fields.map(Key.names, &problems), at: fields.place(of: Key.names))
    names.refuseOthers(than: Key.names.keys, &problems)
    settings.names.server = names.fleetName(Key.server, &problems)
    settings.names.request = names.fleetName(Key.request, &problems)
    if let name = settings.names.server, let other = settings.names.request,
      [other.one, other.many].contains(name.one) || [other.one, other.many].contains(name.many)
    {
      problems.report(
        Diagnostic(
          .badField, "Servers and requests have the same name.", at: names.place(of: Key.request)
        ).label("“\(name.one)” serves already"))
      settings.names.request = nil
    }
    return (settings, problems.inOrder)
  }
}

extension FleetNames {
  /// The line of `course.yaml` that gives these names; empty where they are the usual ones.
  public var line: String {
    let named = [(CourseSettings.Key.server, server), (CourseSettings.Key.request, request)]
    let given = named.compactMap { key, name in
      name.map { "\(key.name): \($0.one) \($0.many)" }
    }
    return given.isEmpty
      ? "" : "\(CourseSettings.Key.names.name): {\(given.joined(separator: ", "))}\n"
  }
}

extension Fields {
  /// A name and its plural: a word, or two; nil where it is not there, or no such name.
  fileprivate func fleetName(_ key: FileKey, _ problems: inout Problems) -> FleetNames.Name? {
    guard self[key] != nil, let text = required(key, &problems) else { return nil }
    let words = text.value.split(separator: " ").map { String($0) }
    let isFine = words.allSatisfy { word in
      word.utf8.count <= 32 && word.utf8.allSatisfy { (97...122).contains($0) }
    }
    guard isFine, (1...2).contains(words.count) else {
      problems.report(
        Diagnostic(.badField, "This is no name for one.", at: place(of: key))
          .expected("a word in lower-case letters, or two: person people", found: "“\(text.value)”")
          .try(key.example))
      return nil
    }
    let taken = words.first { word in
      UnitCatalog.standard.unit(named: word) != nil
        || BaseDimension.standard.contains(BaseDimension(word)) || reservedWords.contains(word)
        || Command(rawValue: word) != nil || Question.verbs.contains { $0.verb == word }
    }
    if let taken {
      problems.report(
        Diagnostic(.badField, "“\(taken)” means something else already.", at: place(of: key))
          .try(key.example))
      return nil
    }
    return FleetNames.Name(words[0], many: words.count > 1 ? words[1] : nil)
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
    Course.settings(in: folder)
  }

  static func settings(
    in folder: String
  ) -> (settings: CourseSettings, problems: [Diagnostic]) {
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
