extension Outcome {
  /// Seconds that the first run went on before its measured part, and whether they are by the clock:
  /// a number of requests left out, or those of a file, are none.
  public var leadIn: Double? {
    if trace != nil { return nil }
    return stretches.first.flatMap { $0.begin == $0.phase ? $0.phase : nil }
  }

  /// Plays a stretch of the first run again, and keeps what happened in it.
  /// - Parameters:
  ///   - fleet: what was simulated.
  ///   - start: where it begins, in seconds from the beginning of the measured part.
  ///   - end: where it ends.
  ///   - limit: the most intervals, and the most requests, that are kept.
  ///   - parts: after each of so many equal parts it is told what was spent so far.
  ///   - leadIn: seconds of a lead-in instead of its own, so that runs with different ones meet the
  ///     same requests at the same times; nil is its own.
  /// - Returns: with times from the beginning of the measured part; without costs where no price is
  ///   known.
  public func recording(
    of fleet: Fleet, from start: Double, to end: Double, limit: Int, parts: Int,
    leadIn: Double? = nil, goesOn: @escaping () -> Bool = { true }
  ) throws(SimulationError) -> (recording: Recording, costs: [(time: Double, dollars: Double)]) {
    guard var stretch = stretches.first else { throw .cancelled }
    if let leadIn, leadIn != stretch.phase { stretch.move(to: leadIn) }
    let run = try EngineRun(
      fleet, seed: stretch.seed, leadIn: stretch.phase, recorder: Recorder(limit: limit),
      goesOn: goesOn)
    let (recording, totals) = try run.record(stretch, from: start, to: end, parts: max(1, parts))
    let costs = fleet.knowsCost ? totals : []
    return (recording, costs.map { ($0.time, Bill($0.totals, fleet).cost.total) })
  }
}
