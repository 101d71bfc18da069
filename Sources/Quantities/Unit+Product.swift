extension Unit {
  /// The unit of a product, and the number by which the product of the magnitudes must be
  /// multiplied to be in it.
  ///
  /// Equal units cancel by name. Different units of one kind are brought together (h·min to h²,
  /// GB·s/MB to s), except an amount of time over a longer calendar period: hours per month is a
  /// unit people read, so 4 gpu times 720 h/month stays gpu·h/month, and so does 2 gpu·h/request
  /// times 1M requests/month. But a stretch of time cancels, and 3 h at $12,000/month are dollars.
  /// A period and another unit of time on the same side stay as they are: $12,000/month over 720 h
  /// is $16.67/month·h, not dollars per square month.
  public static func product(_ left: Unit, _ right: Unit) -> (unit: Unit, factor: Double) {
    // A share scales what it is taken of and leaves no trace in the unit, on whichever side it
    // stands: 15% of 200 are 30. Only a share of a share stays one.
    if right.isPercent { return (left, NamedUnit.percent.scale) }
    if left.isPercent { return (right, NamedUnit.percent.scale) }
    if right.isNone { return (left, 1) }
    if left.isNone { return (right, 1) }
    let product = Unit(left.factors + right.factors)
    let isUse = !product.hasMoney && ![left, right].contains { $0.dimension == Dimension(.time) }
    return product.merged(keepingRate: left.hasRate || right.hasRate || isUse)
  }

  /// The unit of a quotient, and the number to multiply the quotient of the magnitudes by. Hours
  /// divided by a month are a rate too, but what is left of $/month over requests/h is not.
  public static func quotient(_ left: Unit, _ right: Unit) -> (unit: Unit, factor: Double) {
    if right.isNone { return left.isPercent ? (right, NamedUnit.percent.scale) : (left, 1) }
    if left.dimension == right.dimension {
      return (.none, left.scale / right.scale)
    }
    if right.isPercent { return (left, 1 / NamedUnit.percent.scale) }
    let inverse = right.factors.map { Factor($0.unit, -$0.exponent) }
    if left.isPercent {
      let merged = Unit(inverse).merged(keepingRate: false)
      return (merged.unit, merged.factor * NamedUnit.percent.scale)
    }
    let amounts = left.factors.filter { $0.exponent > 0 } + inverse.filter { $0.exponent < 0 }
    let isRate = left.hasRate || Unit(amounts).hasRate
    return Unit(left.factors + inverse).merged(keepingRate: isRate)
  }

  /// Brings different units of one kind together; see `product`.
  private func merged(keepingRate: Bool) -> (unit: Unit, factor: Double) {
    if dimension.isNone { return (.none, scale) }
    var kept: [Factor] = []
    var factor = 1.0
    for next in factors {
      let kin = factors.filter { $0.unit.dimension == next.unit.dimension }
      guard let first = kin.first, first.unit != next.unit, !(keepingRate && Unit.isRate(kin)),
        !Unit.isPeriodTwice(kin)
      else {
        kept.append(next)
        continue
      }
      factor *= power(next.unit.scale / first.unit.scale, next.exponent)
      kept.append(Factor(first.unit, next.exponent))
    }
    return (Unit(kept), factor)
  }

  /// Whether the factors, all of one kind, stand on one side with a period among them.
  private static func isPeriodTwice(_ kin: [Factor]) -> Bool {
    kin.contains { $0.unit.isPeriod }
      && (kin.allSatisfy { $0.exponent > 0 } || kin.allSatisfy { $0.exponent < 0 })
  }

  private var hasMoney: Bool { factors.contains { $0.unit.dimension == Dimension(.money) } }

  private var hasRate: Bool {
    Unit.isRate(factors.filter { $0.unit.dimension == Dimension(.time) })
  }

  /// Whether the factors, all of one kind, are hours above and months below, or the like.
  private static func isRate(_ kin: [Factor]) -> Bool {
    guard kin.count == 2, let above = kin.first(where: { $0.exponent > 0 }),
      let below = kin.first(where: { $0.exponent < 0 })
    else { return false }
    return above.exponent == -below.exponent && below.unit.isPeriod
      && above.unit.scale < below.unit.scale
  }
}
