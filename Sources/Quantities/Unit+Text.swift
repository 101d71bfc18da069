extension Unit {
  private var above: [Factor] { factors.filter { $0.exponent > 0 } }
  private var below: [Factor] { factors.filter { $0.exponent < 0 } }

  /// Whether amounts are written with the dollar sign in front.
  public var hasDollarPrefix: Bool { above == [Factor(.dollar)] }

  /// What stands before and after a number in this unit: "$" and "/gpu·h", "" and " h/month".
  /// - Parameter isOne: whether the number is printed as 1, which takes the singular.
  public func affixes(isOne: Bool = false) -> (prefix: String, suffix: String) {
    if isNone { return ("", "") }
    if isPercent { return ("", "%") }
    let denominator = below.isEmpty ? "" : "/" + Self.text(below, by: "·")
    if hasDollarPrefix { return ("$", denominator) }
    if above.isEmpty { return ("", denominator) }
    if above.count == 1, above[0].exponent == 1, !isOne {
      return ("", " " + above[0].unit.plural + denominator)
    }
    return ("", " " + Self.text(above, by: "·") + denominator)
  }

  private static func text(_ factors: [Factor], by separator: String) -> String {
    factors.map { factor in
      let exponent = abs(factor.exponent)
      return factor.unit.symbol + (exponent == 1 ? "" : "^\(exponent)")
    }.joined(separator: separator)
  }

  /// The unit alone, in the spelling of JSON and of declarations: "$/(gpu*h)".
  public var spelling: String {
    if isNone { return "" }
    func side(_ factors: [Factor]) -> String {
      let text = Self.text(factors, by: "*")
      return factors.count > 1 ? "(\(text))" : text
    }
    if below.isEmpty { return side(above) }
    return (above.isEmpty ? "1" : side(above)) + "/" + side(below)
  }

  /// The unit alone, as it is shown in sentences: "$/gpu·h".
  public var text: String {
    if isPercent { return "%" }
    let numerator = Self.text(above, by: "·")
    return below.isEmpty ? numerator : numerator + "/" + Self.text(below, by: "·")
  }
}

extension Quantity {
  /// As the workbook shows it: "$27.78/gpu·h", "432 gpu·h/month", "15%".
  public var text: String { text(significant: nil) }

  /// The same with this many significant digits, to tell apart what `text` writes alike.
  public func text(significant: Int?) -> String {
    text(ofNumber: numberText(magnitude, isMoney: unit.hasDollarPrefix, significant: significant))
  }

  /// Whether `text` leaves digits out.
  public var isRounded: Bool { text != text(significant: 15) }

  /// Rounded as what is not exact, so that it has the digits of its neighbours that are not.
  public var roundedText: String {
    text(ofNumber: numberText(magnitude, isMoney: unit.hasDollarPrefix, rounds: true))
  }

  private func text(ofNumber number: String) -> String {
    let (prefix, suffix) = unit.affixes(isOne: number == "1")
    guard number.hasPrefix("-"), !prefix.isEmpty else { return prefix + number + suffix }
    return "-" + prefix + number.dropFirst() + suffix
  }
}
