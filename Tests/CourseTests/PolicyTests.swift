import Diagnostics
import Testing

@testable import Course

/// The rules of a class, as they are read.
@Suite struct PolicyTests {
  private func parse(_ text: String) -> (policy: Policy, problems: [Diagnostic]) {
    Policy.parse(
      Source(name: "policy.yaml", text), chapters: ["costs", "queues"],
      exercises: ["price-of-work", "steps", "hard-one"])
  }

  /// What an exercise was called is what it is called now.
  @Test func oldNamesAreUnderstood() {
    let text = "due: {old: 2026-10-15}\nattempts: {old: 2}\nextra_credit: [old]\n"
    let read = Policy.parse(
      Source(name: "policy.yaml", text), chapters: [], exercises: ["steps", "two"]
    ) { $0 == "old" ? "steps" : $0 }
    #expect(read.problems.isEmpty && read.policy.attempts(at: "steps") == 2)
    #expect(read.policy.due(of: "steps", in: "") != nil && read.policy.extraCredit == ["steps"])
    #expect(parse(text).problems.count == 3)
  }

  /// 2026-10-15 00:00 UTC.
  private static let day = 1_792_022_400.0

  @Test func everyKey() {
    let (policy, problems) = parse(
      """
      timezone: +02:00
      due:
        price-of-work: 2026-10-15 18:00
        queues: 2026-10-15T18:00Z
        others: 2026-10-15
      grace: 15 min
      late: {take: 10%, each: day, of: total, at_most: 50%}
      closes: 7 day
      counts: best
      attempts: {steps: 2, others: 5}
      drop_lowest: 1
      extra_credit: [hard-one]

      """)
    #expect(problems.map { $0.summary } == [])
    #expect(policy.due(of: "price-of-work", in: "costs")?.seconds == Self.day + 16 * 3600)
    #expect(policy.due(of: "steps", in: "queues")?.seconds == Self.day + 18 * 3600)
    #expect(policy.due(of: "steps", in: "costs")?.seconds == Self.day + 22 * 3600 - 1)
    #expect(policy.grace == 900)
    #expect(policy.late == Policy.Late(take: 0.1, unit: 86_400, isOfAll: true, atMost: 0.5))
    #expect(policy.closing == .after(604_800) && policy.countsBest)
    #expect(policy.attempts(at: "steps") == 2 && policy.attempts(at: "hard-one") == 5)
    #expect(policy.dropsLowest == 1 && policy.extraCredit == ["hard-one"])
  }

  @Test(arguments: ["", "# nothing\n", "timezone: Z\n"]) func noRules(_ text: String) {
    let (policy, problems) = parse(text)
    #expect(problems.isEmpty && policy.isEmpty && policy == Policy())
  }

  @Test(arguments: [
    ("due: tomorrow\n", "This is no day.", 1, 6), ("due: 2026-02-30\n", "This is no day.", 1, 6),
    ("due: 2026-10\n", "This is no day.", 1, 6),
    ("due: 2026-10-15 25:00\n", "This is no day.", 1, 6),
    ("due: {cost: 2026-10-15}\n", "There is no chapter or exercise “cost”.", 1, 7),
    ("due:\n  costs: [1]\n", "This is no day.", 2, 10),
    ("timezone: CET\n", "This is no time zone.", 1, 11),
    ("grace: 5 min\n", "grace means nothing without due.", 1, 8),
    ("due: 2026-10-15\ngrace: 5\n", "grace is a time.", 2, 8),
    ("due: 2026-10-15\ngrace: -5 min\n", "grace is a time.", 2, 8),
    ("due: 2026-10-15\ngrace: x\n", "“x” is neither a number nor a unit here.", 2, 8),
    ("due: 2026-10-15\nlate: {take: 10}\n", "take is a share.", 2, 14),
    ("due: 2026-10-15\nlate: {each: day}\n", "The take is missing.", 2, 7),
    ("due: 2026-10-15\nlate: {take: 5%, each: week}\n", "Nothing is taken by “week”.", 2, 24),
    ("due: 2026-10-15\nlate: {take: 5%, cap: 1}\n", "The key “cap” has no meaning here.", 2, 18),
    ("due: 2026-10-15\nlate: 10%\n", "The value of late is of the wrong kind.", 2, 7),
    ("due: 2026-10-15\ncloses: [a]\n", "The value of closes is of the wrong kind.", 2, 9),
    ("counts: first\n", "“first” is no answer that can count.", 1, 9),
    ("attempts: 0\n", "This is no number of answers.", 1, 11),
    ("attempts: {costs: 2}\n", "There is no exercise “costs”.", 1, 12),
    ("drop_lowest: -1\n", "The drop_lowest cannot be used.", 1, 14),
    ("drop_lowest: 9\n", "There are not so many exercises to leave out.", 1, 14),
    ("extra_credit: [hard]\n", "There is no exercise “hard”.", 1, 16),
    ("dues: 2026-10-15\n", "The key “dues” has no meaning here.", 1, 1),
    ("- a\n", "A policy is made of keys and values.", 1, 1),
  ]) func problems(_ text: String, _ message: String, _ line: Int, _ column: Int) throws {
    let problems = parse(text).problems
    let first = try #require(problems.first)
    #expect(first.message == message)
    #expect(first.span?.position.line == line && first.span?.position.column == column)
  }

  /// The example of every key is read.
  @Test(arguments: Policy.Key.all) func examples(_ key: FileKey) {
    let due = key.name == "due" ? "" : "due: 2026-10-15\n"
    #expect(parse(due + key.example + "\n").problems.map { $0.summary } == [], "\(key.example)")
  }

  /// What learners get has the dates and nothing else, and is read as they are.
  @Test(arguments: [
    "due: 2026-10-15\n", "timezone: -03:30\ndue: {costs: 2026-10-15 18:00, others: 2026-11-01}\n",
  ]) func dates(_ text: String) {
    let rules = "late: {take: 10%}\ncloses: 2 day\nattempts: 3\ndrop_lowest: 1\n"
    let whole = parse(text + rules).policy
    let dates = parse(whole.dates)
    #expect(dates.problems.isEmpty && !whole.dates.contains("10%"))
    for (left, right) in zip(dates.policy.dues, whole.dues) {
      #expect(left.of == right.of && abs(left.moment.seconds - right.moment.seconds) < 60)
    }
    #expect(dates.policy.dues.count == whole.dues.count && dates.policy.closing == whole.closing)
    #expect(dates.policy.late == nil && dates.policy.attempts.isEmpty)
  }

  /// Times stand in the copy in a unit that people count in.
  @Test(arguments: [
    ("7 day", "7 day"), ("1 week", "7 day"), ("36 h", "36 h"), ("48 h", "2 day"),
    ("90 min", "90 min"), ("90 s", "90 s"), ("0 s", "0 s"),
  ]) func closes(_ written: String, _ shown: String) {
    let policy = parse("due: 2026-10-15\ncloses: \(written)\n").policy
    #expect(policy.dates.hasSuffix("closes: \(shown)\n"), "\(policy.dates)")
    #expect(parse(policy.dates).policy.closing == policy.closing)
  }

  @Test(arguments: [
    (0.0, 0, "1970-01-01 00:00 UTC"), (-1.0, 0, "1969-12-31 23:59 UTC"),
    (1_792_022_400.0, 7200, "2026-10-15 02:00 UTC+02:00"),
    (1_792_022_400.0, -12_600, "2026-10-14 20:30 UTC-03:30"),
    (1_709_164_800.0, 0, "2024-02-29 00:00 UTC"),
  ]) func moments(_ seconds: Double, _ offset: Int, _ text: String) {
    #expect(Moment(seconds, offset: offset).text == text)
  }

  /// What is left out and what comes on top is counted among the exercises that are graded.
  @Test(arguments: [
    ("drop_lowest: 1\n", nil),
    ("drop_lowest: 2\n", "There are not so many exercises to leave out."),
    ("drop_lowest: 1\nextra_credit: [one]\n", "There are not so many exercises to leave out."),
    ("extra_credit: [three]\n", "three is not graded, and brings no extra credit."),
    ("extra_credit: [one, two]\n", "All exercises are extra, and there is nothing to be had."),
  ])
  func whatIsGradedCounts(_ text: String, _ message: String?) {
    let problems = Policy.parse(
      Source(name: "policy.yaml", text), chapters: [], exercises: ["one", "two", "three"],
      graded: ["one", "two"]
    ).problems
    #expect(problems.map { $0.message } == (message.map { [$0] } ?? []))
  }
}
