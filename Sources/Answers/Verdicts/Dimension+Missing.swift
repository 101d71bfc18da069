import Quantities

extension Dimension {
  /// What was probably forgotten where a quantity of this kind was typed in the place of another:
  /// "Divided by a number of GPUs, it would be of the right kind." Empty where nothing simple explains it.
  func missing(from wanted: Dimension) -> String {
    if self * wanted == .none { return "It is upside down: what is per what?" }
    let gap = wanted / self
    let parts = Dimension.things.compactMap { base, thing -> String? in
      switch gap.exponent(of: base) {
      case -1: "divided by \(thing)"
      case 1: "multiplied by \(thing)"
      default: nil
      }
    }
    let known = Dimension.things.count { gap.exponent(of: $0.base) != 0 }
    guard parts.count == known, (1...2).contains(parts.count),
      gap.bases.allSatisfy(BaseDimension.standard.contains)
    else { return "" }
    let words = parts.joined(separator: " and ")
    return words.prefix(1).uppercased() + words.dropFirst() + ", it would be of the right kind."
  }

  private static let things: [(base: BaseDimension, thing: String)] = [
    (.money, "an amount of money"), (.gpu, "a number of GPUs"),
    (.request, "a number of requests"), (.token, "a number of tokens"),
    (.data, "an amount of data"), (.flop, "a number of operations"), (.time, "a time"),
  ]
}
