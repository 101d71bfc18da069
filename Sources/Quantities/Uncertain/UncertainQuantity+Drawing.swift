import Basics

extension UncertainQuantity {
  /// A lognormal quantity with nine in ten of its values between two ends.
  /// - Parameters:
  ///   - low: the end that one in twenty values stay below; more than zero.
  ///   - high: the end that one in twenty values exceed; more than `low`, in the same unit.
  ///   - seed: equal seeds give equal samples; other ends only stretch them.
  ///   - shift: where in its part each sample stands, from -0.5 to 0.5; 0 is the middle.
  ///   - tails: by how many of its part's own deviations each of the outermost samples stands beyond
  ///     the mean of its part, at least -1/3; 0 is the mean.
  public static func lognormal(
    low: Double, high: Double, _ unit: Unit, seed: String, shift: Double = 0, tails: Double = 0
  ) -> UncertainQuantity {
    let middle = (PortableMath.log(low) + PortableMath.log(high)) / 2
    let spread = (PortableMath.log(high) - PortableMath.log(low)) / 2 / normalQuantile(0.95)
    var scores = shift == 0 ? middleScores : shares(shift).map(normalQuantile)
    for place in 0..<tail {
      // Far out, the middle of a part is not its mean: wide ranges would come out too low.
      var score = tailMean(place, spread)
      if tails != 0 {
        let square = PortableMath.exp(2 * spread * (tailMean(place, 2 * spread) - score))
        let deviation = min(max(0, square - 1).squareRoot(), widestPart)
        score += PortableMath.log(1 + tails * deviation) / spread
      }
      scores[count - 1 - place] = score
      scores[place] = -score
    }
    let logarithms = Amount.uncertain(
      UncertainQuantity(Columns.map(scores) { middle + spread * $0 }, .none))
    guard case .uncertain(let drawn) = logarithms.exponential else {
      return UncertainQuantity([], unit)
    }
    let law = SampledLaw { PortableMath.exp(middle + spread * normalQuantile($0)) }
    return UncertainQuantity(shuffled(drawn.samples, seed), unit, law: law)
  }

  /// The standard normal numbers in the middle of the parts.
  private static let middleScores = shares(0).map(normalQuantile)

  /// How many parts at either end are told by their means.
  private static let tail = 64

  /// The largest deviation of a part, in its means, that `tails` makes use of: a third less than the
  /// mean is still above zero.
  private static let widestPart = 2.9

  /// The standard normal number z whose e^(spread·z) is the mean of that over one of the upper parts:
  /// by Simpson's rule over the part, far enough for the last one, which has no end.
  /// - Parameter place: which part, the last one being 0.
  private static func tailMean(_ place: Int, _ spread: Double) -> Double {
    let low = -normalQuantile((Double(place) + 1) / Double(count))
    let high =
      place == 0 ? max(low, spread) + 10 : -normalQuantile(Double(place) / Double(count))
    let panels = place == 0 ? 400 : 16
    let step = (high - low) / Double(panels)
    var weighted = 0.0
    var all = 0.0
    // Relative to the part's lower end, so that nothing overflows.
    let most = max(0, min(spread, high) - low)
    let scale = spread * most - ((low + most) * (low + most) - low * low) / 2
    for panel in 0...panels {
      let z = low + Double(panel) * step
      let weight = panel == 0 || panel == panels ? 1.0 : panel % 2 == 1 ? 4 : 2
      let density = (low * low - z * z) / 2
      weighted += weight * PortableMath.exp(density + spread * (z - low) - scale)
      all += weight * PortableMath.exp(density)
    }
    guard weighted > 0, all > 0 else {
      return -normalQuantile((Double(place) + 0.5) / Double(count))
    }
    return low + (PortableMath.log(weighted / all) + scale) / spread
  }

  /// A quantity all of whose values between two ends are as likely.
  public static func uniform(
    low: Double, high: Double, _ unit: Unit, seed: String, shift: Double = 0
  ) -> UncertainQuantity {
    drawn(unit, seed: seed, shift: shift) { low * (1 - $0) + high * $0 }
  }

  /// A quantity that is spread as its quantiles say.
  /// - Parameter quantile: the value below which a share, between 0 and 1, of all lies.
  public static func drawn(
    _ unit: Unit, seed: String, shift: Double = 0,
    _ quantile: @escaping @Sendable (Double) -> Double
  ) -> UncertainQuantity {
    UncertainQuantity(
      shuffled(shares(shift).map(quantile), seed), unit, law: SampledLaw(quantile))
  }

  /// One of several quantities, place by place.
  /// - Parameter choices: each with its chance from 0 to 1, all in one unit, the chances together 1.
  public static func chosen(
    _ choices: [(amount: Amount, chance: Double)], _ unit: Unit, seed: String, shift: Double = 0
  ) -> UncertainQuantity {
    UncertainQuantity(
      shuffled(shares(shift), seed).enumerated().map { place, share in
        var left = share
        for choice in choices {
          if left < choice.chance { return choice.amount.number(at: place) }
          left -= choice.chance
        }
        return choices.last?.amount.number(at: place) ?? 0
      }, unit)
  }

  /// One share from each of `count` equal parts of 0 to 1, so that a distribution is met as closely as
  /// so many samples can.
  private static func shares(_ shift: Double) -> [Double] {
    (0..<count).map { (Double($0) + 0.5 + shift) / Double(count) }
  }

  /// The numbers in an order drawn from the seed.
  private static func shuffled(_ numbers: [Double], _ seed: String) -> [Double] {
    var random = SplitMix64(seed: StableHash.fnv1a(seed.utf8))
    var numbers = numbers
    numbers.shuffle(using: &random)
    return numbers
  }

  /// The value below which a standard normal variable stays with this probability, between 0 and 1,
  /// to nine digits. Peter Acklam's rational approximation.
  public static func normalQuantile(_ share: Double) -> Double {
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
