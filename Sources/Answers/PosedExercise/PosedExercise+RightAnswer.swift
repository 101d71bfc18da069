import Course
import Language
import Quantities

extension PosedExercise {
  /// The quantity that is asked for; nil where none is, it has no value, or in a learner's copy.
  public var rightQuantity: Quantity? {
    guard !isWithheld else { return nil }
    switch exercise.task {
    // What has no value is told by the verdict.
    case .number(let formula?): return try? quantity(of: formula)
    case .predict(let guess): return (try? prediction(of: guess))?.after.quantity
    default: return nil
    }
  }

  /// An answer that is right; nil for a goal, which is reached in many ways, and for a learner's
  /// copy.
  public var rightAnswer: String? {
    guard !isWithheld else { return nil }
    switch exercise.task {
    // Where it has no value there is nothing to show; the verdict throws why.
    case .number(let formula?): return (try? quantity(of: formula))?.text
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
