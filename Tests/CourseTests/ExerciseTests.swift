import Basics
import Course
import Diagnostics
import Language
import Quantities
import Testing

/// An exercise whose head holds `head` besides id and title, and whose text is `body`.
func exercise(_ head: String, _ body: String = "Prompt.") -> String {
  """
  ---
  id: a
  title: A
  \(head)
  ---
  \(body)

  ## Solution

  Solved.

  """
}

@Suite("Exercises become documents")
struct ExerciseTests {
  /// Graded is what says `true`; what is no answer to the question is reported, and is not.
  @Test(arguments: [
    ("true", true), ("false", false), ("yes", true), ("no", false), ("True", false), ("1", false),
  ])
  func graded(_ text: String, _ isGraded: Bool) throws {
    let source = Source(
      name: "Exercises/a/a.md", exercise("kind: number\nanswer: 1\ngraded: \(text)"))
    let (found, problems) = Exercise.parse(source)
    #expect(try #require(found).isGraded == isGraded)
    #expect(problems.isEmpty == ["true", "false", "yes", "no"].contains(text))
  }

  /// A goal says what is to hold.
  @Test(arguments: ["", "conditions: []\n"]) func aGoalWithoutConditions(_ line: String) {
    let source = Source(name: "Exercises/a/a.md", exercise("kind: goal\nmodel: m\n" + line))
    #expect(Exercise.parse(source).problems.map { $0.code }.contains(.missingField))
  }

  /// Hints cost no more than there is to win: here 10 points.
  @Test(arguments: [
    (["5", "5"], 0), (["5", "6"], 1), (["10"], 0), (["11"], 1), (["60%", "40%"], 0),
    (["60%", "41%"], 1), (["50%", "5"], 0), (["50%", "5", "1"], 1), (["100%"], 0), (["101%"], 1),
    (["0", "0%"], 0), (["-1"], 1),
  ])
  func whatHintsCost(_ costs: [String], _ problems: Int) {
    let hints = costs.map { "{text: a, cost: \($0)}" }.joined(separator: ", ")
    let head = "kind: number\nanswer: 1\npoints: 10\nhints: [\(hints)]"
    let found = Exercise.parse(Source(name: "Exercises/a/a.md", exercise(head))).problems
    #expect(found.map { $0.code } == Array(repeating: .badField, count: problems))
  }

  /// Forty levels of a head can be read, forty-one are refused.
  @Test(arguments: [(40, false), (41, true), (60, true)])
  func howDeepAHeadMayBe(_ levels: Int, _ isRefused: Bool) {
    for (open, close) in [("[", "]"), ("{a: ", "}")] {
      let nested =
        String(repeating: open, count: levels) + "1" + String(repeating: close, count: levels)
      let head = "kind: number\nanswer: 1\nnote: \(nested)"
      let found = Exercise.parse(Source(name: "Exercises/a/a.md", exercise(head))).problems
      #expect(found.contains { $0.code == .tooDeep } == isRefused)
    }
  }

  /// Lists that begin on one line go no deeper than its 160th column.
  @Test(arguments: [(81, false), (82, true), (110, true)])
  func howDeepALineMayBe(_ levels: Int, _ isRefused: Bool) {
    let nested = String(repeating: "- ", count: levels) + "1"
    let head = "kind: number\nanswer: 1\nnote:\n\(nested)"
    let found = Exercise.parse(Source(name: "Exercises/a/a.md", exercise(head))).problems
    #expect(found.contains { $0.code == .tooDeep } == isRefused)
  }

  static let number = """
    ---
    id: price-of-work
    title: The price of an hour of work
    kind: number
    points: 20
    vary: {gpus: [2, 4, 8], rent: "$6,000/month..$24,000/month step $1,000/month", utilization: [10%, 15%, 25%]}
    answer: rent / (gpus * 720 h/month * utilization)
    within: 1%
    graded: true
    mistakes:
      - when: rent / (gpus * 720 h/month)
        say: That is the price of a rented hour. Only {eval}`utilization` of them did work.
      - when: "rent / (720 h/month *
          utilization)"
        say: >
          That is all {eval}`gpus`
          of them.

          Für *eine* GPU {eval}`1 gpu`.
    hints:
      - How many GPU-hours are rented in {eval}`30 days`?
      - {text: "How many of those did work?", cost: 10%}
      - text: 'It''s the invoice over {eval}`gpus * 720 h/month`.'
        cost: 2
    ---
    A team pays {eval}`rent` for {eval}`gpus` A100s.

    ## Solution

    It is {eval}`rent / (gpus * 720 h/month * utilization)`.
    """

  @Test("a number with all there can be")
  func number() throws {
    let (parsed, problems) = Exercise.parse(Source(name: "Exercises/costs/a.md", Self.number))
    #expect(list(problems) == [])
    let exercise = try #require(parsed)
    #expect(exercise.id == "price-of-work")
    #expect(exercise.points == 20)
    #expect(exercise.isGraded)
    #expect(exercise.tolerance?.text == "1%")
    guard case .number(let answer) = exercise.task else {
      Issue.record("\(exercise.kind)")
      return
    }
    #expect(answer?.text == "rent / (gpus * 720 h/month * utilization)")
    #expect(exercise.variations.map(\.name) == ["gpus", "rent", "utilization"])
    #expect(exercise.variations.map(\.count) == [3, 19, 3])
    #expect(exercise.variantCount == 171)
    #expect(exercise.mistakes.map { $0.when.names().count } == [2, 2])
    #expect(
      exercise.mistakes.map { $0.reply.figures.map(\.formula.text) } == [
        ["utilization"], ["gpus", "1 gpu"],
      ])
    #expect(exercise.mistakes[1].reply.blocks.count == 2)
    #expect(
      exercise.hints.map { $0.text.figures.map(\.formula.text) } == [
        ["30 days"], [], ["gpus * 720 h/month"],
      ])
    #expect(exercise.hints.map(\.cost?.text) == [nil, "10%", "2"])
    #expect(exercise.hints[2].text.figures[0].span.position == (23, 35))
    #expect(exercise.prompt.figures.map(\.formula.text) == ["rent", "gpus"])
    #expect(exercise.solution.figures.count == 1)
  }

  @Test("varied values by their place")
  func variations() throws {
    let text = exercise(
      "kind: number\nanswer: 1\nvary: {a: [1 h, 2 h], b: 0.1..0.5 step 0.1, c: 1..9 gpu step 4,"
        + " d: [spot, reserved], e: 10%..30% step 10%, f: 1 h..2 h step 30 min, g: -3}")
    let (parsed, problems) = Exercise.parse(Source(text))
    #expect(list(problems) == [])
    let exercise = try #require(parsed)
    let shown = exercise.variations.map { variation in
      (0..<variation.count).map { index in
        switch variation.value(index) {
        case .quantity(let quantity): quantity.text
        case .text(let text): text
        case nil: "nothing"
        }
      }
    }
    #expect(
      shown == [
        ["1 h", "2 h"], ["0.1", "0.2", "0.3", "0.4", "0.5"], ["1 gpu", "5 gpu", "9 gpu"],
        ["spot", "reserved"], ["10%", "20%", "30%"], ["1 h", "1.5 h", "2 h"], ["-3"],
      ])
    #expect(exercise.variations[0].value(2) == nil)
    #expect(exercise.variations[0].value(-1) == nil)
    #expect(exercise.variantCount == 2 * 5 * 3 * 2 * 3 * 3)
  }

  @Test("the other kinds")
  func kinds() throws {
    let choice = try parse(
      exercise(
        "kind: choice",
        "Which?\n\n## Options\n\n- [x] One\n  Yes.\n- [ ] Two\n- [x] Three {eval}`3 h`"))
    guard case .choice(let options) = choice.task else { throw Wrong.kind }
    #expect(options.map(\.isRight) == [true, false, true])

    let formula = try parse(
      exercise(
        "kind: formula\nanswer: rent * (1 - u)\nvariables: {rent: \"$1/month..$9/month\", u: [1%, 2%]}"
      ))
    guard case .formula(let answer, let variables) = formula.task else { throw Wrong.kind }
    #expect(answer?.text == "rent * (1 - u)")
    #expect(variables.map(\.count) == [0, 2])

    let goal = try parse(
      exercise(
        "kind: goal\nmodel: waste\nconditions:\n  - effective < $10/(gpu*h)\n"
          + "  - wasted < $1/month and used > 3 gpu·h/month\nstart: {utilization: 15%, waste.gpus: 4}"
      ))
    guard case .goal(let conditions, let start, _) = goal.task else { throw Wrong.kind }
    #expect(goal.model?.id == "waste")
    #expect(conditions.count == 2)
    #expect(start.map(\.target.text) == ["utilization", "waste.gpus"])

    let order = try parse(
      exercise("kind: order", "Sort.\n\n## Order\n\n1. First `a`\n2. Second\n3. Third"))
    guard case .order(let steps) = order.task else { throw Wrong.kind }
    #expect(steps.count == 3)

    let match = try parse(
      exercise(
        "kind: match",
        "Match.\n\n## Pairs\n\n| A | B |\n|---|---|\n| 1 | one |\n| 2 | {eval}`2 h` |"))
    guard case .match(let heads, let pairs) = match.task else { throw Wrong.kind }
    #expect(heads.left.map(\.plain) == ["A"])
    #expect(pairs.count == 2)

    let predict = try parse(
      exercise("kind: predict\nmodel: waste\npredict: effective when utilization = 30%\nwithin: 5%")
    )
    guard case .predict(let guess) = predict.task else { throw Wrong.kind }
    #expect(guess.target.text == "effective")
    #expect(guess.bindings.map(\.value.text) == ["30%"])
  }

  private enum Wrong: Error { case kind }

  private func parse(_ text: String) throws -> Exercise {
    let (exercise, problems) = Exercise.parse(Source(text))
    #expect(list(problems) == [])
    return try #require(exercise)
  }

  /// Marked exercises and the codes expected.
  static let broken: [(String, [String])] = [
    (exercise("kind: «numbr»\nanswer: 1"), ["bad-field"]),
    ("«---»\nid: a\ntitle: A\n---\nP\n\n## Solution\n\nS\n", ["missing-field"]),
    ("«---»\nid: a\ntitle: A\nkind: number\n---\nP\n\n## Solution\n\nS\n", ["missing-field"]),
    (exercise("kind: number\n«answr»: 2\nanswer: 1"), ["unknown-key"]),
    (exercise("kind: order\n«answer»: 2", "S\n\n## Order\n\n1. a\n2. b"), ["unknown-key"]),
    (exercise("kind: number\nanswer: 1 «&» 2"), ["unexpected-character"]),
    (exercise("kind: number\nanswer: \"1 «&» 2\""), ["unexpected-character"]),
    (exercise("kind: number\nanswer: >\n  1 +\n  2 «&» 3"), ["unexpected-character"]),
    (exercise("kind: number\nanswer: «\"a == \\\"b\\\"\"»"), ["bad-field"]),
    (exercise("kind: number\nanswer: 'a == \"b\"'"), []),
    (exercise("kind: number\nanswer: «[1]»"), ["bad-field"]),
    (exercise("kind: number\nanswer: 1\npoints: «1.5»"), ["bad-field"]),
    (exercise("kind: number\nanswer: 1\ngraded: «maybe»"), ["bad-field"]),
    (exercise("kind: number\nanswer: 1\nwithin: «0%»"), ["bad-field"]),
    (exercise("kind: number\nanswer: 1\nvary: {«if»: [1]}"), ["bad-name"]),
    (exercise("kind: number\nanswer: 1\nvary: {a: [«$6,»000/month, $7]}"), ["bad-field"]),
    (exercise("kind: number\nanswer: 1\nvary: {a: [1 h, «2 gpu»]}"), ["bad-field"]),
    (exercise("kind: number\nanswer: 1\nvary: {a: [1 h, «60 min»]}"), ["duplicate-name"]),
    (exercise("kind: number\nanswer: 1\nvary: {a: [1 h, «x»]}"), ["bad-field"]),
    (exercise("kind: number\nanswer: 1\nvary: {a: [1 h, 2 «hous»]}"), ["unknown-unit"]),
    (exercise("kind: number\nanswer: 1\nvary: {a: [1 h, «1 h + 2 h»]}"), ["bad-field"]),
    (exercise("kind: number\nanswer: 1\nvary: {a: 1..5«»}"), ["bad-field"]),
    (exercise("kind: number\nanswer: 1\nvary: {a: 1..5 step «0»}"), ["bad-field"]),
    (exercise("kind: number\nanswer: 1\nvary: {a: «5..1 step 1»}"), ["bad-field"]),
    (exercise("kind: number\nanswer: 1\nvary: {a: «5..10% step 1»}"), ["bad-field"]),
    (exercise("kind: number\nanswer: 1\nvary: {a: 1..1000000 step «1»}"), ["bad-field"]),
    (
      exercise(
        "kind: number\nanswer: 1\nvary: {gpus: [2]}\nmistakes:\n  - when: $12«/gpus»\n    say: x"),
      ["unit-or-name"]
    ),
    (
      exercise(
        "kind: number\nanswer: 1\nmistakes:\n  - when: 2\n    say: |\n      One.\n\n      - Zwei ü {eval}`2 «&» 3`"
      ),
      ["unexpected-character"]
    ),
    (
      exercise("kind: number\nanswer: 1\nmistakes:\n  - when: 2\n    say: 'It''s {eval}`2 «&» 3`'"),
      ["unexpected-character"]
    ),
    (exercise("kind: number\nanswer: 1\nmistakes: [«{when: 2}»]"), ["missing-field"]),
    (
      exercise("kind: number\nanswer: 1\nhints:\n  - Ein «{evl}»`1`\n  - {text: x, cost: «11»}"),
      ["unknown-role", "bad-field"]
    ),
    (
      exercise(
        "kind: number\nanswer: 1",
        "P\n\n## «»Solutio".replacing("## «»Solutio", with: "«## Solutio»")),
      ["misplaced"]
    ),
    (exercise("kind: number\nanswer: 1", "```«{model} a»\nparam x = 1\n```"), ["misplaced"]),
    (exercise("kind: number\nanswer: 1", "P\n\n{eval}`2 «&» 3`"), ["unexpected-character"]),
    ("«---»\nid: a\ntitle: A\nkind: number\nanswer: 1\n---\n", ["missing-field", "missing-field"]),
    ("«---»\nid: a\ntitle: A\nkind: choice\n---\nP\n\n## Solution\n\nS\n", ["missing-field"]),
    (exercise("kind: choice", "P\n\n«## Options»\n\n«none»"), ["bad-answers", "misplaced"]),
    (exercise("kind: order", "P\n\n«## Order»\n\n- a\n- b"), ["bad-answers"]),
    (exercise("kind: match", "P\n\n«## Pairs»\n\n| a |\n|---|\n| b |"), ["bad-answers"]),
    (exercise("kind: goal\nmodel: m\nconditions: [«cost»]"), ["bad-field"]),
    (exercise("kind: predict\npredict: x «wen» y = 1"), ["unexpected-word"]),
    (
      exercise(
        "kind: formula\nanswer: 1\nvariables: {a: [1]}\nvary: {a: [2]}"
          .replacing("variables: {a", with: "variables: {«a»")), ["duplicate-name"]
    ),
  ]

  @Test("problems at their marks", arguments: broken)
  func problems(_ text: String, _ codes: [String]) {
    let marked = Marked(text)
    let source = Source(name: "a.md", marked.text)
    let problems = Exercise.parse(source).problems
    var ranges = marked.ranges
    if ranges.count == 1, let first = ranges.first, codes.count == 2 {
      // Both are told at the head.
      ranges.append(first)
    }
    #expect(list(problems) == list(codes, ranges, in: source))
  }

  @Test("bytes changed, lost and doubled", arguments: 0..<200)
  func fuzz(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed) &+ 2_000_000)
    var bytes = Array(Self.number.utf8)
    let signs = Array("`{}[]|>#-:\"'&*\n \\$%=()~é.,".utf8)
    for _ in 0..<Int.random(in: 1...20, using: &random) {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      let length = Int.random(in: 1...30, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[index] = signs.randomElement(using: &random) ?? 0
      case 1: bytes.insert(signs.randomElement(using: &random) ?? 0, at: index)
      default: bytes.removeSubrange(index..<min(bytes.count, index + length))
      }
    }
    let source = Source(name: "a.md", String(decoding: bytes, as: UTF8.self))
    let (exercise, problems) = Exercise.parse(source)
    #expect(exercise != nil || !problems.isEmpty, "seed \(seed)")
    for problem in problems {
      #expect((problem.span?.range.upperBound ?? .max) <= bytes.count + 100, "seed \(seed)")
    }
  }
}
