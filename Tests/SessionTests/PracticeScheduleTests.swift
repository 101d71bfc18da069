import Course
import Diagnostics
import Foundation
import Records
import SampleCourse
import Session
import Store
import Synchronization
import Testing

/// Exercises one after another: what is unsolved, what comes again and when, and how all stand.
@Suite struct PracticeScheduleTests {
  private static func exercise(_ id: String, _ head: String = "answer: 10 s\n") -> String {
    """
    ---
    id: \(id)
    title: The \(id) one
    kind: number
    \(head)---
    How many seconds?

    ## Solution

    It is {eval}`10 s`.
    """
  }

  private final class Clock: Sendable {
    private let seconds = Mutex(1_800_000_000.0)
    var now: Double { seconds.withLock { $0 } }
    func advance(_ by: Double) { seconds.withLock { $0 += by } }
  }

  private let stage: Stage
  private let clock = Clock()

  init() throws {
    stage = try Stage(sampleChapter)
    try put("alpha", Self.exercise("alpha", "answer: 10 s\nattempts: 2\n"))
    try put("beta", Self.exercise("beta"))
    try put("gamma", Self.exercise("gamma"))
  }

  private func put(_ id: String, _ text: String) throws {
    let folder = stage.folder + "/Exercises/sample"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(id).md"))
  }

  private func practice(_ name: String? = nil) throws -> GuidedSession {
    let clock = clock
    return try GuidedSession(
      practising: name, course: try Course(folder: stage.folder), store: try stage.store(),
      now: { clock.now })
  }

  private func words(_ reply: Reply) -> String {
    stage.drawn(reply).split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
  }

  /// The exercise at which a session is.
  private func here(_ session: GuidedSession) -> String {
    String(session.prompt.plain.prefix { $0.isLetter })
  }

  /// What is missed comes again after ten minutes; what was right at once does not.
  @Test func aWholeRound() throws {
    var session = try practice()
    #expect(here(session) == "alpha" && words(session.start()).contains("The alpha one"))
    _ = session.answer("5 s")
    #expect(words(session.answer("10 s")).contains("Solved"))
    #expect(words(session.answer("")).contains("The beta one"))
    _ = session.answer("10 s")
    _ = session.answer("")
    #expect(here(session) == "gamma")
    #expect(words(session.answer("answer")).contains("Solution"))
    clock.advance(60)
    let end = session.answer("")
    #expect(end.ends)
    let text = words(end)
    for part in [
      "That is all for now.", "comes again in 9 minutes.", "alpha The alpha one solved, 10 of 10",
      "beta The beta one solved, 10 of 10 points", "gamma The gamma one over, 0 of 10 points",
      "2 of 3 exercises solved, 20 of 30 points",
    ] { #expect(text.contains(part), "no “\(part)” in \(text)") }

    // Nothing is due yet, and that is said with the time that is left.
    let early = #expect(throws: Diagnostic.self) { try practice() }
    #expect(early?.code == .nothingTo && early?.suggestion == "gpulearn practice alpha")
    #expect(early?.notes == ["The next one comes again in 9 minutes."])
    clock.advance(541)
    var again = try practice()
    #expect(here(again) == "alpha")
    // Done without a miss it rests a day; the next one that is due follows.
    _ = again.answer("10 s")
    _ = again.answer("")
    #expect(here(again) == "gamma")
    _ = again.answer("10 s")
    #expect(words(again.answer("")).contains("comes again in 1 day."))
    clock.advance(86_401)
    #expect(here(try practice()) == "alpha")
  }

  /// What is passed over is not offered again in this round, and is the first of the next.
  @Test func skipping() throws {
    var session = try practice()
    _ = session.answer("skip")
    #expect(here(session) == "beta")
    _ = session.answer("skip")
    let end = session.answer("skip")
    #expect(end.ends && words(end).contains("That is all for now."))
    #expect(words(end).contains("0 of 3 exercises solved") && !words(end).contains("comes again"))
    #expect(here(try practice()) == "alpha")
  }

  /// Each exercise by its name, and how they stand meanwhile.
  @Test func byName() throws {
    var session = try practice("be")
    #expect(here(session) == "beta")
    _ = session.answer("5 s")
    let map = words(session.answer("map"))
    #expect(
      map.contains("▸ beta The beta one begun, ") && map.contains("alpha The alpha one 10 points"))
    #expect(words(session.answer("back")).contains("In practice there is no way back."))
    #expect(words(session.answer("goto gamma")).contains("The gamma one"))
    #expect(here(session) == "gamma")
    #expect(words(session.answer("goto delta")).contains("delta"))
    #expect(here(session) == "gamma")
    // One that is solved is done anew, and its points stay.
    _ = session.answer("10 s")
    _ = session.answer("goto gamma")
    #expect(words(session.answer("5 s")).contains("s"))
    #expect(words(session.answer("map")).contains("The gamma one solved, 10 of 10 points"))
  }

  /// Who comes back to an exercise is told how far it has come.
  @Test func anExerciseThatWasBegun() throws {
    try put("delta", Self.exercise("delta", "answer: 10 s\nattempts: 3\nhints: [Count., Again.]\n"))
    var session = try practice("delta")
    _ = session.start()
    _ = session.answer("hint")
    _ = session.answer("5 s")
    clock.advance(86_400)
    var again = try practice("delta")
    let text = words(again.start())
    #expect(
      text.contains(
        "You have seen a hint: Count. You have answered once, not right yet. 2 attempts"),
      "\(text)")
    #expect(words(again.answer("hint")).contains("Again."))
  }

  /// The lessons that were read are so in practice too; and what leads to lessons is not offered there.
  @Test func lessonsAndMovesInPractice() throws {
    let clock = clock
    var lessons = try GuidedSession(
      course: try Course(folder: stage.folder), store: try stage.store(), now: { clock.now })
    for _ in 0..<20 { _ = lessons.answer("skip") }
    let progress = words(lessons.answer("progress"))
    let told = try #require(progress.firstMatch(of: /[1-9][0-9]* of [0-9]+ lessons read/)).output
    var session = try practice("beta")
    #expect(words(session.answer("progress")).contains(told))
    let help = words(session.answer("help"))
    for offered in ["LESSON", "one step back", "lessons of this chapter"] {
      #expect(!help.contains(offered), "\(help)")
    }
    #expect(help.contains("goto EXERCISE"))
    #expect(words(session.answer("goto the gamma")).contains("The gamma one"))
  }

  @Test func whenEverythingIsLearned() throws {
    for id in ["alpha", "beta", "gamma"] {
      var session = try practice(id)
      _ = session.answer("10 s")
    }
    let done = #expect(throws: Diagnostic.self) { try practice() }
    #expect(done?.message == "Every exercise is done, and none is due again yet.")
    #expect(done?.suggestion == "gpulearn practice alpha" && done?.notes == [])
  }

  @Test func aCourseWithoutExercises() throws {
    let bare = try Stage(sampleChapter)
    let problem = #expect(throws: Diagnostic.self) {
      _ = try GuidedSession(practising: nil, course: try Course(folder: bare.folder), store: nil)
    }
    #expect(problem?.code == .notFound && problem?.suggestion == "gpulearn new exercise my-first")
  }

  /// The copy for learners has no answers: what is typed is recorded, and nothing is said of it.
  @Test func withheldExercises() throws {
    try put("alpha", Self.exercise("alpha", "graded: true\nanswers: withheld\n"))
    var session = try practice("alpha")
    let reply = words(session.answer("5 s"))
    #expect(reply.contains("recorded") && !reply.contains("Solved"), "\(reply)")
    #expect(words(session.answer("map")).contains("The alpha one answer recorded"))
    #expect(try stage.store().attempts().map(\.answer) == ["5 s"])
    // Another answer may still follow.
    _ = session.answer("")
    #expect(here(session) == "alpha")
    _ = session.answer("skip")
    #expect(here(session) == "beta")
  }

  /// Objectives say which of their exercises were solved.
  @Test func objectivesAtTheEndOfAChapter() throws {
    let chapter = sampleChapter.replacing(
      "- Tell an idle hour from a used one",
      with:
        "- {text: Count seconds, exercises: [alpha, beta]}\n  - {text: Count on, exercises: [gamma]}"
    )
    try Data(chapter.utf8).write(to: URL(fileURLWithPath: stage.folder + "/Chapters/01-chapter.md"))
    for id in ["alpha", "gamma"] {
      var session = try practice(id)
      _ = session.answer("10 s")
    }
    var session = try stage.session("1/2", keepsProgress: true)
    let end = words(session.answer("skip"))
    for part in [
      "· Count seconds 1 of 2 solved", "✓ Count on shown: all 1 solved",
      "2 of 3 exercises solved, 20 of 30 points", "gpulearn practice goes on with what is unsolved",
    ] { #expect(end.contains(part), "no “\(part)” in \(end)") }
  }

  /// A review has other figures and a verdict of its own; nothing of it is graded or submitted.
  @Test func reviewsLeaveTheScore() throws {
    try put(
      "alpha",
      Self.exercise(
        "alpha",
        "vary: {seconds: \"10 s..90 s step 1 s\"}\nanswer: seconds\nattempts: 2\nhints: [{text: Look., cost: 2}]\n"
      ).replacing("How many seconds?", with: "It takes {eval}`seconds`. How many?"))
    func figure(_ text: String) -> String {
      text.split(separator: " ").drop { $0 != "takes" }.dropFirst().prefix(2).joined(separator: " ")
        .filter { $0 != "." }
    }
    var session = try practice("alpha")
    var figures = [figure(words(session.start()))]
    _ = session.answer("hint")
    #expect(words(session.answer(figures[0])).contains("Solved: 8 of 10 points."))
    for round in 1...4 {
      clock.advance(1_000_000)
      session = try practice("alpha")
      let start = words(session.start())
      #expect(start.contains("Review The alpha one With new figures, 2 tries."), "\(start)")
      #expect(start.contains("Not graded: your 8 of 10 points stay."))
      figures.append(figure(start))
      #expect(figures[round] != figures[round - 1], "\(figures)")
      #expect(!words(session.answer("hint")).contains("point"))
      if round == 2 {
        // Another sitting goes on with it, its figures and the tries that are left.
        _ = session.answer("1 s")
        session = try practice("alpha")
        #expect(figure(words(session.start())) == figures[round])
        let over = words(session.answer("2 s"))
        #expect(over.contains("Not right this time. Your score stays 8 of 10 points."), "\(over)")
      } else {
        let verdict = words(session.answer(figures[round]))
        #expect(
          verdict.contains("Reviewed: right, with a hint. Your score stays 8 of 10 points."),
          "\(verdict)")
      }
      #expect(words(session.answer("map")).contains("The alpha one solved, 8 of 10 points"))
    }
    let kinds = try stage.store().attempts().map(\.kind.rawValue)
    #expect(kinds.filter { $0 == "review" }.count == 5 && kinds.filter { $0 == "hint" }.count == 1)
    #expect(try stage.store().submitted(of: "").events.count == 2)
  }

  /// Exercises of lessons still to come wait; one opens by its name.
  @Test func lessonsStillToComeWait() throws {
    let chapter =
      sampleChapter.replacing(
        "- Tell an idle hour from a used one",
        with: "- {text: Count seconds, exercises: [alpha, beta]}"
      ) + "\n\n```{exercise} alpha\n```\n\n## The last\n\n```{exercise} gamma\n```\n"
    try Data(chapter.utf8).write(to: URL(fileURLWithPath: stage.folder + "/Chapters/01-chapter.md"))
    let nothing = #expect(throws: Diagnostic.self) { try practice() }
    #expect(nothing?.suggestion == "gpulearn", "\(String(describing: nothing))")
    #expect(here(try practice("gamma")) == "gamma")
    var session = try stage.session("1/2", keepsProgress: true)
    _ = session.answer("goto 2")
    // Where alpha stands was read, and beta belongs to the same objective.
    var practising = try practice()
    #expect(here(practising) == "alpha")
    _ = practising.answer("10 s")
    _ = practising.answer("")
    #expect(here(practising) == "beta")
    _ = practising.answer("10 s")
    let end = words(practising.answer(""))
    #expect(end.contains("More belongs to lessons still to come: gpulearn goes on"), "\(end)")
    _ = session.answer("goto 3")
    #expect(here(try practice()) == "gamma")
  }
}
