import CMath
import Simulation

/// A bar of a histogram: how many values lie about `middle`.
struct TimeBin {
  /// In the unit of the axis.
  let middle: Double
  var count = 0.0

  /// Bins of a round width, each around a multiple of it, from zero or the least value on.
  /// - Parameters:
  ///   - unit: seconds in the unit of the axis.
  ///   - wanted: about how many bins.
  ///   - withZeros: whether values of exactly 0 are counted.
  static func linear(
    _ histogram: LogHistogram, _ unit: Double, about wanted: Int, withZeros: Bool
  ) -> [TimeBin] {
    let buckets = histogram.buckets(perDoubling: 128).filter { withZeros || $0.high > 0 }
    guard let first = buckets.first, let last = buckets.last else { return [] }
    let top = max(histogram.max, last.low) / unit
    let least = first.low / unit
    // Values close together are told apart on an axis of their own, but not below what a bucket of
    // the histogram can tell.
    let start = least > top / 2 ? least : 0
    let width = round(max((top - start) / Double(wanted), top / 50, 1e-12))
    let begin = (start / width).rounded(.down)
    let count = Int((top / width).rounded(.up) - begin) + 1
    var bins = (0..<count).map { TimeBin(middle: (begin + Double($0)) * width) }
    for bucket in buckets where bucket.count > 0 {
      // A bucket across an edge is shared out.
      let (low, high) = (bucket.low / unit, min(bucket.high, histogram.max) / unit)
      let from = place(low, begin, width, count)
      let to = max(from, place(high, begin, width, count))
      for bin in from...to {
        let edge = (begin + Double(bin) - 0.5) * width
        let inside = min(high, edge + width) - max(low, edge)
        let share = from == to || high <= low ? 1 : max(0, inside) / (high - low)
        bins[bin].count += Double(bucket.count) * share
      }
    }
    let found = trimmed(bins)
    // An axis from zero keeps its beginning.
    guard start == 0, let last = found.last else { return found }
    return Array(bins.prefix { $0.middle <= last.middle })
  }

  private static func place(_ value: Double, _ begin: Double, _ width: Double, _ count: Int) -> Int
  {
    min(count - 1, max(0, Int((value / width - begin + 0.5).rounded(.down))))
  }

  /// Bins that grow with the value, evenly wide on a logarithmic axis; values of 0 have no place.
  static func even(
    _ histogram: LogHistogram, _ unit: Double, about wanted: Int
  ) -> [TimeBin] {
    let least = least(histogram)
    func buckets(_ perDoubling: Int) -> [HistogramBucket] {
      var found = histogram.buckets(perDoubling: perDoubling).filter { $0.high > 0 }
      guard let first = found.firstIndex(where: { $0.high > least }) else { return found }
      // The few below count with the first one.
      found[first].count += found[..<first].reduce(0) { $0 + $1.count }
      return Array(found[first...])
    }
    var chosen = buckets(1)
    for finer in [2, 4, 8, 16] {
      let finer = buckets(finer)
      if finer.count > wanted { break }
      chosen = finer
    }
    return trimmed(
      chosen.map {
        TimeBin(middle: ($0.low * $0.high).squareRoot() / unit, count: Double($0.count))
      })
  }

  /// The least value worth a place on a logarithmic axis: a thousandth of the values lies below.
  private static func least(_ histogram: LogHistogram) -> Double {
    let share = Double(histogram.zeros) / Double(max(1, histogram.count))
    return histogram.quantile(share + (1 - share) * 0.001)
  }

  /// Without empty bins at both ends.
  private static func trimmed(_ bins: [TimeBin]) -> [TimeBin] {
    guard let first = bins.firstIndex(where: { $0.count > 0 }),
      let last = bins.lastIndex(where: { $0.count > 0 })
    else { return [] }
    return Array(bins[first...last])
  }

  /// 1, 2, 2.5 or 5 times a power of ten, not below a width.
  private static func round(_ width: Double) -> Double {
    let power = pow(10, floor(log10(width)))
    return power * ([1, 2, 2.5, 5].first { $0 * power >= width * 0.999 } ?? 10)
  }
}
