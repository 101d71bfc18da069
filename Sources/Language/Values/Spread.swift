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

  /// Creates a spread of values in a unit.
  public init(
    unit: Unit, quantile: @escaping @Sendable (Double) -> Double,
    share: @escaping @Sendable (Double) -> Double,
    quantileMargin: @escaping @Sendable (Double) -> Double = { _ in 0 },
    shareMargin: @escaping @Sendable (Double) -> Double = { _ in 0 }
  ) {
    (self.unit, self.quantile, self.share) = (unit, quantile, share)
    (self.quantileMargin, self.shareMargin) = (quantileMargin, shareMargin)
  }

  /// The same with everything that is read from it off by its margin.
  public var moved: Spread {
    Spread(
      unit: unit, quantile: { [self] in quantile($0) + quantileMargin($0) },
      share: { [self] in
        let share = share($0)
        return share + shareMargin(share)
      })
  }
}
