import Basics

/// Numbers of an exercise as an instrument: how hard it is, and whether those who know more do better
/// in it.
///
/// Source: Lord and Novick, Statistical Theories of Mental Test Scores (1968), chapters 4 and 15.
enum ItemStatistics {
  static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// Of a sample.
  static func variance(_ values: [Double]) -> Double? {
    guard values.count > 1, let mean = mean(values) else { return nil }
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }

  /// The middle value, or between the two middle ones.
  static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// nil where one of the two does not vary, or there are fewer than three.
  static func correlation(_ left: [Double], _ right: [Double]) -> Double? {
    guard left.count == right.count, left.count > 2, let (a, b) = both(mean(left), mean(right))
    else { return nil }
    var (product, squares) = (0.0, (0.0, 0.0))
    for (x, y) in zip(left, right) {
      product += (x - a) * (y - b)
      squares.0 += (x - a) * (x - a)
      squares.1 += (y - b) * (y - b)
    }
    guard squares.0 > 1e-12, squares.1 > 1e-12 else { return nil }
    return product / (squares.0.squareRoot() * squares.1.squareRoot())
  }

  /// Whether a correlation of so many pairs is below 0 by more than chance explains: among a hundred
  /// exercises that have nothing to do with the others, at most one would be told by mistake in two
  /// classes.
  ///
  /// Source: Fisher, On the probable error of a coefficient of correlation (1921): artanh r is nearly
  /// normal, with the variance 1/(n−3).
  static func isNegative(_ correlation: Double, of count: Int) -> Bool {
    guard correlation < 0, count > 3 else { return false }
    guard correlation > -1 else { return true }
    let z = 0.5 * PortableMath.log((1 + correlation) / (1 - correlation))
    return z * Double(count - 3).squareRoot() < -2.576
  }

  private static func both(_ left: Double?, _ right: Double?) -> (Double, Double)? {
    guard let left, let right else { return nil }
    return (left, right)
  }

  /// Cronbach's alpha, for right and wrong alone Kuder and Richardson's formula 20: k/(k−1)·(1 − Σ
  /// var(item)/var(total)); nil for fewer than two items or where nobody differs.
  /// - Parameter items: the points of each item, by learner.
  static func alpha(_ items: [[Double]]) -> Double? {
    guard items.count > 1, let count = items.first?.count,
      items.allSatisfy({ $0.count == count })
    else { return nil }
    let totals = (0..<count).map { learner in items.reduce(0) { $0 + $1[learner] } }
    guard let total = variance(totals), total > 1e-12 else { return nil }
    let sum = items.reduce(0) { $0 + (variance($1) ?? 0) }
    return Double(items.count) / Double(items.count - 1) * (1 - sum / total)
  }

  /// Half of a 95% interval of a mean.
  static func margin(_ values: [Double]) -> Double? {
    variance(values).map { 1.96 * ($0 / Double(values.count)).squareRoot() }
  }
}
