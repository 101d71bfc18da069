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
    ("mean(truncated(1 to 100, 20, 200))", 53.22923, 1e-2),
    ("mean(truncated(1 to 100, 0.5, 20))", 7.22204, 1e-2),
    ("mean(truncated(0.01 to 1000, 280, 5000))", 1195.894, 1e-2),
    ("quantile(5 s, 20%)", 5, 0), ("stdev(uniform(0, 1))", 0.288675, 1e-3),
    // From data: each value as likely.
    ("mean(one_of([1, 2, 3, 10]))", 4, 1e-9), ("stdev(one_of([1, 3]))", 1, 2e-4),
    ("chance(one_of([1, 2, 3, 10]) > 2.5)", 0.5, 1e-9), ("p95(one_of([7]))", 7, 0),
    // Going with another one: the mean and the spread stay, those of sums are others.
    ("mean(correlated(normal(10, 2), normal(5, 1), 80%))", 10, 1e-6),
    ("stdev(correlated(normal(10, 2), normal(5, 1), 80%))", 2, 2e-3),
    ("stdev(correlated(normal(10, 2), (1 to 2) * 0 + 1, 80%))", 2, 2e-3),
    ("p50(correlated(uniform(0, 4), normal(5, 1), -100%))", 2, 1e-3),
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
    "truncated(uniform(0, 1), 1 s, 2 s)", "truncated((1 to 100) + 0, 1k, 10k)",
    "one_of([])", "one_of(3)", "one_of([\"a\"])", "correlated(normal(1, 2), normal(1, 2), 130%)",
    "choose(1: 170%, 2: -70%)", "normal(1 to 2, 3)",
  ])
  func refused(_ line: String) {
    var scope = TestScope()
    #expect(throws: (any Error).self) { try scope.run(line) }
  }

  /// The sum of two normal quantities of one spread has a variance of 2 (1 + correlation) of theirs.
  @Test(arguments: [-1.0, -0.6, 0, 0.3, 0.9, 1])
  func correlation(_ correlation: Double) throws {
    var scope = TestScope()
    scope.values["a"] = try scope.run("normal(10, 1)")
    scope.values["c"] = try scope.run(
      "correlated(uniform(0, 1) * 0 + normal(0, 1), a, \(Int((correlation * 100).rounded()))%)")
    let found = try scope.run("stdev(a + c)")?.quantity?.base ?? .nan
    let wanted = (2 * (1 + correlation)).squareRoot()
    #expect(abs(found - wanted) < 0.02, "\(correlation): \(found), not \(wanted)")
  }

  /// What goes together already is refused, and what is known has nothing to go with.
  @Test func correlatedAlready() throws {
    var scope = TestScope()
    scope.values["a"] = try scope.run("1 to 10")
    #expect(throws: (any Error).self) { try scope.run("correlated(a * 2, a, 50%)") }
    #expect(try scope.run("correlated(7, a, 50%)")?.quantity?.base == 7)
    guard case .uncertain(let a)? = scope.values["a"],
      case .uncertain(let moved)? = try scope.run(
        "correlated(normal(0, 1) * 0 + uniform(1, 2), a, 50%)"),
      case .uncertain(let still)? = try scope.run("normal(0, 1) * 0 + uniform(1, 2)")
    else {
      Issue.record("no samples")
      return
    }
    // The same values, in another order.
    #expect(a.samples.count == moved.samples.count)
    #expect(
      zip(moved.samples.sorted(), still.samples.sorted()).allSatisfy { abs($0 - $1) < 1e-12 })
  }
}
