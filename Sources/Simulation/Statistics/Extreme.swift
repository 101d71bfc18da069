/// The least or the largest of some positive values, and how many are that one: fixed times give many
/// equal ones, but for what rounding leaves of the difference of two late moments.
struct Extreme: Sendable, Equatable {
  private(set) var value: Double
  private(set) var count = 0

  static let least = Extreme(value: .infinity)
  static let largest = Extreme(value: 0)

  /// Values closer than this share are one.
  private static let rounding = 1e-9

  /// The largest value that counts as this least one.
  var top: Double { value * (1 + Extreme.rounding) }
  /// The least value that counts as this largest one.
  var bottom: Double { value * (1 - Extreme.rounding) }

  /// Counts `times` values as far as they are the least.
  mutating func addLow(_ other: Double, _ times: Int = 1) {
    guard other <= top else { return }
    count = other < bottom ? times : count + times
    value = min(value, other)
  }

  /// Counts `times` values as far as they are the largest.
  mutating func addHigh(_ other: Double, _ times: Int = 1) {
    guard other >= bottom else { return }
    count = other > top ? times : count + times
    value = max(value, other)
  }
}
