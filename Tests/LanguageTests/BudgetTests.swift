import Diagnostics
import Synchronization
import Testing

@testable import Language

@Suite struct BudgetTests {
  private func code(_ line: String) -> Code? {
    var scope = TestScope()
    do throws(Diagnostic) {
      _ = try scope.run(line)
      return nil
    } catch {
      return error.code
    }
  }

  private func nested(_ count: Int) -> String {
    String(repeating: "(", count: count) + "1" + String(repeating: ")", count: count)
  }

  @Test func linesAreLimited() {
    func line(_ length: Int) -> String { String(repeating: "1", count: 4) + pad(length - 4) }
    func pad(_ count: Int) -> String { String(repeating: " ", count: count) }
    #expect(code(line(4096)) == nil)
    #expect(code(line(4097)) == .lineTooLong)
    #expect(code(line(5_000_000)) == .lineTooLong)
  }

  @Test(
    arguments: [
      (1, nil), (99, nil), (100, nil), (101, .tooDeep), (2_000, .tooDeep), (5_000, .tooDeep),
      (1_000_000, .tooDeep),
    ] as [(Int, Code?)])
  func parentheses(_ count: Int, _ expected: Code?) {
    #expect(code(nested(count)) == expected)
  }

  /// Everything that stands in something else counts, not parentheses alone.
  @Test(arguments: [
    ("-", "1"), ("not ", "true"), ("2^", "2"), ("-(", "1"), ("max(", "1"), ("if true then ", "1"),
    ("1 + (", "1"), ("1 < (", "1"), ("x = (", "1"), ("f(x) = (", "1"), ("1 * -(", "1"),
  ])
  func everyKindOfNesting(_ opening: String, _ inner: String) {
    let line = String(repeating: opening, count: 4000 / opening.utf8.count) + inner
    let code = code(line)
    #expect(code != nil)
    if !line.hasPrefix("x =") && !line.hasPrefix("f(x)") { #expect(code == .tooDeep) }
  }

  @Test func longChainsOfFieldsAndConversions() {
    #expect(code("max(1)" + String(repeating: ".a", count: 2000)) == .tooDeep)
    #expect(code("1 h" + String(repeating: " in h", count: 99)) == nil)
    #expect(code("1 h" + String(repeating: " in h", count: 700)) == .tooDeep)
  }

  @Test func longChainsOfTermsAreFine() {
    var scope = TestScope()
    #expect(scope.answer("1" + String(repeating: "+1", count: 2_000)) == "2,001")
    #expect(scope.answer("1" + String(repeating: "*1", count: 2_000)) == "1")
    #expect(scope.answer("1" + String(repeating: "-1", count: 2_000)) == "-1,999")
    #expect(scope.answer("true" + String(repeating: " and true", count: 400)) == "true")
  }

  /// 63 calls in each other are fine, 65 are not.
  @Test func callsAreLimited() {
    var scope = TestScope()
    _ = scope.answer("down(n) = if n < 1 then 0 else 1 + down(n - 1)")
    #expect(scope.answer("down(63)") == "63")
    #expect(scope.answer("down(64)").hasPrefix("too-much-work"))
    #expect(scope.answer("down(1e9)").hasPrefix("too-much-work"))
    _ = scope.answer("endless(n) = endless(n)")
    #expect(scope.answer("endless(1)").hasPrefix("too-much-work"))
  }

  @Test func stepsAreLimited() {
    var scope = TestScope()
    // Two calls each: 2^n of them, though never more than n deep.
    _ = scope.answer("spread(n) = if n < 1 then 1 else spread(n - 1) + spread(n - 1)")
    #expect(scope.answer("spread(10)") == "1,024")
    #expect(scope.answer("spread(40)").hasPrefix("too-much-work"))
    #expect((try? scope.run("x + x", budget: Budget(steps: 2))) == nil)
    #expect(
      (try? scope.run("x + x", budget: Budget(steps: 3))) == .some(.some(.quantity(.init(180)))))
  }

  /// Deep formulas in deep calls do not outgrow the stack.
  @Test func callsTimesNestingIsLimited() {
    var scope = TestScope()
    let body = String(repeating: "-(", count: 45) + "f(n - 1)" + String(repeating: ")", count: 45)
    _ = scope.answer("f(n) = if n < 1 then 0 else \(body)")
    #expect(scope.answer("f(2)") == "0")
    #expect(scope.answer("f(60)").hasPrefix("too-much-work"))
    for body in [
      "g(n) = " + String(repeating: "1^", count: 95) + "g(n)",
      "g(n) = " + String(repeating: "min(", count: 60) + "g(n)" + String(repeating: ")", count: 60),
      "g(n) = " + String(repeating: "if not (", count: 30) + "g(n) > 1"
        + String(repeating: ") then 1 else 2", count: 30),
    ] {
      _ = scope.answer(body)
      #expect(scope.answer("g(1)").hasPrefix("too-much-work"), "\(body.prefix(20))")
    }
  }

  /// To the step: 400 levels and 200,000 steps are there to be taken, and not one more.
  @Test func everyLastStepCounts() throws {
    let span = SourceSpan(Source("x"), 0..<1)
    var budget = Budget()
    for _ in 0..<400 { try budget.enter(span) }
    var deeper = budget
    let tooDeep = #expect(throws: Diagnostic.self) { try deeper.enter(span) }
    #expect(tooDeep?.code == .tooMuchWork)
    budget.leave()
    try budget.enter(span)
    budget = Budget()
    try budget.take(200_000, span)
    let tooLong = #expect(throws: Diagnostic.self) { try budget.take(1, span) }
    #expect(tooLong?.code == .tooMuchWork)
  }

  @Test func interruptionIsNoticed() {
    var scope = TestScope()
    _ = scope.answer("spread(n) = if n < 1 then 1 else spread(n - 1) + spread(n - 1)")
    let asked = Mutex(0)
    let budget = Budget {
      asked.withLock {
        $0 += 1
        return $0 > 3
      }
    }
    let error = #expect(throws: Diagnostic.self) { try scope.run("spread(20)", budget: budget) }
    #expect(error?.code == .interrupted)
    #expect(asked.withLock { $0 } == 4)
  }

  /// Units whose exponents would run away are refused, not computed.
  @Test func exponentsAreLimited() {
    var scope = TestScope()
    #expect(scope.answer("((1 gpu)^9)^3") == "1 gpu^27")
    let power = String(repeating: "(", count: 20) + "1 gpu" + String(repeating: ")^9", count: 20)
    #expect(scope.answer(power).hasPrefix("bad-exponent"))
    _ = scope.answer("a = 1 gpu")
    for _ in 0..<80 { _ = scope.answer("a = a * a") }
    #expect(scope.answer("a") == "1 gpu^16")
    #expect(scope.answer("1 gpu^9·gpu^9·gpu^9·gpu^9").hasPrefix("bad-exponent"))
    #expect(scope.answer("1 PFLOP^9·PFLOP^9·PFLOP^9").hasPrefix("bad-exponent"))
  }

  @Test(arguments: [
    "10 ^ 400", "1e308 * 10", "1e308 + 1e308", "1e300 year in ns", "1e308 / 1e-10", "exp(1000)",
    "1e999", "2 ^ 1024", "(1e200 h) ^ 2",
  ])
  func overflow(_ line: String) { #expect(code(line) == .overflow) }

  @Test(arguments: ["1/0", "1/zero", "0^-1", "(0 h)^-1", "x / (1 - 1)", "1 / 0%", "zero / zero"])
  func divisionByZero(_ line: String) { #expect(code(line) == .divisionByZero) }
}
