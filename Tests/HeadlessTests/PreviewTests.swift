import Course
import Diagnostics
import Display
import Foundation
import Headless
import SampleCourse
import TestSupport
import Testing

/// A file as a learner sees it, with what is wrong with it.
@Suite struct PreviewTests {
  private func text(_ preview: Preview) -> String {
    preview.display.drawnForTest + "────\n"
      + preview.problems().map { $0.display.drawnForTest }.joined()
  }

  /// Without the folder, which is another one every time.
  private func text(_ preview: Preview, without folder: String) -> String {
    text(preview).replacing(folder + "/", with: "")
  }

  @Test func aWholeChapter() throws {
    let stage = try Stage(sampleChapter)
    let preview = try Preview(of: stage.folder + "/Chapters/01-chapter.md")
    try expectGolden("preview-chapter", text(preview))
    #expect(preview.problems().isEmpty)
    // What was to be guessed or chosen is not told.
    #expect(!preview.display.drawnForTest.contains("It is rented by the hour."))
    #expect(!preview.display.drawnForTest.contains("$13.89"))
  }

  @Test(arguments: ["2", "a-second-lesson", "a-s"]) func oneLesson(_ name: String) throws {
    let stage = try Stage(sampleChapter)
    let preview = try Preview(of: stage.folder + "/Chapters/01-chapter.md", lesson: name)
    let text = preview.display.drawnForTest
    #expect(text.contains("lesson 2 of 2") && text.contains("A month has 720 h here."))
    #expect(!text.contains("What idling costs"))
  }

  /// Only lessons that changed are another part than before.
  @Test func whatChangedCanBeTold() throws {
    let stage = try Stage(sampleChapter)
    let path = stage.folder + "/Chapters/01-chapter.md"
    let before = try Preview(of: path).parts
    let changed = sampleChapter.replacing("Another model", with: "One more model")
    try Data(changed.utf8).write(to: URL(fileURLWithPath: path))
    let after = try Preview(of: path).parts
    #expect(before[0] == after[0] && before[1] != after[1])
  }

  @Test func anUnknownLesson() throws {
    let stage = try Stage(sampleChapter)
    let problem = try #require(throws: Diagnostic.self) {
      try Preview(of: stage.folder + "/Chapters/01-chapter.md", lesson: "9")
    }
    #expect(problem.code == .notFound)
  }

  private static let broken = """
    ---
    title: Broken
    id: broken
    colour: red
    ---
    ## One
    It costs {eval}`cost`, or {eval}`nothing`.

    ```{model} m
    param n = 3 in 1..9 "how many"
    param k = oops "no"
    result cost: $ = n * $2 "the sum"
    check cost == $7
    ```

    ```{try}
    n = 99
    tune cost
    why cost
    ```

    ```{predict} cost when n = 5
    And then?
    ```

    ```{exercise} not-there
    ```
    """

  /// Whatever is wrong: what can be shown is, and everything wrong is told at its place.
  @Test func aBrokenChapterOutsideOfACourse() throws {
    let folder = NSTemporaryDirectory() + "gpulearn-alone-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(Self.broken.utf8).write(to: URL(fileURLWithPath: folder + "/notes.md"))
    let preview = try Preview(of: folder + "/notes.md")
    try expectGolden("preview-broken", text(preview, without: folder))
  }

  /// Every line that is offered puts right what it is offered for, in place of the line it is about.
  @Test func whatIsOfferedHelps() throws {
    func problems(_ text: String) throws -> [Diagnostic] {
      let folder = NSTemporaryDirectory() + "gpulearn-alone-" + UUID().uuidString
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/notes.md"))
      return try Preview(of: folder + "/notes.md").problems()
    }
    let all = try problems(Self.broken)
    let offers = all.filter { $0.suggestion != nil }
    #expect(offers.count >= 3)
    for problem in offers {
      let (offer, span) = (try #require(problem.suggestion), try #require(problem.span))
      var lines = Self.broken.components(separatedBy: "\n")
      lines[span.position.line - 1] = offer
      let left = try problems(lines.joined(separator: "\n"))
      #expect(
        !left.contains { $0.message == problem.message && $0.span?.text == span.text },
        "\(problem.message) \(offer)")
      #expect(left.count < all.count, "\(offer): \(left.map(\.summary))")
    }
  }

  @Test(arguments: ["", "---\n", "---\ntitle: x\n", "\0\0\0", "## \n```{model}", "```{try}\n"])
  func nonsenseIsShownAndTold(_ content: String) throws {
    let folder = NSTemporaryDirectory() + "gpulearn-alone-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(content.utf8).write(to: URL(fileURLWithPath: folder + "/x.md"))
    let preview = try Preview(of: folder + "/x.md")
    #expect(!preview.problems().isEmpty)
    _ = text(preview)
  }

  @Test(arguments: ["/no/such/file.md", NSTemporaryDirectory(), "/dev/null"])
  func whatCannotBeReadIsSaid(_ path: String) throws {
    let problem = try #require(throws: Diagnostic.self) { try Preview(of: path) }
    #expect(problem.code == .unreadable)
  }

  // MARK: Exercises

  private static let exercise = """
    ---
    id: price-of-work
    title: The price of an hour of work
    kind: number
    points: 10
    vary: {gpus: [2, 4, 8], rent: "$6,000/month..$24,000/month step $1,000/month", utilization: [10%, 15%, 25%]}
    answer: rent / (gpus * 720 h/month * utilization)
    within: 1%
    mistakes:
      - when: rent / (gpus * 720 h/month)
        say: That is the price of a rented hour.
    hints: [How many hours are rented?, Divide the invoice by the hours that worked.]
    ---
    A team pays {eval}`rent` for {eval}`gpus` GPUs that work {eval}`utilization` of the time. What does an hour of work cost?

    ## Solution
    It costs {eval}`rent / (gpus * 720 h/month * utilization)`.
    """

  @Test func anExerciseByItself() throws {
    let folder = NSTemporaryDirectory() + "gpulearn-alone-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/price-of-work.md"
    try Data(Self.exercise.utf8).write(to: URL(fileURLWithPath: path))
    let preview = try Preview(of: path)
    try expectGolden("preview-exercise", text(preview, without: folder))
    // What hint and solution would show stands behind what is asked.
    let shown = preview.display.drawnForTest
    let places = ["price-of-work ❯", "Hint 1", "Divide the invoice", "Solution", "It costs $"]
      .map { shown.firstRange(of: $0)?.lowerBound ?? shown.endIndex }
    #expect(places == places.sorted() && places.last != shown.endIndex)
    let wrong = Self.exercise.replacing("within: 1%", with: "within: 1%\nwihtin: 2%")
      .replacing("answer: rent /", with: "answer: rnet /")
    try Data(wrong.utf8).write(to: URL(fileURLWithPath: path))
    let other = try Preview(of: path)
    #expect(other.problems().count >= 2)
    #expect(other.problems().allSatisfy { $0.span?.source.name == path })
  }

  /// Every shipped file, as check finds it: without a problem.
  @Test func exercisesInACourse() throws {
    let course = try Course(folder: projectFolder)
    for file in course.exercises.prefix(12) {
      let preview = try Preview(of: file.path)
      #expect(preview.display.drawnForTest.contains("\(file.id) ❯"))
      #expect(preview.problems().isEmpty)
    }
  }
}
