extension Outcome {
  /// Plays a stretch of the first run again, and keeps what happened in it.
  /// - Parameters:
  ///   - fleet: what was simulated.
  ///   - start: where it begins, in seconds from the beginning of the measured part.
  ///   - end: where it ends.
  ///   - limit: the most intervals, and the most requests, that are kept.
  ///   - parts: after each of so many equal parts it is told what was spent so far.
  /// - Returns: with times from the beginning of the measured part.
  public func recording(
    of fleet: Fleet, from start: Double, to end: Double, limit: Int, parts: Int,
    goesOn: @escaping () -> Bool = { true }
  ) throws(SimulationError) -> (recording: Recording, costs: [(time: Double, dollars: Double)]) {
    guard let stretch = stretches.first else { throw .cancelled }
    let run = try EngineRun(
      fleet, seed: stretch.seed, leadIn: stretch.phase, recorder: Recorder(limit: limit),
      goesOn: goesOn)
    let (recording, totals) = try run.record(stretch, from: start, to: end, parts: max(1, parts))
    return (recording, totals.map { ($0.time, Bill($0.totals, fleet).cost.total) })
  }
}
