import CMath
import Quantities

extension Quantity {
  /// ", give or take 4 s": the margin to one digit, rounded up.
  var giveOrTake: String {
    ", give or take \(Quantity(ceil(magnitude / unitInLast) * unitInLast, unit).text(significant: 2))"
  }

  /// The power of ten of the first digit.
  private var unitInLast: Double {
    magnitude > 0 && magnitude.isFinite ? pow(10, floor(log10(magnitude))) : 1
  }

  /// With the digits that a margin leaves. Two are always shown, so that neighbours can be told
  /// apart; behind ≈ where not even those hold.
  /// - Parameter isRounded: whether it is rounded, exact or not, where there is no margin.
  func text(within margin: Quantity?, rounded isRounded: Bool = false) -> String {
    guard let digits = digits(within: margin) else { return isRounded ? roundedText : text }
    // Where more hold than are shown of anything, it is shown as everything is.
    if digits >= 4 { return roundedText }
    return digits >= 2 ? text(significant: digits) : "≈\u{00A0}" + text(significant: 2)
  }

  /// How many digits a margin leaves; nil where there is no margin, or nothing to leave.
  func digits(within margin: Quantity?) -> Int? {
    guard let margin = margin?.converted(to: unit), margin.magnitude > 0, magnitude != 0,
      magnitude.isFinite
    else { return nil }
    return Int(floor(log10(abs(magnitude))) - floor(log10(margin.magnitude))) + 1
  }

  /// The number that `text(within:)` shows, where a margin leaves fewer digits than are shown of
  /// anything.
  private func shown(within margin: Quantity?) -> Double {
    guard let digits = digits(within: margin), digits < 4 else { return magnitude }
    let unit = pow(10, floor(log10(abs(magnitude))) + 1 - Double(max(2, digits)))
    return (magnitude / unit).rounded() * unit
  }

  /// Two values that are told side by side: each with the digits that hold, and none with more than
  /// the other where that is rounded.
  static func side(
    _ first: Quantity, _ firstMargin: Quantity?, by second: Quantity, _ secondMargin: Quantity?
  ) -> (String, String) {
    let isRounded = first.unit == second.unit && (first.isRounded || second.isRounded)
    let change = second.magnitude - first.magnitude
    if first.unit == second.unit,
      (second.shown(within: secondMargin) - first.shown(within: firstMargin)) * change < 0
    {
      // Rounded differently they would seem to go the other way: to as many digits they do not.
      let digits = max(
        2, min(first.digits(within: firstMargin) ?? 4, second.digits(within: secondMargin) ?? 4))
      return (first.text(significant: digits), second.text(significant: digits))
    }
    return (
      first.text(within: firstMargin, rounded: isRounded),
      second.text(within: secondMargin, rounded: isRounded)
    )
  }
}
