import Course
import Diagnostics
import Language
import Quantities
import Workbook

/// What a guess is about, as it was and as it comes out: for the lessons' own questions and for
/// exercises alike.
public struct Prediction: Hashable, Sendable {
  /// The cell whose value is guessed, as it is typed.
  public let name: String
  /// The value before the question's settings; the same as `after` where it has none.
  public let before: Value
  /// The value with the question's settings.
  public let after: Value
  /// Half the width of the 95% interval of `before`, where that is simulated.
  public let marginBefore: Quantity?
  /// The same of `after`.
  public let marginAfter: Quantity?

  /// Whether something is set, so that "half" can be of what it was before.
  let isOfChange: Bool

  /// - Parameter workbook: stays as it is; what waits to be measured is measured in a copy.
  /// - Throws: where a setting or a formula does not hold.
  public init(of guess: Guess, in workbook: Workbook) throws(Diagnostic) {
    name = guess.target.text
    isOfChange = !guess.bindings.isEmpty
    let target = Expression(name: guess.target)
    var other = workbook
    try other.refresh(for: [target], measures: true)
    let told = try other.estimate(of: target)
    (before, marginBefore) = (told.value, told.margin)
    guard !guess.bindings.isEmpty else {
      after = before
      marginAfter = marginBefore
      return
    }
    for binding in guess.bindings {
      // A name that is nothing yet would be made, and change nothing.
      _ = try other.value(of: Expression(name: binding.target))
      _ = try other.set(binding)
    }
    try other.refresh(for: [target], measures: true)
    let then = try other.estimate(of: target)
    (after, marginAfter) = (then.value, then.margin)
  }

  /// Whether a guess is right but for its sign, as 44% for a fall of 44%, which is -44%.
  public static func isOffBySign(_ guess: Quantity, from right: Quantity) -> Bool {
    right.base != 0 && guess.dimension == right.dimension
      && abs(guess.base + right.base) <= 0.05 * abs(right.base)
  }

  /// Where a guess lies, seen from the value before.
  public enum Direction: Hashable, Sendable { case right, opposite, unchanged }

  /// nil where there is no direction, because nothing changes.
  public func direction(of guess: Quantity) -> Direction? {
    guard let before = before.quantity, let after = after.quantity, before.base != after.base
    else { return nil }
    if guess.base == before.base { return .unchanged }
    return (guess.base > before.base) == (after.base > before.base) ? .right : .opposite
  }
}
