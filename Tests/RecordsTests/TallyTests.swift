import Answers
import Course
import Diagnostics
import SampleExercises
import TestSupport
import Testing

@testable import Records

/// From answers to points: late rules, extensions, what is left out, corrections by hand.
@Suite struct TallyTests {
  static let due = 1_792_108_799.0
  static let hour = 3600.0
  static let columns = ["a", "b", "c", "d"].map {
    Grader.Column(id: $0, title: $0, chapter: "x", points: $0 == "d" ? 5 : 10, counts: true)
  }

  private static func policy(_ text: String) throws -> Policy {
    let read = Policy.parse(
      Source(name: "policy.yaml", text), chapters: ["x"], exercises: columns.map { $0.id })
    if let problem = read.problems.first { throw problem }
    return read.policy
  }

  private static func answer(_ share: Double, at hours: Double, of points: Double = 10)
    -> GradedSubmission.Answer
  {
    .init(
      text: "x", time: due + hours * hour, finding: share >= 1 ? "right" : "partial", share: share,
      points: share * points)
  }

  private static func submission(_ results: [String: [GradedSubmission.Answer]]) -> GradedSubmission
  {
    var submission = GradedSubmission(
      file: "ada.json",
      Submission(
        learner: "ada", name: "", course: "c", courseVersion: "1", written: due, events: []))
    submission.results = results.sorted { $0.key < $1.key }.map { id, answers in
      GradedSubmission.Result(
        exercise: id, points: answers.last?.points ?? 0, outOf: id == "d" ? 5 : 10,
        isSolved: answers.last?.share == 1, hints: 0, sawSolution: false, answers: answers)
    }
    return submission
  }

  private static func tally(
    _ policy: String, _ results: [String: [GradedSubmission.Answer]], more: String? = nil,
    corrections: [Correction] = []
  ) throws -> Tally {
    Counting(try Self.policy(policy), corrections: corrections).tally(
      columns, submission(results), more: more.flatMap { Roster.Extension($0, offset: 0) },
      called: ["ada"])
  }

  static let rule = "due: 2026-10-15\ngrace: 30 min\nlate: {take: 10%, each: day, at_most: 50%}\n"

  static let lateAnswers: [(String, Double, Double)] = [
    (rule, -5.0, 10.0), (rule, 0, 10), (rule, 0.5, 10), (rule, 0.6, 9), (rule, 24, 9),
    (rule, 24.1, 8), (rule, 24 * 30, 5),
    (rule + "closes: 2 day\n", 48, 8), (rule + "closes: 2 day\n", 48.1, 0),
    (rule + "closes: 2026-10-16\n", 24, 9), (rule + "closes: 2026-10-16\n", 24.1, 0),
    ("due: 2026-10-15\nlate: {take: 25%, each: hour}\n", 2.5, 2.5),
    ("due: 2026-10-15\nlate: {take: 25%, each: hour}\n", 5, 0),
    ("due: 2026-10-15\nlate: {take: 25%}\n", 500, 7.5),
    ("due: 2026-10-15\n", 0.1, 0), ("due: {b: 2026-10-15}\n", 5, 10),
    ("due: {x: 2026-10-15}\n", 5, 0), ("", 5000, 10),
  ]

  /// A right answer so many hours late, and what it brings.
  @Test(arguments: lateAnswers) func lateness(_ policy: String, _ hours: Double, _ points: Double)
    throws
  {
    let tally = try Self.tally(policy, ["a": [Self.answer(1, at: hours)]])
    #expect(tally.line(of: "a")?.points == points && tally.total == points)
  }

  static let extensions: [(String, Double, Double)] = [
    ("2 day", 48.0, 10.0), ("2 day", 49, 9), ("12 h", 13, 9), ("2026-10-17", 48, 10),
    ("2026-10-01", 1, 9), ("2026-10-16 12:00", 12, 10), ("1 week", 24 * 7, 10),
  ]

  @Test(arguments: extensions) func extended(_ more: String, _ hours: Double, _ points: Double)
    throws
  {
    let tally = try Self.tally(Self.rule, ["a": [Self.answer(1, at: hours)]], more: more)
    #expect(tally.line(of: "a")?.points == points)
  }

  /// What stood when it was due is never lost by a late answer.
  @Test func theBetterOfTheTwoCounts() throws {
    let total = "due: 2026-10-15\nlate: {take: 30%, of: total}\n"
    for (early, late, points) in [(0.5, 1.0, 7.0), (0.8, 1, 8), (0.5, 0.7, 5), (0.5, 0.2, 5)] {
      let answers = [Self.answer(early, at: -1), Self.answer(late, at: 1)]
      #expect(try Self.tally(total, ["a": answers]).total == points)
    }
  }

  @Test func attemptsAndTheBest() throws {
    let answers = [0.5, 0.2, 1].map { Self.answer($0, at: -1) }
    #expect(try Self.tally("attempts: 2\n", ["a": answers]).total == 2)
    #expect(try Self.tally("attempts: 2\ncounts: best\n", ["a": answers]).total == 5)
    #expect(try Self.tally("attempts: {b: 1}\n", ["a": answers]).total == 10)
  }

  @Test func lowestAndExtra() throws {
    let results = [
      "a": [Self.answer(0.5, at: 0)], "b": [Self.answer(1, at: 0)],
      "d": [Self.answer(0.4, at: 0, of: 5)],
    ]
    let plain = try Self.tally("", results)
    #expect(plain.total == 17 && plain.outOf == 35)
    let one = try Self.tally("drop_lowest: 1\n", results)
    #expect(one.total == 17 && one.outOf == 25 && one.line(of: "c")?.isDropped == true)
    let two = try Self.tally("drop_lowest: 2\n", results)
    #expect(two.total == 15 && two.outOf == 20)
    #expect(try Self.tally("drop_lowest: 3\n", results).outOf == 10)
    let extra = try Self.tally("extra_credit: [b]\n", results)
    #expect(extra.total == 17 && extra.outOf == 25)
  }

  @Test func correctionsByHand() throws {
    let text =
      "id,exercise,points,reason\nADA,a,8,ambiguous\nada,b,'+2,neat\nada,,-1.5,agreed\nbo,a,1,x\n"
    let corrections = try Correction.parse(
      Source(name: "adjust.csv", text), exercises: ["a", "b", "c", "d"])
    let counting = Counting(try Self.policy(Self.rule), corrections: corrections)
    let late = Self.submission(["a": [Self.answer(1, at: 100)], "b": [Self.answer(1, at: 1)]])
    let tally = counting.tally(Self.columns, late, called: ["ada"])
    #expect(tally.line(of: "a")?.points == 8 && tally.line(of: "b")?.points == 11)
    #expect(tally.total == 17.5)
    let renamed = try Correction.parse(
      Source(name: "adjust.csv", text.replacing(",a,", with: ",old,")),
      exercises: ["a", "b", "c", "d"]
    ) { $0 == "old" ? "a" : $0 }
    #expect(renamed.map { $0.exercise } == corrections.map { $0.exercise })
    // Who handed in nothing may be given points as well.
    #expect(counting.tally(Self.columns, nil, called: ["Ada"]).total == 8.5)
    #expect(counting.unused(["ada"]).map { $0.learner } == ["bo"])
  }

  @Test(arguments: [
    ("id,points,reason\n", "no column exercise", 1),
    ("id,exercise,points,reason\n,a,1,x\n", "no id", 2),
    ("id,exercise,points,reason\nada,z,1,x\n", "There is no exercise “z”", 2),
    ("id,exercise,points,reason\nada,a,1,x\nada,a,many,x\n", "no number of points", 3),
    ("id,exercise,points,reason\nada,a,nan,x\n", "no number of points", 2),
    ("id,exercise,points,reason\nada,,5,x\n", "with its sign", 2),
    ("id,exercise,points,reason\nada,a,5,\n", "no reason", 2),
    ("id,exercise,points,reason\n\"ada", "not closed", 2),
  ]) func wrongCorrections(_ text: String, _ words: String, _ line: Int) {
    let problem = #expect(throws: Diagnostic.self) {
      try Correction.parse(Source(name: "adjust.csv", text), exercises: ["a"])
    }
    #expect(problem?.message.contains(words) == true, "\(problem?.message ?? "")")
    #expect(problem?.span?.position.line == line)
  }

  // MARK: Properties

  private static func random(_ random: inout SplitMix64) -> [String: [GradedSubmission.Answer]] {
    var results: [String: [GradedSubmission.Answer]] = [:]
    for column in columns where Double.random(in: 0...1, using: &random) < 0.8 {
      var hours = -30.0
      results[column.id] = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        hours += Double.random(in: 0...40, using: &random)
        return answer(
          random.pick([0, 0.25, 0.5, 0.75, 1], or: 0), at: hours, of: Double(column.points))
      }
    }
    return results
  }

  private static func randomRules(_ random: inout SplitMix64) -> String {
    "due: 2026-10-15\n"
      + random.pick(["", "grace: 20 min\n", "grace: 3 h\n"], or: "")
      + random.pick(
        [
          "", "late: {take: 7%, each: hour}\n", "late: {take: 30%, each: day, of: total}\n",
          "late: {take: 40%, at_most: 20%}\n",
        ], or: "")
      + random.pick(["", "closes: 20 h\n", "closes: 2026-10-18\n"], or: "")
      + random.pick(["", "attempts: 2\n"], or: "")
  }

  /// A policy without rules gives the points of the answers, whatever they are.
  @Test(arguments: 0..<200) func noRulesChangeNothing(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let results = Self.random(&random)
    let tally = try Self.tally("timezone: +05:00\n", results)
    let sum = results.values.reduce(0) { $0 + ($1.last?.points ?? 0) }
    #expect(tally.total == sum && tally.outOf == 35 && tally.notes.isEmpty, "seed \(seed)")
  }

  /// The same answers at later times never bring more, where the best answer counts; and where the
  /// last does, never more than the best was worth in time.
  @Test(arguments: 0..<400) func latenessNeverRaisesPoints(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let results = Self.random(&random)
    let rules = Self.randomRules(&random)
    var later = results
    for (id, answers) in results {
      var shift = 0.0
      later[id] = answers.map { answer in
        shift += Double.random(in: 0...30, using: &random)
        var answer = answer
        answer.time += shift * Self.hour
        return answer
      }
    }
    let (before, after) = (
      try Self.tally(rules + "counts: best\n", results),
      try Self.tally(rules + "counts: best\n", later)
    )
    for (first, second) in zip(before.lines, after.lines) {
      #expect(second.points <= first.points, "seed \(seed): \(second.exercise)")
    }
    for line in try Self.tally(rules, later).lines {
      let best = results[line.exercise]?.map { $0.points }.max() ?? 0
      #expect(line.points <= best, "seed \(seed): \(line.exercise)")
    }
  }

  /// Leaving out the lowest never lowers the share of the points that are reached.
  @Test(arguments: 0..<200) func droppingNeverLowersTheShare(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let results = Self.random(&random)
    let (all, fewer) = (
      try Self.tally("", results), try Self.tally("drop_lowest: 2\n", results)
    )
    #expect(
      fewer.total * Double(all.outOf) >= all.total * Double(fewer.outOf) - 0.01, "seed \(seed)")
  }

  /// All faulty lines are found at once, and the others are read.
  @Test func everyFaultyLineIsTold() throws {
    let text =
      "id,exercise,points,reason\nada,b,1,x\nada,a,five,x\nada,a,+2,ill\nada,a,1e9,x\n,a,1,x\n"
    let source = Source(name: "adjust.csv", text)
    let (corrections, problems) = try Correction.read(source, exercises: ["a"])
    #expect(corrections.map { $0.change } == [.add(2)])
    #expect(problems.compactMap { $0.span?.position.line } == [2, 3, 5, 6])
    let told = #expect(throws: Diagnostic.self) {
      try Correction.parse(source, exercises: ["a"])
    }
    #expect(told?.notes.contains { $0.contains("3 more problems") } == true)
  }
}
