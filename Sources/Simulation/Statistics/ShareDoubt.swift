import Basics

/// How far any quantile of a run's times, and any share of the requests within a time, may be off: told
/// at a few shares from how the stretches of the run differ, and between them by how many independent
/// requests would be as sure.
public struct ShareDoubt: Sendable {
  /// Where it is looked at.
  private static let shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999]

  /// The square of half the width of the 95% interval, over share · (1 - share), at some shares in
  /// their order: independent requests have the same everywhere, 1.96² over their number.
  private let points: [(share: Double, ratio: Double)]
  private let histogram: LogHistogram
  private let line: LineTimes?

  /// - Parameters:
  ///   - whole: all times of the run.
  ///   - part: those of a stretch.
  init(_ series: Series, whole: LogHistogram, of part: (Batch) -> LogHistogram) {
    (histogram, line) = (whole, series.line)
    var points: [(share: Double, ratio: Double)] = []
    let size = Double(whole.count)
    // What few requests tell of how they come together would be luck itself.
    for share in ShareDoubt.shares where size * min(share, 1 - share) >= 30 {
      let value = whole.quantile(share)
      let below = whole.share(atMost: value)
      guard below > points.last?.share ?? 0, below < 1 else { continue }
      guard let half = series.shareHalfWidth(below, at: value, size: size, of: part) else {
        continue
      }
      points.append((below, half * half / (below * (1 - below))))
    }
    self.points = points
  }

  /// Half the width of the 95% interval of a share (0 to 1) of the requests within some time; nil where
  /// it cannot be told.
  public func margin(ofShare share: Double) -> Double? {
    guard let first = points.first, let last = points.last else { return nil }
    guard points.contains(where: { $0.ratio > 0 }) else { return 0 }
    // What happened to none or to all happens to three requests more or less.
    let least = 3 / Double(histogram.count)
    if share <= 0 || share >= 1 { return least }
    var ratio = share < first.share ? first.ratio : last.ratio
    for (low, high) in zip(points, points.dropFirst())
    where low.share <= share && share < high.share {
      let part = (share - low.share) / (high.share - low.share)
      ratio = low.ratio + part * (high.ratio - low.ratio)
    }
    return (ratio * share * (1 - share)).squareRoot()
  }

  /// Half the width of the 95% interval of the time that a share (0 to 1) does not exceed, in seconds
  /// (Woodruff 1952); nil where it cannot be told.
  public func margin(ofQuantile share: Double) -> Double? {
    guard var half = margin(ofShare: share) else { return nil }
    let value = histogram.quantile(share)
    let blur = histogram.isExact(at: share) ? 0 : value * LogHistogram.relativeError / 2
    if half == 0 { return blur }
    // Of fewer than five beyond it, the next run has as well none or twice as many.
    let size = Double(histogram.count)
    if size * (1 - share) < 5 { half = max(half, 5 / size) }
    let low = histogram.quantile(max(0, share - half))
    let high = histogram.upperEnd(share, half, line)
    return max(value - low, high - value, blur)
  }
}

extension LogHistogram {
  /// The upper end of a quantile's interval.
  ///
  /// Where that lies beyond all that was met, longer times are supposed to go on as they did, as an
  /// exponential tail does.
  /// - Parameters:
  ///   - share: of the quantile, 0 to 1.
  ///   - half: how far the share may be off.
  ///   - line: whose longest waits may all be missing.
  func upperEnd(_ share: Double, _ half: Double, _ line: LineTimes?) -> Double {
    let rest = 1 - share
    guard half >= rest, rest > 0, rest < 0.25 else { return quantile(Swift.min(1, share + half)) }
    let value = quantile(share)
    let scale = (value - quantile(1 - 2 * rest)) / PortableMath.log(2)
    return value + Swift.max(scale, line?.tail ?? 0) * half / rest
  }
}
