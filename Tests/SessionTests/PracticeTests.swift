import Course
import Diagnostics
import Foundation
import SampleCourse
import Session
import Testing

/// Exercises in a session: what counts as an answer, and what does not.
@Suite struct PracticeTests {
  private func stage() throws -> Stage {
    let stage = try Stage(sampleChapter)
    let folder = stage.folder + "/Exercises/sample"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let files = [
      "cheap": Self.goal, "chosen": Self.choice, "ordered": Self.order, "matched": Self.match,
    ]
    for (id, text) in files {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(id).md"))
    }
    return stage
  }

  private static let goal = """
    ---
    id: cheap
    title: A cheap hour
    kind: goal
    model: waste
    conditions: [effective < $10/(gpu*h)]
    change: [utilization]
    attempts: 2
    hints: [More work.]
    ---
    Below {eval}`$10/(gpu*h)`.

    ## Solution

    `utilization = 50%` does it.
    """

  private static let choice = """
    ---
    id: chosen
    title: A choice
    kind: choice
    ---
    Which?

    ## Options

    - [x] This one
      Right.
    - [ ] That one
      Wrong.

    ## Solution

    So it is.
    """

  private static let order = """
    ---
    id: ordered
    title: An order
    kind: order
    ---
    In which order?

    ## Order

    1. Rise
    2. Eat
    3. Work

    ## Solution

    So it is.
    """

  private static let match = """
    ---
    id: matched
    title: A match
    kind: match
    ---
    What shines?

    ## Pairs

    | when | what |
    |---|---|
    | day | sun |
    | night | moon |

    ## Solution

    So it is.
    """

  private func practise(_ id: String, _ lines: [String]) throws -> String {
    let stage = try stage()
    var session = try GuidedSession(
      practising: id, course: try Course(folder: stage.folder), store: try stage.store())
    return stage.play(&session, lines)
  }

  /// Names of one's own are no settings: they are not judged and use up no attempt.
  @Test func ownNamesAreNoAnswersToAGoal() throws {
    let text = try practise("cheap", ["price_of_mine = 3", "utilisation = 50%", "x = 2"])
    #expect(!text.contains("Not yet") && !text.contains("left"), "\(text)")
    #expect(text.contains("A name of your own. Set utilization until it holds"), "\(text)")
    let right = try practise("cheap", ["x = 2", "utilization = 20%", "utilization = 50%"])
    #expect(right.contains("One attempt is left.") && right.contains("Reached."), "\(right)")
  }

  /// What is to be set need not be said as the language does.
  @Test(arguments: [
    "50%", "utilization 50%", "a utilization of 50%", "utilization of 50 percent", "make it 50%",
    "50% utilization", "set utilization 50%", "set utilization to 50%", "50 percent utilization",
    "set it to 50%", "utilization should be 50", "utilization must be 50",
  ]) func settingsInOtherWords(_ line: String) throws {
    #expect(try practise("cheap", [line]).contains("Reached."))
  }

  @Test(arguments: ["utilization - 5%", "utilization * 2", "utilization of the GPUs", "make it so"])
  func whatSetsNothing(_ line: String) throws {
    let text = try practise("cheap", [line])
    #expect(!text.contains("Not yet") && !text.contains("Reached."), "\(text)")
  }

  /// Who gives up a choice, an order or a match learns what was right.
  @Test(arguments: [
    ("chosen", " This one"),
    ("ordered", "1. Rise\n 2. Eat\n 3. Work"),
    ("matched", "day    sun\nnight  moon"),
  ])
  func theSolutionTellsWhatIsRight(_ id: String, _ right: String) throws {
    let text = try practise(id, ["answer"])
    let solution = try #require(text.components(separatedBy: "Solution\n").last)
    #expect(solution.contains(right), "\(text)")
    #expect(!solution.contains("That one"), "\(text)")
    #expect(solution.contains("So it is."), "\(text)")
  }

  @Test func sentencesAreNoAnswers() throws {
    let text = try practise("chosen", ["nobody understands this", "what do you mean?", "idk"])
    #expect(text.ranges(of: "This cannot be read as an answer.").count == 2, "\(text)")
    #expect(text.contains("Type the number of the right one.") && text.contains("Try: answer"))
    #expect(text.contains("answer gives the exercise up and shows how it is done."))
    #expect(!text.contains("attempt"), "\(text)")
  }

  /// What to try is the line to type where one is: at the shell, or in the session.
  @Test func whatToTryCanBeTyped() throws {
    let stage = try stage()
    let course = try Course(folder: stage.folder)
    func suggestion(_ id: String) throws -> String? {
      let error = #expect(throws: Diagnostic.self) {
        _ = try GuidedSession(practising: id, course: course, store: nil)
      }
      return error?.suggestion
    }
    #expect(try suggestion("chaep") == "gpulearn practice cheap")
    #expect(try practise("cheap", ["goto chosn"]).contains("Try: goto chosen"))
  }
}
