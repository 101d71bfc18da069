/// What rounding does to numbers decides nothing and is never shown as a figure. The rule is here, for
/// comparisons, for single sums, and for figures of what was added up from many.
extension Double {
  /// Whether both are the same number to twelve digits.
  @inlinable public func isSame(as other: Double) -> Bool {
    self == other
      || (isFinite && other.isFinite && abs(self - other) <= 1e-12 * max(abs(self), abs(other)))
  }

  /// The sum of both: exactly 0 where all but their last bits cancel, so that 0.1 + 0.2 - 0.3 is 0.
  @inlinable public func plus(_ other: Double) -> Double {
    let sum = self + other
    return abs(sum) < 1e-15 * max(abs(self), abs(other)) ? 0 : sum
  }

  /// The same figure; exactly 0 where it is nothing but the rounding of what it is a part or a
  /// difference of.
  /// - Parameter whole: the size of what it was computed from.
  @inlinable public func unlessNoise(beside whole: Double) -> Double {
    abs(self) < 1e-12 * abs(whole) ? 0 : self
  }
}
