import Answers
import Language
import Quantities
import Workbook

/// The condition of a mistake as banks have it: `answer >= a and answer <= b` is a number with a
/// tolerance. What is spared within it, `and (answer < c or answer > d)`, is what is right, which banks
/// look for first.
struct BankRange {
  /// The middle and half of the width, in the unit of what is right.
  let value, tolerance: Double

  /// - Parameters:
  ///   - right: what is right, and how far off it may be.
  init?(
    _ condition: Expression, of posed: PosedExercise, right: Quantity, allowed: Double
  ) {
    guard case .all(let parts) = condition.form, (2...3).contains(parts.count),
      let low = BankRange.bound(parts[0], .atLeast, posed, right.unit),
      let high = BankRange.bound(parts[1], .atMost, posed, right.unit), low <= high
    else { return nil }
    if parts.count == 3 {
      guard case .any(let ends) = parts[2].form, ends.count == 2,
        let below = BankRange.bound(ends[0], .less, posed, right.unit),
        let above = BankRange.bound(ends[1], .greater, posed, right.unit)
      else { return nil }
      let spared = max(allowed, abs(right.magnitude) * 1e-9)
      let isRight = [right.magnitude - below, above - right.magnitude].allSatisfy {
        abs($0 - spared) <= 1e-9 * abs(right.magnitude)
      }
      guard isRight else { return nil }
    }
    value = BankNumber.rounded((low + high) / 2, to: BankNumber.mostDecimals)
    tolerance = BankNumber.rounded((high - low) / 2, to: BankNumber.mostDecimals)
  }

  /// What the answer is compared with; nil for any other comparison.
  private static func bound(
    _ part: Expression, _ comparison: Expression.Comparison, _ posed: PosedExercise, _ unit: Unit
  ) -> Double? {
    guard case .compare(let left, comparison, let right) = part.form,
      case .name(["answer"]) = left.form,
      // What has no value for these figures bounds nothing.
      let value = try? posed.workbook.value(of: right)
    else { return nil }
    return value.quantity?.converted(to: unit)?.magnitude
  }
}
