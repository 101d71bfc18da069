import Foundation
import Testing

@testable import Quantities

/// The samples of a range, by what theory says of each of its parts.
@Suite struct LognormalTests {
  private func normal(below z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }

  /// Each of the outermost parts is told by its mean: e^(s²/2)·(Φ(b-s) - Φ(a-s)) times their number.
  @Test(arguments: [1.1, 2, 10, 1_000, 1e5, 1e8])
  func partsHaveTheirMeans(_ ratio: Double) {
    let range = UncertainQuantity.lognormal(low: 1, high: ratio, .none, seed: "parts")
    let count = Double(UncertainQuantity.count)
    let spread = log(ratio) / 2 / 1.6448536269514722
    let sorted = range.samples.sorted()
    for place in [0, 1, 2, 10, 62, 63] {
      let high = place == 0 ? Double.infinity : quantile(1 - Double(place) / count)
      let low = quantile(1 - (Double(place) + 1) / count)
      // Upper tails, which keep their digits.
      let above = normal(below: spread - low) - (high.isInfinite ? 0 : normal(below: spread - high))
      let mean = (log(ratio) / 2 + spread * spread / 2 + log(above * count))
      let found = log(sorted[sorted.count - 1 - place])
      #expect(abs(found - mean) < 2e-6 * max(1, spread), "part \(place) of 1 to \(ratio)")
      // The lower ones mirror them.
      #expect(abs(log(sorted[place]) + found - log(ratio)) < 1e-9 * max(1, spread))
    }
  }

  /// Bisection on the normal distribution itself.
  private func quantile(_ share: Double) -> Double {
    var (low, high) = (-10.0, 10.0)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      // From the nearer end, so that no digits are lost.
      if erfc(middle / 2.0.squareRoot()) / 2 > 1 - share { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// Nine in ten lie between the ends, as many below as above.
  @Test(arguments: [("a", 2.0, 8.0), ("b", 1e-6, 1e3), ("c", 5, 5.01)])
  func nineInTenLieBetween(_ seed: String, _ low: Double, _ high: Double) {
    let samples = UncertainQuantity.lognormal(low: low, high: high, .none, seed: seed).samples
    let count = Double(samples.count)
    #expect(abs(Double(samples.count { $0 < low }) / count - 0.05) < 1 / count + 1e-9)
    #expect(abs(Double(samples.count { $0 > high }) / count - 0.05) < 1 / count + 1e-9)
    #expect(Set(samples).count == samples.count)
  }
}
