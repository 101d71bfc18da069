import Diagnostics
import Language
import Quantities
import Testing

/// Values of which only the odds are known.
@Suite struct UncertainTests {
  /// Two uncertain values and a condition beside the certain ones.
  private var scope: TestScope {
    var scope = TestScope()
    scope.values["traffic"] = .uncertain(
      .lognormal(low: 200_000, high: 5_000_000, spelled("request/month"), seed: "traffic"))
    scope.values["share"] = .uncertain(.uniform(low: 10, high: 60, .percent, seed: "share"))
    scope.values["gap"] = .uncertain(.uniform(low: -1, high: 3, .none, seed: "gap"))
    return scope
  }

  /// The same with each uncertain value at one of its samples.
  private func scope(at place: Int) -> TestScope {
    var one = scope
    for (name, value) in one.values {
      if case .uncertain(let quantity) = value { one.values[name] = .quantity(quantity[place]) }
    }
    return one
  }

  /// What is computed of all samples at once is what is computed of each of them by itself.
  @Test(arguments: [
    "traffic * $0.001/request", "rent / traffic", "rent / (gpus * 720 h/month * share)",
    "1 - share", "rent * (1 - share)", "-gap", "gap - gap", "gap ^ 2", "2 ^ gap", "share ^ 0.5",
    "traffic in requests/s", "gap > 1", "share >= 30%", "not (gap > 1)", "gap > 0 and 1 / gap > 1",
    "gap < 0 or share > 50%", "if gap > 0 then sqrt(gap) else 0", "max(0, gap)",
    "min(gap, share * 10, 2)", "round(gap)", "abs(gap)", "clamp(gap, 0, 1)", "exp(gap)",
    "ln(share + 1)", "if isBusy then gap else 1", "if gap > 1 then share > 20% else isBusy",
    "max(traffic * $0.001/request, rent)", "if share > 30% then 2 h else 90 min",
  ])
  func everySample(_ line: String) throws {
    var all = scope
    let value = try #require(try all.run(line))
    for place in [0, 1, 17, 1234, 3998, 3999] {
      var one = scope(at: place)
      switch (value, try #require(try one.run(line))) {
      case (.uncertain(let many), .quantity(let single)):
        let same = try #require(single.converted(to: many.unit))
        #expect(abs(many.samples[place] - same.magnitude) <= 1e-12 * abs(same.magnitude))
      case (.odds(let odds), .bool(let holds)): #expect(odds.samples[place] == holds)
      case (.quantity(let sure), .quantity(let single)): #expect(sure == single)
      case (let many, let single): Issue.record("\(many.kind) and \(single.kind)")
      }
    }
  }

  /// A condition that only the odds decide evaluates no more than each sample needs.
  @Test func onlyWhatIsNeeded() throws {
    var all = scope
    #expect(try all.run("p50(if gap > 0 then 1 / gap else 0)") != nil)
    #expect(throws: Diagnostic.self) { try all.run("if gap > 0 then 1 / (gap - gap) else 0") }
  }

  @Test(arguments: [
    ("p50(1 to 4)", "2"), ("p5(10 to 40)", "10"), ("p95(10 h to 40 h)", "40 h"),
    ("mean(uniform(1 h, 3 h))", "2 h"), ("p95(3 h)", "3 h"), ("mean(rent)", "$12,000/month"),
    ("chance(uniform(0, 1) < 25%)", "25%"), ("chance(1 < 2)", "100%"), ("chance(isBusy)", "true"),
    ("p50($200 to $800/month)", "$400/month"), ("p50(10 to 40%)", "20%"), ("p50(1 to 4 h)", "2 h"),
    ("p50(30 min to 2 h)", "60 min"), ("uniform(low: 1, high: 3) * 0", "0"),
    ("p50(uniform(high: 3, low: 1))", "2"),
  ])
  func says(_ line: String, _ text: String) throws {
    var all = scope
    let value = try #require(try all.run(line))
    // To six digits: samples are as close as that.
    let shown = value.quantity.map { Quantity(rounded($0.magnitude), $0.unit).text } ?? value.text
    #expect(shown == text.replacing("true", with: "100%"))
  }

  private func rounded(_ number: Double) -> Double { (number * 1e4).rounded() / 1e4 }

  /// Two ranges of one line are drawn apart; one function that is called twice draws twice.
  @Test func rangesOfALineAreApart() throws {
    var all = scope
    #expect(try all.run("(1 to 2) - (1 to 2)")?.quantity == nil)
    _ = try all.run("f(x) = x * (1 to 2)")
    #expect(try all.run("f(1) - f(1)")?.quantity == nil)
    #expect(try all.run("gap - gap")?.quantity?.magnitude == 0)
  }

  /// A range inside of what only the odds decide has the same samples for all of them.
  @Test func rangesInsideOfConditions() throws {
    var all = scope
    let value = try #require(try all.run("if gap > 1 then (1 to 4) else (1 to 4)"))
    guard case .uncertain(let quantity) = value else {
      Issue.record("\(value.kind)")
      return
    }
    #expect((0.9...1.1).contains(quantity.quantile(0.05).magnitude))
    #expect((3.7...4.3).contains(quantity.quantile(0.95).magnitude))
  }

  /// Branches and the condition between them draw apart: whatever the chance of a branch, what comes
  /// out is as uniform as its parts. Three standard errors of 4,000 independent samples.
  @Test(arguments: [0.1, 0.3, 0.5, 0.8])
  func branchesDrawApart(_ share: Double) throws {
    for (line, expected) in [
      ("chance((if uniform(0, 1) < \(share) then uniform(0, 1) else uniform(0, 1)) < 0.3)", 0.3),
      ("chance((if uniform(0, 1) < \(share) then 1 to 2 else 100 to 200) < 50)", share),
      (
        "chance((if uniform(0, 1) < \(share) then g(0.5) else g(0.25)) < 0.2)",
        share * 0.4 + (1 - share) * 0.8
      ),
      ("chance((if uniform(0, 1) < \(share) then g(1) else 1 * uniform(0, 1)) < 0.3)", 0.3),
      (
        "chance((uniform(0, 1) < \(share) or uniform(0, 1) < \(share)))",
        1 - (1 - share) * (1 - share)
      ),
    ] {
      var all = scope
      _ = try all.run("g(v) = v * uniform(0, 1)")
      let chance = try #require(try all.run(line)?.quantity).magnitude / 100
      let error = (expected * (1 - expected) / 4000).squareRoot()
      #expect(abs(chance - expected) < 3 * error + 1e-3, "\(line): \(chance), not \(expected)")
    }
  }

  /// What is not reached, or stands in another order, changes no other draw.
  @Test func drawsBelongToTheirPlace() throws {
    var all = scope
    _ = try all.run("h(v) = if v > 0 then (1 to 2) else (3 to 4)")
    let taken = try #require(try all.run("(if 1 > 0 then (1 to 2) else (3 to 4)) * (5 to 6)"))
    let other = try #require(try all.run("(if 0 > 1 then (3 to 4) else (1 to 2)) * (5 to 6)"))
    guard case .uncertain(let left) = taken, case .uncertain(let right) = other else {
      Issue.record("\(taken.kind) and \(other.kind)")
      return
    }
    // The third draw is the same in both, whichever branch is taken.
    #expect(left.samples != right.samples)
    #expect(try all.run("h(1) - h(1)")?.quantity == nil)
    #expect(try all.run("h(1)") != nil)
  }

  /// However a line multiplies its ranges and samples, it ends, and says so.
  @Test(arguments: ["(1 to 2) + x", "max(x, 1 to 2)", "if (1 to 2) > 1.5 then x else 2 * x"])
  func workIsBounded(_ body: String) throws {
    var all = scope
    _ = try all.run("f0(x) = \(body)")
    for level in 1...40 {
      _ = try all.run("f\(level)(x) = f\(level - 1)(x) + f\(level - 1)(x)")
    }
    #expect(try all.run("f1(1)") != nil)
    do throws(Diagnostic) {
      _ = try all.run("f40(1)")
      Issue.record("it ended")
    } catch {
      #expect(error.code == .tooMuchWork)
    }
  }
}
