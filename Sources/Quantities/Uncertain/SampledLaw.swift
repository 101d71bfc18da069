/// A law that samples were drawn from.
final class SampledLaw: Sendable {
  /// The value below which a share of all lies; the share is between 0 and 1.
  let quantile: @Sendable (Double) -> Double

  init(_ quantile: @escaping @Sendable (Double) -> Double) { self.quantile = quantile }

  /// The share of all that lies below a value.
  func share(below value: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    // As far as shares are told apart, at the upper end as well.
    for _ in 0..<200 {
      let middle = low / 2 + high / 2
      guard middle > low, middle < high else { break }
      if quantile(middle) < value { low = middle } else { high = middle }
    }
    return high
  }

  /// The law of what lies between two values; nil where less than one in a billion does.
  func between(_ low: Double, _ high: Double) -> SampledLaw? {
    let (first, last) = (share(below: low), share(below: high.nextUp))
    guard last - first >= 1e-9 else { return nil }
    let quantile = quantile
    return SampledLaw { min(max(quantile(first + $0 * (last - first)), low), high) }
  }

  /// The mean of each of so many equal parts, in their order.
  func means(of count: Int) -> [Double] {
    let places = 8
    return (0..<count).map { part in
      let sum = (0..<places).reduce(0.0) { sum, place in
        sum + quantile((Double(part) + (Double(place) + 0.5) / Double(places)) / Double(count))
      }
      return sum / Double(places)
    }
  }
}
