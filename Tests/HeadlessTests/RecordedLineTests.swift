import Course
import Diagnostics
import Display
import Foundation
import Headless
import NativeFunctions
import SampleCourse
import Terminal
import Testing

/// What suggested lines show, as chapters say it.
struct RecordedLineTests {
  private static let chapter = """
    ---
    title: One
    id: one
    objectives: [Count]
    ---
    ## One

    ```{model} sum
    param a = 2 in 1..9 "one"
    result b = a * 10 "ten of them"
    ```

    ```{try}
    # Ten:
    a * 10
    #> EXPECTED
    a = 3
    b
    ```

    """

  private static var manner: CourseCheck.Manner {
    var manner = CourseCheck.Manner()
    manner.drawn = { $0.drawn(Style(width: 80, isPlain: true)) }
    return manner
  }

  private func stage(_ expected: String) throws -> Stage {
    try Stage(Self.chapter.replacing("#> EXPECTED", with: expected))
  }

  @Test(arguments: ["#> 20", "#>   20  ", "# 20\n#> 20", ""])
  func whatHoldsIsPassed(_ expected: String) throws {
    let stage = try stage(expected)
    defer { withExtendedLifetime(stage) {} }
    let course = try Course(folder: stage.folder)
    #expect(CourseCheck.problems(of: course, Self.manner).map { $0.summary } == [])
  }

  @Test(arguments: ["#> 21", "#>", "#> 20\n#> and more"])
  func whatDoesNotIsToldAndRecorded(_ expected: String) throws {
    let stage = try stage(expected)
    defer { withExtendedLifetime(stage) {} }
    let course = try Course(folder: stage.folder)
    let problems = CourseCheck.problems(of: course, Self.manner)
    #expect(problems.map { $0.code.name } == ["try-failed"])
    // Nobody who cannot draw says anything.
    #expect(CourseCheck.problems(of: course).map { $0.summary } == [])
    let files = try LineRecording.corrected(course, runner: ModelRunner(course), Self.manner)
    #expect(files.map { $0.text } == [Self.chapter.replacing("EXPECTED", with: "20")])
  }

  @Test func anEarlierLineChangesALaterOne() throws {
    let text = Self.chapter.replacing("#> EXPECTED\n", with: "").replacing(
      "b\n```\n\n", with: "b\n#> 30\n```\n\n")
    let stage = try Stage(text)
    defer { withExtendedLifetime(stage) {} }
    let course = try Course(folder: stage.folder)
    #expect(CourseCheck.problems(of: course, Self.manner).map { $0.summary } == [])
  }
}
