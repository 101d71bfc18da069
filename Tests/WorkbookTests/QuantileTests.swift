import Basics
import Diagnostics
import Language
import Quantities
import Testing

@testable import Presentation
@testable import Workbook

/// What a share of an uncertain quantity stays below is told with digits that hold: what theory gives
/// lies within what is told, and where samples do not reach nothing is told.
@Suite struct QuantileTests {
  /// Laws by their formula, with their quantiles.
  private static let laws: [(formula: String, quantile: @Sendable (Double) -> Double)] = [
    ("1 to 1000", { lognormal(1, 1000, $0) }), ("1 to 10", { lognormal(1, 10, $0) }),
    ("9 to 11", { lognormal(9, 11, $0) }),
    ("1/(1 to 1000)", { 1 / lognormal(1, 1000, 1 - $0) }),
    ("normal(3, 1)", { 3 + UncertainQuantity.normalQuantile($0) }),
    ("uniform(2, 10)", { 2 + 8 * $0 }),
    ("ln(1 to 1000)", { PortableMath.log(lognormal(1, 1000, $0)) }),
    ("(1 to 100)^2", { lognormal(1, 100, $0) * lognormal(1, 100, $0) }),
    ("max(1 to 1000, 500)", { max(500, lognormal(1, 1000, $0)) }),
  ]

  private static func lognormal(_ low: Double, _ high: Double, _ share: Double) -> Double {
    let (low, high) = (PortableMath.log(low), PortableMath.log(high))
    let spread = (high - low) / 2 / UncertainQuantity.normalQuantile(0.95)
    return PortableMath.exp(
      (low + high) / 2 + spread * UncertainQuantity.normalQuantile(share))
  }

  /// What is counted or rounded up is a whole number of steps at every share.
  @Test(arguments: [
    "ceil(0.01 to 3)", "choose(1: 95%, 20: 5%)",
    "floor(uniform(0, 4))", "if uniform(0, 1) < 0.5 then 1 else 2",
  ])
  func stepsAreNotInterpolated(_ formula: String) throws {
    var workbook = Workbook()
    _ = try workbook.run(Source("x = \(formula)"))
    for share in stride(from: 0.5, through: 99.5, by: 0.5) {
      let told = try #require(try workbook.run(Source("quantile(x, \(share)%)")).value?.quantity)
      #expect(told.magnitude == told.magnitude.rounded(), "\(formula) at \(share)%: \(told.text)")
    }
  }

  @Test(arguments: laws.indices) func areThoseOfTheory(_ index: Int) throws {
    let law = Self.laws[index]
    for share in [0.05, 0.1, 1, 5, 30, 50, 77.7, 90, 95, 99, 99.5, 99.9, 99.94, 99.95] {
      let truth = law.quantile(share / 100)
      let place: Comment = "\(law.formula) at \(share)%: \(truth)"
      var workbook = Workbook()
      _ = try workbook.run(Source("x = \(law.formula)"))
      switch try workbook.run(Source("quantile(x, \(share)%)")) {
      case .estimate(let told, let margin, _, _):
        #expect(abs(told.magnitude - truth) <= margin.magnitude, place)
        #expect(margin.magnitude < 0.1 * max(abs(truth), abs(law.quantile(0.9))), place)
      case .value(.quantity(let told), _):
        // Half of the last digit that is shown, and what the approximation of normal laws is off.
        let shown = told.text(significant: 4)
        let near = [0.99999, 1, 1.00001].map {
          Quantity(truth * $0, told.unit).text(significant: 4)
        }
        #expect(near.contains(shown), "\(place) told \(told.magnitude)")
      case let other: Issue.record("\(other) \(place)")
      }
    }
  }

  @Test(arguments: ["1 to 1000", "9 to 11", "normal(3, 1)", "(1 to 10) * (2 to 30)"])
  func areNotToldBeyondTheSamples(_ formula: String) {
    for share in [99.96, 99.99, 99.999, 100] {
      var workbook = Workbook()
      let place: Comment = "\(formula) at \(share)%"
      do throws(Diagnostic) {
        _ = try workbook.run(Source("x = \(formula)"))
        let answer = try workbook.run(Source("quantile(x, \(share)%)"))
        // Where luck put the outermost samples close together, the margin says how little is known.
        guard case .estimate(let told, let margin, _, _) = answer else {
          Issue.record("\(answer) \(place)")
          continue
        }
        #expect(margin.magnitude > 0.1 * told.magnitude, place)
      } catch {
        #expect(error.code == .tooFewSamples, place)
      }
    }
  }

  /// What ends somewhere is known up to its end, and data are what they are.
  @Test func areKnownOfWhatEnds() throws {
    for (question, truth) in [
      ("quantile(uniform(2, 10), 100%)", "10"), ("quantile(uniform(2, 10), 0%)", "2"),
      ("quantile(one_of([1, 2, 3]), 99.99%)", "3"), ("quantile([1, 2, 3], 50%)", "2"),
      ("quantile([1, 2, 3], 100%)", "3"), ("quantile(5 s, 99.99%)", "5 s"),
    ] {
      var workbook = Workbook()
      let shown = try workbook.run(Source(question)).display().plain
      #expect(shown.contains(truth), "\(question)")
    }
  }
}
