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
  let replications = try replicate(fleet, run, progress: progress)
  return Outcome(replications, fleet, run)
}

/// Runs every replication.
func replicate(
  _ fleet: Fleet, _ run: Run, progress: ((Double) -> Bool)?
) throws(SimulationError) -> [Replication] {
  try fleet.validate()
  try run.validate(fleet)
  var replications: [Replication] = []
  for index in 0..<run.replications {
    replications.append(
      try Replication(
        fleet, run, seed: run.seed(of: index), recorded: index == 0 ? run.recorded : 0,
        progress: { share in
          progress?((Double(index) + share) / Double(run.replications)) ?? true
        }))
  }
  return replications
}

extension Run {
  /// The seed of one replication; the first one's is the run's own.
  func seed(of replication: Int) -> UInt64 {
    if replication == 0 { return seed }
    var random = Xoshiro(seed: seed &+ UInt64(replication), stream: Stream.replications)
    return random.next()
  }
}
