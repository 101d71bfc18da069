import Course
import Language
import Quantities

extension PosedExercise {
  /// What a number or a guess should be; nil for other kinds, where it has no value, and for a number
  /// in a learner's copy.
  public var expectedQuantity: Quantity? {
    switch exercise.task {
    // Where it has no value, check says why.
    case .number(let formula?): try? answer(formula)
    // As above.
    case .predict(let guess): (try? prediction(of: guess))?.after.quantity
    default: nil
    }
  }

  /// An answer that is right; nil for a goal, which is reached in many ways, and for a learner's
  /// copy.
  public var rightAnswer: String? {
    guard !isWithheld else { return nil }
    switch exercise.task {
    // Where it has no value there is nothing to show; the verdict throws why.
    case .number(let formula?): return (try? answer(formula))?.text
    case .formula(let formula?, _): return formula.text
    case .predict(let guess):
      // As for a number.
      return (try? prediction(of: guess)).map { $0.after.text }
    case .choice(let options):
      let shown = shown(options)
      return shown.indices.filter { shown[$0].isRight }.map { "\($0 + 1)" }.joined(separator: " ")
    case .order(let steps):
      let order = shuffled(steps.map { $0.text.plainText })
      return steps.indices.compactMap { step in
        order.firstIndex(of: step).map { "\($0 + 1)" }
      }.joined(separator: " ")
    case .match(_, let pairs):
      let rights = shownRights(pairs)
      return pairs.enumerated().compactMap { index, pair in
        rights.firstIndex { $0.plainText == pair.right.plainText }
          .map { "\(index + 1)\(Selection.letter($0))" }
      }.joined(separator: " ")
    case .goal, .number(nil), .formula(nil, _): return nil
    }
  }
}
