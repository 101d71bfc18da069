import Course
import Diagnostics
import Language
import Quantities

extension PosedExercise {
  /// What is to be typed, in a sentence.
  public var instruction: String {
    switch exercise.task {
    case .number: "Type the answer\(unit)."
    case .formula(_, let variables):
      "Type a formula of \(joined(variables.map { $0.name }))."
    case .goal(_, _, let change):
      change.isEmpty
        ? "Set parameters until it holds; each change is checked."
        : "Set \(joined(change.map { $0.text })) until it holds; each change is checked."
    case .predict: "Type your guess\(unit)."
    case .choice(let options):
      isWithheld
        ? "Type the number of what is right; of all, where several are."
        : options.count(where: { $0.isRight }) == 1
          ? "Type the number of the right one."
          : "Several are right: type their numbers, as in 1 3."
    case .order: "Type the numbers in the right order, each once."
    case .match: "Type what goes together, as in 1b 2a."
    }
  }

  /// What belongs to a number: a unit, unless it is a share or a multiple.
  private var unit: String {
    // What is withheld has no answer here, and no word of its unit.
    guard let right = rightAnswer,
      let value = try? Expression.parse(Source(right), in: ParsingScope(units: workbook.units))
        .literal
    else { return ", with its unit" }
    return value.unit.isPercent
      ? ", a percentage" : value.unit.isNone ? ", a number" : ", with its unit"
  }

  /// Names in a sentence: "a, b and c".
  private func joined(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
