import Simulation

/// A fleet that meets the requests given, each served in the same time.
func listed(_ times: [Double], service: Double, coldStart: Double = 0) -> Fleet {
  Fleet.serverless(
    arrivals: .list(times.map { TracedRequest(time: $0) }), service: .fixed(service),
    coldStart: .time(.fixed(coldStart)))
}

/// A run that keeps everything to look at.
func recordedRun() -> Run {
  var run = Run()
  run.recorded = 10_000
  return run
}

/// The intervals of an instance as short text, such as "starting 0-2, busy 2-3, idle 3-13".
func lane(_ outcome: Outcome, _ lane: Int) -> String {
  guard let recording = outcome.recording else { return "" }
  return recording.intervals.filter { $0.lane == lane }.map {
    "\($0.state.rawValue) \(short($0.start))-\(short($0.end))"
  }.joined(separator: ", ")
}

/// A number to three decimals, without zeros behind.
func short(_ value: Double) -> String {
  let rounded = (value * 1000).rounded() / 1000
  return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
}

extension Estimate {
  /// Whether the value is in the interval widened to about four standard errors, so that a fixed
  /// seed that passes means agreement, and chance seldom fails one.
  func agrees(with value: Double) -> Bool {
    guard let halfWidth else { return self.value == value }
    return (self.value - value).magnitude <= 2 * halfWidth + 1e-12 * value.magnitude
  }
}
