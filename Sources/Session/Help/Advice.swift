import Basics
import Diagnostics
import Language
import Workbook

/// Says what else to type, where a line was no formula, question or command at all.
struct Advice {
  let workbook: Workbook
  /// The exercise that is open; nil where none is.
  let exercise: OpenExercise?
  /// What a lesson asks for at this place, and how it is answered; nil where it asks for nothing.
  let asked: (what: String, how: String)?
  /// What the line names that can be gone to, "an exercise" or "a lesson"; nil for all else.
  let place: String?

  /// A reply that says what else to type, where a line was no formula, question or command at all.
  func advised(_ reply: Reply, on line: String) -> Reply {
    guard let problem = reply.problems.first, reply.problems.count == 1,
      Advice.unread.contains(problem.code), TypedCommand(line, isName: { _ in false }) == nil,
      // What says which of several words it stumbles over says enough.
      problem.code != .notASelection || problem.span?.text == problem.span?.source.text
    else { return reply }
    if exercise?.isOver ?? true, let place {
      return Reply(Diagnostic(.unknownCommand, "“\(line)” is \(place).").try("goto \(line)"))
    }
    if let problem = commandOfTheShell(line) { return Reply(problem) }
    if let words = sentence(line) { return Reply(notASentence(words)) }
    guard let verb = questionVerb(words(of: line)), !isWhole(problem.suggestion) else {
      return reply
    }
    return Reply(problem.try(example(of: verb)))
  }

  /// What to say of "gpulearn submit", "practice" and "certificate introduction"; nil for all else.
  private func commandOfTheShell(_ line: String) -> Diagnostic? {
    let words = line.lowercased().split(separator: " ").map(String.init)
    let isWhole = words.first == "gpulearn"
    guard let word = words.dropFirst(isWhole ? 1 : 0).first ?? words.first,
      isWhole || Advice.ofTheShell.contains(word), workbook.cell(named: word) == nil
    else { return nil }
    let problem = Diagnostic(
      .unknownCommand, "That is a command of the shell, which quit leads back to.")
    if word == "practice" {
      return problem.note("Here map lists the exercises, and goto opens one.").try("map")
    }
    return problem.try(TypedCommand(word, isName: { _ in false }).map { _ in word } ?? "quit")
  }

  /// Commands of the program that are no commands of a session.
  private static let ofTheShell: Set = [
    "practice", "chapters", "courses", "certificate", "verify", "learner", "grade", "merge",
    "report",
    "simulate", "generate", "bench", "chat", "quantize", "serve", "load", "check", "preview",
    "export", "import", "sheet", "completion",
  ]

  /// Whether a line is a whole question: “plot cost” still lacks what it is drawn over.
  private func isWhole(_ line: String?) -> Bool {
    // Only whether it can be read is asked; the problem of the line typed is told already.
    guard let line, (try? Statement.parse(Source(line), in: workbook.parsingScope())) != nil else {
      return false
    }
    let words = words(of: line)
    guard let verb = words.first, ["plot", "sweep"].contains(verb) else { return true }
    return words.contains("over")
  }

  /// The verb that a line starts with.
  private func questionVerb(_ words: [String]) -> String? {
    words.first.flatMap { first in Question.verbs.first { $0.verb == first }?.verb }
  }

  /// What is wrong with a line that could not be read, rather than with what it says.
  private static let unread: Set<Code> = [
    .missingOperator, .unexpectedToken, .unexpectedCharacter, .unknownName, .expectedExpression,
    .badName, .notASelection,
  ]

  private func words(of line: String) -> [String] {
    line.split(whereSeparator: { $0.isWhitespace }).map { word in
      String(word.drop(while: { $0.isPunctuation })).trimmingEnd { $0.isPunctuation && $0 != "_" }
    }.filter { !$0.isEmpty }
  }

  /// The words of a line that is plain language: nothing but words, and one of them means nothing.
  private func sentence(_ line: String) -> [String]? {
    // Where a verb starts it, its form is what is to be told; “why” with more than a name behind it is
    // plain language.
    let asked = words(of: line)
    if let verb = questionVerb(asked), verb != "why" || asked.count == 2 { return nil }
    let isPlain = line.allSatisfy {
      $0.isLetter || $0.isWhitespace || "'’?!.,_".contains($0)
    }
    let words = words(of: line)
    guard isPlain, words.count > 1 else { return nil }
    return words.contains { !isKnown($0) } ? words : nil
  }

  private func isKnown(_ word: String) -> Bool {
    workbook.cell(named: word) != nil || workbook.models.contains(word)
      || workbook.functions.function(named: word) != nil || reservedWords.contains(word)
      || workbook.units.unit(named: word) != nil
  }

  /// Words with which people ask; who is asked something answers without them.
  private static let asking: Set = ["what", "why", "how", "where", "which", "who", "when", "help"]

  private func notASentence(_ words: [String]) -> Diagnostic {
    let isOver = exercise?.isOver ?? true
    let line = meant(by: words, isAsked: isOver || words.contains(where: Advice.asking.contains))
    if line == nil, let exercise, !isOver {
      return Diagnostic(.unknownCommand, "This cannot be read as an answer.")
        .note(exercise.posed.instruction + " answer gives the exercise up.").try(
          exercise.posed.hints.isEmpty ? "answer" : "hint")
    }
    if line == nil, let asked {
      return Diagnostic(.unknownCommand, "This cannot be read as \(asked.what).").note(asked.how)
    }
    return Diagnostic(
      .unknownCommand, "Sentences are not understood here; formulas, questions and commands are."
    ).try(line ?? "help")
  }

  /// The line that comes nearest to a sentence; nil where none of its words means anything.
  /// - Parameter isAsked: whether a name in it may be asked about.
  private func meant(by words: [String], isAsked: Bool) -> String? {
    if isAsked, let cell = words.first(where: { workbook.cell(named: $0) != nil }) {
      return words.contains("why") ? "why \(cell)" : "help \(cell)"
    }
    for word in words {
      if let command = TypedCommand(word, isName: { _ in false })?.command {
        return command == .goto ? "map" : command.rawValue
      }
      if let verb = questionVerb([word]) { return example(of: verb) }
    }
    return nil
  }

  /// A question of this kind that has an answer at this place.
  private func example(of verb: String) -> String {
    let cells = workbook.focus.first.map(workbook.cells(of:)) ?? []
    let results = cells.filter { $0.kind == .result && $0.value?.quantity != nil }
    let parameter = cells.first { $0.kind == .parameter && $0.value?.quantity != nil }
    guard let result = results.first(where: { $0.isImportant }) ?? results.first, let parameter,
      let value = result.value?.text, let setting = parameter.value?.text
    else { return "help questions" }
    let (name, of) = (parameter.id.name, result.id.name)
    return switch verb {
    case "plot", "sweep": "\(verb) \(of) over \(name)"
    case "compare": "compare \(of) with \(name) = \(setting)"
    case "solve": "solve \(name) for \(of) = \(value)"
    case "tune": "tune \(name)"
    case "why": "why \(of)"
    case "tornado": "tornado \(of) * (1 to 2)"
    case "table": "table \(of), \(name)"
    default: "help \(verb)"
    }
  }
}
