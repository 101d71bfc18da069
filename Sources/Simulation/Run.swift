/// How long a run is measured.
public enum Horizon: Sendable, Equatable {
  /// For this many seconds.
  case seconds(Double)
  /// For this many requests.
  case requests(Int)
  /// Until the figures are as precise as `Run.precision` asks, within `Run.budget`. A trace, which
  /// ends by itself, is played whole.
  case precise
}

/// How a fleet is simulated: how long, from which seed, and what is kept to look at.
public struct Run: Sendable, Equatable {
  /// How long the measured part is.
  public var horizon = Horizon.precise
  /// A run to a precision ends when half the width of the confidence intervals of mean, median, p95
  /// and p99 of latency, of cost and of instances is within this share of each.
  public var precision = 0.02
  /// So many events, about, a run to a precision may take: requests that come and end, starts,
  /// looks of an autoscaler. Beyond, it ends without having converged.
  public var budget: Int64 = 12_000_000
  /// Same seed, same result.
  public var seed: UInt64 = 1
  /// Lead-in before the measured part, as a share of it, so that the empty start is forgotten. Nil
  /// goes by the fleet's own times, such as its keep-alive; a trace has none. The horizon is
  /// measured in full after it.
  public var warmUp: Double?
  /// Independent runs, each with its own seed. With one, the confidence intervals come from the
  /// batches of the run, with more, from the runs. A run to a precision sees to that itself.
  public var replications = 1
  /// Whether the clock runs on after the last arrival until every request is served and every
  /// instance has stopped that would. Nil does so for a trace.
  public var drains: Bool?
  /// At most this many intervals, and this many requests, are kept for a timeline; 0 keeps none.
  public var recorded = 0

  /// Creates a run to a precision, with seed 1.
  public init() {}

  /// A run of this many seconds.
  public static func seconds(_ seconds: Double, seed: UInt64 = 1) -> Run {
    var run = Run()
    run.horizon = .seconds(seconds)
    run.seed = seed
    return run
  }

  /// A run of this many requests.
  public static func requests(_ count: Int, seed: UInt64 = 1) -> Run {
    var run = Run()
    run.horizon = .requests(count)
    run.seed = seed
    return run
  }

  /// Throws when the run, of this fleet, cannot be done within the stated limits.
  func validate(_ fleet: Fleet) throws(SimulationError) {
    try SimulationError.check(warmUp ?? 0, Setting(.warmUp), in: 0...100)
    try SimulationError.check(replications, Setting(.replications), in: 1...10_000)
    try SimulationError.check(recorded, Setting(.recorded), in: 0...10_000_000)
    switch horizon {
    case .seconds(let seconds): try validate(fleet, seconds: seconds)
    case .requests(let count):
      try SimulationError.check(
        count, Setting(.horizon, .requests), in: 1...SimulationLimits.requests)
      try validate(fleet, requests: count)
    case .precise:
      try SimulationError.check(precision, Setting(.precision), in: 1e-4...1)
      try SimulationError.check(
        Double(budget), Setting(.budget), in: 1...Double(SimulationLimits.requests))
      if let rate = fleet.arrivals.meanRate, rate <= 0 {
        throw .unusable(Setting(.arrivals, .rate), .nothingComes)
      }
      if let rate = fleet.arrivals.meanRate, 1000 / rate > SimulationLimits.longestTime {
        throw .unusable(Setting(.arrivals, .rate), .tooSlow)
      }
    }
  }

  /// How much longer a run is for its lead-in.
  private var lengthening: Double { 1 + (warmUp ?? 0.1) }

  private func validate(_ fleet: Fleet, seconds: Double) throws(SimulationError) {
    try SimulationError.check(seconds, Setting(.horizon), in: 1e-9...SimulationLimits.longestTime)
    let events = fleet.arrivals.eventRate * seconds * lengthening
    if events > Double(SimulationLimits.requests) {
      throw .unusable(
        Setting(.horizon), .tooMany(.events, events, most: Double(SimulationLimits.requests)))
    }
    try validateTicks(fleet, seconds: seconds, requests: events)
  }

  /// Refuses an autoscaler that decides so often, over so long a time, that a run would not end.
  private func validateTicks(_ fleet: Fleet, seconds: Double, requests: Double)
    throws(SimulationError)
  {
    let (tick, window): (Double, Double)
    switch fleet.scaling {
    case .knative(let settings):
      tick = settings.tick
      window = 4 * settings.stableWindow + settings.scaleToZeroGrace + settings.scaleDownDelay
    case .horizontal(let settings):
      (tick, window) = (settings.period, 2 * settings.window + 4 * settings.period)
    case .rayServe(let settings): (tick, window) = (settings.tick, 2 * settings.window)
    default: return
    }
    // It sleeps once nothing has changed for a while.
    let awake = requests * (fleet.service.mean + fleet.coldStart.mean + window)
    if min(seconds, awake) / tick > Double(SimulationLimits.requests) {
      throw .unusable(
        Setting(.knative, .tick),
        .tooMany(
          .ticks, min(seconds, awake) / tick, most: Double(SimulationLimits.requests)))
    }
  }

  private func validate(_ fleet: Fleet, requests: Int) throws(SimulationError) {
    guard let rate = fleet.arrivals.meanRate else { return }
    if rate <= 0 {
      throw .unusable(Setting(.arrivals, .rate), .nothingComes)
    }
    let length = Double(requests) * lengthening
    if length / rate > SimulationLimits.longestTime {
      throw .unusable(Setting(.arrivals, .rate), .tooSlow)
    }
    if fleet.arrivals.eventRate / rate * length > Double(SimulationLimits.requests) {
      throw .unusable(
        Setting(.horizon),
        .tooMany(
          .events, fleet.arrivals.eventRate / rate * length,
          most: Double(SimulationLimits.requests)))
    }
    try validateTicks(fleet, seconds: length / rate, requests: length)
  }
}
