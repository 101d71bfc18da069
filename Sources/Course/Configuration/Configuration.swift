import Basics
import Diagnostics
import Display

/// What a person has settled for the program on a computer, in `config.yaml`.
public struct Configuration: Hashable, Sendable {
  /// Which colours stand for what.
  public var theme = Theme.terminal
  /// How many colours the terminal shows; nil takes what it says of itself.
  public var colorDepth: ColorDepth?
  /// Whether nothing is shown in colour.
  public var isColorless = false
  /// Whether words and tables stand in place of pictures.
  public var isPlain = false
  /// Whether everything is said for listeners, as `--narrate` does.
  public var isNarrated = false
  /// Whether lines are edited with vi's keys.
  public var hasViKeys = false
  /// The folder of the course to open where none is named and none is around; nil for the one that
  /// came with the program.
  public var course: String?

  /// Creates a configuration that settles nothing.
  public init() {}

  /// Reads the file, and everything that is wrong with it; what is fine counts all the same.
  ///
  /// - Parameters:
  ///   - home: the folder that a leading `~/` of a path stands for.
  ///   - courses: the folder of the courses that were added, which are called by their names.
  ///   - isCourse: whether there is a course in a folder.
  public static func parse(
    _ source: Source, home: String, courses: String, isCourse: (String) -> Bool = { _ in true }
  ) -> (configuration: Configuration, problems: [Diagnostic]) {
    var problems = Problems()
    var configuration = Configuration()
    let file = FileText(source, &problems)
    let value = problems.attempt { () throws(Diagnostic) -> YAMLValue? in
      try YAMLReader(file, 0..<file.bytes.count, called: "file").read()
    }
    guard case .some(.some(let value)) = value, !value.isEmpty else {
      return (configuration, problems.inOrder)
    }
    guard case .map(let entries) = value.form else {
      problems.report(
        Diagnostic(.badField, "Settings are keys and values.", at: value.span)
          .expected("lines such as theme: dark", found: value.kindWords))
      return (configuration, problems.inOrder)
    }
    let fields = Fields(entries, at: value.span)
    fields.refuseOthers(than: Key.all, &problems)
    let themes = Dictionary(uniqueKeysWithValues: Theme.allCases.map { ($0.rawValue, $0) })
    configuration.theme = fields.choice(Key.theme, themes, &problems) ?? .terminal
    let depths: [String: ColorDepth?] = [
      "none": nil, "16": .sixteen, "256": .palette, "true": .full,
    ]
    if let depth = fields.choice(Key.colors, depths, &problems) {
      configuration.colorDepth = depth
      configuration.isColorless = depth == nil
    }
    let answers = ["yes": true, "no": false]
    configuration.isPlain = fields.choice(Key.plain, answers, &problems) ?? false
    configuration.isNarrated = fields.choice(Key.narrate, answers, &problems) ?? false
    configuration.hasViKeys =
      fields.choice(Key.keys, ["vi": true, "emacs": false], &problems) ?? false
    if let folder = fields.folder(Key.course, home: home, courses: courses, &problems) {
      if isCourse(folder) {
        configuration.course = folder
      } else {
        problems.report(
          Diagnostic(
            .unreadable, "There is no course in \(folder).",
            at: fields[Key.course]?.value.span ?? value.span
          ).note("A course is a folder with a folder Chapters in it. This line counts for nothing.")
        )
      }
    }
    return (configuration, problems.inOrder)
  }
}

extension Fields {
  /// What one of a few words stands for, if the key is there.
  fileprivate func choice<Value>(
    _ key: FileKey, _ meanings: [String: Value], _ problems: inout Problems
  ) -> Value? {
    guard let entry = self[key], let text = text(key, &problems) else { return nil }
    if let meaning = meanings[text.value] { return meaning }
    let words = meanings.keys.sorted()
    let problem = Diagnostic(
      .badField, "There is no \(key.name) of that name.", at: entry.value.span
    )
    .expected(words.joined(separator: ", "), found: "“\(text.value)”")
    problems.report(
      closest(to: text.value, among: words).map { problem.try("\(key.name): \($0)") } ?? problem)
    return nil
  }

  /// A folder with its whole path, or a course that was added by its name, if the key is there: where
  /// the program is started is another place every time.
  fileprivate func folder(
    _ key: FileKey, home: String, courses: String, _ problems: inout Problems
  ) -> String? {
    guard let entry = self[key], let text = text(key, &problems)?.value, !text.isEmpty else {
      return nil
    }
    if text.hasPrefix("~/") { return home + text.dropFirst(1) }
    if text.hasPrefix("/") { return text }
    if !text.utf8.contains(UInt8(ascii: "/")), text.first != "." { return "\(courses)/\(text)" }
    problems.report(
      Diagnostic(
        .badField, "This must be a whole path, or the name of a course that was added.",
        at: entry.value.span
      )
      .label("starts with neither / nor ~/").try("\(key.name): ~/\(text)"))
    return nil
  }
}
