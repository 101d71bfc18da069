import Basics

/// The rate of a day: peak · e^(k (cos(2π (t/period - 1/2)) - 1)), the bell of von Mises. Its mean
/// over a period is peak · e^-k · I0(k), with I0 the modified Bessel function, so one number k
/// gives any ratio of peak to mean, and the rate is never negative. The peak is in the middle of
/// the period; time 0 is the quietest moment.
public struct DailyCycle: Sendable, Equatable {
  /// The steepest cycle allowed, peak over mean.
  public static let steepest = 100.0

  /// The rate in the middle of the period, per second.
  public let peak: Double
  /// The length of a cycle, in seconds.
  public let period: Double
  /// How steep the bell is; 0 is flat.
  public let concentration: Double

  /// The cycle with this mean and peak (per second, peak at least the mean).
  public init(mean: Double, peak: Double, period: Double) {
    self.peak = peak
    self.period = period
    let ratio = mean > 0 ? min(max(peak / mean, 1), Self.steepest) : 1
    var low = 0.0
    var high = 1e5
    // The mean falls as k grows.
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if Self.meanOverPeak(middle) * ratio > 1 { low = middle } else { high = middle }
    }
    concentration = ratio == 1 ? 0 : (low + high) / 2
  }

  /// The rate at a time, per second.
  public func rate(at time: Double) -> Double {
    let turns = time / period - 0.5
    return peak
      * PortableMath.exp(concentration * (PortableMath.cosine(turns: turns) - 1))
  }

  /// e^-k I0(k), by its series for small k and its asymptotic expansion for large
  /// (Abramowitz and Stegun 9.6.12 and 9.7.1).
  static func meanOverPeak(_ k: Double) -> Double {
    if k < 30 {
      var term = 1.0
      var sum = 1.0
      var n = 1.0
      while term > sum * 1e-17 {
        term *= (k / 2) * (k / 2) / (n * n)
        sum += term
        n += 1
      }
      return sum * PortableMath.exp(-k)
    }
    var term = 1.0
    var sum = 1.0
    for n in 1..<20 {
      let odd = Double(2 * n - 1)
      term *= odd * odd / (Double(n) * 8 * k)
      sum += term
    }
    return sum / (2 * Double.pi * k).squareRoot()
  }
}
