/// A rule of the language as the reference tells it: what may be written, what it means, and a line
/// that shows it.
///
/// The parser is written by hand and does not read these; tests hold the two together: every example
/// is answered, and no sign and no reserved word is without a rule.
public struct SyntaxRule: Sendable {
  /// What may be written; capitals stand for parts.
  public let form: String
  /// What it means, in a few words.
  public let sentence: String
  /// A line that is answered.
  public let example: String

  init(_ form: String, _ sentence: String, example: String) {
    self.form = form
    self.sentence = sentence
    self.example = example
  }

  /// What a line may be, besides a command and a question.
  public static let lines = [
    SyntaxRule("NAME = EXPR", "sets a name; all that depends on it follows", example: "load = 3/s"),
    SyntaxRule(
      "NAME(A, B) = EXPR", "a function of your own", example: "half(x) = x / 2"),
    SyntaxRule(
      "unit NAME [PLURAL] [= QUANTITY] [\"TEXT\"]",
      "a unit or a currency of your own, of its own kind or a multiple of another",
      example: "unit eur = $1.08 \"as of 2026-11-01\""),
    SyntaxRule("EXPR", "what it comes to", example: "load * 1 h"),
  ]

  /// What an expression is made of.
  public static let atoms = [
    SyntaxRule("12,000", "a number; commas in threes", example: "12,000"),
    SyntaxRule("1_000", "a number; _ between digits", example: "1_000 + 1"),
    SyntaxRule("1e6", "a number with a power of ten", example: "1e6"),
    SyntaxRule(
      "30k, 1M, 2B", "thousands, millions, billions, right behind the digits",
      example: "30k * 2"),
    SyntaxRule(
      "NUMBER million", "hundred, thousand, million, billion and trillion as words",
      example: "2 million requests per month"),
    SyntaxRule("NUMBER UNIT", "a quantity", example: "720 h/month"),
    SyntaxRule("NUMBER UNIT per UNIT", "the same as with /", example: "2 request per s"),
    SyntaxRule("$NUMBER", "money", example: "$12,000/month"),
    SyntaxRule("NUMBER/UNIT", "a rate", example: "0.9/s"),
    SyntaxRule("NUMBER%", "a share: a hundredth", example: "15% * 200 h"),
    SyntaxRule(
      "UNIT·UNIT", "a product of units, which binds tighter than /",
      example: "$27.78/gpu·h"),
    SyntaxRule("UNIT^DIGIT", "a power of a unit", example: "3 s^2"),
    SyntaxRule(
      "\"TEXT\"", "a text; equal or not is all that can be asked of it",
      example: "\"spot\" == \"spot\""),
    SyntaxRule("true, false", "conditions", example: "true"),
    SyntaxRule("NAME", "a cell; MODEL.NAME where the model has to be said", example: "load"),
    SyntaxRule(
      "NAME(VALUE, NAME: VALUE)", "a call; arguments by place or by name",
      example: "clamp(5, low: 1, high: 3)"),
    SyntaxRule(
      "VALUE.FIELD", "a field of what a function gives",
      example: "dedicated(2/min, 3 s, horizon: 10 min).requests"),
    SyntaxRule(
      "[A, B, C]", "a list; formulas go through it value by value",
      example: "sum([1 h, 2 h, 4 h] * $2/h)"),
    SyntaxRule("(EXPR)", "first what is inside", example: "(1 + 2) * 3"),
    SyntaxRule(
      "if CONDITION then A else B", "one of two values",
      example: "if load > 2/s then 2 gpu else 1 gpu"),
  ]

  /// Operators, those that bind loosest first.
  public static let operators = [
    SyntaxRule("A or B", "whether one of them holds", example: "1 > 2 or 2 > 1"),
    SyntaxRule("A and B", "whether both hold", example: "1 > 2 and 2 > 1"),
    SyntaxRule("not A", "whether it does not hold", example: "not 1 > 2"),
    SyntaxRule(
      "A == B, A != B", "whether they are equal, to twelve digits", example: "60 min == 1 h"),
    SyntaxRule("A < B, A <= B, A > B, A >= B", "which is larger", example: "90 s >= 1 min"),
    SyntaxRule("A in UNIT", "the same, shown in another unit", example: "2 h in min"),
    SyntaxRule(
      "A to B", "an uncertain quantity: nine times in ten between the two",
      example: "200k to 5M"),
    SyntaxRule("A + B, A - B", "sums of one kind", example: "90 min + 30 s - 1 h"),
    SyntaxRule(
      "A * B, A / B", "products and quotients, with their units",
      example: "$12,000/month / (4 gpu * 720 h/month)"),
    SyntaxRule("-A", "the negative", example: "-3 + 5"),
    SyntaxRule("A ^ B", "a power; from right to left", example: "2 ^ 3 ^ 2"),
  ]

  /// All rules.
  public static let all = lines + atoms + operators
}
