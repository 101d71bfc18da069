/// Work that was done, counted by what it was and never by the clock: the same on every machine, and
/// under load.
///
/// One unit is about ten nanoseconds of a usual machine, so that kinds of work can be added up.
public struct Effort: Hashable, Comparable, Sendable {
  /// How much it is, in units.
  public let units: Int64

  private init(units: Int64) { self.units = units }

  /// Nothing was done.
  public static let none = Effort(units: 0)
  /// More than is ever done while somebody types: what measures the machine for a set time.
  public static let measurement = Effort(units: .max / 4)

  /// Steps of the evaluator: operators, names and calls.
  public static func steps(_ count: Int) -> Effort { scaled(Double(count), by: 15) }

  /// Things that happened in a simulation: requests that came, starts and services that ended.
  public static func events(_ count: Int64) -> Effort { scaled(Double(count), by: 3) }

  /// Bytes that were read and taken apart.
  public static func bytes(_ count: Int64) -> Effort { scaled(Double(count), by: 0.5) }

  /// Tokens that went through a model with so many weights.
  public static func tokens(_ count: Int, weights: Int) -> Effort {
    scaled(Double(count) * Double(weights), by: 0.02)
  }

  private static func scaled(_ count: Double, by units: Double) -> Effort {
    let counted = min(max(0, count) * units, Double(measurement.units))
    // The nearest double of the largest is one more.
    return Effort(units: min(Int64(counted), measurement.units))
  }

  /// The two together.
  public static func + (left: Effort, right: Effort) -> Effort {
    Effort(units: min(left.units + right.units, measurement.units))
  }

  /// What the first is more than the second.
  public static func - (left: Effort, right: Effort) -> Effort {
    Effort(units: max(0, left.units - right.units))
  }

  /// Adds further work.
  public static func += (left: inout Effort, right: Effort) { left = left + right }

  /// Orders by how much it is.
  public static func < (left: Effort, right: Effort) -> Bool { left.units < right.units }
}
