extension Unit {
  /// The unit of a product, and the number by which the product of the magnitudes must be
  /// multiplied to be in it.
  ///
  /// Equal units cancel by name. Different units of one kind are brought together (h·min to h²,
  /// GB·s/MB to s), except an amount of time over a longer calendar period: hours per month is a
  /// unit people read, so gpu·h/month stays.
  public static func product(_ left: Unit, _ right: Unit) -> (unit: Unit, factor: Double) {
    if right.isNone { return (left, 1) }
    if left.isNone { return (right, 1) }
    // A share scales what it is taken of and leaves no trace in the unit; a share of a share stays
    // a share.
    if right.isPercent { return (left, NamedUnit.percent.scale) }
    if left.isPercent { return (right, NamedUnit.percent.scale) }
    return Unit(left.factors + right.factors).merged()
  }

  /// The unit of a quotient, and the number to multiply the quotient of the magnitudes with.
  public static func quotient(_ left: Unit, _ right: Unit) -> (unit: Unit, factor: Double) {
    if right.isNone { return (left, 1) }
    if left.dimension == right.dimension {
      return (.none, left.scale / right.scale)
    }
    if right.isPercent { return (left, 1 / NamedUnit.percent.scale) }
    let inverse = right.factors.map { Factor($0.unit, -$0.exponent) }
    if left.isPercent {
      let merged = Unit(inverse).merged()
      return (merged.unit, merged.factor * NamedUnit.percent.scale)
    }
    return Unit(left.factors + inverse).merged()
  }

  /// Brings different units of one kind together; see `product`.
  private func merged() -> (unit: Unit, factor: Double) {
    if dimension.isNone { return (.none, scale) }
    var kept: [Factor] = []
    var factor = 1.0
    for next in factors {
      let kin = factors.filter { $0.unit.dimension == next.unit.dimension }
      guard let first = kin.first, first.unit != next.unit, !(isRateOfUse && Unit.isRate(kin))
      else {
        kept.append(next)
        continue
      }
      factor *= power(next.unit.scale / first.unit.scale, next.exponent)
      kept.append(Factor(first.unit, next.exponent))
    }
    return (Unit(kept), factor)
  }

  /// Whether hours per month can be meant: not where money is counted, whose months only cancel.
  private var isRateOfUse: Bool { !factors.contains { $0.unit.dimension == Dimension(.money) } }

  /// Whether the factors, all of one kind, are hours above and months below, or the like.
  private static func isRate(_ kin: [Factor]) -> Bool {
    guard kin.count == 2, let above = kin.first(where: { $0.exponent > 0 }),
      let below = kin.first(where: { $0.exponent < 0 })
    else { return false }
    return above.exponent == -below.exponent && below.unit.isPeriod
      && above.unit.scale < below.unit.scale
  }
}
