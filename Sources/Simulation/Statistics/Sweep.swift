/// One setting of a sweep, and what came of it.
public struct SweepPoint: Sendable {
  /// The value of the setting.
  public var value: Double
  /// What the simulation found.
  public var outcome: Outcome
  /// Whether no other point is both as cheap and as fast, and better in one.
  public var isOnFrontier = false
}

/// Simulates a fleet once for each value of a setting, all with the same requests.
///
/// ```swift
/// let points = try sweep(fleet, over: [1, 2, 4]) { $0.concurrency = Int($1) }
/// ```
/// - Parameters:
///   - latency: the figure that stands against the cost per request on the frontier.
///   - set: puts a value into the fleet.
/// - Throws: as `simulate`.
public func sweep(
  _ fleet: Fleet, _ run: Run = Run(), over values: [Double], latency: Measure = .latencyP99,
  progress: ((Double) -> Bool)? = nil, set: (inout Fleet, Double) -> Void
) throws(SimulationError) -> [SweepPoint] {
  var points: [SweepPoint] = []
  for (index, value) in values.enumerated() {
    var fleet = fleet
    set(&fleet, value)
    let outcome = try simulate(fleet, run) {
      progress?((Double(index) + $0) / Double(values.count)) ?? true
    }
    points.append(SweepPoint(value: value, outcome: outcome))
  }
  for index in points.indices where !points[index].outcome.isSaturated {
    let (cost, time) = (points[index].outcome.costPerRequest.value, points[index].outcome[latency])
    points[index].isOnFrontier = !points.contains {
      let (otherCost, otherTime) = ($0.outcome.costPerRequest.value, $0.outcome[latency])
      return otherCost <= cost && otherTime.value <= time.value
        && (otherCost < cost || otherTime.value < time.value)
    }
  }
  return points
}

/// Simulates a fleet with each keep-alive (seconds): what waiting costs, and what not waiting does.
/// - Throws: as `simulate`.
public func keepAliveSweep(
  _ fleet: Fleet, _ run: Run = Run(), seconds: [Double], latency: Measure = .latencyP99,
  progress: ((Double) -> Bool)? = nil
) throws(SimulationError) -> [SweepPoint] {
  try sweep(fleet, run, over: seconds, latency: latency, progress: progress) {
    $0.scaling = .keepAlive($1)
  }
}
