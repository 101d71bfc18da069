extension UncertainQuantity {
  /// The same quantity in another order of its samples, so that it goes with another one: each on the
  /// scale of the normal law (a Gaussian copula), both have this correlation.
  ///
  /// After Iman and Conover, "A distribution-free approach to inducing rank correlation among input
  /// variables", 1982.
  /// - Parameter correlation: from -1 to 1.
  /// - Returns: nil where the two go together as they are.
  public func correlated(with other: UncertainQuantity, _ correlation: Double) -> UncertainQuantity?
  {
    let (mine, others) = (normalScores, other.normalScores)
    let size = Double(mine.count)
    let square = others.reduce(0) { $0 + $1 * $1 } / size
    let together = zip(mine, others).reduce(0) { $0 + $1.0 * $1.1 } / size / square
    guard abs(together) < 0.1 else { return nil }
    // What chance has made them go together is taken out first.
    let rest = (1 - together * together).squareRoot()
    let own = (1 - correlation * correlation).squareRoot()
    let wanted = zip(mine, others).map { score, other in
      correlation * other + own * (score - together * other) / rest
    }
    let sorted = samples.sorted()
    var result = samples
    for (rank, place) in wanted.order.enumerated() { result[place] = sorted[rank] }
    return UncertainQuantity(result, unit)
  }

  /// Where each sample would stand if it were normal.
  private var normalScores: [Double] {
    var scores = samples
    for (rank, place) in samples.order.enumerated() {
      scores[place] = UncertainQuantity.normalQuantile(
        (Double(rank) + 0.5) / Double(samples.count))
    }
    return scores
  }
}

extension [Double] {
  /// The places of the numbers, from the least to the largest; equal ones as they stand.
  fileprivate var order: [Int] {
    indices.sorted { self[$0] != self[$1] ? self[$0] < self[$1] : $0 < $1 }
  }
}
