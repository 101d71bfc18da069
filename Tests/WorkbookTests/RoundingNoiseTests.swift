import Basics
import Diagnostics
import Language
import Quantities
import Testing

@testable import Workbook

/// What only rounding moves is no change, and the ends of what numbers reach are no values.
@Suite struct RoundingNoiseTests {
  /// The same value by another way: nothing changed, so nothing is told and nothing is to be undone.
  @Test(arguments: [UInt64](1...4)) func equalValuesChangeNothing(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<20 {
      let value = Double(Int.random(in: 1...99_999, using: &random)) / 700
      let factor = Int.random(in: 2...9, using: &random)
      var workbook = Workbook()
      _ = try workbook.run(Source("a = \(value)"))
      _ = try workbook.run(Source("b = 1 / a * 3"))
      _ = try workbook.run(Source("c = sqrt(b) * a"))
      let answer = try workbook.run(
        Source("a = \(value) / \(factor) * \(factor) + 0.1 + 0.2 - 0.3"))
      guard case .changed(let changes) = answer else { throw Diagnostic(.wrongKind, "\(answer)") }
      #expect(changes.results.isEmpty, "seed \(seed): \(changes.results.map(\.name))")
    }
  }

  /// What is left where numbers cancel is no figure.
  @Test(arguments: [
    ("0.1 + 0.2 - 0.3", "0"), ("$0.10 + $0.20 - $0.30", "$0"), ("sum([0.1, 0.2, -0.3])", "0"),
    ("1 h - 60 min", "0 h"), ("1e6 + 1e-5 - 1e6", "0.00001"), ("1 + 1e-9 - 1", "1e-9"),
    ("1 - 0.9 - 0.1", "0"), ("33% + 67% - 100%", "0%"),
  ])
  func nothingIsLeft(_ line: String, _ text: String) throws {
    var workbook = Workbook()
    guard case .value(let value, _) = try workbook.run(Source(line)) else { return }
    let shown = value.text
    #expect(shown == text || text.hasPrefix("0.0") && shown.hasPrefix("0.0000"), "\(shown)")
  }

  @Test func uncertainValuesToo() throws {
    var workbook = Workbook()
    for line in ["k = 3", "x = k * (1 to 2)", "y = x / 7"] { _ = try workbook.run(Source(line)) }
    guard case .changed(let changes) = try workbook.run(Source("k = 0.1 * 30")) else { return }
    #expect(changes.results.isEmpty && changes.settings.isEmpty)
    guard case .changed(let others) = try workbook.run(Source("k = 3.000001")) else { return }
    #expect(others.results.count == 2)
  }

  /// Whatever the ends, a law has finite samples and everything told of them is a number, or it says
  /// that numbers do not reach so far.
  @Test(arguments: [UInt64](1...6)) func extremeLaws(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<12 {
      let large = "1e\(Int.random(in: 290...308, using: &random))"
      let small =
        "\(Int.random(in: 1...9, using: &random))e\(Int.random(in: -308...200, using: &random))"
      let laws = [
        "uniform(-\(large), \(large))", "normal(\(large), \(large))", "normal(\(small), \(large))",
        "\(small) to \(large)", "triangular(0, \(small), \(large))", "pert(-\(large), 0, \(large))",
        "choose(\(large): 50%, -\(large): 50%)", "normal(0, \(small))",
      ]
      let law = laws.randomElement(using: &random) ?? laws[0]
      let questions = ["mean(\(law))", "stdev(\(law))", "p95(\(law))", "chance(\(law) > 1)", law]
      for question in questions {
        var workbook = Workbook()
        do throws(Diagnostic) {
          switch try workbook.run(Source(question)).value {
          case .quantity(let quantity)?:
            #expect(quantity.magnitude.isFinite, "seed \(seed) \(question)")
          case .uncertain(let quantity)?:
            let isFinite = quantity.samples.allSatisfy { $0.isFinite }
            #expect(isFinite, "seed \(seed) \(question)")
          case let other: Issue.record("\(question): \(String(describing: other))")
          }
        } catch {
          #expect([.overflow, .badRange].contains(error.code), "\(question): \(error.message)")
        }
      }
    }
  }

  /// The largest numbers compare as they are.
  @Test func infinityIsNoNumber() {
    #expect(!Double.infinity.isSame(as: 1) && !(-Double.infinity).isSame(as: 1e308))
    #expect(Double.infinity.isSame(as: .infinity) && 1e308.isSame(as: 1e308))
    #expect(!1e308.isSame(as: -1e308))
  }
}
