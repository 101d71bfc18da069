/// Simulates a fleet.
///
/// The same fleet, run and seed give the same outcome to the last bit on every platform. Time and
/// memory grow with the number of requests and of instances alive at once, within
/// `SimulationLimits`, never with the length of the horizon.
///
/// - Parameters:
///   - fleet: what is simulated.
///   - run: how long, and from which seed.
///   - progress: called every few thousand events with the share done, 0 to 1; answering false
///     stops the run.
/// - Throws: `SimulationError` naming the setting at fault, or `cancelled`, or a trace that cannot
///   be read.
public func simulate(
  _ fleet: Fleet, _ run: Run = Run(), progress: ((Double) -> Bool)? = nil
) throws(SimulationError) -> Outcome {
  try fleet.validate()
  let fleet = fleet.plain
  try run.validate(fleet)
  if run.horizon == .precise, !fleet.arrivals.isTrace, fleet.queueGrowth == nil {
    let found = try PreciseRun(fleet, run).found { progress?($0) ?? true }
    return Outcome(found.replications, found.series, converged: found.converged, fleet, run)
  }
  let replications = try replicate(fleet, run, progress: progress)
  let line = FleetTimes(fleet).line
  let series =
    replications.count > 1
    ? Series(replications.map { [$0.asBatch] }, line: line)
    : Series(replications.map { $0.batches }, isGiven: true, line: line)
  return Outcome(replications, series, converged: nil, fleet, run)
}

/// Runs every replication of a run whose length is given, or that of a trace.
func replicate(
  _ fleet: Fleet, _ run: Run, progress: ((Double) -> Bool)?
) throws(SimulationError) -> [Replication] {
  try replicate([fleet], run, progress: progress)[0]
}

/// Runs every replication of some fleets, of each the same number, on two processors.
func replicate(
  _ fleets: [Fleet], _ run: Run, progress: ((Double) -> Bool)?
) throws(SimulationError) -> [[Replication]] {
  var plans: [FixedRun] = []
  let fleets = fleets.map { $0.plain }
  for fleet in fleets {
    try fleet.validate()
    try run.validate(fleet)
    var run = run
    // In a fleet that cannot keep up there is nothing to converge to.
    if run.horizon == .precise, !fleet.arrivals.isTrace { run.horizon = .requests(20_000) }
    plans.append(FixedRun(fleet, run))
  }
  let jobs = fleets.count * run.replications
  let workers = (0..<min(2, jobs)).map { first in
    ReplicationWorker(Array(stride(from: first, to: jobs, by: min(2, jobs))))
  }
  let watch = Watch { progress?($0) ?? true }
  try inParallel(workers) { worker throws(SimulationError) in
    for (done, job) in worker.jobs.enumerated() {
      let (fleet, index) = (job / run.replications, job % run.replications)
      let replication = try plans[fleet].replication(
        fleets[fleet], seed: run.seed(of: index), recorded: index == 0 ? run.recorded : 0,
        follows: fleets[fleet].queueGrowth == nil
      ) { share in
        let isFirst = worker === workers[0]
        if isFirst { watch.share = (Double(done) + share) / Double(worker.jobs.count) }
        return watch.goesOn(reports: isFirst)
      }
      worker.found.append((job, replication))
    }
  }
  let all = workers.flatMap { $0.found }.sorted { $0.job < $1.job }.map { $0.replication }
  return fleets.indices.map {
    Array(all[$0 * run.replications..<($0 + 1) * run.replications])
  }
}

/// Some of the replications, done one after the other.
private final class ReplicationWorker {
  let jobs: [Int]
  var found: [(job: Int, replication: Replication)] = []

  init(_ jobs: [Int]) { self.jobs = jobs }
}

extension Run {
  /// The seed of one replication; the first one's is the run's own.
  func seed(of replication: Int) -> UInt64 {
    if replication == 0 { return seed }
    var random = Xoshiro(seed: seed &+ UInt64(replication), stream: Stream.replications)
    return random.next()
  }
}
