import Course
import Diagnostics
import Headless
import NativeFunctions
import SampleCourse
import TestSupport
import Testing
import Workbook

@testable import Headless

/// Sentences that do not stay true when a learner changes what they are about.
@Suite struct StaleProseTests {
  private static func chapter(_ body: String) -> String {
    """
    ---
    title: A sample
    id: sample
    ---
    ## Lesson {#lesson}
    ```{model} waste
    param rent: $/month = $12,000/month in $1,000/month..$20,000/month "the invoice"
    param utilization = 15% in 10%..100% "share that works"
    param other: $/month = $6,000/month in $1,000/month..$20,000/month "another invoice"
    result wasted: $/month = rent * (1 - utilization) "for nothing"
    result sum: $/month = rent + other "both"
    ```

    \(body)

    """
  }

  private func found(_ body: String) throws -> [Diagnostic] {
    let stage = try Stage(Self.chapter(body))
    return CourseCheck.problems(of: try Course(folder: stage.folder))
  }

  /// What is told of, with its place.
  static let stale: [(body: String, at: String)] = [
    ("The invoice says $12,000 a month.", "$12,000"),
    ("They work for 15% of the time.", "15%"),
    ("They work for 15 percent of the time.", "15"),
    ("At {eval}`utilization`, $10,200 buys nothing.", "$10,200"),
    ("- one\n- and $12,000", "$12,000"),
    ("> They work for **15%** of it.", "15%"),
    ("```{note}\nA share of 15%.\n```", "15%"),
    ("```{strip} utilization\nWorks for 15% of the day.\n```", "15%"),
    ("| a | b |\n|---|---|\n| {eval}`rent` | 15% |", "15%"),
    ("One costs {eval}`rent`, twice the {eval}`other` of the other.", "twice"),
    ("Yet it costs {eval}`rent`, more than {eval}`other`.", "than"),
    ("This is {eval}`rent / (other - $6,000/month)`.", "rent / (other - $6,000/month)"),
    ("Nothing but {when}`rent`[words].", "rent"),
    // A guess is asked with the author's values of what it is about, and of nothing else.
    ("```{predict} wasted when utilization = 50%\nBeside the $6,000 of the other?\n```", "$6,000"),
    // Above a suggested line, with what the lines before it have set.
    ("```{try}\n# They cost $12,000 as they are.\nwhy wasted\n```", "why wasted"),
    (
      "```{try}\nutilization = 40%\n# Of the $12,000, more works now.\nwhy wasted\n```",
      "why wasted"
    ),
  ]

  @Test(arguments: stale) func areTold(_ body: String, _ place: String) throws {
    let problems = try found(body)
    #expect(
      problems.contains { $0.span?.text.lowercased().contains(place.lowercased()) ?? false },
      "\(problems.map { "\($0.span?.text ?? "") \($0.summary)" })")
  }

  static let kept = [
    "The invoice says {eval}`rent`, and {eval}`utilization` of it works.",
    "The invoice says {eval}`$12,000`, in another place.",
    "{with}`the author's values` The invoice says $12,000, and 15% of it works.",
    "```{note}\n{with}`the author's values` A share of 15%.\n```",
    "```{strip} utilization\n{with}`the author's values` Works for 15% of the day.\n```",
    "One costs {eval}`rent`{when}`rent > other`[, more than the {eval}`other` of the other][ and that one"
      + " {eval}`other`].",
    "{when}`rent == $12,000/month`[It says $12,000.][It says something else.]",
    "A year has 12 months, and a fifth is 20%.",
    "Both come to {eval}`sum`, more than {eval}`rent`.",
    "| a | b |\n|---|---|\n| RunPod | $12,000 |",
    "```{quiz} Who?\nAn invoice of $12,000?\n\n- [x] a\n- [ ] b\n```",
    "```{source}\nIt was $12,000 in 2025, at 15%.\n```",
    "```{predict} wasted when utilization = 50%\nOf the $12,000, and half works?\n```",
    // What a suggested line sets itself, and what was set before it, is as it is told.
    "```{try}\n# What if it were $9,000?\nrent = $9,000/month\n# And at $9,000, who works?\nwhy wasted\n```",
    "```{try}\n# An invoice of $6,000:\ncompare wasted with rent = $6,000/month\n```",
  ]

  @Test(arguments: kept) func areLeftAlone(_ body: String) throws {
    #expect(try found(body).map { $0.summary } == [])
  }

  /// The lesson's own lines count, before anything random.
  @Test func afterItsOwnLines() throws {
    let problems = try found("They work for 15% of it.\n\n```{try}\nutilization = 40%\n```")
    #expect(problems.map { $0.label } == ["utilization is 40% after utilization = 40%"])
  }

  /// Of many lines the last two are told.
  @Test(arguments: [
    (["rent = $9,000/month"], "after rent = $9,000/month"),
    (
      ["other = $9,000/month", "rent = $9,000/month"],
      "after other = $9,000/month, rent = $9,000/month"
    ),
    (
      ["other = $7,000/month", "other = $9,000/month", "rent = $9,000/month"],
      "after …, other = $9,000/month, rent = $9,000/month"
    ),
  ]) func afterTheLastTwo(_ lines: [String], _ words: String) throws {
    let tries = lines.joined(separator: "\n")
    let problems = try found("The invoice says $12,000.\n\n```{try}\n\(tries)\n```")
    let label = try #require(problems.first?.label)
    #expect(label.hasSuffix(words), "\(label)")
  }

  /// The first chapter after other settings than those that `check` draws.
  @Test func theFirstChapterAfterFurtherSettings() throws {
    let course = try Course(folder: projectFolder)
    let chapter = try course.open("1").chapter
    let workbook = Workbook(of: chapter, in: course, runner: ModelRunner(course))
    for lesson in chapter.lessons.indices {
      var workbook = workbook
      workbook.focus = chapter.focus(
        inLesson: lesson, shown: chapter.lessons[lesson].models.map { $0.name })
      var replay = LessonReplay(of: lesson, in: chapter, workbook)
      let standings = (100..<110).compactMap { replay.drawn($0) }
      replay.run(after: standings)
      #expect(replay.problems.map { $0.summary } == [], "\(chapter.lessons[lesson].id)")
      #expect(chapter.models(inViewOf: lesson).isEmpty || !standings.isEmpty)
    }
  }
}
