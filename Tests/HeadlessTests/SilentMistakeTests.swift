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
    ("```{try}\nquit\n```\n", "try-failed"), ("```{strip} 150%\nA day.\n```\n", "out-of-range"),
  ]

  @Test(arguments: chapters) func ofChapters(_ part: String, _ code: String) throws {
    let text = sampleChapter.replacing(
      "## A second lesson\n", with: "## A second lesson\n\n\(part)\n")
    let stage = try Stage(text)
    let problems = CourseCheck.problems(of: try Course(folder: stage.folder))
    #expect(problems.contains { $0.code.name == code }, "\(problems.map { $0.summary })")
  }

  @Test(arguments: ["| a | b |\n|---|---|\n| 1 \\| 2 | 3 |\n| | |\n", "<!-- a remark -->\n"])
  func soundOnesAreTaken(_ part: String) throws {
    let text = sampleChapter.replacing(
      "## A second lesson\n", with: "## A second lesson\n\n\(part)\n")
    let stage = try Stage(text)
    #expect(CourseCheck.problems(of: try Course(folder: stage.folder)).map { $0.summary } == [])
  }

  static let places = [
    "course.yml", "policy.yml", "prices.yaml", "Chapters/prices.yml", "Chapters/02-more.markdown",
    "Chapters/03-x.MD", "Exercises/loose.md", "Exercises/sample/a.markdown", "exercises/x/a.md",
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
