import Basics
import Diagnostics
import Language
import Quantities
import TestSupport
import Testing

@testable import Workbook

/// Shares of the spread, against what theory says.
@Suite struct TornadoTests {
  private func tornado(_ lines: [String], _ expression: String) throws -> Answer.Tornado {
    var workbook = Workbook()
    for line in lines { _ = try workbook.run(Source(line)) }
    guard case .tornado(let tornado) = try workbook.run(Source("tornado \(expression)")) else {
      throw Diagnostic(.wrongKind, "No tornado.")
    }
    return tornado
  }

  private func share(_ name: String, _ tornado: Answer.Tornado) -> Double {
    tornado.inputs.first { $0.name == name }?.share ?? .nan
  }

  /// The variance of a uniform quantity is a twelfth of its width squared: of 2a + b + 5 with widths
  /// 3 and 4, 36 to 16.
  @Test func linear() throws {
    let lines = ["a = uniform(1, 4)", "b = uniform(0, 4)"]
    let found = try tornado(lines, "2 * a + b - 5")
    guard case .exact = found.method else { throw Diagnostic(.wrongKind, "not exact") }
    #expect(abs(share("a", found) - 36.0 / 52) < 1e-6)
    #expect(abs(share("b", found) - 16.0 / 52) < 1e-6)
    #expect(found.inputs.map(\.name) == ["a", "b"])
    #expect(abs(found.joint) < 1e-9)
    // With b at its median 2: 2a - 3 at 1.15 and 3.85.
    #expect(abs(found.inputs[0].atLow.magnitude - (2 * 1.15 - 3)) < 0.02)
    #expect(abs(found.inputs[0].atHigh.magnitude - (2 * 3.85 - 3)) < 0.02)
  }

  /// Shares are told as exact only where no few samples of a tail decide them.
  @Test(arguments: [
    ("exp(3 * x) + w", false), ("exp(2 * x) + w", false), ("1 / (u + 0.000001) + w", false),
    ("x + w", true), ("u * w", true), ("3 * x - 2 * u", true), ("(1 to 1000) + w", true),
  ]) func exactShares(_ expression: String, _ isExact: Bool) throws {
    let lines = ["x = normal(0, 1)", "w = normal(0, 50)", "u = uniform(0, 1)"]
    let found = try tornado(lines, expression)
    if case .exact = found.method {
      #expect(isExact, "\(expression)")
    } else {
      #expect(!isExact, "\(expression)")
    }
  }

  /// The shares of a product of independent lognormal quantities have a closed form, however wide
  /// they are.
  @Test(arguments: [(2.0, 3.0), (200, 5000), (1, 1000)])
  func products(_ low: Double, _ high: Double) throws {
    let found = try tornado(
      ["a = \(low) h to \(high) h", "b = $10/h to $20/h", "c = 4 to 5"], "3 * a * b / c")
    func factor(_ low: Double, _ high: Double) -> Double {
      let spread =
        (PortableMath.log(high) - PortableMath.log(low)) / 2
        / UncertainQuantity.normalQuantile(0.95)
      return PortableMath.exp(spread * spread)
    }
    let factors = ["a": factor(low, high), "b": factor(10, 20), "c": factor(4, 5)]
    let all = factors.values.reduce(1, *) - 1
    for (name, factor) in factors {
      #expect(abs(share(name, found) - (factor - 1) / all) < 1e-3 * (factor - 1) / all, "\(name)")
    }
  }

  /// An additive formula of any inputs: the first-order shares are 1 together, exact or sampled.
  @Test(arguments: [UInt64](1...6))
  func additiveSharesSumToOne(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let laws = ["1 to 9", "uniform(0, 5)", "normal(3, 1)", "triangular(0, 1, 6)", "pert(0, 2, 3)"]
    let names = ["a", "b", "c", "d"]
    let lines = names.map { "\($0) = \(laws.randomElement(using: &random) ?? "1 to 2")" }
    let exact = try tornado(lines, "a + b - 2 * c + d / 3")
    #expect(abs(exact.inputs.reduce(0) { $0 + $1.share } - 1) < 1e-9, "seed \(seed)")
    // The same sum, hidden from the exact way by reading one input twice.
    let sampled = try tornado(lines, "(a + b / 2) + (b / 2 - 2 * c) + d / 3")
    guard case .sampled(let margin) = sampled.method else {
      throw Diagnostic(.wrongKind, "not sampled")
    }
    #expect(abs(sampled.inputs.reduce(0) { $0 + $1.share } - 1) < 0.08, "seed \(seed)")
    for name in names {
      #expect(
        abs(share(name, exact) - share(name, sampled)) < 2 * margin + 0.01, "seed \(seed) \(name)")
    }
  }

  @Test func whatChangesNothingHasNoShare() throws {
    let lines = ["a = uniform(1, 4)", "b = uniform(0, 4)"]
    #expect(share("b", try tornado(lines, "a + 0 * b")) == 0)
    #expect(share("b", try tornado(lines, "a * a + max(0, b - 10)")) == 0)
    #expect(share("b", try tornado(lines, "if a > 0 then a^2 else b")) == 0)
  }

  /// The function of Ishigami and Homma (1990), whose indices are known: sin(x) + 7 sin(y)² +
  /// z⁴ sin(x) / 10 for three numbers between -π and π.
  @Test func ishigami() {
    func luck(_ seed: UInt64) -> [[Double]] {
      var random = SplitMix64(seed: seed)
      return (0..<3).map { _ in
        var places = (0..<4_000).map { ((Double($0) + 0.5) / 4_000 * 2 - 1) * Double.pi }
        places.shuffle(using: &random)
        return places
      }
    }
    func result(_ inputs: [[Double]]) -> [Double] {
      (0..<4_000).map { place in
        let (x, y, z) = (inputs[0][place], inputs[1][place], inputs[2][place])
        return sine(x) + 7 * sine(y) * sine(y) + z * z * z * z * sine(x) / 10
      }
    }
    let variance = 0.5 + 49.0 / 8 + powerOfPi(4) / 50 + powerOfPi(8) / 1800
    let first = (1 + powerOfPi(4) / 50) * (1 + powerOfPi(4) / 50) / 2 / variance
    let second = 49.0 / 8 / variance
    var alone = [0.0, 0, 0]
    var all = [0.0, 0, 0]
    let rounds = 6
    for round in 0..<rounds {
      let (a, b) = (luck(UInt64(2 * round)), luck(UInt64(2 * round + 1)))
      let mixed = (0..<3).map { input -> (first: [Double], second: [Double]) in
        var (ab, ba) = (a, b)
        (ab[input], ba[input]) = (b[input], a[input])
        return (result(ab), result(ba))
      }
      let shares = SobolShares(first: result(a), second: result(b), mixed: mixed)
      for input in 0..<3 {
        alone[input] += shares.alone[input] / Double(rounds)
        all[input] += shares.withOthers[input] / Double(rounds)
      }
    }
    #expect(abs(first - 0.3139) < 1e-4 && abs(second - 0.4424) < 1e-4)
    #expect(abs(alone[0] - first) < 0.025 && abs(alone[1] - second) < 0.025, "\(alone)")
    #expect(alone[2] < 0.025, "\(alone)")
    #expect(abs(all[2] - 0.2437) < 0.025 && abs(all[0] - 0.5576) < 0.025, "\(all)")
  }

  private func powerOfPi(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * Double.pi }
  }

  private func sine(_ x: Double) -> Double {
    var (term, sum) = (x, x)
    for n in 1...14 {
      term *= -x * x / Double(2 * n * (2 * n + 1))
      sum += term
    }
    return sum
  }

  /// Ends of numbers: no square overflows.
  @Test func hugeNumbers() throws {
    let found = try tornado(["a = 1e150 to 1e160", "b = 1e150 to 2e150"], "max(a, b) * 1e100")
    #expect(found.inputs.allSatisfy { (0...1).contains($0.share) })
    #expect(share("a", found) > 0.5)
  }

  /// A range inside of a formula is named by itself and its cell, one of a function too.
  @Test func ranges() throws {
    let found = try tornado(
      ["x = 1 to 2", "g(v) = v * (10 to 20)", "q = g(x)"], "q * (3 to 3.1)")
    #expect(Set(found.inputs.map(\.name)) == ["x", "10 to 20 in q", "3 to 3.1"])
    #expect(abs(share("x", found) - share("10 to 20 in q", found)) < 0.1)
  }

  /// Whatever a cell makes of its one draw: its own ends are told, and what the result is there.
  @Test(arguments: [
    "10 to 200", "truncated(10 to 200, 0, 50)", "truncated(normal(0, 1), -0.5, 3)",
    "max(normal(0, 1), 0)", "2 * (1 to 9)", "round(1 to 9)", "abs(normal(0, 1))",
    "(1 to 9)^2 - 5", "60 - truncated(10 to 200, 20, 50)",
  ]) func endsAreThoseOfTheCell(_ formula: String) throws {
    var workbook = Workbook()
    let lines = ["x = \(formula)", "w = 1 to 2", "low = p5(x)", "high = p95(x)", "middle = p50(w)"]
    for line in lines { _ = try workbook.run(Source(line)) }
    guard case .tornado(let found) = try workbook.run(Source("tornado x * w")) else {
      throw Diagnostic(.wrongKind, "No tornado.")
    }
    let row = try #require(found.inputs.first { $0.name == "x" })
    func number(_ name: String) throws -> Double {
      try #require(workbook.cell(named: name)?.value?.quantity).magnitude
    }
    let (low, high, middle) = (try number("low"), try number("high"), try number("middle"))
    #expect(row.low.magnitude == low && row.high.magnitude == high, "\(row)")
    #expect(abs(row.atLow.magnitude - low * middle) <= 1e-9 + 1e-3 * abs(low * middle))
    #expect(abs(row.atHigh.magnitude - high * middle) <= 1e-9 + 1e-3 * abs(high * middle))
  }
}
