import Quantities

extension Dimension {
  /// What was probably forgotten where a quantity of this kind was typed in the place of another:
  /// "You may have left out dividing by the GPUs." Empty where nothing simple explains it.
  func missing(from wanted: Dimension) -> String {
    if self * wanted == .none { return "It is upside down: what is per what?" }
    let gap = wanted / self
    let parts = Dimension.things.compactMap { base, thing -> String? in
      switch gap.exponent(of: base) {
      case -1: "dividing by \(thing)"
      case 1: "multiplying by \(thing)"
      default: nil
      }
    }
    let known = Dimension.things.count { gap.exponent(of: $0.base) != 0 }
    guard parts.count == known, (1...2).contains(parts.count),
      gap.bases.allSatisfy(BaseDimension.standard.contains)
    else { return "" }
    return "You may have left out \(parts.joined(separator: " and "))."
  }

  private static let things: [(base: BaseDimension, thing: String)] = [
    (.money, "a price"), (.gpu, "the GPUs"), (.request, "the requests"), (.token, "the tokens"),
    (.data, "the data"), (.flop, "the operations"), (.time, "the time"),
  ]
}
