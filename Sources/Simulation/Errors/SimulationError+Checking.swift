extension SimulationError {
  /// Throws unless `value` is a number in the range.
  static func check(
    _ value: Double, _ setting: @autoclosure () -> Setting, in range: ClosedRange<Double>
  ) throws(SimulationError) {
    if range.contains(value) { return }
    if value.isNaN { throw .unusable(setting(), .notANumber) }
    throw .unusable(
      setting(),
      value < range.lowerBound
        ? .tooSmall(value, least: range.lowerBound) : .tooLarge(value, most: range.upperBound))
  }

  /// Throws unless `value` is in the range.
  static func check(
    _ value: Int, _ setting: @autoclosure () -> Setting, in range: ClosedRange<Int>
  ) throws(SimulationError) {
    try check(
      Double(value), setting(), in: Double(range.lowerBound)...Double(range.upperBound))
  }
}
