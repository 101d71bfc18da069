import Diagnostics
import Language
import Testing

@Suite struct NumberTests {
  @Test(arguments: [
    ("0", "0"), ("7", "7"), ("12,000", "12,000"), ("1,234,567", "1,234,567"),
    ("12_000", "12,000"), ("1_0_0", "100"), ("1.5", "1.5"), ("0.05", "0.05"),
    ("1,000.5", "1,000.5"),
    ("1e6", "1,000,000"), ("1E6", "1,000,000"), ("1e+6", "1,000,000"), ("2.5e-3", "0.0025"),
    ("30k", "30,000"), ("1M", "1,000,000"), ("2B", "2,000,000,000"), ("1.5M", "1,500,000"),
    ("1e3k", "1,000,000"), ("007", "7"), ("1e-400", "0"),
    ("3 k$", "3 k$"), ("30k requests", "30,000 requests"), ("2 B", "2 B"),
    ("2B B", "2,000,000,000 B"),
    ("1M$", "1 M$"), ("3kB", "3 kB"), ("5GB", "5 GB"), ("5h", "5 h"), ("1e3h", "1,000 h"),
    ("5e h", "bad"), ("1 e6", "bad"),
    ("2 million", "2,000,000"), ("2 million per month", "2,000,000/month"),
    ("10 thousand requests", "10,000 requests"), ("$1.5 million/month", "$1,500,000/month"),
    ("3 hundred h", "300 h"), ("1 billion", "1,000,000,000"), ("2 million * 3", "6,000,000"),
    ("1 zillion", "bad"),
  ])
  func numbers(_ line: String, _ text: String) {
    var scope = TestScope()
    let answer = scope.answer(line)
    #expect(text == "bad" ? answer.hasPrefix("unknown-unit") : answer == text)
  }

  /// A comma groups three digits, and only behind one to three others. In a call that could take
  /// more, and in a list, it could part two numbers as well, and nothing is guessed.
  @Test(arguments: [
    ("max(1, 200)", "200"), ("max(1000,200)", "1,000"), ("max(1_0,200)", "200"),
    ("max(100,20)", "100"), ("max(1,2000)", "2,000"), ("max(1.5,200)", "200"),
    ("ln(1,000) / ln(10)", "3"), ("clamp(5, 1, 2,000)", "5"), ("max($1,200, $3)", "$1,200"),
    ("max(1,200 h, 3 h)", "1,200 h"), ("max(1,200%, 3%)", "1,200%"),
    ("max(1,200/s, 3/s)", "1,200/s"),
    ("max((1,200), 3)", "1,200"), ("clamp(x: 5, low: 1,200, high: 2000)", "1,200"),
    ("1,200 + max(3, 4)", "1,204"), ("max(1, ln(1,000)) > 6", "true"),
    ("[1 h, 1,200 h]", "[1 h, 1,200 h]"),
    ("[1200, 3]", "[1200, 3]"), ("twice(1,200)", "2,400"),
  ])
  func commas(_ line: String, _ text: String) {
    var scope = TestScope()
    _ = scope.answer("twice(v) = 2 * v")
    #expect(scope.answer(line) == text)
  }

  @Test(arguments: [
    ("max(4,128)", "max(4, 128)"), ("max(1,200, 3)", "max(1, 200, 3)"),
    ("max(1,200,300)", "max(1, 200, 300)"), ("clamp(1,200, 300)", "clamp(1, 200, 300)"),
    ("max(3, 4 + 1,200)", "max(3, 4 + 1, 200)"), ("max(-1,200)", "max(-1, 200)"),
    ("[1,200,300]", "[1, 200, 300]"), ("sum([3, 1,200])", "sum([3, 1, 200])"),
    ("both(1,200)", "both(1, 200)"), ("max(12,000.5, 1)", "max(12, 000.5, 1)"),
  ])
  func commasInDoubt(_ line: String, _ offered: String) {
    var scope = TestScope()
    _ = scope.answer("both(a, b) = a + b")
    let problem = #expect(throws: Diagnostic.self) { try scope.run(line) }
    #expect(problem?.code == .badNumber)
    #expect(problem?.suggestion == offered)
    #expect(throws: Never.self) { try scope.run(offered) }
  }

  @Test(arguments: [
    "1,20 * 3", "1,2345", "1,234,5", "1000,2", "1.2.3", "1..2", "1,,2", "1e999", "9e308k", "5.",
    ".5", "1_", "0x10",
  ])
  func notNumbers(_ line: String) {
    var scope = TestScope()
    let answer = scope.answer(line)
    #expect(answer.contains("“"), "\(answer)")
  }

  @Test(arguments: [
    ("$5", "$5"), ("$0.5", "$0.50"), ("$12,000/month", "$12,000/month"), ("-$3.5/h", "-$3.50/h"),
    ("$10M", "$10,000,000"), ("$ 5", "$5"), ("5 $", "$5"), ("5$", "$5"), ("5 usd/h", "$5/h"),
    ("2 $^2", "2 $^2"), ("5 cents in $", "$0.05"), ("15%", "15%"), ("0.5 %", "0.5%"),
    ("-15%", "-15%"),
  ])
  func moneyAndShares(_ line: String, _ text: String) {
    var scope = TestScope()
    #expect(scope.answer(line) == text)
  }
}
