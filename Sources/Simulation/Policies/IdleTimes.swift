/// The histogram of idle times, and the keep-alive and prewarming that follow from it.
struct IdleTimes: Sendable {
  private let settings: IdleHistogram
  private var counts: [Int]
  /// Sum of the squares of the counts, and how many gaps lie beyond the last bin.
  private var squares = 0.0
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
    guard bin < Double(counts.count) else {
      beyond += 1
      return
    }
    let index = Int(max(0, bin))
    squares += Double(2 * counts[index] + 1)
    counts[index] += 1
  }

  /// Standard deviation over mean of the counts of all bins: 0 where every bin has as many gaps.
  private var variation: Double {
    let mean = Double(total - beyond) / Double(counts.count)
    guard mean > 0 else { return 0 }
    return max(0, squares / Double(counts.count) - mean * mean).squareRoot() / mean
  }

  /// After the last request: stop at once and start again after `prewarm` seconds (0: do not stop),
  /// then keep for `keepAlive` seconds.
  func windows() -> (prewarm: Double, keepAlive: Double) {
    if total < settings.minimumGaps || 2 * beyond > total
      || variation < settings.minimumVariation
    {
      return (0, settings.fallback)
    }
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
