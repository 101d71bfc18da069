extension Double {
  /// Whether both are the same number to twelve digits, so that the rounding of a sum decides nothing.
  public func isSame(as other: Double) -> Bool {
    self == other
      || (isFinite && other.isFinite && abs(self - other) <= 1e-12 * max(abs(self), abs(other)))
  }
}
