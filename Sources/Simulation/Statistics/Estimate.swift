/// A figure from a simulation, with how far it may be off.
public struct Estimate: Sendable, Equatable, CustomStringConvertible {
  /// The figure itself.
  public var value: Double
  /// Half the width of the 95% confidence interval; nil when the run is too short for one.
  public var halfWidth: Double?

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

  /// The ratio of two sums, from pairs of parts of them: the ratio estimator, whose error is that
  /// of y - ratio · x (Law, "Simulation Modeling and Analysis", section 9.5.3; Cochran 1977).
  static func ratio(_ pairs: [(y: Double, x: Double)]) -> Estimate {
    let y = pairs.reduce(0) { $0 + $1.y }
    let x = pairs.reduce(0) { $0 + $1.x }
    if x <= 0 { return Estimate(0) }
    let ratio = y / x
    guard let half = spread(of: pairs.map { $0.y - ratio * $0.x }) else { return Estimate(ratio) }
    return Estimate(ratio, halfWidth: half / (x / Double(pairs.count)))
  }

  /// The correlation of values with the next ones.
  static func correlation(of values: [Double]) -> Double {
    if values.count < 3 { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    if variance <= 0 { return 0 }
    var covariance = 0.0
    for index in 1..<values.count {
      covariance += (values[index] - mean) * (values[index - 1] - mean)
    }
    return covariance / variance
  }
}
