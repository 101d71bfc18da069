import Answers
import Course
import SampleExercises
import Testing

/// An exercise, and what answers to it turn out to be.
struct Sheet: CustomTestStringConvertible, Sendable {
  let head: String
  /// Answers, each with the key of what is found.
  let answers: [(answer: String, finding: String)]

  init(_ head: String, _ answers: (String, String)...) {
    self.head = head
    self.answers = answers
  }

  var testDescription: String { head }
}

/// Exercises and what typed answers turn out to be.
@Suite("Answers turn out to be") struct AnswerTests {
  static let numbers: [Sheet] = [
    // An invoice: money per time.
    Sheet(
      "kind: number\nvary: {rent: [\"$12,000/month\"], idle: [85%]}\nanswer: rent * idle",
      ("$10,200/month", "right"), ("10200", "right"), ("10.2k", "right"), ("$10.2k/month", "right"),
      ("10.2 k$/month", "right"), ("$340/day", "right"), ("$14.17/h", "right"),
      ("$122,400/year", "right"), ("$10,060/month", "factor-730"), ("$124,100/year", "right"),
      ("$10,200", "right"),
      ("10,200 dollars a month", "right"), ("10200 USD/mo", "right"),
      ("$10,200 per month", "right"),
      ("10 200 $/month", "right"), ("10'200", "right"), ("1.02e4", "right"),
      ("$1,020,000 cents", "asks: missing-operator"), ("1,020,000 cents/month", "right"),
      ("rent * idle", "right"), ("idle * rent", "right"), ("rent - rent * 15%", "right"),
      ("12000 * 0.85", "right"), ("$12,000 * 85%", "right"), ("12,000 × 85 percent", "right"),
      ("$10,200/gpu/month", "right"), ("85%", "asks: unit-mismatch"),
      ("$1,800/month", "factor-rest-of-idle"),
      ("$8,670/month", "factor-idle"), ("$12,000/month", "factor-idle"), ("0", "wrong"),
      ("-$10,200/month", "factor-sign"), ("$10.20/month", "factor-1000"),
      ("$850/month", "factor-12"), ("10.200,00", "asks: bad-number"),
      ("€10,200", "asks: unexpected-character"), ("10,200 EUR", "asks: unknown-unit"),
      ("ten thousand", "close"), ("1/0", "asks: division-by-zero"),
      ("", "asks: expected-value"), ("   ", "asks: expected-value"),
      ("1e308 * 1e308", "asks: overflow"), ("true", "asks: wrong-kind"),
      ("10,200/month", "right"), ("rnt * idle", "asks: unknown-name")),
    // Per GPU, in the GPU's own unit.
    Sheet(
      "kind: number\nvary: {gpus: [4 gpu], total: [$20/h]}\nanswer: total / gpus",
      ("$5/gpu/h", "right"), ("5", "right"), ("$5/h", "right"), ("$20/h", "factor-gpus"),
      ("20", "factor-gpus"), ("$80/gpu·h", "factor-gpus"), ("$5/gpu", "asks: unit-mismatch"),
      ("$3,600/gpu/month", "right"), ("5/gpu/h", "right"),
      ("500 ¢/gpu·h", "right"), ("0.2 gpu·h/$", "asks: unit-mismatch"), ("0.2", "factor-inverse")),
    // GPUs counted as plain numbers: the unit may have them or not.
    Sheet(
      """
      kind: number
      vary: {gpus: [4], rent: ["$12,000/month"], utilization: [15%]}
      answer: rent / (gpus * 720 h/month * utilization)
      mistakes: [{when: rent / (gpus * 720 h/month), say: Rented.}]
      """,
      ("0.02778 k$/gpu/h", "right"), ("1/36 * $1000 / (gpu*h)", "right"), ("27.78", "right"),
      ("$1,000 / 36 / (gpu h)", "right"), ("1000/36 $ / gpu·h", "right"),
      ("12,000 / 432 $/h", "right"), ("12,000 / 4 / 720 / 15% $/h", "asks: missing-operator"),
      ("$27.78/h", "right"),
      ("$27.78/month", "factor-720"), ("15", "wrong"), ("$4.17/gpu/h", "mistake-1"),
      ("$4.17/h", "mistake-1"), ("4.167", "mistake-1"), ("$111.11/h", "factor-gpus"),
      ("waste.effective", "right"), ("27.78 h", "asks: unit-mismatch"),
      ("27.78 gpu", "asks: unit-mismatch")
    ),
    // A whole number of things.
    Sheet(
      "kind: number\nanswer: ceil(6.4) * 1 gpu",
      ("7", "right"), ("7 gpu", "right"), ("7 GPUs", "right"), ("7 gpus", "right"),
      ("6.4", "wrong"), ("8", "wrong"), ("7 h", "asks: unit-mismatch"), ("7.05", "right")),
    // A plain factor, and what looks like a share of it.
    Sheet(
      "kind: number\nanswer: 600 s / (30 s)",
      ("20", "right"), ("20 times", "right"), ("2000%", "right"),
      ("20%", "factor-100"),
      ("0.05", "factor-inverse"), ("1200", "factor-60"), ("19.9", "right"), ("19", "close")),
    // A plain share.
    Sheet(
      "kind: number\nanswer: 34 / 100", ("0.34", "right"), ("34%", "right"),
      ("34", "right"), ("0.0034", "factor-100"), ("66%", "wrong")),
    // Data.
    Sheet(
      "kind: number\nvary: {weights: [14 GB], link: [10 Gbit/s]}\nanswer: weights / link",
      ("11.2 s", "right"), ("11.2", "right"), ("11.2 secs", "right"), ("1.4 s", "factor-8"),
      ("89.6 s", "factor-8"), ("11,200 ms", "right"), ("0.187 min", "right"),
      ("10.43 s", "factor-1024"), ("11.2 GB", "asks: unit-mismatch")),
    // A duration whose factor is a given value.
    Sheet(
      "kind: number\nvary: {requests: [\"1,000\"], work: [2 s]}\nanswer: requests * work in h",
      ("0.5556 h", "right"), ("2000 s", "right"), ("33.3 min", "right"), ("2 s", "factor-requests"),
      ("0.5556", "right"), ("2000", "factor-3600"), ("33.33", "factor-60")),
    // The author's tolerance.
    Sheet(
      "kind: number\nwithin: 0.1%\nanswer: 1 / 3", ("0.3333", "right"), ("0.333", "right"),
      ("0.334", "close"), ("0.33", "wrong"), ("1/3", "right"), ("33.33%", "right")),
    Sheet(
      "kind: number\nwithin: $5/month\nanswer: $100/month", ("104", "right"), ("106", "close"),
      ("$130/month", "wrong")),
    Sheet("kind: number\nwithin: 5\nanswer: $100/month", ("104", "right"), ("106", "close")),
    // Zero has no share of itself.
    Sheet(
      "kind: number\nanswer: $0/month", ("0", "right"), ("$0", "right"), ("1", "wrong"),
      ("0 s", "asks: unit-mismatch")),
    // What is asked for cannot be read off, but what it is made of can.
    Sheet(
      "kind: number\nmodel: waste\nanswer: effective", ("effective", "asks: wrong-kind"),
      ("waste.effective + $0/gpu/h", "asks: wrong-kind"), ("rent / used", "right"),
      ("27.78", "right"), ("used", "asks: unit-mismatch")),
    // Mistakes: the nearest of those within reach, the first of those as near.
    Sheet(
      """
      kind: number
      answer: $100/month
      mistakes:
        - {when: $200/month, say: Twice.}
        - {when: $201/month, say: "{eval}`answer`"}
        - {when: $100/day, say: Each day.}
        - {when: answer < $0/month, say: Below nothing.}
      """, ("200", "mistake-1"), ("$200.80/month", "mistake-2"), ("$201", "mistake-2"),
      ("$3,000/month", "mistake-3"), ("-5", "mistake-4"), ("100", "right"), ("150", "wrong")),
    // A name that is a function too.
    Sheet(
      "kind: number\nvary: {max: [3 h], min: [2 h]}\nanswer: max - min", ("1 h", "right"),
      ("max - min", "right"), ("max(max, min) - 2 h", "right")),
  ]

  @Test("numbers", arguments: numbers) func number(_ sheet: Sheet) throws {
    let posed = try posed(sheet.head)
    for (answer, finding) in sheet.answers {
      #expect(posed.finding(answer) == finding, "\(answer)")
    }
  }

  static let lists: [(body: String, head: String, right: String)] = [
    ("## Options\n\n- [x] A\n- [ ] B\n- [ ] C\n", "kind: choice", "A"),
    ("## Order\n\n1. A\n2. B\n3. C\n4. D\n", "kind: order", ""),
    ("## Pairs\n\n| a | b |\n|---|---|\n| A | x |\n| B | y |\n| C | x |\n", "kind: match", ""),
  ]

  /// Whatever is shown where, exactly the right pick is right.
  @Test("picks from lists in any order", arguments: lists)
  func shuffled(_ list: (body: String, head: String, right: String)) throws {
    var prompts: Set<String> = []
    for seed in 0..<40 {
      let posed = try posed(list.head, body: list.body, seed: UInt64(seed))
      prompts.insert(posed.prompt.plain)
      let right = try #require(posed.rightAnswer)
      #expect(posed.finding(right) == "right")
      if !list.right.isEmpty { #expect(posed.finding(list.right) == "right") }
    }
    #expect(prompts.count > 1)
  }

  @Test("choices with the share of what is right") func shares() throws {
    let posed = try posed(
      "kind: choice", body: "## Options\n\n- [x] A\n- [x] B\n- [x] C\n- [ ] D\n- [ ] E\n")
    let shown = posed.prompt.plain.split(separator: "\n").suffix(5).map { $0.last }
    func share(_ letters: String) throws -> Double {
      let places = letters.compactMap { letter in shown.firstIndex(of: letter) }
      return try posed.verdict(on: places.map { "\($0 + 1)" }.joined(separator: " ")).share
    }
    #expect(try share("ABC") == 1)
    #expect(try share("AB") == 2.0 / 3)
    #expect(try share("ABD") == 1.0 / 3)
    #expect(try share("ABCD") == 2.0 / 3)
    #expect(try share("ABCDE") == 1.0 / 3)
    #expect(try share("DE") == 0)
  }
}
