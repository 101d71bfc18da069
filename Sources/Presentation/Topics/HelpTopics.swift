import Basics
import Course
import Diagnostics
import Display
import Language
import Quantities
import Workbook

/// All that a word can mean, to a learner and to whoever writes a course: the names of a workbook,
/// what the program has, the blocks and exercises of course files, and the glossary.
public struct HelpTopics {
  let workbook: Workbook
  private let course: Course?
  private let glossary: Glossary

  /// - Parameters:
  ///   - workbook: whose cells, functions and units are known.
  ///   - course: whose glossary is read; nil for none.
  /// - Throws: `unreadable`, `too-large`, where the glossary cannot be read.
  public init(_ workbook: Workbook, of course: Course?) throws(Diagnostic) {
    self.workbook = workbook
    self.course = course
    glossary = try course?.glossary().glossary ?? Glossary()
  }

  /// Everything that a word is; empty where it is nothing.
  public func about(_ word: String) throws(Diagnostic) -> [HelpTopic] {
    let isMarked = word.hasPrefix(":")
    let bare = isMarked ? String(word.dropFirst()) : word
    let lower = bare.lowercased()
    var found: [HelpTopic] = []
    func add(_ kind: HelpTopic.Kind, _ display: Display, _ json: JSON) {
      // What the author wrote stays as it is.
      let isAuthors = [.cell, .model, .definition, .term].contains(kind)
      let names = isAuthors ? .usual : workbook.functions.names
      found.append(
        HelpTopic(
          kind: kind, display: names.display(display),
          json: names.isUsual ? json : names.json(json)))
    }
    if !isMarked, let cell = workbook.cell(named: word) {
      add(.cell, HelpPages.cell(cell), JSON(cell))
    } else if !isMarked, workbook.models.contains(word) {
      let cells = workbook.cells(of: word)
      add(.model, Display([Showing.model(cells)]), .array(cells.map { JSON($0) }))
    }
    if let command = Command(rawValue: lower) {
      add(.command, Display([HelpPages.line(command.form, command.sentence)]), JSON(command))
    }
    let forms = Question.verbs.filter { $0.verb == lower }
    if !forms.isEmpty {
      add(
        .question,
        Display([
          .lines(forms.map { Text($0.form, .input) + Text("  \($0.sentence)") })
        ]),
        .array(
          forms.map { .object(["form": .string($0.form), "sentence": .string($0.sentence)]) }))
    }
    if let function = workbook.functions.function(named: bare) {
      add(.function, FunctionPage(function).display, JSON(function))
    }
    if let own = workbook.definedFunctions.first(where: { $0.name == bare }) {
      let form = "\(own.name)(\(own.parameters.joined(separator: ", ")))"
      add(
        .definition,
        Display([.paragraph(Text(form + " = ", .name) + Text(own.body.text, .code))]),
        .object(["form": .string(form), "body": .string(own.body.text)]))
    }
    if let entry = workbook.units.entries.first(where: { $0.names.contains(bare) }) {
      add(
        .unit,
        Display([
          .paragraph(Text(entry.names.joined(separator: ", "), .name) + Text("  \(entry.sentence)"))
        ]), JSON(entry))
    }
    if let kind = DirectiveKind(rawValue: lower) {
      add(.block, HelpPages.block(kind), JSON(kind))
    }
    if let kind = Exercise.Kind(rawValue: lower) {
      add(.exercise, HelpPages.exercise(kind), JSON(kind))
    }
    if let term = glossary.term(named: word) {
      let title = try title(of: term.lesson)
      add(.term, term.display(taughtIn: title), JSON(term))
    }
    return found
  }

  /// The names most like a word that means nothing, the likeliest first: at most one of each kind.
  /// - Parameter others: what else may have been meant, as the subcommands of the program.
  public func nearest(to word: String, among others: [String] = []) -> [String] {
    let kinds: [[String]] = [
      workbook.visibleNames(), workbook.functions.functions.map { $0.name },
      Command.allCases.map { $0.rawValue }, Question.verbs.map { $0.verb }, others,
      workbook.units.entries.flatMap { $0.names }, DirectiveKind.allCases.map { $0.word },
      Exercise.Kind.allCases.map { $0.rawValue }, glossary.names,
    ]
    let found = kinds.compactMap { closest(to: word, among: $0) }
      .reduce(into: [String]()) { known, name in
        let isNew = !known.contains { $0.lowercased() == name.lowercased() }
        if isNew { known.append(name) }
      }
    guard let best = closest(to: word, among: found) else {
      // "kv" may stand for the KV cache.
      let lower = word.lowercased()
      return glossary.names.filter { name in
        lower.count > 1 && name.lowercased().split(separator: " ").contains { $0 == lower }
      }.prefix(3).map { $0 }
    }
    return [best] + found.filter { $0 != best }
  }

  /// That a word means nothing, with the names most like it.
  /// - Parameters:
  ///   - others: what else may have been meant, as the subcommands of the program.
  ///   - help: how help is asked for.
  public func nothing(
    about word: String, among others: [String] = [], asking help: String = "help"
  ) -> Diagnostic {
    let near = nearest(to: word, among: others)
    let problem = Diagnostic(.unknownName, "There is nothing to say about \(word).")
    guard let first = near.first else {
      return problem.note("\(help) alone says what can be typed.").try(help)
    }
    let listed =
      near.count > 1 ? problem.note("Like it: \(near.joined(separator: ", ")).") : problem
    return listed.try("\(help) \(first)")
  }

  /// What a word is, one kind below another, with headings where it is several.
  /// - Parameter isForAuthors: whether what only authors need is shown also where the word is
  ///   something else besides.
  public static func display(_ topics: [HelpTopic], isForAuthors: Bool = true) -> Display {
    let forAll = topics.filter { !$0.kind.isForAuthors }
    let shown = isForAuthors || forAll.isEmpty ? topics : forAll
    guard shown.count > 1 else { return shown.first?.display ?? Display() }
    return shown.reduce(into: Display()) { display, topic in
      display.blocks.append(.heading(Text(topic.kind.heading, .strong), level: 3))
      display += topic.display
    }
  }

  /// The title of the lesson `chapter/lesson`; nil where there is none.
  private func title(of lesson: Reference?) throws(Diagnostic) -> String? {
    let parts = lesson?.id.split(separator: "/").map(String.init) ?? []
    guard parts.count == 2 else { return nil }
    for file in course?.chapters ?? [] {
      guard let head = try course?.head(of: file), head.id == parts[0] else { continue }
      return head.lessons.first { $0.id == parts[1] }?.title
    }
    return nil
  }
}
