import Diagnostics
import Language
import Quantities

/// A typed quantity beside the right one, as a teacher takes it: a bare number is one in the
/// answer's unit, and what is merely counted may stand in the unit or not.
struct FittedQuantity {
  let typed: TypedQuantity
  /// What it is taken as.
  let value: Quantity
  /// Whether it is taken in another unit than was typed.
  let isCompleted: Bool

  /// The same without how it was typed.
  var taken: Remark.Taken { Remark.Taken(value: value, isCompleted: isCompleted) }

  /// - Throws: where the learner should look again before it counts: at a percentage without %, or
  ///   at a price without $.
  init(_ typed: TypedQuantity, to expected: Quantity) throws(Diagnostic) {
    self.typed = typed
    var value = typed.value
    if value.dimension != expected.dimension, let other = typed.withUnitOfWhole,
      other.dimension == expected.dimension
        || other.dimension.isMoreCounted(than: expected.dimension)
    {
      value = other
    }
    guard value.dimension != expected.dimension else {
      try FittedQuantity.askForPercent(typed, expected)
      self.value = value
      isCompleted = false
      return
    }
    // Who reads cells gets their units; who types numbers may leave the unit out.
    let isTyped = typed.expression.names().isEmpty
    if isTyped, let meant = value.asPrice(in: expected.unit) {
      self.value = meant
      isCompleted = true
      return
    }
    if value.dimension.isMoreCounted(than: expected.dimension) {
      // $27.78/gpu/h for $27.78/h: the exercise counts GPUs as plain numbers.
      self.value = Quantity(value.base / expected.unit.scale, expected.unit)
      isCompleted = true
      return
    }
    let priced = value.dimension * Dimension(.money)
    if isTyped, priced == expected.dimension || priced.isMoreCounted(than: expected.dimension) {
      throw Diagnostic(.unitMismatch, "A price is in dollars.", at: typed.expression.span)
        .label("no $ in it")
        .try(
          typed.isLiteral ? typed.expression.span.replaced(with: "$" + typed.expression.text) : nil)
    }
    self.value = value
    isCompleted = false
  }

  /// 15 where 15% may be meant: a question, not a mistake. 0.15 is a share and needs none.
  private static func askForPercent(
    _ typed: TypedQuantity, _ expected: Quantity
  ) throws(Diagnostic) {
    guard typed.value.isPlain else { return }
    let number = typed.value.magnitude
    let percent = Quantity(number, .percent)
    let isNear = abs(percent.base - expected.base) <= 0.05 * abs(expected.base)
    let isExact = abs(number - expected.base) <= 0.05 * abs(expected.base)
    // A plain answer is a share only if it is one.
    let isAsked = expected.unit.isPercent ? isNear || abs(number) >= 1 : isNear
    guard !isExact, isAsked else { return }
    throw Diagnostic(.percentMeant, "Is \(percent.text) meant?", at: typed.expression.span)
      .label("a share wants its %")
      .try(typed.isLiteral ? percent.text : "(\(typed.expression.text)) * 1%")
  }

  /// The same with what is counted put into its unit, where nothing else is missing: $27.78/h as
  /// $27.78/gpu·h.
  func counted(as expected: Quantity) -> Quantity? {
    guard expected.dimension.isMoreCounted(than: value.dimension) else { return nil }
    return Quantity(value.base / expected.unit.scale, expected.unit)
  }

  /// Whether the number is right and only parts of the unit are left out: 432 h for 432 gpu·h/month.
  func isIncomplete(_ expected: Quantity, _ tolerance: Tolerance) -> Bool {
    guard typed.isLiteral, value.dimension != expected.dimension, !value.unit.isNone,
      value.unit.factors.allSatisfy(expected.unit.factors.contains)
    else { return false }
    return tolerance.allows(Quantity(value.magnitude, expected.unit), for: expected)
  }
}
