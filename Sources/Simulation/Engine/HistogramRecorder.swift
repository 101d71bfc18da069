/// Fills a `LogHistogram` at the speed of the event loop.
struct HistogramRecorder: ~Copyable {
  private var bins = Storage<LogHistogram.Bin>(
    capacity: LogHistogram.binCount, filledWith: LogHistogram.Bin())
  private var zeros = 0
  private var positives = 0
  private var max = 0.0

  /// Counts one value above 0.
  @inline(__always)
  mutating func add(_ value: Double) {
    if !(value > 0) {
      zeros &+= 1
      return
    }
    positives &+= 1
    if value > max { max = value }
    bins[LogHistogram.bin(value)].add(value)
  }

  /// What was counted since the last time, and starts anew.
  mutating func take() -> LogHistogram {
    // Down from the largest value, until everything was met.
    let last = positives > 0 ? LogHistogram.bin(max) : -1
    var first = last + 1
    var met = 0
    var found: [LogHistogram.Bin] = []
    while met < positives, first > 0 {
      first -= 1
      met += bins[first].count
      found.append(bins[first])
      bins[first] = LogHistogram.Bin()
    }
    let histogram = LogHistogram(first: first, bins: found.reversed(), zeros: zeros)
    (zeros, positives, max) = (0, 0, 0)
    return histogram
  }
}
