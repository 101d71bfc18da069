import Basics

extension UncertainQuantity {
  /// How far the mean may be off because the samples at both ends cancel each other, in `unit`; nil
  /// where they do not.
  ///
  /// Of 1/x, with x on both sides of zero, there is no mean: each end has more than any number. The
  /// samples stand as far on the one side as on the other and their sum is quiet, however they are
  /// moved. So where both ends fall off hardly faster than 1/x (an exponent up to 1.3 by Hill's
  /// estimator: B. M. Hill, A simple general approach to inference about the tail of a distribution,
  /// 1975), the mean is as little known as the average of draws from Cauchy's law: 95 of 100 lie within
  /// 12.7 times its scale, which is eight times what the outermost samples of one end add.
  public var doubtOfMean: Double? {
    let count = UncertainQuantity.tail
    guard isFinite, samples.count > 4 * count else { return nil }
    let sorted = samples.sorted()
    let middle = sorted[sorted.count / 2]
    let high = (0...count).map { sorted[sorted.count - 1 - $0] - middle }
    let low = (0...count).map { middle - sorted[$0] }
    guard UncertainQuantity.isHeavy(high), UncertainQuantity.isHeavy(low) else { return nil }
    let (above, below) = (high.dropLast().reduce(0, +), low.dropLast().reduce(0, +))
    return 8 * max(above, below) / Double(samples.count)
  }

  /// How many samples are taken for an end.
  private static let tail = 16

  /// - Parameter distances: from the middle, the farthest first.
  private static func isHeavy(_ distances: [Double]) -> Bool {
    guard let inner = distances.last, inner > 0 else { return false }
    let outer = distances.dropLast()
    return outer.reduce(0) { $0 + PortableMath.log($1 / inner) } >= Double(outer.count) / 1.3
  }
}
