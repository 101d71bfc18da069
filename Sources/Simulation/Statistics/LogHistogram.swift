/// Counts of durations in bins that grow with the value, 128 to a doubling, so that a quantile is
/// within 0.8% of the true one for values from 1 µs to 34 years, and exact where it is the least of its
/// bin: a fixed time comes out as itself. Values below or above count in the first or the last
/// bin. After HdrHistogram, whose bins know no more than their count.
public struct LogHistogram: Sendable, Equatable {
  /// A quantile differs from the exact one by at most this share of it: the width of a bin.
  public static let relativeError = 1.0 / 128

  static let binCount = 128 * 51
  private static let lowestBits = 0x1p-20.bitPattern &>> 45

  /// The number of the first bin in `bins`, which holds only the part that is used.
  private var first = 0
  private var bins: [Bin] = []
  /// How many values were 0 (or below).
  public private(set) var zeros = 0
  /// How many values there are.
  public private(set) var count = 0
  /// The largest value, exactly; 0 when there is none.
  public var max: Double { bins.last?.high ?? 0 }

  public init() {}

  /// - Parameter bins: empty, or with values in the first and the last.
  init(first: Int, bins: [Bin], zeros: Int) {
    (self.first, self.bins, self.zeros) = (first, bins, zeros)
    count = bins.reduce(zeros) { $0 + $1.count }
  }

  /// How many values lie in a bin, from where to where they do, and how many are the least. A time
  /// that many share, as that of a request that did not wait, is the least of its bin.
  struct Bin: Sendable, Equatable {
    var count = 0
    var least = 0
    var low = Double.infinity
    var high = 0.0

    @inline(__always)
    mutating func add(_ value: Double) { merge(1, 1, value, value) }

    mutating func merge(_ other: Bin) { merge(other.count, other.least, other.low, other.high) }

    /// Differences of times of a long run are equal but for rounding.
    @inline(__always)
    private mutating func merge(_ count: Int, _ least: Int, _ low: Double, _ high: Double) {
      self.count &+= count
      if high > self.high { self.high = high }
      if low < self.low * (1 - 1e-9) {
        (self.low, self.least) = (low, least)
      } else if low <= self.low * (1 + 1e-9) {
        self.least &+= least
      }
    }

    /// The value of a rank, from 1 to `count`: those above the least are spread up to the largest.
    func value(_ rank: Double) -> Double {
      let above = Double(count - least)
      return rank <= Double(least) ? low : low + (high - low) * (rank - Double(least)) / above
    }
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
    guard value > 0 else {
      merge(LogHistogram(first: 0, bins: [], zeros: 1))
      return
    }
    var bin = Bin()
    bin.add(value)
    merge(LogHistogram(first: Self.bin(value), bins: [bin], zeros: 0))
  }

  /// Adds another histogram's counts.
  public mutating func merge(_ other: LogHistogram) {
    count += other.count
    zeros += other.zeros
    if other.bins.isEmpty { return }
    if bins.isEmpty {
      (first, bins) = (other.first, other.bins)
      return
    }
    if other.first < first {
      bins.insert(contentsOf: repeatElement(Bin(), count: first - other.first), at: 0)
      first = other.first
    }
    let end = other.first + other.bins.count - first
    if end > bins.count {
      bins.append(contentsOf: repeatElement(Bin(), count: end - bins.count))
    }
    for index in other.bins.indices {
      bins[other.first - first + index].merge(other.bins[index])
    }
  }

  /// The value that a share `q` (0 to 1) of the values does not exceed; 0 when there are none.
  public func quantile(_ q: Double) -> Double {
    if count == 0 { return 0 }
    let rank = Swift.min(Swift.max((q * Double(count)).rounded(.up), 1), Double(count))
    var below = Double(zeros)
    if rank <= below { return 0 }
    for bin in bins where bin.count > 0 {
      let here = Double(bin.count)
      if rank <= below + here { return bin.value(rank - below) }
      below += here
    }
    return max
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
          count: inside.reduce(0) { $0 + bins[$1 - first].count }))
    }
    return buckets
  }
}

/// A bin of a histogram: how many values lie in `low`..<`high`. Both are 0 for values of exactly 0.
public struct HistogramBucket: Sendable, Equatable {
  public var low: Double
  public var high: Double
  public var count: Int
}
