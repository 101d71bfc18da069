import Diagnostics
import Language
import Testing

@testable import Workbook

@Suite struct SettingTests {
  /// A bare number takes the parameter's unit; any unit of its kind is brought to it.
  @Test(arguments: [
    ("gpus = 8", "gpus", "8 gpu"), ("gpus = 2 * 4", "gpus", "8 gpu"),
    ("rent = 15,000", "rent", "$15,000/month"), ("rent = $20/h", "rent", "$14,400/month"),
    ("rent = 20k", "rent", "$20,000/month"), ("rent = $1 * 20 / h", "rent", ""),
    ("utilization = 40%", "utilization", "40%"), ("utilization = 1 - 60%", "utilization", "40%"),
    ("utilization = 2 / 5", "utilization", "40%"), ("utilization = 100%", "utilization", "100%"),
    ("gpus = gpus * 2", "gpus", ""), ("waste.gpus = 3", "gpus", "3 gpu"),
    ("utilization = utilization", "utilization", ""),
    // A bare number takes the unit: of a share up to 1 the fraction, above it the percentage.
    ("utilization = 15", "utilization", "15%"), ("utilization = 0.4", "utilization", "40%"),
    ("utilization = 0.355", "utilization", "35.5%"), ("utilization = 1.5", "utilization", "1.5%"),
    ("rent = $5", "rent", "$5/month"), ("rent = 500 cents", "rent", "$5/month"),
    ("rent = 2 k$", "rent", "$2,000/month"), ("gpus = 2 × 3", "gpus", "6 gpu"),
    ("rent = $9,000/month − $1,000/month", "rent", "$8,000/month"),
  ])
  func values(_ line: String, _ name: String, _ text: String) {
    var workbook = Workbook.holding(("waste", waste))
    let said = workbook.says(line)
    if text.isEmpty {
      #expect(said.contains(": "), "\(said)")
    } else {
      #expect(workbook.says(name) == text, "\(said)")
    }
  }

  @Test(
    arguments: [
      ("utilization = 1", Code.percentMeant, "utilization = 100%"),
      ("utilization = 0.5 to 2", .percentMeant, "utilization = 0.5% to 2%"),
      ("utilization = 0.5%", .outOfRange, "utilization = 1%"),
      ("utilization = 140%", .outOfRange, "utilization = 100%"),
      ("gpus = 65", .outOfRange, "gpus = 64 gpu"), ("gpus = 0", .outOfRange, "gpus = 1 gpu"),
      ("rent = 3 h", .cannotConvert, "rent = $12,000/month"),
      ("gpus = true", .wrongKind, nil), ("gpus = \"four\"", .wrongKind, nil),
      ("gpus = gpus + 1", .ring, "gpus = 5 gpu"), ("used = 3", .isResult, nil),
      ("waste.used = 3", .isResult, nil), ("gpus = wasted", .cannotConvert, nil),
      ("rent = wasted", .ring, "rent = $10,200/month"),
    ] as [(String, Code, String?)])
  func refusals(_ line: String, _ code: Code, _ suggestion: String?) {
    var workbook = Workbook.holding(("waste", waste))
    let error = #expect(throws: Diagnostic.self) { try workbook.run(Source(line)) }
    #expect(error?.code == code)
    if let suggestion { #expect(error?.suggestion == suggestion) }
  }

  /// What a price is for each of is added to what was typed, and not the present value offered.
  @Test(arguments: [("fee = $5/h", "fee = $5/gpu·h"), ("fee = $0.10/min", "fee = $6/gpu·h")])
  func offersWhatIsLeftOut(_ line: String, _ offered: String) throws {
    var workbook = Workbook.holding(("m", "param fee: $/(gpu*h) = $2/(gpu*h) in $1..$9/(gpu*h)"))
    let error = #expect(throws: Diagnostic.self) { try workbook.run(Source(line)) }
    #expect(error?.suggestion == offered)
    #expect(workbook.code(offered) == nil)
  }

  /// What is counted takes whole numbers, a range with steps what lies on them, and one of some
  /// texts no other. What is offered is taken.
  @Test(
    arguments: [
      ("n = 3", nil), ("n = 3.0", nil), ("n = 1 to 4", nil), ("n = 0.1 * 30", nil),
      ("n = 2.5", "n = 3"), ("n = 7 / 2", "n = 4"), ("n = 0.5", "n = 1"),
      ("g = 1.5", "g = 2 gpu"), ("part = 30%", nil), ("part = 90%", nil),
      ("part = 40%", "part = 50%"), ("part = 88%", "part = 90%"), ("gap = 90 min", nil),
      ("gap = 100 min", "gap = 1.5 h"), ("which = \"second\"", nil),
      ("which = \"secnd\"", "which = \"second\""), ("which = \"\"", "which = \"second\""),
      ("which = 3", "which = \"3\""),
    ] as [(String, String?)])
  func stepsAndChoices(_ line: String, _ offered: String?) throws {
    let model = """
      param n = 1 in 1..64 step 1
      param g: gpu = 1 in 1..8
      param part = 10% in 10%..90% step 20%
      param gap: h = 1 h in 0.5 h..4 h step 30 min
      param which = "first" in "first", "second"
      """
    var workbook = Workbook.holding(("m", model))
    guard let offered else {
      #expect(workbook.code(line) == nil)
      return
    }
    let error = #expect(throws: Diagnostic.self) { try workbook.run(Source(line)) }
    #expect(error?.suggestion == offered)
    if line != "which = 3" { #expect(workbook.code(offered) == nil) }
  }

  @Test func boundsAreIncluded() {
    var workbook = Workbook.holding(("waste", waste))
    for line in ["utilization = 1%", "utilization = 100%", "gpus = 64", "gpus = 1", "rent = 1"] {
      #expect(workbook.code(line) == nil)
    }
    // A rounding error on the way does not push a value over its bound.
    #expect(workbook.code("utilization = 0.7 + 0.2 + 0.1") == nil)
    #expect(workbook.code("utilization = 1.0001 * 100%") == .outOfRange)
  }

  @Test func atMost256OwnNames() {
    var workbook = Workbook()
    for number in 0..<256 { #expect(workbook.code("n\(number) = \(number)") == nil) }
    #expect(workbook.code("one_more = 1") == .tooMuchWork)
    #expect(workbook.code("n7 = 8") == nil)
    #expect(workbook.ownCells.count == 256)
  }

  @Test func ringsArePrintedWhole() {
    var workbook = Workbook()
    for line in ["a = 1", "b = a + 1", "c = b + 1", "d = c + a"] { _ = workbook.says(line) }
    #expect(workbook.says("a = d").contains("a → d → a"), "the shortest one")
    #expect(workbook.says("a = c").contains("a → c → b → a"))
    #expect(workbook.says("a = a").contains("a → a"))
    #expect(workbook.says("e = e + 1").contains("e → e"))
    #expect(workbook.says("d") == "4")
  }

  @Test func ringsThroughFunctions() {
    var workbook = Workbook()
    for line in ["a = 1", "f(x) = x + a", "b = f(1)"] { _ = workbook.says(line) }
    #expect(workbook.says("a = f(2)").contains("a → a"))
    #expect(workbook.says("a = b").contains("a → b → a"))
    #expect(workbook.code("f(x) = x + b") == .ring)
    #expect(workbook.says("f(1)") == "2", "the old function stays")
  }

  @Test func namesThatCannotBeGiven() {
    var workbook = Workbook.holding(("waste", waste))
    _ = workbook.says("f(x) = x")
    #expect(workbook.code("max = 3") == .badName)
    #expect(workbook.code("f = 3") == .badName)
    #expect(workbook.code("waste = 3") == .badName)
    #expect(workbook.code("my = 3") == .badName)
    #expect(workbook.code("max(x) = 3") == .badName)
    #expect(workbook.code("rent(x) = 3") == .badName)
    #expect(workbook.code("h = 3") == nil)
    #expect(workbook.says("h * 2 h") == "6 h")
  }

  /// A name that is read and given at once, where one further away has it.
  @Test func aNewNameCannotReadItself() {
    var workbook = Workbook.holding(("waste", waste))
    workbook.focus = []
    workbook.background = ["waste"]
    let said = workbook.says("rent = rent * 2")
    #expect(said.contains("rent → rent") && said.contains("try: rent = waste.rent * 2"))
    #expect(workbook.code("rent = waste.rent * 2") == nil)
    #expect(workbook.says("rent") == "$24,000/month")
  }
}
