/// The histogram of idle times, and the keep-alive and prewarming that follow from it.
struct IdleTimes: Sendable {
  private let settings: IdleHistogram
  private var counts: [Int]
  private var beyond = 0
  private var total = 0

  init(_ settings: IdleHistogram) {
    self.settings = settings
    counts = Array(repeating: 0, count: settings.bins)
  }

  /// Counts one gap, in seconds.
  mutating func observe(_ gap: Double) {
    total += 1
    let bin = gap / settings.bin
    if bin < Double(counts.count) { counts[Int(max(0, bin))] += 1 } else { beyond += 1 }
  }

  /// After the last request: stop at once and start again after `prewarm` seconds (0: do not stop),
  /// then keep for `keepAlive` seconds.
  func windows() -> (prewarm: Double, keepAlive: Double) {
    if total < settings.minimumGaps || 2 * beyond > total { return (0, settings.fallback) }
    // The early edge is the bin's beginning, the late one its end.
    let early = Double(bin(settings.prewarmPercentile)) * settings.bin * (1 - settings.margin)
    let late =
      Double(bin(settings.keepAlivePercentile) + 1) * settings.bin * (1 + settings.margin)
    return (early, max(0, late - early))
  }

  /// The bin in which a share of the gaps is reached; gaps beyond the histogram are in the last.
  private func bin(_ share: Double) -> Int {
    let rank = max(1, (share * Double(total)).rounded(.up))
    var below = 0.0
    for (index, count) in counts.enumerated() {
      below += Double(count)
      if below >= rank { return index }
    }
    return counts.count - 1
  }
}
