import Basics
import Diagnostics
import Language
import TestSupport
import Testing

@testable import Workbook

/// Comparisons are made to twelve digits: rounding decides nothing, and a real difference everything.
@Suite struct ComparisonTests {
  private func value(_ line: String, after lines: [String] = []) throws -> Value? {
    var workbook = Workbook()
    for line in lines { _ = try workbook.run(Source(line)) }
    guard let value = try workbook.run(Source(line)).value else { return nil }
    return value
  }

  @Test(arguments: [
    "0.1 + 0.2 == 0.3", "$0.10 + $0.20 <= $0.30", "not (0.1 + 0.2 > 0.3)", "3 * 1.1 >= 3.3",
    "not (0.1 + 0.2 != 0.3)", "1 / 3 * 3 == 1", "0.1 h + 0.2 h == 18 min", "1 != 1.00000000001",
    "1 < 1.00000000001", "0 < 1e-300", "-1e-300 < 0", "0 == 0", "1e300 * 1.1 > 1e300",
    "(if 0.1 + 0.2 <= 0.3 then 1 else 2) == 1", "0.7 + 0.1 >= 0.8 and 0.8 >= 0.7 + 0.1",
  ])
  func holds(_ line: String) throws { #expect(try value(line) == .bool(true)) }

  @Test func samplesLikewise() throws {
    let always = try value("chance(x * 3 / 3 >= x)", after: ["x = 1 to 2"])
    #expect(always?.quantity?.magnitude == 100)
    #expect(try value("chance(x * 3 / 3 > x)", after: ["x = 1 to 2"])?.quantity?.magnitude == 0)
  }

  /// Sums in either order are the same, whatever is added.
  @Test func orderDecidesNothing() throws {
    var random = SplitMix64(seed: 7)
    for round in 0..<300 {
      let terms = (0..<4).map { _ in "\(Double.random(in: 0.01...9, using: &random))" }
      let line =
        terms.joined(separator: " + ") + " == "
        + terms.reversed().joined(separator: " + ")
      #expect(try value(line) == .bool(true), "round \(round): \(line)")
    }
  }
}
