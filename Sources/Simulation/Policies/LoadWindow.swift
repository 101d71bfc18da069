/// The load that an autoscaler saw at its last looks: requests in the system, summed over time.
struct LoadWindow: Sendable {
  private let tick: Double
  /// Summed load at the last looks, oldest first from `oldest`.
  private var samples: [Double]
  private var oldest = 0
  private var taken = 0

  /// - Parameters:
  ///   - span: seconds that it looks back.
  ///   - tick: seconds between two looks.
  init(span: Double, tick: Double) {
    self.tick = tick
    samples = Array(repeating: 0, count: max(1, Int(span / tick)) + 1)
  }

  /// How many looks it holds besides the one of now.
  var ticks: Int { samples.count - 1 }

  /// Takes the load summed since the beginning, in request-seconds, at a look.
  mutating func add(_ load: Double) {
    samples[oldest] = load
    oldest = (oldest + 1) % samples.count
    taken = min(taken + 1, samples.count)
  }

  /// Mean load over the last looks, as many as there were; `load` is what was taken last.
  func average(over ticks: Int, _ load: Double) -> Double {
    let span = min(max(ticks, 1), taken - 1)
    if span < 1 { return 0 }
    let index = (oldest - 1 - span + 2 * samples.count) % samples.count
    return max(0, (load - samples[index]) / (Double(span) * tick))
  }

  /// Fills in the looks that were slept through, during which the load was constant.
  mutating func wake(load: Double, constant: Double) {
    for step in 0..<samples.count {
      let ago = Double(samples.count - 1 - step) * tick
      samples[(oldest + step) % samples.count] = load - constant * ago
    }
    taken = samples.count
  }
}
