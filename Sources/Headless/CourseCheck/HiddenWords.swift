import Course
import Diagnostics
import Language

/// Names of cells that are words of the session: `run` typed alone would show the cell `run`, and
/// learners could not do what every other lesson has taught them.
enum HiddenWords {
  static let all = Set(Command.allCases.map { $0.rawValue } + Question.verbs.map { $0.verb })

  static func problems(of chapter: Chapter) -> [Diagnostic] {
    chapter.models.flatMap { $0.declarations }.compactMap { declaration in
      switch declaration {
      case .parameter(let parameter): problem(parameter.name, at: parameter.nameSpan)
      case .result(let result): problem(result.name, at: result.nameSpan)
      case .check, .unit, .function: nil
      }
    }
  }

  static func problems(of exercise: Exercise) -> [Diagnostic] {
    var variations = exercise.variations
    if case .formula(_, let variables) = exercise.task { variations += variables }
    return variations.compactMap { problem($0.name, at: $0.span) }
  }

  private static func problem(_ name: String, at span: SourceSpan) -> Diagnostic? {
    guard all.contains(name) else { return nil }
    return Diagnostic(.badName, "\(name) is a word of the session.", at: span)
      .label("would hide what \(name) does")
      .note("help commands and help questions list such words. Give it another name.")
  }
}
