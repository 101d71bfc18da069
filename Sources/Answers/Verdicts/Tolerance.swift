import Course
import Diagnostics
import Language
import Quantities
import Workbook

/// How far from the right answer is still right.
struct Tolerance {
  /// In the answer's base units.
  let allowed: Double
  /// As it is shown: 1%, $5/month.
  let shown: Quantity

  /// - Parameter written: the author's: a share of the answer, or an amount. A bare number is one in
  ///   the answer's unit, or for a percentage a share itself: 0.5% of 100% are 0.005.
  /// - Throws: what is wrong with it, at its place.
  init(
    _ written: Expression?, usual: Quantity, of expected: Quantity, in workbook: Workbook
  ) throws(Diagnostic) {
    guard let written else {
      self.init(usual, of: expected)
      return
    }
    guard case .quantity(let quantity) = try workbook.value(of: written) else {
      throw Diagnostic(.wrongKind, "A tolerance is a share or an amount.", at: written.span)
    }
    if quantity.unit.isPercent {
      self.init(quantity, of: expected)
    } else if quantity.dimension == expected.dimension {
      self.init(allowed: abs(quantity.base), shown: quantity)
    } else if quantity.isPlain {
      let amount = Quantity(quantity.magnitude, expected.unit)
      self.init(allowed: abs(amount.base), shown: amount)
    } else {
      throw Diagnostic(.unitMismatch, "The tolerance is of another kind.", at: written.span)
        .label("not \(expected.dimension.words)")
        .expected(expected.dimension.words, found: quantity.dimension.words)
    }
  }

  private init(_ share: Quantity, of expected: Quantity) {
    self.init(allowed: abs(share.base * expected.base), shown: share)
  }

  private init(allowed: Double, shown: Quantity) {
    self.allowed = allowed
    self.shown = shown
  }

  /// Whether an amount in base units is right.
  ///
  /// Besides what is near enough, that is whatever the program itself would print in the answer's
  /// place: nobody has to type more digits than they are shown.
  func allows(_ given: Quantity, for expected: Quantity) -> Bool {
    let distance = abs(given.base - expected.base)
    // A rounding error of the last bits is none.
    if distance <= allowed + 1e-12 * abs(expected.base) { return true }
    return given.converted(to: expected.unit)?.text == expected.text
  }

  /// Whether an amount is wrong by little: by up to five times what is allowed.
  func isClose(_ given: Quantity, to expected: Quantity) -> Bool {
    abs(given.base - expected.base) <= 5 * allowed
  }
}
