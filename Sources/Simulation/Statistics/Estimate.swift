/// A figure from a simulation, with how far it may be off.
public struct Estimate: Sendable, Equatable, CustomStringConvertible {
  /// The figure itself.
  public var value: Double
  /// Half the width of the 95% confidence interval; nil when the run is too short for one.
  public var halfWidth: Double?
  /// Whether it is a quantile that the run was too short for: the end of its interval is guessed from
  /// how the longest times lie.
  public var isOpen = false

  /// Creates an estimate; without a half-width, how far it may be off is not known.
  public init(_ value: Double, halfWidth: Double? = nil) {
    self.value = value
    self.halfWidth = halfWidth
  }

  /// The 95% confidence interval.
  public var interval: ClosedRange<Double>? {
    guard let halfWidth, halfWidth.isFinite else { return nil }
    return value - halfWidth...value + halfWidth
  }

  /// The figure, with ± its half-width where that is known.
  public var description: String {
    guard let halfWidth else { return "\(value)" }
    return "\(value) ± \(halfWidth)"
  }

  /// So many times it: in another unit.
  public func scaled(by factor: Double) -> Estimate {
    Estimate(value * factor, halfWidth: halfWidth.map { $0 * factor })
  }

  /// The mean of independent values.
  static func mean(of values: [Double]) -> Estimate {
    let mean = values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    return Estimate(mean, halfWidth: spread(of: values))
  }

  /// Half the width of the interval for the mean of independent values.
  static func spread(of values: [Double]) -> Double? {
    let n = Double(values.count)
    if n < 2 { return nil }
    let mean = values.reduce(0, +) / n
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    let half =
      StudentT.interval95(degreesOfFreedom: values.count - 1) * (variance / n).squareRoot()
    return half.isFinite ? half : nil
  }

  /// The ratio of two sums: the ratio estimator, whose error is that of y - ratio · x (Law,
  /// "Simulation Modeling and Analysis", section 9.5.3; Cochran 1977).
  static func ratio(_ series: Series, y: (Batch) -> Double, x: (Batch) -> Double) -> Estimate {
    let (ys, xs) = (series.values(y), series.values(x))
    let (sum, size) = (total(ys), total(xs))
    if size <= 0 { return Estimate(0) }
    let ratio = sum / size
    let rest = zip(ys, xs).map { zip($0, $1).map { $0 - ratio * $1 } }
    return Estimate(ratio, halfWidth: series.halfWidth(rest).map { $0 / size })
  }

  /// A sum for each second. Where the rate of arrivals in the long run is known, the chance in how
  /// many came is taken out: a control variate (Law, section 11.4).
  static func rate(
    _ series: Series, sum: (Batch) -> Double, isCorrected: Bool
  ) -> Estimate {
    let plain = ratio(series, y: sum, x: { $0.totals.time })
    guard isCorrected, let rate = series.arrivalRate else { return plain }
    let time = total(series.values { $0.totals.time })
    let rest = series.values { sum($0) - plain.value * $0.totals.time }
    let extra = series.values { Double($0.totals.arrivals) - rate * $0.totals.time }
    let squares = total(extra.map { $0.map { $0 * $0 } })
    if squares <= 0 || time <= 0 { return plain }
    let slope = total(zip(rest, extra).map { zip($0, $1).map { $0 * $1 } }) / squares
    let shift = slope * total(extra) / time
    let left = zip(rest, extra).map { zip($0, $1).map { $0 - slope * $1 } }
    let mean = total(left) / Double(max(1, left.reduce(0) { $0 + $1.count }))
    let half = series.halfWidth(left.map { $0.map { $0 - mean } }, fitted: 2)
    return Estimate(plain.value - shift, halfWidth: half.map { $0 / time })
  }

  /// A quantile. How far the share below it may be off follows from the stretches, and how far the
  /// quantile may be, from the quantiles at both ends of that (Woodruff 1952).
  static func quantile(
    _ share: Double, _ series: Series, whole: LogHistogram, of histogram: (Batch) -> LogHistogram
  ) -> Estimate {
    let value = whole.quantile(share)
    let size = Double(whole.count)
    // In too few values, none may be beyond it.
    guard size * (1 - share) >= 5 else { return Estimate(value) }
    let below = whole.share(atMost: value)
    guard let half = series.shareHalfWidth(below, at: value, size: size, of: histogram) else {
      return Estimate(value)
    }
    let low = whole.quantile(Swift.max(0, share - half))
    let high = whole.upperEnd(share, half, series.line)
    // The value itself is known to half a bin, where it is neither the least nor the largest.
    let blur = whole.isExact(at: share) ? 0 : value * LogHistogram.relativeError / 2
    var estimate = Estimate(value, halfWidth: Swift.max(value - low, high - value, blur))
    estimate.isOpen = share + half >= 1
    return estimate
  }

  /// The correlation of values with the next ones.
  static func correlation(of values: [Double]) -> Double {
    if values.count < 3 { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    // What differs in the last digits alone is one value, and its rounding tells nothing.
    let rounding = 1e-9 * mean
    if variance <= rounding * rounding * Double(values.count) { return 0 }
    var covariance = 0.0
    for index in 1..<values.count {
      covariance += (values[index] - mean) * (values[index - 1] - mean)
    }
    return covariance / variance
  }

  private static func total(_ values: [[Double]]) -> Double {
    values.reduce(0) { $0 + $1.reduce(0, +) }
  }
}
