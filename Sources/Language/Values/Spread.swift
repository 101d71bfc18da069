import Quantities

/// How many values that a record stands for are spread: any quantile of them, and the share up to a
/// value.
public struct Spread: Sendable {
  /// What the values are counted in.
  public let unit: Unit
  /// The value that a share (0 to 1) does not exceed.
  public let quantile: @Sendable (Double) -> Double
  /// The share (0 to 1) that does not exceed a value.
  public let share: @Sendable (Double) -> Double

  /// Creates a spread of values in a unit.
  public init(
    unit: Unit, quantile: @escaping @Sendable (Double) -> Double,
    share: @escaping @Sendable (Double) -> Double
  ) {
    (self.unit, self.quantile, self.share) = (unit, quantile, share)
  }
}
