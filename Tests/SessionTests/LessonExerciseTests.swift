import Foundation
import Records
import SampleCourse
import Session
import Testing

/// An exercise in a lesson, and what happens around it.
@Suite struct LessonExerciseTests {
  private static let chapter = """
    ---
    title: Another
    id: another
    ---
    ## Work
    ```{model} other
    param size: gpu = 3 gpu in 1..64 "how many"
    result hours = size * 720 h/month "hours of them"
    ```

    ```{exercise} worked
    ```
    """

  private static let exercise = """
    ---
    id: worked
    title: Hours of work
    kind: number
    answer: 10 s
    attempts: 2
    ---
    How many seconds?

    ## Solution

    So it is.
    """

  /// Two chapters; the first has the exercise.
  /// - Parameter head: what the exercise says besides.
  private func stage(_ head: String = "attempts: 2") throws -> Stage {
    let stage = try Stage(Self.chapter, sampleChapter)
    let folder = stage.folder + "/Exercises/another"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = Self.exercise.replacingOccurrences(of: "attempts: 2", with: head)
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/worked.md"))
    return stage
  }

  /// Only a goal is answered by what is set; anywhere else setting works something out.
  @Test(arguments: ["undo", "redo", "reset", "reset all", "reset size"])
  func settingsAreJudgedInGoalsOnly(_ line: String) throws {
    let stage = try stage()
    var session = try stage.session("1", keepsProgress: true)
    #expect(session.prompt.plain.contains("worked"))
    let lines = ["size = 8", "x = 5"] + (line == "redo" ? ["undo"] : []) + [line]
    let replies = lines.map { session.answer($0) }
    #expect(replies.allSatisfy { $0.problems.isEmpty }, "\(replies.flatMap(\.problems))")
    let text = replies.map(stage.drawn).joined()
    #expect(!text.contains("left.") && !text.contains("not it") && !text.contains("Solved"))
    #expect(try stage.store().attempts().isEmpty)
    #expect(session.prompt.plain.contains("worked"))
    // It takes both of its attempts still.
    #expect(stage.play(&session, ["5 s"]).contains("One attempt is left."))
  }

  /// From an open exercise to another chapter: what lies on the desk is that chapter's workbook, and
  /// what is set is set there.
  @Test(arguments: ["goto sample", "goto sample/1", "goto sample/2"])
  func anotherChapterFromAnOpenExercise(_ line: String) throws {
    let stage = try stage()
    var session = try stage.session("1", keepsProgress: true)
    _ = session.answer("size = 8")
    #expect(session.answer(line).problems.isEmpty)
    #expect(stage.play(&session, ["waste.gpus"]).contains("4 gpu"))
    #expect(session.answer("other.size").problems.count == 1)
    #expect(session.answer("waste.utilization = 40%").problems.isEmpty)
    #expect(try stage.store().settings(of: "sample").map(\.line) == ["waste.utilization = 40%"])
    #expect(try stage.store().settings(of: "another").isEmpty)
    // And back: the exercise starts from the author's values.
    _ = session.answer("goto another")
    #expect(stage.play(&session, ["table size"]).contains("3 gpu"))
  }

  /// What is typed at a question of a lesson is a guess; what a script says there is a line.
  @Test func aScriptAnswersNoQuestionOfALesson() throws {
    let stage = try stage()
    var session = try stage.session("2", keepsProgress: true)
    #expect(session.beginScript().isEmpty)
    // To the guess, the quiz, and on.
    for place in ["the guess", "the quiz", "the strip"] {
      #expect(session.answer("skip").problems.isEmpty)
      #expect(stage.drawn(session.answer("1 + 1")) == "2\n", "at \(place)")
      #expect(stage.drawn(session.answer("2")) == "2\n", "at \(place)")
    }
    #expect(try stage.store().attempts().isEmpty)
  }

  /// A script does not go on in the middle of an exercise; one that goes to it may answer it.
  @Test func aScriptAnswersTheExerciseItGoesTo() throws {
    let stage = try stage()
    var left = try stage.session("1", keepsProgress: true)
    _ = left.answer("hint")
    var session = try stage.session(keepsProgress: true)
    #expect(session.beginScript().isEmpty)
    #expect(stage.drawn(session.answer("10")) == "10\n")
    #expect(try stage.store().attempts().allSatisfy { $0.kind != .exercise })
    _ = session.answer("goto another/1")
    #expect(stage.drawn(session.answer("10 s")).contains("Solved"))
  }

  /// What is set at an exercise that asks for a number is said to change nothing of what it asks.
  @Test func whatIsSetIsOnlyTriedOut() throws {
    let stage = try stage("model: other")
    var session = try stage.session("1", keepsProgress: true)
    let text = stage.play(&session, ["size = 8", "idk", "size = 3", "help", "reset", "10 s"])
    #expect(text.contains("the exercise still asks about size = 3 gpu."))
    #expect(text.contains("answer gives the exercise up and shows how it is done."))
    #expect(text.components(separatedBy: "Only to try it out").count == 2)
    #expect(text.contains("Given\n  size  3 gpu  how many"))
    #expect(!text.contains("Set a parameter"))
    #expect(text.contains("Solved"))
    #expect(try stage.store().attempts().count == 1)
  }

  /// It is said behind the line that sets something, and behind no other.
  @Test func whatSetsNothingGetsNoRemark() throws {
    let stage = try stage("model: other")
    var session = try stage.session("1", keepsProgress: true)
    #expect(stage.drawn(session.answer("size = 8")).contains("Only to try it out"))
    #expect(!stage.drawn(session.answer("size * 2")).contains("Only to try it out"))
  }
}
