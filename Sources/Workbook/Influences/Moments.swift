import Basics
import Quantities

/// The mean and the variance of a part of a formula, and how much of the variance each draw makes;
/// exact where the part is a sum or a product of independent parts.
struct Moments {
  /// In base units.
  private(set) var mean: Double
  /// In base units, squared.
  private(set) var variance: Double
  /// Whether none of it rests on samples of which a few of the outermost make much of the variance.
  private(set) var isKnown = true
  /// The variance that a draw makes by itself, by the draw's name.
  private(set) var alone: [String: Double] = [:]
  /// The variance that a draw has a part in, alone or with others.
  private(set) var withOthers: [String: Double] = [:]

  /// Of what is certain.
  init(_ number: Double) {
    mean = number
    variance = 0
  }

  /// Of what hangs on one draw.
  init(mean: Double, variance: Double, draw: String) {
    self.mean = mean
    self.variance = variance
    alone = [draw: variance]
    withOthers = alone
  }

  /// Of samples that hang on one draw.
  init(_ quantity: UncertainQuantity, draw: String) {
    let scale = quantity.unit.scale
    let deviation = quantity.deviation.magnitude * scale
    self.init(
      mean: quantity.mean.magnitude * scale, variance: deviation * deviation, draw: draw)
    isKnown = !quantity.variesByItsTails
  }

  /// Of a range: lognormal, nine in ten between the ends, which are in base units.
  /// - Parameter isInverse: whether 1 over it is meant.
  init(from low: Double, to high: Double, isInverse: Bool, draw: String) {
    let (a, b) = (PortableMath.log(low), PortableMath.log(high))
    let middle = (a + b) / 2 * (isInverse ? -1 : 1)
    let spread = (b - a) / 2 / UncertainQuantity.normalQuantile(0.95)
    let mean = PortableMath.exp(middle + spread * spread / 2)
    self.init(
      mean: mean, variance: mean * mean * (PortableMath.exp(spread * spread) - 1), draw: draw)
  }

  /// Whether all of it is known as numbers.
  var isFinite: Bool {
    mean.isFinite && variance.isFinite && withOthers.allSatisfy { $0.value.isFinite }
  }

  /// The sum with something independent; the difference where `sign` is -1.
  func adding(_ other: Moments, sign: Double) -> Moments? {
    guard isApart(from: other) else { return nil }
    var sum = self
    sum.isKnown = isKnown && other.isKnown
    sum.mean += sign * other.mean
    sum.variance += other.variance
    for (draw, part) in other.alone { sum.alone[draw] = part }
    for (draw, part) in other.withOthers { sum.withOthers[draw] = part }
    return sum
  }

  /// The product with something independent.
  func times(_ other: Moments) -> Moments? {
    guard isApart(from: other) else { return nil }
    var product = Moments(mean * other.mean)
    product.isKnown = isKnown && other.isKnown
    let (a, b) = (mean * mean, other.mean * other.mean)
    product.variance = variance * other.variance + variance * b + other.variance * a
    for (draw, part) in alone { product.alone[draw] = part * b }
    for (draw, part) in other.alone { product.alone[draw] = part * a }
    for (draw, part) in withOthers { product.withOthers[draw] = part * (other.variance + b) }
    for (draw, part) in other.withOthers { product.withOthers[draw] = part * (variance + a) }
    return product
  }

  private func isApart(from other: Moments) -> Bool {
    !alone.keys.contains { other.alone[$0] != nil }
  }
}
