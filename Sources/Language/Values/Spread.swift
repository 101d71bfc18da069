import Quantities

/// How many values that a record stands for are spread: any quantile of them, and the share up to a
/// value; and how far luck may have moved either.
public struct Spread: Sendable {
  /// What the values are counted in.
  public let unit: Unit
  /// The value that a share (0 to 1) does not exceed.
  public let quantile: @Sendable (Double) -> Double
  /// The share (0 to 1) that does not exceed a value.
  public let share: @Sendable (Double) -> Double
  /// Half the width of the interval of a quantile at a share (0 to 1), in `unit`; 0 where it is exact
  /// or cannot be told.
  let quantileMargin: @Sendable (Double) -> Double
  /// Half the width of the interval of a share (0 to 1).
  let shareMargin: @Sendable (Double) -> Double
  /// Of several runs, at several values of what is not known: theirs; nil of one.
  let several: SpreadUnion?

  /// Creates a spread of values in a unit.
  public init(
    unit: Unit, quantile: @escaping @Sendable (Double) -> Double,
    share: @escaping @Sendable (Double) -> Double,
    quantileMargin: @escaping @Sendable (Double) -> Double = { _ in 0 },
    shareMargin: @escaping @Sendable (Double) -> Double = { _ in 0 }
  ) {
    (self.unit, self.quantile, self.share) = (unit, quantile, share)
    (self.quantileMargin, self.shareMargin) = (quantileMargin, shareMargin)
    several = nil
  }

  /// The spread in several runs.
  init?(_ several: SpreadUnion) {
    guard let one = several.typical else { return nil }
    (unit, quantile, share) = (one.unit, one.quantile, one.share)
    (quantileMargin, shareMargin) = ({ _ in 0 }, { _ in 0 })
    self.several = several
  }

  /// The value that a share (0 to 1) does not exceed: uncertain, where several runs say so.
  func value(at share: Double) -> Value {
    several?.value(at: share) ?? .quantity(Quantity(quantile(share), unit))
  }

  /// What it is in one sample.
  func sample(_ place: Int) -> Spread {
    guard let several else { return self }
    return Spread(
      unit: unit, quantile: { several.sample(place, of: .quantile($0)) },
      share: { several.sample(place, of: .share($0)) })
  }

  /// The same with everything that is read from it off by its margin.
  public var moved: Spread {
    // The runs have their luck in common.
    if let several { return Spread(several.moved) ?? self }
    return Spread(
      unit: unit, quantile: { [self] in quantile($0) + quantileMargin($0) },
      share: { [self] in
        let share = share($0)
        return share + shareMargin(share)
      })
  }
}
