import Foundation
import Testing

@testable import Quantities

@Suite struct UncertainTests {
  /// From tables of the normal distribution.
  @Test(arguments: [
    (0.5, 0.0), (0.8413447460685429, 1), (0.95, 1.6448536269514722), (0.975, 1.959963984540054),
    (0.995, 2.575829303548901), (0.9999, 3.719016485455709), (1e-6, -4.753424308822899),
    (0.02, -2.053748910631823), (0.03, -1.880793608151251),
  ])
  func normalQuantile(_ share: Double, _ value: Double) {
    #expect(abs(UncertainQuantity.normalQuantile(share) - value) < 2e-8)
  }

  /// Against the closed form: the ends hold nine in ten, the median is their geometric mean, the mean
  /// is exp(mu + sigma²/2).
  @Test(arguments: [(200_000.0, 5_000_000.0), (1, 3), (9.9, 10.1), (1e-9, 1)])
  func lognormal(_ low: Double, _ high: Double) {
    let quantity = UncertainQuantity.lognormal(low: low, high: high, .dollar, seed: "a")
    func near(_ found: Quantity, _ wanted: Double, within share: Double) {
      #expect(abs(found.magnitude / wanted - 1) < share, "\(found.text), not \(wanted)")
    }
    near(quantity.quantile(0.05), low, within: 1e-4)
    near(quantity.quantile(0.95), high, within: 1e-4)
    near(quantity.median, (low * high).squareRoot(), within: 1e-4)
    let sigma = log(high / low) / (2 * 1.6448536269514722)
    guard sigma < 2 else { return }
    near(quantity.mean, (low * high).squareRoot() * exp(sigma * sigma / 2), within: 0.01)
  }

  @Test func uniform() {
    let quantity = UncertainQuantity.uniform(low: -1, high: 3, .none, seed: "a")
    #expect(abs(quantity.mean.magnitude - 1) < 1e-9)
    #expect(abs(quantity.quantile(0.25).magnitude) < 1e-9)
    #expect(quantity.samples.allSatisfy { $0 > -1 && $0 < 3 })
    let variance = quantity.samples.reduce(0) { $0 + ($1 - 1) * ($1 - 1) } / 4000
    #expect(abs(variance - 16.0 / 12) < 1e-6)
  }

  /// The same name draws the same luck, whatever the ends; other names draw another.
  @Test func seeds() {
    func drawn(_ seed: String, _ low: Double = 1, _ high: Double = 2) -> [Double] {
      UncertainQuantity.uniform(low: low, high: high, .none, seed: seed).samples
    }
    #expect(drawn("a") == drawn("a"))
    let wide = drawn("a", 1, 3)
    #expect(zip(drawn("a"), wide).allSatisfy { abs(2 * ($0 - 1) - ($1 - 1)) < 1e-12 })
    let names = ["a", "b", "my.traffic", "waste.rent", "waste.gpus", ""]
    for (index, name) in names.enumerated() {
      for other in names.dropFirst(index + 1) {
        let products = zip(drawn(name), drawn(other)).map { ($0 - 1.5) * ($1 - 1.5) * 12 }
        let correlation = products.reduce(0, +) / 4000
        // Four standard deviations of independent draws.
        #expect(abs(correlation) < 4 / 4000.0.squareRoot(), "\(name) and \(other)")
      }
    }
  }

  @Test(arguments: [
    ("$/gpu·h", "$12/gpu·h (90%: $10 to $14.40)"), ("%", "12% (90%: 10% to 14.4%)"),
    ("request", "12 requests (90%: 10 to 14.4)"), ("", "12 (90%: 10 to 14.4)"),
  ])
  func text(_ name: String, _ text: String) {
    let quantity = UncertainQuantity.lognormal(low: 10, high: 14.4, unit(name), seed: "a")
    #expect(quantity.text == text)
  }

  @Test func otherUnits() {
    let hours = UncertainQuantity.uniform(low: 1, high: 2, unit("h"), seed: "a")
    #expect(hours.converted(to: unit("min"))?.samples[7] == hours.samples[7] * 60)
    #expect(hours.converted(to: unit("$")) == nil)
  }

  /// Each operation does to every sample what it does to a quantity.
  @Test func arithmetic() {
    let a = UncertainQuantity.uniform(low: 1, high: 2, unit("gpu·h"), seed: "a")
    let b = UncertainQuantity.lognormal(low: 1, high: 2, unit("min"), seed: "b")
    let c = Quantity(3, unit("$/h"))
    let product = Amount.uncertain(a) * .certain(c) / .uncertain(b)
    let sum = Amount.certain(Quantity(1, unit("h"))).adding(.uncertain(b), sign: -1)
    for place in [0, 1, 999, 3999] {
      let scalar = a[place] * c / b[place]
      #expect(product.number(at: place) == scalar.magnitude && product.unit == scalar.unit)
      #expect(
        sum?.number(at: place) == Quantity(1, unit("h")).adding(b[place], sign: -1)?.magnitude)
    }
    #expect(Amount.uncertain(a).adding(.uncertain(b)) == nil)
  }
}
