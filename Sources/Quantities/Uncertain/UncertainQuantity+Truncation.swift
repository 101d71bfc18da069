import Basics

extension UncertainQuantity {
  /// The law of the quantity between two ends, in its unit: a larger sample stays the larger one. What
  /// was drawn is told by its law; of what was computed, nil where less than one in twenty lies there:
  /// too few samples would stand for all of it.
  /// - Parameter isDoubted: whether what lies between two samples is taken as evenly spread where it
  ///   else is by ratio, which tells how much hangs on that.
  public func truncated(
    _ low: Double, _ high: Double, isDoubted: Bool = false
  ) -> UncertainQuantity? {
    let order = samples.indices.sorted { samples[$0] < samples[$1] }
    if let law {
      guard let inside = law.between(low, high) else { return nil }
      var result = samples
      for (place, mean) in zip(order, inside.means(of: samples.count)) { result[place] = mean }
      return UncertainQuantity(result, unit, law: inside)
    }
    let sorted = order.map { samples[$0] }
    let first = sorted.firstIndex { $0 >= low } ?? sorted.count
    let last = sorted.lastIndex { $0 <= high } ?? -1
    guard last - first >= sorted.count / 20 else { return nil }
    func between(_ a: Double, _ b: Double, _ part: Double) -> Double {
      guard a > 0, b > 1.01 * a, !isDoubted else { return a * (1 - part) + b * part }
      return a * PortableMath.exp(part * PortableMath.log(b / a))
    }
    /// Where between two samples an end lies, as if the values between them were as likely.
    func place(_ end: Double, above below: Int) -> Double {
      guard below >= 0 else { return -0.5 }
      guard below + 1 < sorted.count else { return Double(sorted.count) - 0.5 }
      let gap = sorted[below + 1] - sorted[below]
      return Double(below) + (gap > 0 ? (end - sorted[below]) / gap : 0)
    }
    let (start, end) = (place(low, above: first - 1), place(high, above: last))
    var result = samples
    for (rank, place) in order.enumerated() {
      let share = (Double(rank) + 0.5) / Double(sorted.count)
      // No value but those that there are between the ends.
      let position = min(max(start + share * (end - start), Double(first)), Double(last))
      let below = Int(position)
      let part = position - Double(below)
      result[place] = between(sorted[below], sorted[min(below + 1, last)], part)
    }
    return UncertainQuantity(result, unit)
  }
}
