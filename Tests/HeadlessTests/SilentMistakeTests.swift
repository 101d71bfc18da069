import Course
import Diagnostics
import Foundation
import Headless
import SampleCourse
import TestSupport
import Testing

/// Mistakes of authors that were accepted without a word.
@Suite struct SilentMistakeTests {
  static let exercise = """
    ---
    id: one
    title: One
    kind: number
    vary: {n: [2, 3], m: [5, 7]}
    answer: n * m
    ---
    What is {eval}`n` times {eval}`m`?

    ## Solution
    {eval}`n * m`

    """
  static let order = """
    ---
    id: one
    title: One
    kind: order
    ---
    In which order?

    ## Order

    1. First
    2. Second
    3. Third

    ## Solution
    So.

    """
  static let goal = """
    ---
    id: one
    title: One
    kind: goal
    model: waste
    conditions: [waste.wasted < $900/month]
    change: [utilization]
    ---
    Waste less.

    ## Solution
    `waste.utilization = 95%`

    """
  static let predict = """
    ---
    id: one
    title: One
    kind: predict
    model: waste
    predict: wasted when utilization = 30%
    ---
    What is wasted then?

    ## Solution
    Less.

    """
  static let choice = """
    ---
    id: one
    title: One
    kind: choice
    ---
    Which?

    ## Options

    - [ ] Red
    - [x] Green
    - [ ] None of these

    ## Solution
    So.

    """

  static let formula = """
    ---
    id: one
    title: One
    kind: formula
    variables: {a: 1..20}
    answer: a * 2
    ---
    What is twice as much?

    ## Solution
    `a * 2`

    """
  static let match = """
    ---
    id: one
    title: One
    kind: match
    ---
    Which?

    ## Pairs

    | a | b |
    |---|---|
    | x | 1 |
    | y | 2 |

    ## Solution
    So.

    """

  /// Of an exercise of the sample chapter, in a file of its own.
  private func found(_ exercise: String, chapter: String = sampleChapter, file: String = "one.md")
    throws -> [Diagnostic]
  {
    let stage = try Stage(chapter)
    let id = try Course(folder: stage.folder).head(
      of: Course(folder: stage.folder).chapters[0]
    ).id
    let folder = URL(fileURLWithPath: stage.folder + "/Exercises/" + id)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(exercise.utf8).write(to: folder.appendingPathComponent(file))
    return CourseCheck.problems(of: try Course(folder: stage.folder)).filter {
      $0.span?.source.name?.contains("one.m") ?? true
    }
  }

  static let exercises: [(String, String, String, String)] = [
    (exercise, "m: [5, 7]}", "m: [5, 7], k: [1, 2]}", "unused-name"),
    (exercise, "{eval}`m`?", "{eval}`m`, which is {eval}`n * m`?", "told-answer"),
    (exercise, "What is", "What\u{200B} is", "not-text"),
    (exercise, "What is", "What \u{202E}is", "not-text"),
    (exercise, "title: One\n", "title: One\n...\n", "front-matter"),
    (exercise, "What is", "<!-- a remark\n\nWhat is", "unclosed-fence"),
    (order, "1. First\n2. Second\n3.", "3. First\n1. Second\n2.", "bad-answers"),
    (goal, "change: [utilization]", "change: [utilisation]", "unknown-name"),
    (goal, "change: [utilization]", "change: [used]", "is-a-result"),
    (choice, "- [x] Green\n- [ ] None", "- [ ] Green\n- [x] None", "bad-answers"),
    (choice, "- [x] Green\n", "- [x] Green\n  - [ ] Dark\n", "bad-answers"),
    (choice, "- [ ] Red\n", "* [ ] Red\n", "bad-answers"),
    (
      choice, "- [ ] Red\n- [x] Green\n- [ ] None", "1. [ ] Red\n2. [x] Green\n3. [ ] None",
      "bad-answers"
    ),
    (choice, "Red\n- [x] Green", "Red {#same}\n- [x] Green {#same}", "duplicate-name"),
    (choice, "Green\n", "Green {#No Name}\n", "bad-name"),
    (order, "1. First", "1. First {#a}\n1. Again {#a}", "duplicate-name"),
    (match, "| y | 2 |", "| y | 1 |", "bad-answers"),
    (exercise, "answer: n * m", "hints: [\"\"]\nanswer: n * m", "missing-field"),
    (
      exercise, "{n: [2, 3], m: [5, 7]}\nanswer: n * m",
      "{n: [2, 3], m: [5, 7], round: [1, 2]}\nanswer: n * m * round", "bad-name"
    ),
    (exercise, "What is", "$$x$$ What is", "misplaced"),
    (formula, "{a: 1..20}", "{a: 1..20, b: 1..20}", "unused-name"),
    (formula, "{a: 1..20}", "{a: [3]}", "bad-field"),
    (formula, "What is", "`a * 2`. What is", "told-answer"),
    (exercise, "answer: n * m", "answer: n * m\nwithin: 12", "bad-field"),
    (exercise, "answer: n * m", "answer: n * m\nwithin: 60%", "bad-field"),
    (
      exercise, "answer: n * m", "answer: n * m\ngraded: true\nhints: [\"It is {eval}`n * m`.\"]",
      "told-answer"
    ),
    (choice, "- [x] Green", "- [x] red.", "same-answers"),
    (
      choice, "- [ ] Red\n- [x] Green\n- [ ] None of these", "- [x] Red\n- [x] Green", "bad-answers"
    ),
    (
      predict, "wasted when utilization = 30%", "wasted when utilization = 15%", "bad-field"
    ),
    (exercise, "What is", "With {n}, what is", "unknown-role"),
    (exercise, "What is", "With eval`n`, what is", "unknown-role"),
    (formula, "answer: a * 2", "answer: a * 2\nwithin: 0.5", "bad-field"),
    (exercise, "n: [2, 3]", "n: 2..9 step 2", "bad-field"),
    (exercise, "n: [2, 3]", "n: \"2 h..3 h step 25 min\"", "bad-field"),
    (choice, "- [x] Green\n- [ ] None of these", "- [x] 2\n- [ ] 7", "bad-answers"),
    (choice, "- [ ] Red\n- [x] Green", "- [ ] {eval}`1 + 2`\n- [x] Green", "bad-answers"),
  ]

  @Test(arguments: exercises)
  func ofExercises(_ text: String, _ part: String, _ other: String, _ code: String) throws {
    #expect(text.contains(part))
    #expect(try found(text).map { $0.summary } == [])
    let problems = try found(text.replacing(part, with: other))
    #expect(problems.contains { $0.code.name == code }, "\(problems.map { $0.summary })")
    #expect(problems.allSatisfy { $0.span != nil }, "\(problems.map { $0.summary })")
  }

  static let chapters: [(String, String)] = [
    ("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", "uneven-table"),
    ("| a | b |\n|---|---|\n| 1 |\n", "uneven-table"),
    ("| a | b |\n|---|---|\n| {eval}`2 | 3` | 3 |\n", "uneven-table"),
    ("<!-- a remark\n", "unclosed-fence"), ("zero\u{200B}width\n", "not-text"),
    ("See [One][nope].\n", "broken-link"), ("See it.[^one]\n\n[^one]: So.\n", "broken-link"),
    ("So $$x^2$$ it is.\n", "misplaced"), ("| a | b |\n| 1 | 2 |\n", "uneven-table"),
    ("    ```{note} x\n    Text\n    ```\n", "misplaced"), ("```{warning}\n```\n", "missing-field"),
    ("```{strip} 20%\n:over 24 h\nA day.\n```\n", "bad-option"),
    ("```{strip} 20%\n:over: 24 gpu\nA day.\n```\n", "out-of-range"),
    ("```{strip} 20%\n:over: -1 h\nA day.\n```\n", "out-of-range"),
    ("```{plot} effective over utilization from 100% to 5%\n```\n", "out-of-range"),
    ("```{model} more\nparam round = 1 in 1..2 \"x\"\nresult y = round \"y\"\n```\n", "bad-name"),
    (
      "```{model} more\nparam one = 1 in 1..2 \"x\"\ncheck one < 2 within 1%\n```\n",
      "bad-model-line"
    ),
    ("```{try}\n#> 5\n```\n", "misplaced"), ("```{try}\nutilisation = 50%\n```\n", "try-failed"),
    ("It costs {rent} a month.\n", "unknown-role"), ("It costs ${rent}.\n", "unknown-role"),
    ("It costs eval`rent`.\n", "unknown-role"),
    ("## A third one\n", "missing-field"),
    ("4 × $3,000 = $13,000.\n", "wrong-figure"),
    ("So (4 + 2) × 20 min = 3 h of work.\n", "wrong-figure"),
    ("`flat.rent` is $900/month, `rent` is $950/month.\n", "wrong-figure"),
    ("A year of it is $10,080 in all.\n", "wrong-figure"),
    ("{with}`the author's values` A year costs $10,810.\n", "wrong-figure"),
    ("```{try}\nrent = $900/month\n```\n", "idle-line"),
    ("```{try}\nyear\nyear\n```\n", "idle-line"),
    (
      "```{model} idle\nparam lonely = 1 in 1..9 \"x\"\n```\n\n```{try}\nlonely = 2\n```\n",
      "idle-line"
    ),
    ("```{try}\nquit\n```\n", "try-failed"), ("```{strip} 150%\nA day.\n```\n", "out-of-range"),
  ]

  @Test(arguments: chapters) func ofChapters(_ part: String, _ code: String) throws {
    let text = sampleChapter.replacing(
      "## A second lesson\n", with: "## A second lesson\n\n\(part)\n")
    let stage = try Stage(text)
    let problems = CourseCheck.problems(of: try Course(folder: stage.folder))
    #expect(problems.contains { $0.code.name == code }, "\(problems.map { $0.summary })")
  }

  @Test(arguments: [
    "| a | b |\n|---|---|\n| 1 \\| 2 | 3 |\n| | |\n", "<!-- a remark -->\n",
    "What stands in \\{braces} here is meant so.\n",
    "4 × {eval}`$3,000` = {eval}`4 * $3,000`. 4 × $3,000 = $12,000, and 3 × 40 min = 2 h.\n",
    "2 / 3 = 0.67, 100 / 7 ≈ 14, and 1,000 / 3 = 333.3 or so.\n",
    "If `rent` is $950/month, move.\n",
    "Elsewhere it is {eval}`$905/month`, or $1,900 a year.\n",
    "```{try}\nrent = $800/month\nplot year over rent from $100/month to $900/month\nrent = $900/month\n```\n",
    "```{model} more\nparam lonely = 1 in 1..9 \"x\"\n```\n\n```{try}\nlonely = 2\nlonely * 3\n```\n",
  ])
  func soundOnesAreTaken(_ part: String) throws {
    let text = sampleChapter.replacing(
      "## A second lesson\n", with: "## A second lesson\n\n\(part)\n")
    let stage = try Stage(text)
    #expect(CourseCheck.problems(of: try Course(folder: stage.folder)).map { $0.summary } == [])
  }

  static let places = [
    "course.yml", "policy.yml", "prices.yaml", "Chapters/prices.yml", "Chapters/02-more.markdown",
    "Chapters/03-x.MD", "Exercises/loose.md", "Exercises/sample/a.markdown", "exercises/x/a.md",
    "Chapters/policy.yaml", "Chapters/course.yaml", "Chapters/adjust.csv", "Exercises/x.txt",
    "Exercises/sample/x.txt",
  ]

  @Test(arguments: places) func filesThatNobodyReads(_ name: String) throws {
    let stage = try Stage(sampleChapter)
    let url = URL(fileURLWithPath: stage.folder + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("x".utf8).write(to: url)
    let problems = CourseCheck.problems(of: try Course(folder: stage.folder))
    #expect(problems.map { $0.code } == [.misplaced], "\(problems.map { $0.summary })")
    #expect(problems.first?.message.contains(name.split(separator: "/")[0]) == true)
  }

  /// Files by which a class is graded, and prices, are read by check as well.
  @Test(arguments: [
    ("adjust.csv", "id,exercise,points,reason\nada,nope,8,x\n", "bad-correction"),
    ("adjust.csv", "id,exercise,points,reason\nada,,many,x\n", "bad-correction"),
    ("adjust.csv", "id,points\nada,8\n", "bad-correction"),
    ("policy.yaml", "due: 2026-12-24\ncloses: 2026-12-01\n", "bad-field"),
    (
      "Chapters/prices.yaml",
      "offers:\n  - {id: a, provider: b, plan: spot, gpu: c, price: $1/h, as_of: 2026-10-02, source: d}\n",
      "bad-field"
    ),
  ]) func filesOfAClass(_ name: String, _ text: String, _ code: String) throws {
    let stage = try Stage(sampleChapter)
    try Data(text.utf8).write(to: URL(fileURLWithPath: stage.folder + "/" + name))
    var manner = CourseCheck.Manner()
    manner.today = "2026-10-01"
    let course = try Course(folder: stage.folder)
    let problems = CourseCheck.problems(of: course, manner)
    #expect(problems.map { $0.code.name } == [code], "\(problems.map { $0.summary })")
    manner.today = "2026-10-02"
    let sound = CourseCheck.problems(of: course, manner)
    #expect(name.hasSuffix("prices.yaml") ? sound.isEmpty : sound == problems)
  }

  /// An exercise that stands in no lesson while others do, or in two chapters.
  @Test func exercisesStandInOneLesson() throws {
    func problems(_ first: String, _ second: String) throws -> [String] {
      let stage = try Stage(sampleChapter + first)
      let id = try Course(folder: stage.folder).head(
        of: Course(folder: stage.folder).chapters[0]
      ).id
      let folder = stage.folder + "/Exercises/" + id
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      for name in ["one", "two"] {
        let text = Self.exercise.replacing("id: one", with: "id: \(name)")
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).md"))
      }
      let chapter = "---\ntitle: More\nid: more\n---\n## More\n\nText.\n" + second
      try Data(chapter.utf8).write(
        to: URL(fileURLWithPath: stage.folder + "/Chapters/02-more.md"))
      return CourseCheck.problems(of: try Course(folder: stage.folder)).map {
        "\($0.code.name) \($0.span?.source.name ?? "")"
      }
    }
    let (one, two) = ("\n```{exercise} one\n```\n", "\n```{exercise} two\n```\n")
    #expect(try problems("", "") == [])
    #expect(try problems(one + two, "") == [])
    #expect(try problems(one, two) == [])
    #expect(try problems(one, "").count == 1 && problems(one, "")[0].hasPrefix("misplaced Ex"))
    #expect(try problems(one + two, one) == ["duplicate-name Chapters/02-more.md"])
  }

  /// A fault in a line of a model is told once, at the line, with what follows from it.
  @Test(arguments: [
    (
      "param rent: $/month = $12,000/month in $1..$10M/month \"the invoice\"",
      "param rent: $/month = 12 gpu in $1..$10M/month \"the invoice\""
    ),
    (
      "result used = gpus * 720 h/month * utilization \"hours of work\"",
      "result used = gpus * 720 h/month * utilisation \"hours of work\""
    ),
  ]) func oneFaultIsToldOnce(_ line: String, _ wrong: String) throws {
    let text = sampleChapter.replacing(line, with: wrong, maxReplacements: 1)
    #expect(text != sampleChapter)
    let stage = try Stage(text)
    let problems = CourseCheck.problems(of: try Course(folder: stage.folder))
    #expect(problems.count == 1, "\(problems.map { $0.summary })")
    #expect(problems.first?.notes.contains { $0.contains("follow") } == true)
  }

  @Test func reportsForPrograms() throws {
    let stage = try Stage(sampleChapter.replacing("{eval}`wasted`", with: "{eval}`wastd`"))
    let problems = CourseCheck.problems(of: try Course(folder: stage.folder))
    let lines = try #require(CheckReport.lines.written(problems))
    #expect(lines.hasPrefix("Chapters/01-chapter.md:"))
    #expect(lines.split(separator: "\n").count == problems.count)
    try expectGolden("check.sarif", try #require(CheckReport.sarif.written(problems)))
    #expect(CheckReport.text.written(problems) == nil)
  }
}
