/// Fills a `LogHistogram` at the speed of the event loop.
struct HistogramRecorder: ~Copyable {
  private var bins: Storage<UInt32>
  private var zeros = 0
  private var positives = 0
  private var least = Extreme.least
  private var largest = Extreme.largest
  /// What lies between these is neither the least nor the largest value.
  private var low = Extreme.least.top
  private var high = Extreme.largest.bottom

  /// - Parameter isUsed: whether anything will be counted; it takes no room otherwise.
  init(isUsed: Bool = true) {
    bins = Storage(capacity: isUsed ? LogHistogram.binCount : 1, filledWith: 0)
  }

  /// How many values were counted since the last time.
  var count: Int { zeros + positives }

  /// Counts one value above 0.
  @inline(__always)
  mutating func add(_ value: Double) {
    if !(value > 0) {
      zeros &+= 1
      return
    }
    positives &+= 1
    if value <= low || value >= high { addExtreme(value) }
    bins[LogHistogram.bin(value)] &+= 1
  }

  /// Counts a value of 0.
  @inline(__always)
  mutating func addZero() { zeros &+= 1 }

  @inline(never)
  private mutating func addExtreme(_ value: Double) {
    least.addLow(value)
    largest.addHigh(value)
    (low, high) = (least.top, largest.bottom)
  }

  /// What was counted since the last time, and starts anew.
  mutating func take() -> LogHistogram {
    // Down from the largest value, until everything was met.
    let last = positives > 0 ? LogHistogram.bin(largest.value) : -1
    var first = last + 1
    var met = 0
    var counts: [Int] = []
    while met < positives, first > 0 {
      first -= 1
      met += Int(bins[first])
      counts.append(Int(bins[first]))
      bins[first] = 0
    }
    let histogram = LogHistogram(
      first: first, bins: counts.reversed(), zeros: zeros, least: least, largest: largest)
    (zeros, positives, least, largest) = (0, 0, .least, .largest)
    (low, high) = (least.top, largest.bottom)
    return histogram
  }
}
