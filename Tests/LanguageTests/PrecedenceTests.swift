import Diagnostics
import Language
import Testing

@Suite struct PrecedenceTests {
  @Test(arguments: [
    ("a + b * c", "(a + (b * c))"), ("a * b + c", "((a * b) + c)"),
    ("(a + b) * c", "((a + b) * c)"),
    ("a - b - c", "(a - b - c)"), ("a / b / c", "(a / b / c)"), ("a - b + c", "(a - b + c)"),
    ("a / b * c", "(a / b * c)"), ("a - (b - c)", "(a - (b - c))"),
    ("2^3^2", "(2 ^ (3 ^ 2))"), ("-2^2", "(-(2 ^ 2))"), ("2^-1", "(2 ^ (-1))"),
    ("(-2)^2", "((-2) ^ 2)"), ("a * b^2", "(a * (b ^ 2))"), ("-a^b^c", "(-(a ^ (b ^ c)))"),
    ("-a * b", "((-a) * b)"), ("a * -b", "(a * (-b))"), ("a - -b", "(a - (-b))"),
    ("--a", "(-(-a))"), ("+a", "a"), ("a + +b", "(a + b)"), ("2 ^ -x ^ 2", "(2 ^ (-(x ^ 2)))"),
    ("a < b + c", "(a < (b + c))"), ("a + b == c * d", "((a + b) == (c * d))"),
    ("a < b and c >= d", "((a < b) and (c >= d))"),
    ("a or b and c", "(a or (b and c))"), ("a and b or c", "((a and b) or c)"),
    ("a and b and c", "(a and b and c)"), ("a or b or c", "(a or b or c)"),
    ("not a and b", "((not a) and b)"), ("not a < b", "(not (a < b))"),
    ("not not a", "(not (not a))"), ("not (a or b)", "(not (a or b))"),
    ("a == not b", "(a == (not b))"),
    ("if a then b else c", "(if a then b else c)"),
    ("if a < b then c + 1 else d * 2", "(if (a < b) then (c + 1) else (d * 2))"),
    ("if a then b else if c then d else e", "(if a then b else (if c then d else e))"),
    ("1 + if a then b else c + 1", "(1 + (if a then b else (c + 1)))"),
    ("(if a then b else c) + 1", "((if a then b else c) + 1)"),
    ("a + b in h", "((a + b) in h)"), ("a in h < b in min", "((a in h) < (b in min))"),
    ("a in h in min", "((a in h) in min)"), ("a * b in $/(gpu*h)", "((a * b) in $/gpu·h)"),
    ("200k to 5M", "(200,000 to 5,000,000)"), ("1 h to 2 h in min", "((1 h to 2 h) in min)"),
    ("f(a).b.c", "f(a)→b→c"), ("a.b.c", "a.b.c"), ("(a).b", "a→b"), ("a.b^2", "(a.b ^ 2)"),
    ("f(a + b, c)", "f((a + b), c)"), ("f()", "f()"), ("f(x: 1, y: a)", "f(x: 1, y: a)"),
    ("f(g(h(1)))", "f(g(h(1)))"), ("clamp(x, low: 1, high: 2)", "clamp(x, low: 1, high: 2)"),
    ("\"eu\" == region", "(\"eu\" == region)"), ("true and false", "(true and false)"),
  ])
  func trees(_ line: String, _ outline: String) throws {
    #expect(try Expression.parse(Source(line), in: ParsingScope()).outline == outline)
  }

  @Test(arguments: [
    ("2^3^2", "512"), ("-2^2", "-4"), ("2^-1", "0.5"), ("10 - 4 - 3", "3"), ("24 / 4 / 2", "3"),
    ("2 + 3 * 4", "14"), ("(2 + 3) * 4", "20"), ("7 - 2 + 1", "6"), ("8 / 2 * 3", "12"),
    ("1 < 2 and 2 < 1", "false"), ("1 < 2 or 1/0 > 1", "true"), ("false and 1/0 > 1", "false"),
    ("not 1 < 2", "false"), ("if 1 < 2 then 3 else 1/0", "3"), ("60 min == 1 h", "true"),
    ("1 h < 59 min", "false"), ("15% == 0.15 * 1", "true"), ("region == \"eu\"", "true"),
    ("region != \"us\"", "true"), ("run.latency.p99 < 1 s", "true"), ("(run).cost", "$5"),
    ("0^0", "1"), ("4^0.5", "2"), ("(3 h)^2", "9 h^2"), ("(2 h)^-1", "0.5/h"), ("50%^2", "0.25"),
  ])
  func values(_ line: String, _ text: String) {
    var scope = TestScope()
    #expect(scope.answer(line) == text)
  }

  /// The whole line is the tree's span, parentheses included.
  @Test(arguments: [
    "a + b * c", "(a + b)", "-a", "f(a, b).c", "if a then b else c", "a in h", "12 h",
  ])
  func spans(_ line: String) throws {
    #expect(try Expression.parse(Source(line), in: ParsingScope()).text == line)
  }
}
