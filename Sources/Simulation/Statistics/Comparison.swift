/// Two fleets that met the same requests, replication by replication.
public struct Comparison: Sendable {
  /// A figure of both fleets.
  public struct Difference: Sendable, Equatable {
    /// The mean of the first fleet.
    public var first: Double
    /// The mean of the second fleet.
    public var second: Double
    /// The second fleet's figure less the first's, with the 95% interval of the paired differences.
    /// It is far narrower than the interval of either figure, since both fleets met the same
    /// requests.
    public var difference: Estimate
    /// Whether the interval leaves out 0.
    public var isClear: Bool { difference.interval.map { !$0.contains(0) } ?? false }
  }

  /// Every figure that both fleets have.
  public var measures: [Measure: Difference] = [:]
  /// One figure of both fleets; zeros where they have none of it.
  public subscript(measure: Measure) -> Difference {
    measures[measure] ?? Difference(first: 0, second: 0, difference: Estimate(0))
  }
  /// The number of pairs of runs: 1 for a trace.
  public var pairs = 0
  /// What was done, of all runs.
  public var work = RunWork()
}

/// Compares two fleets under common random numbers: in each pair of runs, both meet the same
/// arrivals and the same work. A trace is played once to each; how far a difference may be off
/// follows from stretches of it, drawn again and again (a block bootstrap; Künsch 1989).
///
/// - Parameters:
///   - first: the fleet to start from; its arrivals are used for both if `second` has the same.
///   - second: the fleet it is compared with.
///   - run: each run's horizon and the seed; its `replications`, at least 10, are the pairs. A run to
///     a precision is as long as the fleets' own times ask for, 20,000 requests at least.
///   - progress: as for `simulate`.
/// - Throws: as `simulate`.
public func compare(
  _ first: Fleet, _ second: Fleet, _ run: Run = Run(), progress: ((Double) -> Bool)? = nil
) throws(SimulationError) -> Comparison {
  var run = run
  run.recorded = 0
  let isTrace = first.arrivals.isTrace || second.arrivals.isTrace
  run.replications = isTrace ? 1 : max(10, run.replications)
  if run.horizon == .precise, !isTrace { run.horizon = pairHorizon(first, second, run) }
  let found = try replicate([first, second], run, progress: progress)
  let (a, b) = (found[0], found[1])
  var comparison = Comparison()
  comparison.pairs = run.replications
  comparison.work = RunWork(a + b)
  if isTrace, let a = a.first, let b = b.first {
    comparison.measures = Bootstrap(a, first, b, second).differences
    return comparison
  }
  for measure in Measure.allCases where measure.isTold(first, second) {
    let before = a.map { measure.value($0.asBatch, first) }
    let after = b.map { measure.value($0.asBatch, second) }
    comparison.measures[measure] = Comparison.Difference(
      first: Estimate.mean(of: before).value, second: Estimate.mean(of: after).value,
      difference: Estimate.mean(of: zip(before, after).map { $1 - $0 }))
  }
  return comparison
}

/// How long each run of a pair is: long for what the fleets remember, and whole cycles.
private func pairHorizon(_ first: Fleet, _ second: Fleet, _ run: Run) -> Horizon {
  let times = [first, second].map { FleetTimes($0) }
  let rate = times[0].rate
  let most = Double(run.budget) / Double(2 * run.replications) / rate / 3
  var seconds = max(20_000 / rate, 10 * (times.map { $0.stretch }.max() ?? 0))
  seconds = min(seconds, max(most, 20_000 / rate))
  if let cycle = times[0].cycle { seconds = max(1, (seconds / cycle).rounded()) * cycle }
  return .seconds(seconds)
}
