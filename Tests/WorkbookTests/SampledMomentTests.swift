import Basics
import Diagnostics
import Language
import Quantities
import Testing

@testable import Presentation
@testable import Workbook

/// What is told of powers of a wide range hangs on its few outermost samples: it comes with a margin
/// that holds the truth, and wherever a name for it is shown it has no more digits than hold.
@Suite struct SampledMomentTests {
  /// The k-th moment of a lognormal quantity with nine in ten of its values from 1 to 10^decades.
  private static func moment(_ k: Double, _ decades: Double) -> Double {
    let ends = decades * PortableMath.log(10)
    let spread = ends / 2 / UncertainQuantity.normalQuantile(0.95)
    return PortableMath.exp(k * ends / 2 + k * k * spread * spread / 2)
  }

  @Test(arguments: [UInt64](1...10)) func holdTheTruth(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<3 {
      let decades = Double(Int.random(in: 3...35, using: &random)) / 10
      let powers: [Double] = [1, 2, 3, -2, 0.5, -1]
      let k = powers.randomElement(using: &random) ?? 1
      let mean = Self.moment(k, decades)
      let square = Self.moment(2 * k, decades)
      let questions = [
        ("mean(x^(\(k)))", mean), ("stdev(x^(\(k)))", (square - mean * mean).squareRoot()),
        ("sqrt(mean(x^(2*\(k))))", square.squareRoot()),
      ]
      for (question, truth) in questions where abs(k) * decades <= 5 {
        var workbook = Workbook()
        _ = try workbook.run(Source("x = 1 to \(PortableMath.exp(decades * PortableMath.log(10)))"))
        let place: Comment = "seed \(seed): \(question), \(decades) decades: \(truth)"
        switch try workbook.run(Source(question)) {
        case .estimate(let told, let margin, _, _):
          // Of which a third or more is not known, nobody is told more than that.
          if margin.magnitude > told.magnitude / 3 { continue }
          let most = 1.5 * margin.magnitude + 2e-4 * truth
          #expect(abs(told.magnitude - truth) <= most, place)
        case .value(.quantity(let told), _):
          let off = abs(told.magnitude - truth)
          #expect(!Workbook.shows(0.3 * off, in: told), place)
        case let other: Issue.record("\(question): \(String(describing: other))")
        }
      }
    }
  }

  /// Where the pole of a quotient lies within, there is no mean: both ends have more than any number,
  /// and that they cancel each other is no knowledge.
  @Test(arguments: [
    "mean(1 / x)", "mean(y / x)", "mean(3 + 1 / (2 * x))", "mean(1 / u)", "mean(1 / (x * x * x))",
  ])
  func thereIsNoMeanAroundAPole(_ question: String) throws {
    var workbook = Workbook()
    for line in ["x = normal(0, 1)", "y = normal(5, 1)", "u = uniform(-1, 1)"] {
      _ = try workbook.run(Source(line))
    }
    let answer = try workbook.run(Source(question))
    guard case .estimate(let told, let margin, _, _) = answer else {
      Issue.record("\(question) is told without a margin")
      return
    }
    #expect(margin.magnitude > 0.2 && margin.magnitude > abs(told.magnitude) / 2)
    #expect(try answer.display().plain.contains("too few"))
  }

  /// A mean that is nothing is told as that.
  @Test(arguments: ["normal(0, 1)", "uniform(-1, 1)", "3 * normal(0, 1)"])
  func nothingIsExact(_ formula: String) throws {
    var workbook = Workbook()
    let answer = try workbook.run(Source("mean(\(formula))"))
    #expect(try answer.display().plain == "0")
  }

  /// What spreads far to both sides and has a mean is not doubted for it.
  @Test(arguments: [("x - y", 0.05), ("x * 10 - y", 0.5), ("normal(0, 1)^3", 0.05)])
  func differencesHaveAMean(_ formula: String, _ most: Double) throws {
    var workbook = Workbook()
    for line in ["x = 1 to 10", "y = 1 to 10"] { _ = try workbook.run(Source(line)) }
    guard case .estimate(_, let margin, _, _) = try workbook.run(Source("mean(\(formula))")) else {
      return
    }
    #expect(margin.magnitude < most)
  }

  /// What is in proportion to a range has the range's exact mean, and says so by its digits.
  @Test(arguments: ["mean(x)", "mean(3 * x)", "mean(x + y)", "2 * mean(x) - 7", "p95(x)"])
  func proportionHasNoTail(_ question: String) throws {
    var workbook = Workbook()
    for line in ["x = 1 to 1000", "y = uniform(0, 1)"] { _ = try workbook.run(Source(line)) }
    let answer = try workbook.run(Source(question))
    if case .estimate(let told, let margin, _, _) = answer {
      #expect(margin.magnitude < 0.001 * told.magnitude, "\(told.text) ± \(margin.text)")
    }
  }

  /// A name, its reasons, a table of it and what changes it: one figure, with the same few digits.
  @Test func everyPlaceHasTheDigitsThatHold() throws {
    var workbook = Workbook()
    for line in ["u = 1 to 1000", "w = 1 to 10", "k = 1"] { _ = try workbook.run(Source(line)) }
    let full = try #require(try workbook.run(Source("mean(u * w) * k")).value?.quantity).text
    let places = [
      "q = mean(u * w) * k", "why q", "table q", "q", "sweep q over k from 1 to 2 step 1",
    ]
    for line in places {
      let shown = try workbook.run(Source(line)).display().plain
      #expect(!shown.contains(full) && shown.contains("1,100"), "\(line): \(shown)")
    }
    let changed = try workbook.run(Source("k = 2")).display().plain
    #expect(changed.contains("1,100 → 2,200"), "\(changed)")
  }

  /// Every place gives the margin to programs too.
  @Test(arguments: [
    "q = mean(u * w)", "why q", "table q", "q", "sweep q over k from 1 to 2 step 1",
  ])
  func programsReadTheMargin(_ line: String) throws {
    var workbook = Workbook()
    for line in ["u = 1 to 1000", "w = 1 to 10", "k = 1"] { _ = try workbook.run(Source(line)) }
    if !line.hasPrefix("q =") { _ = try workbook.run(Source("q = mean(u * w) * k")) }
    let json = try workbook.run(Source(line)).json.text
    #expect(json.contains("\"margin\""), "\(json)")
  }
}
