/// Counts of durations in bins that grow with the value, 128 to a doubling, so that a quantile is
/// within 0.8% of the true one for values from 1 µs to 34 years, and exact where it is 0, the least or
/// the largest value: so is that of a fixed time. Values below or above count in the first or the
/// last bin. After HdrHistogram.
public struct LogHistogram: Sendable, Equatable {
  /// A quantile differs from the exact one by at most this share of it: the width of a bin.
  public static let relativeError = 1.0 / 128

  static let binCount = 128 * 51
  private static let lowestBits = 0x1p-20.bitPattern &>> 45

  /// The number of the first bin in `bins`, which holds only the part that is used.
  private var first = 0
  private var bins: [Int] = []
  /// How many values were 0 (or below).
  public private(set) var zeros = 0
  /// How many values there are.
  public private(set) var count = 0
  private var least = Extreme.least
  private var largest = Extreme.largest
  /// The largest value, exactly; 0 when there is none.
  public var max: Double { largest.value }

  /// Creates an empty histogram.
  public init() {}

  init(first: Int, bins: [Int], zeros: Int, least: Extreme, largest: Extreme) {
    (self.first, self.bins, self.zeros) = (first, bins, zeros)
    (self.least, self.largest) = (least, largest)
    count = zeros + bins.reduce(0, +)
  }

  /// The number of the bin of a value above 0.
  @inline(__always)
  static func bin(_ value: Double) -> Int {
    let index = Int(truncatingIfNeeded: value.bitPattern &>> 45) &- Int(lowestBits)
    return Swift.min(Swift.max(index, 0), binCount &- 1)
  }

  /// The lower edge of a bin.
  private static func edge(_ index: Int) -> Double {
    Double(bitPattern: (lowestBits + UInt64(index)) << 45)
  }

  /// Counts one value; one that is not a number counts as 0.
  public mutating func add(_ value: Double) {
    var one = LogHistogram(first: 0, bins: [], zeros: 1, least: .least, largest: .largest)
    if value > 0 {
      one = LogHistogram(
        first: Self.bin(value), bins: [1], zeros: 0, least: .least, largest: .largest)
      one.least.addLow(value)
      one.largest.addHigh(value)
    }
    merge(one)
  }

  /// Adds another histogram's counts.
  public mutating func merge(_ other: LogHistogram) {
    count += other.count
    zeros += other.zeros
    if other.bins.isEmpty { return }
    least.addLow(other.least.value, other.least.count)
    largest.addHigh(other.largest.value, other.largest.count)
    if bins.isEmpty {
      (first, bins) = (other.first, other.bins)
      return
    }
    if other.first < first {
      bins.insert(contentsOf: repeatElement(0, count: first - other.first), at: 0)
      first = other.first
    }
    let end = other.first + other.bins.count - first
    if end > bins.count { bins.append(contentsOf: repeatElement(0, count: end - bins.count)) }
    for index in other.bins.indices { bins[other.first - first + index] += other.bins[index] }
  }

  /// The value that a share `q` (0 to 1) of the values does not exceed; 0 when there are none.
  public func quantile(_ q: Double) -> Double {
    if count == 0 { return 0 }
    let rank = Swift.min(Swift.max((q * Double(count)).rounded(.up), 1), Double(count))
    var below = Double(zeros)
    if rank <= below { return 0 }
    if rank <= below + Double(least.count) { return least.value }
    if rank > Double(count - largest.count) { return max }
    for index in bins.indices where bins[index] > 0 {
      var here = Double(bins[index])
      if rank <= below + here {
        var (low, high) = (Self.edge(first + index), Self.edge(first + index + 1))
        var place = rank - below - 0.5
        // Those that are the least are no part of what is spread over the bin.
        if index == 0 {
          low = Swift.max(low, least.value)
          place -= Double(least.count) - 0.5
          here -= Double(least.count)
        }
        high = Swift.min(high, max)
        return Swift.min(low + (high - low) * place / here, high)
      }
      below += here
    }
    return max
  }

  /// Whether a quantile is told exactly: where it is 0, the least or the largest value.
  func isExact(at q: Double) -> Bool {
    let rank = Swift.min(Swift.max((q * Double(count)).rounded(.up), 1), Double(count))
    return rank <= Double(zeros + least.count) || rank > Double(count - largest.count)
  }

  /// The share of the values that do not exceed one; within a bin by interpolation.
  public func share(atMost value: Double) -> Double {
    if count == 0 || value < 0 { return 0 }
    if value >= largest.bottom { return 1 }
    var below = Double(zeros)
    if bins.isEmpty || value < least.value { return below / Double(count) }
    let place = Self.bin(value) - first
    for index in bins.indices.prefix(place) { below += Double(bins[index]) }
    if bins.indices.contains(place) {
      var (low, high) = (Self.edge(first + place), Self.edge(first + place + 1))
      var here = Double(bins[place])
      if place == 0 {
        // Those that are the least are no part of what is spread over the bin.
        below += Double(least.count)
        here -= Double(least.count)
        low = Swift.max(low, least.value)
      }
      high = Swift.min(high, max)
      if high > low { below += here * Swift.min(1, (value - low) / (high - low)) }
    }
    return below / Double(count)
  }

  /// The bins from the first to the last that holds a value, merged to `perDoubling` (a power of
  /// two up to 128) to a doubling, to be drawn.
  public func buckets(perDoubling: Int = 8) -> [HistogramBucket] {
    var width = 128
    while width > 1, 128 / width < perDoubling { width /= 2 }
    var buckets: [HistogramBucket] = []
    if zeros > 0 { buckets.append(HistogramBucket(low: 0, high: 0, count: zeros)) }
    if bins.isEmpty { return buckets }
    let last = first + bins.count - 1
    for start in stride(from: first / width * width, through: last, by: width) {
      let inside = Swift.max(start, first)...Swift.min(start + width - 1, last)
      buckets.append(
        HistogramBucket(
          low: Self.edge(start), high: Self.edge(start + width),
          count: inside.reduce(0) { $0 + bins[$1 - first] }))
    }
    return buckets
  }
}

/// A bin of a histogram: how many values lie in `low`..<`high`. Both are 0 for values of exactly 0.
public struct HistogramBucket: Sendable, Equatable {
  /// The lower edge, which is in the bin.
  public var low: Double
  /// The upper edge, which is not.
  public var high: Double
  /// How many values the bin holds.
  public var count: Int
}
