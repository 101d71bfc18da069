import Basics
import Diagnostics
import Language
import Quantities
import Testing

@testable import Workbook

/// Of a sampled curve the crossing is told with how far it may be off, and never denied.
@Suite struct SampledEquationTests {
  /// A lognormal x with nine in ten from 1 to 4 has the median 2, and the mean 2·exp(s²/2) with
  /// s = ln 2 / 1.6448536.
  private static let spread = PortableMath.log(2) / 1.6448536269514722

  static let questions: [(line: String, truth: Double)] = [
    ("solve k for chance(x * k > 5) = 50%", 2.5),
    ("solve k for chance(x * k > 5) = 95%", 5),
    ("solve k for chance(x * k > 5) = 5%", 1.25),
    ("solve k for p95(x * k) = 20", 5),
    ("solve k for p50(x + k) = 3", 1),
    ("solve k for p5(k * x) = 2", 2),
    ("solve k for mean(k * x) = 10", 5 / PortableMath.exp(spread * spread / 2)),
    ("solve k for mean(x) * k = 10", 5 / PortableMath.exp(spread * spread / 2)),
    ("solve k for p50(x ^ k) = 8", 3),
    ("solve k for p95(k * y) = $1.90", 1),
    ("solve k for chance(y > k * $1) = 25%", 1.5),
    ("solve k for mean(y) * k = $3", 3),
  ]

  private func solution(_ cells: [String], _ line: String) throws -> Answer.Solution {
    var workbook = Workbook()
    for cell in cells { _ = try workbook.run(Source(cell)) }
    guard case .solve(let solution) = try workbook.run(Source(line)) else {
      throw Diagnostic(.wrongKind, "\(line) is no solution.")
    }
    return solution
  }

  @Test(arguments: questions) func holdsTheTruth(_ line: String, _ truth: Double) throws {
    let solution = try solution(["k = 2", "x = 1 to 4", "y = uniform($0, $2)"], line)
    let intervals = solution.roots.map { root -> (at: Double, margin: Double) in
      switch root {
      case .at(let x), .near(let x): (x.magnitude, 1e-9 * abs(x.magnitude))
      case .crossing(let crossing): (crossing.at.magnitude, crossing.margin?.magnitude ?? 0)
      case .stretch(let low, let high, _, _), .indistinct(let low, let high):
        ((low.magnitude + high.magnitude) / 2, (high.magnitude - low.magnitude) / 2)
      }
    }
    #expect(intervals.count == 1, "\(line): \(intervals)")
    for (at, margin) in intervals {
      #expect(abs(at - truth) <= margin + 1e-6 * truth, "\(line): \(at) ± \(margin), not \(truth)")
      #expect(margin < 0.05 * truth, "\(line): \(margin)")
    }
  }

  /// Curves that touch what is wanted from one side, which samples place a little above or below; and
  /// the same wanted a tenth further off, which they do not reach.
  static let touching: [(line: String, truth: Double)] = [
    ("solve k for mean((z - k)^2) = 1", 0),
    ("solve k for mean((z - k)^2) + k^4 = 1", 0),
    ("solve k for mean(abs(z - k)) = 0.79788456", 0),
    ("solve k for mean((w - k)^2) = 0.33333333", 3),
    ("solve k for chance(abs(w - k) < 0.25) = 25%", 3),
    ("solve k for p95(abs(w - k)) = 0.95", 3),
    ("solve k for 5 - mean((z - k)^2) = 4", 0),
  ]

  @Test(arguments: touching) func isNotDeniedWhereItTouches(
    _ line: String, _ truth: Double
  ) throws {
    let solution = try solution(["k = 1", "z = normal(0, 1)", "w = uniform(2, 4)"], line)
    let isTold = solution.roots.contains { root in
      let (low, high) = root.ends
      let margin =
        if case .crossing(let crossing) = root { crossing.margin?.magnitude ?? 0 } else { 0.2 }
      return low.magnitude - margin <= truth && truth <= high.magnitude + margin
    }
    #expect(isTold, "\(line): \(solution.roots)")
  }

  @Test(arguments: [
    "solve k for mean((z - k)^2) = 0.9", "solve k for mean((w - k)^2) = 0.3",
    "solve k for mean(abs(z - k)) = 0.7", "solve k for 5 - mean((z - k)^2) = 4.2",
  ]) func isDeniedWhereItStaysAway(_ line: String) throws {
    let solution = try solution(["k = 1", "z = normal(0, 1)", "w = uniform(2, 4)"], line)
    #expect(solution.roots.isEmpty, "\(line): \(solution.roots)")
  }
}
