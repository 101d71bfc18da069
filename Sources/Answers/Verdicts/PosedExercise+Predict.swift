import Diagnostics
import Language
import Quantities
import Workbook

extension PosedExercise {
  /// What a guess is worth: all within what is allowed, half within five times that.
  func predictVerdict(on answer: TypedAnswer, _ guess: Guess) throws(Diagnostic) -> Verdict {
    let prediction = try prediction(of: guess)
    guard case .quantity(let expected) = prediction.after else {
      return predictVerdict(on: answer.text, prediction)
    }
    let typed = try TypedQuantity(
      answer, of: self, for: expected, before: prediction.before.quantity)
    if let name = typed.expression.names().first {
      throw Diagnostic(.wrongKind, "A guess is made of numbers.", at: typed.expression.span)
        .label("\(name.joined(separator: ".")) would look it up")
    }
    let given = try FittedQuantity(typed, to: expected)
    let tolerance = try tolerance(of: expected)
    if given.value.dimension == expected.dimension, tolerance.allows(given.value, for: expected) {
      return .right(
        .rightGuess(prediction, given: given.value.text == expected.text ? nil : given.value))
    }
    if let found = mistake(given) { return revealing(found, prediction) }
    if given.isIncomplete(expected, tolerance) { throw incomplete(given, expected) }
    guard given.value.dimension == expected.dimension else {
      throw given.otherKind(than: expected)
    }
    if Prediction.isOffBySign(given.value, from: expected) {
      return revealing(
        Verdict(share: 0.5, finding: .factor("sign"), remarks: [.guessOffBySign(given.value)]),
        prediction)
    }
    let isClose = tolerance.isClose(given.value, to: expected)
    let verdict = Verdict(
      share: isClose ? 0.5 : 0, finding: isClose ? .close : .wrong,
      remarks: [
        .wrongGuess(
          given.value, isNear: isClose, prediction.direction(of: given.value))
      ])
    return revealing(verdict, prediction)
  }

  /// What is to be guessed, worked out once.
  func prediction(of guess: Guess) throws(Diagnostic) -> Prediction {
    try yardstick.prediction { () throws(Diagnostic) in try Prediction(of: guess, in: workbook) }
  }

  private func predictVerdict(on answer: String, _ prediction: Prediction) -> Verdict {
    let wanted = prediction.after.text.filter { $0 != "\"" }.lowercased()
    let typed = answer.filter { $0 != "\"" && !$0.isNewline }.lowercased()
    let isRight = typed.split(separator: " ").joined(separator: " ") == wanted
    return Verdict(
      share: isRight ? 1 : 0, finding: isRight ? .right : .wrong,
      remarks: [.guessedWord(isRight: isRight, told: isRight || isLastTry ? prediction : nil)])
  }

  /// Whether there is only one answer, after which nothing is kept back.
  private var isLastTry: Bool { attempts == 1 }

  private func revealing(_ verdict: Verdict, _ prediction: Prediction) -> Verdict {
    guard isLastTry else { return verdict }
    var verdict = verdict
    verdict.remarks = verdict.remarks.filter { $0 != .hint } + [.told(prediction)]
    return verdict
  }
}
