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

  /// With the digits that a margin leaves.
  /// - Parameter isRounded: whether it is rounded, exact or not, where there is no margin.
  func text(within margin: Quantity?, rounded isRounded: Bool = false) -> String {
    guard let margin, margin.magnitude > 0, magnitude != 0, magnitude.isFinite else {
      return isRounded ? roundedText : text
    }
    let digits = Int(floor(log10(abs(magnitude))) - floor(log10(margin.magnitude))) + 1
    // Where more hold than are shown of anything, it is shown as everything is.
    return digits >= 4 ? roundedText : text(significant: max(1, digits))
  }
}
