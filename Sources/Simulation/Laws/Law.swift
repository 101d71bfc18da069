import Basics

/// How a duration (seconds) or a count varies from one request, or one start, to the next.
public enum Law: Sendable, Equatable {
  /// Always the same. At least 0.
  case fixed(Double)
  /// Exponential, by its mean. At least 0; 0 is always 0.
  case exponential(mean: Double)
  /// Lognormal, by its median (above 0) and the 95th percentile (at least the median).
  case lognormal(median: Double, p95: Double)
  /// One of the measured values (each at least 0), every one equally likely.
  case empirical([Double])
}

extension Law {
  /// Lognormal, by its mean (above 0) and its coefficient of variation, the standard deviation over
  /// the mean (at least 0).
  public static func lognormal(mean: Double, cv: Double) -> Law {
    let square = 1 + cv * cv
    let median = mean / square.squareRoot()
    let sigma = PortableMath.log(square).squareRoot()
    return .lognormal(median: median, p95: median * PortableMath.exp(sigma * normal95))
  }

  /// The 95th percentile of the standard normal law.
  static let normal95 = 1.6448536269514722

  /// Expected value.
  public var mean: Double {
    switch self {
    case .fixed(let value): value
    case .exponential(let mean): mean
    case .lognormal(let median, _): median * PortableMath.exp(sigma * sigma / 2)
    case .empirical(let values):
      values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }
  }

  /// Expected value of the square.
  public var secondMoment: Double {
    switch self {
    case .fixed(let value): value * value
    case .exponential(let mean): 2 * mean * mean
    case .lognormal(let median, _): median * median * PortableMath.exp(2 * sigma * sigma)
    case .empirical(let values):
      values.isEmpty ? 0 : values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
    }
  }

  /// Variance.
  public var variance: Double { max(0, secondMoment - mean * mean) }

  /// Standard deviation of the logarithm of a lognormal law; 0 for the others.
  var sigma: Double {
    guard case .lognormal(let median, let p95) = self else { return 0 }
    return PortableMath.log(p95 / median) / Law.normal95
  }

  /// Throws when the law's numbers make none; `setting` is where it stands.
  func validate(_ setting: Setting) throws(SimulationError) {
    let times = 0...SimulationLimits.longestTime
    let positive = 1e-12...SimulationLimits.longestTime
    switch self {
    case .fixed(let value): try SimulationError.check(value, setting, in: times)
    case .exponential(let mean): try SimulationError.check(mean, setting.part(.mean), in: times)
    case .lognormal(let median, let p95):
      try SimulationError.check(median, setting.part(.median), in: positive)
      try SimulationError.check(p95, setting.part(.p95), in: positive)
      if p95 < median {
        throw .unusable(setting.part(.p95), .below(p95, setting.part(.median), median))
      }
      if !(secondMoment < 1e36) { throw .unusable(setting.part(.p95), .unbounded) }
    case .empirical(let values):
      if values.isEmpty { throw .unusable(setting, .empty) }
      for value in values { try SimulationError.check(value, setting, in: times) }
    }
  }
}
