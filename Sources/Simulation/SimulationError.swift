/// Why a simulation was not run, in plain words that name the setting.
public struct SimulationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Kind: Sendable, Equatable {
    /// A setting is out of its range.
    case invalid
    /// The caller asked to stop.
    case cancelled
    /// A trace file cannot be read.
    case unreadable
  }

  /// What kind of failure it is.
  public var kind: Kind
  /// The setting at fault, such as "arrivals rate", or the file.
  public var field: String
  /// What is wrong with it, to stand after its name.
  public var reason: String

  /// The problem in one sentence.
  public var description: String {
    field.isEmpty ? reason : "\(field) \(reason)"
  }

  static func invalid(_ field: String, _ reason: String) -> SimulationError {
    SimulationError(kind: .invalid, field: field, reason: reason)
  }

  static let cancelled = SimulationError(
    kind: .cancelled, field: "", reason: "The simulation was stopped.")

  /// Throws unless `value` is a number in the range.
  static func check(
    _ value: Double, _ field: String, in range: ClosedRange<Double>
  ) throws(SimulationError) {
    if value.isNaN { throw .invalid(field, "is not a number") }
    if range.contains(value) { return }
    let side =
      value < range.lowerBound
      ? "must be at least \(text(range.lowerBound))"
      : "must be at most \(text(range.upperBound))"
    throw .invalid(field, "is \(text(value)); it \(side)")
  }

  /// A number without a fraction of zero.
  static func text(_ value: Double) -> String {
    Int(exactly: value).map { abs($0) < 1_000_000_000_000_000 ? "\($0)" : "\(value)" } ?? "\(value)"
  }

  /// Throws unless `value` is in the range.
  static func check(
    _ value: Int, _ field: String, in range: ClosedRange<Int>
  ) throws(SimulationError) {
    if range.contains(value) { return }
    let side =
      value < range.lowerBound
      ? "must be at least \(range.lowerBound)"
      : "must be at most \(range.upperBound)"
    throw .invalid(field, "is \(value); it \(side)")
  }
}

/// The stated limits of a run, which keep time and memory bounded whatever is asked.
public enum SimulationLimits {
  /// The longest duration of anything, seconds (about 30,000 years).
  public static let longestTime = 1e12
  /// The most requests, and the most changes of a burst's state, of one run.
  public static let requests = 1_000_000_000
  /// The most requests that wait at once; more are turned away and the run is marked saturated.
  public static let waiting = 1_000_000
  /// The most instances alive at once; a fleet that wants more is held there and marked saturated.
  public static let instances = 100_000
  /// The most requests in service at once on instances that take several.
  public static let inService = 4_000_000
  /// The most requests that one instance takes at once.
  public static let concurrency = 1_000
}
