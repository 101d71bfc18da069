import Language
import Testing

/// What the built-in functions come to.
@Suite struct BuiltinTests {
  @Test(arguments: [
    // Amounts are compared, whatever units they are written in; the smaller keeps its own.
    ("min(90 s, 2 min)", "90 s"), ("min(2 min, 90 s)", "90 s"), ("max(90 s, 2 min)", "2 min"),
    ("max(2 min, 90 s)", "2 min"), ("min(1 h, 30 min, 45 min)", "30 min"),
    ("max($2, 150 cents)", "$2"), ("min(1 GB, 900 MB, 2 MB)", "2 MB"), ("max(50%, 40%)", "50%"),
    ("min(3)", "3"), ("max(-2, -3)", "-2"),
    ("clamp(90 s, 1 min, 2 min)", "90 s"), ("clamp(90 s, 2 min, 3 min)", "2 min"),
    ("clamp(90 s, 0.5 min, 1 min)", "1 min"), ("clamp(1 h, 2 min, 90 min)", "1 h"),
    ("clamp(2, 2, 3)", "2"), ("clamp(3, 2, 3)", "3"),
    // Rounding is to whole numbers of the unit shown.
    ("round(90.5 s)", "91 s"), ("round(1.5 h)", "2 h"), ("floor(15.9%)", "15%"),
    ("ceil(15.1%)", "16%"), ("floor(-1.5)", "-2"), ("ceil(-1.5)", "-1"), ("abs(-3 h)", "3 h"),
    ("sqrt(16 h^2)", "4 h"), ("sqrt(25%)", "0.5"), ("sqrt(0)", "0"), ("exp(0)", "1"),
    ("ln(1)", "0"), ("log10(1000)", "3"), ("log2(8)", "3"), ("ln(exp(2))", "2"),
  ])
  func values(_ line: String, _ text: String) {
    var scope = TestScope()
    #expect(scope.answer(line) == text)
  }

  @Test(arguments: [
    ("min(1 h, 1 gpu)", "unit-mismatch"), ("clamp(1 h, 1 gpu, 2 h)", "unit-mismatch"),
    ("clamp(1 h, 1 min, 2)", "unit-mismatch"), ("min()", "wrong-arguments"),
    ("ln(0)", "outside-domain"), ("log2(-1)", "outside-domain"), ("sqrt(-1)", "outside-domain"),
    ("sqrt(2 h)", "bad-exponent"),
  ])
  func refusals(_ line: String, _ code: String) {
    var scope = TestScope()
    #expect(scope.answer(line).hasPrefix(code + " "), "\(scope.answer(line))")
  }

  /// A share is compared with 0 and 1 as they are; any other plain number is asked about.
  @Test(arguments: [
    ("utilization < 1", "true"), ("utilization == 1", "false"), ("utilization >= 0", "true"),
    ("utilization == 0", "false"), ("utilization < 40%", "true"),
    ("utilization < 0.4", "percent-and-number “0.4”"),
    ("utilization < 2", "percent-and-number “2”"),
    ("utilization < 40", "percent-and-number “40”"),
  ])
  func sharesAndNumbers(_ line: String, _ text: String) {
    var scope = TestScope()
    #expect(scope.answer(line) == text)
  }

  /// The power of a unit is a digit from 1 to 9.
  @Test(arguments: [
    ("1 h^1", "1 h"), ("1 h^9", "1 h^9"), ("1 h^0", "bad-exponent “0”"),
    ("1 h^10", "bad-exponent “10”"), ("1 h^1.5", "bad-exponent “1.5”"),
    ("1/s^9", "1/s^9"), ("1/s^10", "bad-exponent “10”"),
    // Nor is a quantity raised to more.
    ("(2 h)^9", "512 h^9"), ("(2 h)^10", "bad-exponent “10”"),
    ("(2 h)^(-9)", "0.001953/h^9"),
    ("(2 h)^2.5", "bad-exponent “2.5”"), ("2^10", "1,024"), ("25%^2", "0.0625"),
  ])
  func powersOfUnits(_ line: String, _ text: String) {
    var scope = TestScope()
    #expect(scope.answer(line) == text)
  }
}
