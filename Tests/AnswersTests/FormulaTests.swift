import Answers
import Course
import Language
import SampleExercises
import TestSupport
import Testing

@Suite("Formulas") struct FormulaTests {
  static let head = """
    kind: formula
    variables:
      rent: "$1,000/month..$20,000/month"
      gpus: 1 gpu..64 gpu
      utilization: 1%..99%
    answer: rent / (gpus * 720 h/month * utilization)
    """

  /// Forms of a product, of which the right one is one over some and the other above.
  private func spelled(_ above: [String], _ below: [String], _ random: inout SplitMix64)
    -> String
  {
    var (above, below) = (above.shuffled(using: &random), below.shuffled(using: &random))
    let noise = random.pick(["3", "0.5", "7 h", "$2", "(1 + 2)", "gpus", "rent"], or: "3")
    switch Int.random(in: 0..<6, using: &random) {
    case 0:
      above.append(noise)
      below.append(noise)
    case 1: return above.joined(separator: " * ") + below.map { " / \($0)" }.joined()
    case 2: return "1 / ((\(below.joined(separator: " * "))) / (\(above.joined(separator: " * "))))"
    case 3: return "(\(above.joined(separator: "*"))) * 2 / (\(below.joined(separator: "*"))) / 2"
    case 4:
      let whole = "\(above.joined(separator: " * ")) / (\(below.joined(separator: " * ")))"
      return "\(whole) * 30% + 0.7 * \(whole)"
    default: above.insert("1", at: 0)
    }
    return above.joined(separator: " * ") + " / (" + below.joined(separator: " * ") + ")"
  }

  @Test("pass in every equal form, and in none that is not", arguments: 0..<40)
  func forms(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let posed = try posed(Self.head, seed: random.next())
    let equal = spelled(["rent"], ["gpus", "720 h/month", "utilization"], &random)
    #expect(posed.finding(equal) == "right", "\(equal)")
    let perturbed = random.pick(
      [
        "(\(equal)) * 1.001", "(\(equal)) + $0.001/(gpu*h)", "(\(equal)) * utilization ^ 0.01",
        "if utilization == 15% then \(equal) else $1/(gpu*h)",
        "if gpus < 32 gpu then \(equal) else $1/(gpu*h)", "(\(equal)) * (1 - utilization)",
        "rent / (4 gpu * 720 h/month * utilization)", "rent / (gpus * 720 h/month * 15%)",
        "$12,000/month / (gpus * 720 h/month * utilization)", "max(\(equal), $5/(gpu*h))",
      ], or: "1")
    let found = posed.finding(perturbed)
    #expect(found != "right" && !found.hasPrefix("asks"), "\(perturbed): \(found)")
  }

  /// Answers and what they turn out to be.
  static let findings: [(answer: String, finding: String)] = [
    ("rent / gpus / (720 h/month) / utilization", "right"),
    ("rent / (gpus * 720 h/month)", "factor-utilization"),
    ("rent / (720 h/month * utilization)", "asks: unit-mismatch"),
    ("rent / (gpus * 730 h/month * utilization)", "factor-730"),
    ("rent / (gpus * 720 * utilization)", "factor-720"),
    ("rent / (gpus * 1 month/month * 24 h/day * 30 * utilization)", "factor-30"),
    ("rent / (gpus * 24 h/day * 30 day/month * utilization)", "right"),
    ("gpus * 720 h/month * utilization / rent", "asks: unit-mismatch"),
    ("rent / (gpus * 720 h/month * utilization) + rent", "asks: unit-mismatch"),
    ("rent / (gpus * 720 h/month * utilisation)", "asks: unknown-name"),
    ("waste.rent / (gpus * 720 h/month * utilization)", "wrong"),
    ("27.78", "asks: wrong-kind"), ("$27.78/gpu/h", "asks: wrong-kind"),
    ("rent gpus", "asks: missing-operator"), ("", "asks: wrong-kind"),
    ("cost = rent / (gpus * 720 h/month * utilization)", "right"),
    ("rent / (gpus * 720 h/month * utilization) in $/(gpu*s)", "right"),
    ("rent > gpus", "asks: unit-mismatch"), ("\"rent\" * 2", "asks: wrong-kind"),
  ]

  @Test("turn out to be", arguments: findings)
  func finds(_ one: (answer: String, finding: String)) throws {
    #expect(try posed(Self.head).finding(one.answer) == one.finding)
  }

  @Test("that are undefined somewhere are compared where they are not") func partly() throws {
    let posed = try posed(
      "kind: formula\nvariables: {x: -10..10}\nanswer: sqrt(x)\n"
        + "mistakes: [{when: x, say: No root.}]")
    #expect(posed.finding("sqrt(x)") == "right")
    #expect(posed.finding("x ^ 0.5") == "right")
    #expect(posed.finding("sqrt(x) * x / x") == "right")
    #expect(posed.finding("x") == "mistake-1")
    #expect(posed.finding("sqrt(x - 5)") == "wrong")
  }

  @Test("over listed values are compared between them, too") func listed() throws {
    let posed = try posed(
      "kind: formula\nvariables: {n: [2, 4, 8], kind: [spot, steady]}\n"
        + "answer: 'if kind == \"spot\" then n * 30% else n * 1'")
    #expect(posed.finding("n * (if kind == \"spot\" then 0.3 else 1)") == "right")
    #expect(posed.finding("if kind == \"spot\" then n * 30% else n + (n-2)*(n-4)*(n-8)") == "wrong")
    #expect(posed.finding("n * 30%") == "wrong")
  }

  @Test("may read a model whose parameters are the variables") func models() throws {
    let posed = try posed(
      "kind: formula\nmodel: waste\nvariables: {rent: \"$1,000/month..$9,000/month\", "
        + "utilization: 1%..99%}\nanswer: wasted")
    #expect(posed.finding("rent * (1 - utilization)") == "right")
    #expect(posed.finding("wasted") == "right")
    #expect(posed.finding("rent * utilization") == "factor-rest-of-utilization")
  }

  @Test("get the reply to a mistake of another kind of quantity") func otherKinds() throws {
    let posed = try posed(
      "kind: formula\nvariables: {rent: \"$1,000/month..$9,000/month\", gpus: 1 gpu..8 gpu}\n"
        + "answer: rent / gpus\n"
        + "mistakes: [{when: rent, say: For all.}, {when: rent * 1 month, say: A whole month.}]")
    #expect(posed.finding("rent") == "mistake-1")
    #expect(posed.finding("30 day * rent") == "mistake-2")
    #expect(posed.finding("rent * 1 h") == "asks: unit-mismatch")
  }

  @Test("take the author's tolerance") func tolerance() throws {
    let head = "kind: formula\nvariables: {x: 1..10}\nanswer: x / 24"
    #expect(try posed(head).finding("x * 0.0417") == "wrong")
    #expect(try posed(head + "\nwithin: 0.5%").finding("x * 0.0417") == "right")
  }
}
