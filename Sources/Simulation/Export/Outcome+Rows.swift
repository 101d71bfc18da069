extension Outcome {
  /// The most rows of a series.
  static let rows = 20_000_000.0

  /// Plays the whole run again and hands on what happened: a row for each request that was served
  /// or turned away, in the order in which that was settled, and one for each stretch of time.
  /// - Parameters:
  ///   - fleet: what was simulated.
  ///   - step: how long a stretch is, in seconds.
  ///   - goesOn: asked now and then; false ends it with `cancelled`.
  public func rows(
    of fleet: Fleet, step: Double = 60, requests: ((RequestRow) -> Void)? = nil,
    series: ((SeriesRow) -> Void)? = nil, goesOn: @escaping () -> Bool = { true }
  ) throws(SimulationError) {
    let length = stretches.reduce(0) { $0 + $1.end - $1.begin }
    if series != nil, !(step > 0 && length / step <= Self.rows) {
      throw .unusable(
        Setting(.horizon), .tooMany(.minutes, length / step, most: Self.rows))
    }
    for (index, stretch) in stretches.enumerated() where stretch.end > stretch.begin {
      var listener: ((RequestRow) -> Void)?
      if let requests {
        listener = { row in
          var row = row
          row.run = index + 1
          requests(row)
        }
      }
      let run = try EngineRun(
        fleet, seed: stretch.seed, leadIn: stretch.phase,
        recorder: listener.map { Recorder(listener: $0) }, goesOn: goesOn)
      try run.replay(stretch, step: series == nil ? .infinity : step) { time, totals in
        series?(SeriesRow(run: index + 1, time: time, totals, fleet))
      }
    }
  }
}
