import Basics

extension UncertainQuantity {
  /// A lognormal quantity with nine in ten of its values between two ends.
  /// - Parameters:
  ///   - low: the end that one in twenty values stay below; more than zero.
  ///   - high: the end that one in twenty values exceed; more than `low`, in the same unit.
  ///   - seed: equal seeds give equal samples; other ends only stretch them.
  public static func lognormal(low: Double, high: Double, _ unit: Unit, seed: String)
    -> UncertainQuantity
  {
    let middle = (PortableMath.log(low) + PortableMath.log(high)) / 2
    let spread = (PortableMath.log(high) - PortableMath.log(low)) / 2 / normalQuantile(0.95)
    return UncertainQuantity(
      shares(seed).map { PortableMath.exp(middle + spread * normalQuantile($0)) }, unit)
  }

  /// A quantity all of whose values between two ends are as likely.
  public static func uniform(low: Double, high: Double, _ unit: Unit, seed: String)
    -> UncertainQuantity
  {
    UncertainQuantity(shares(seed).map { low + (high - low) * $0 }, unit)
  }

  /// One share from each of `count` equal parts of 0 to 1, in an order drawn from the seed, so that
  /// a distribution is met as closely as so many samples can.
  private static func shares(_ seed: String) -> [Double] {
    var random = SplitMix64(seed: StableHash.fnv1a(seed.utf8))
    var shares = (0..<count).map { (Double($0) + 0.5) / Double(count) }
    shares.shuffle(using: &random)
    return shares
  }

  /// The value below which a standard normal variable stays with this probability, between 0 and 1,
  /// to nine digits. Peter Acklam's rational approximation.
  static func normalQuantile(_ share: Double) -> Double {
    func ratio(_ x: Double, _ above: [Double], _ below: [Double]) -> Double {
      above.reduce(0) { $0 * x + $1 } / (below.reduce(0) { $0 * x + $1 } * x + 1)
    }
    let tail = 0.02425
    guard share >= tail else {
      return ratio((-2 * PortableMath.log(share)).squareRoot(), tailAbove, tailBelow)
    }
    guard share <= 1 - tail else { return -normalQuantile(1 - share) }
    let x = share - 0.5
    return x * ratio(x * x, middleAbove, middleBelow)
  }

  private static let middleAbove = [
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
    -3.066479806614716e+01, 2.506628277459239e+00,
  ]
  private static let middleBelow = [
    -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
    -1.328068155288572e+01,
  ]
  private static let tailAbove = [
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
    4.374664141464968e+00, 2.938163982698783e+00,
  ]
  private static let tailBelow = [
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00,
  ]
}
