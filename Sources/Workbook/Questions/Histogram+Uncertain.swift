import CMath
import Language
import Quantities

extension Histogram {
  /// How the samples of an uncertain quantity are spread, all but one in a hundred on either side.
  init(_ quantity: UncertainQuantity, of name: String) {
    let spread = SampleBins(quantity)
    self.init(
      .samples, name: name, unit: quantity.unit, isLogarithmic: spread.isLogarithmic,
      bars: spread.bars(36), coarse: spread.bars(12),
      marks: [("p5", 0.05), ("p50", 0.5), ("p95", 0.95)].map { name, share in
        let value = quantity.quantile(share)
        return Mark(name, value, place: value.magnitude)
      })
  }
}

/// Counts samples between two ends.
private struct SampleBins {
  let quantity: UncertainQuantity
  let low: Double
  let high: Double
  /// Whether the axis goes by ratios: from 30 times the least on.
  let isLogarithmic: Bool

  init(_ quantity: UncertainQuantity) {
    self.quantity = quantity
    low = quantity.quantile(0.01).magnitude
    high = quantity.quantile(0.99).magnitude
    isLogarithmic = low > 0 && high > 30 * low
  }

  /// Bins of one width, on a logarithmic axis of one ratio, from `low` to `high`.
  func bars(_ count: Int) -> [Histogram.Bar] {
    func place(_ x: Double) -> Double { isLogarithmic ? log(x) : x }
    // Ends and widths beyond what numbers reach have no bins.
    let width = place(high) / Double(count) - place(low) / Double(count)
    guard width > 0, width.isFinite else { return [Histogram.Bar(middle: low, share: 100)] }
    var shares = [Double](repeating: 0, count: count)
    for sample in quantity.samples where sample >= low && sample <= high {
      let bin = place(sample) / width - place(low) / width
      shares[Int(min(max(bin, 0), Double(count - 1)))] += 100 / Double(UncertainQuantity.count)
    }
    return shares.enumerated().map { bin, share in
      let middle = place(low) + (Double(bin) + 0.5) * width
      return Histogram.Bar(middle: isLogarithmic ? exp(middle) : middle, share: share)
    }
  }
}
