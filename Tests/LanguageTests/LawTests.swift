import Quantities
import Testing

@testable import Language

/// Laws have the mean, the spread and the quantiles that theory gives them.
@Suite struct LawTests {
  @Test(arguments: [
    ("mean(normal(10 s, 2 s))", 10, 1e-3), ("stdev(normal(10 s, 2 s))", 2, 2e-3),
    ("quantile(normal(0, 1), 97.5%)", 1.959964, 1e-3), ("p95(normal(0, 1))", 1.644854, 1e-3),
    ("mean(triangular(2, 3, 10))", 5, 1e-3), ("p50(triangular(0, 0, 1))", 0.292893, 1e-3),
    ("stdev(triangular(0, 1, 2))", 0.408248, 2e-3), ("mean(pert(2, 3, 10))", 4, 1e-3),
    ("mean(beta(8, 4))", 0.666667, 1e-3), ("stdev(beta(8, 4))", 0.130744, 2e-3),
    ("p50(beta(1, 1))", 0.5, 1e-3), ("quantile(beta(2, 2), 90%)", 0.804200, 1e-3),
    ("mean(beta(0.5, 0.5))", 0.5, 1e-3), ("mean(choose(1: 70%, 20: 30%))", 6.7, 2e-3),
    ("chance(choose(1: 70%, 20: 30%) > 5)", 0.3, 2e-3),
    ("mean(choose(uniform(0, 2): 50%, uniform(10, 12): 50%))", 6, 2e-2),
    ("mean(truncated(uniform(0, 10), 2, 4))", 3, 1e-2), ("stdev(5)", 0, 0),
    ("quantile(5 s, 20%)", 5, 0), ("stdev(uniform(0, 1))", 0.288675, 1e-3),
    // Means of wide ranges: e^(s²/2) times the median, s = ln(high/low)/2/1.6448536.
    ("mean(0.001 to 1)", 0.286711, 2e-3), ("mean(0.001 to 10)", 5.036443, 2e-3),
    ("mean(1 to 100)", 26.6398, 2e-3), ("mean(1 / (0.001 to 1))", 286.711, 2e-3),
  ])
  func figures(_ line: String, _ wanted: Double, _ tolerance: Double) throws {
    var scope = TestScope()
    let value = try scope.run(line)?.quantity?.base ?? .nan
    #expect(abs(value - wanted) <= tolerance * max(abs(wanted), 1e-3), "\(line): \(value)")
  }

  @Test(arguments: [
    "normal(10 s, 0 s)", "normal(10 s, 2 gpu)", "triangular(3, 2, 10)", "pert(1, 1, 1)",
    "beta(0, 1)", "choose(1: 70%)", "choose(1: 70%, 2 s: 30%)", "choose(1, 2)", "choose()",
    "quantile(2 s to 4 s, 120%)", "truncated(uniform(0, 1), 5, 6)",
    "truncated(uniform(0, 1), 1 s, 2 s)",
    "choose(1: 170%, 2: -70%)", "normal(1 to 2, 3)",
  ])
  func refused(_ line: String) {
    var scope = TestScope()
    #expect(throws: (any Error).self) { try scope.run(line) }
  }
}
