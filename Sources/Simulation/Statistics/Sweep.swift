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
  var fleets: [Fleet] = []
  for value in values {
    var fleet = fleet
    set(&fleet, value)
    try fleet.validate()
    try run.validate(fleet)
    fleets.append(fleet)
  }
  let outcomes = try outcomes(of: fleets, run) { progress?($0) ?? true }
  var points = zip(values, outcomes).map { SweepPoint(value: $0, outcome: $1) }
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

/// What each of some fleets gives: on two processors, where a run by itself has work for one.
private func outcomes(
  of fleets: [Fleet], _ run: Run, progress: @escaping (Double) -> Bool
) throws(SimulationError) -> [Outcome] {
  let isSingle =
    run.replications == 1
    && (run.horizon != .precise || fleets.allSatisfy { $0.arrivals.isTrace })
  let count = isSingle ? min(2, fleets.count) : 1
  let workers = (0..<count).map { first in
    SweepWorker(Array(stride(from: first, to: fleets.count, by: count)))
  }
  let watch = Watch(progress)
  try inParallel(workers) { worker throws(SimulationError) in
    let isFirst = worker === workers[0]
    for (done, place) in worker.places.enumerated() {
      let outcome = try simulate(fleets[place], run) { share in
        if isFirst { watch.share = (Double(done) + share) / Double(worker.places.count) }
        return watch.goesOn(reports: isFirst)
      }
      worker.found.append((place, outcome))
    }
  }
  return workers.flatMap { $0.found }.sorted { $0.place < $1.place }.map { $0.outcome }
}

/// Some of the points of a sweep, done one after the other.
private final class SweepWorker {
  let places: [Int]
  var found: [(place: Int, outcome: Outcome)] = []

  init(_ places: [Int]) { self.places = places }
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
