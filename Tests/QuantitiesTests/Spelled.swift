import Quantities

/// A unit from its names: "gpu·h/month", "1/s", "%", "$/gpu·h". Unknown names give nothing.
func unit(_ text: String) -> Unit {
  if text.isEmpty { return .none }
  if text == "%" { return .percent }
  var factors: [Unit.Factor] = []
  for (position, side) in text.split(separator: "/").enumerated() where side != "1" {
    for part in side.split(separator: "·") {
      let pieces = part.split(separator: "^")
      guard let name = pieces.first, let unit = UnitCatalog.standard.unit(named: String(name))
      else { continue }
      let exponent = pieces.count > 1 ? Int(pieces[1]) ?? 1 : 1
      factors.append(Unit.Factor(unit, position == 0 ? exponent : -exponent))
    }
  }
  return Unit(factors)
}

/// A quantity from its number and its unit's names.
func quantity(_ magnitude: Double, _ text: String = "") -> Quantity {
  Quantity(magnitude, unit(text))
}
