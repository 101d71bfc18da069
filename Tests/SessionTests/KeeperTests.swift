import Course
import Diagnostics
import Records
import SampleCourse
import Testing

@testable import Session

/// What a session keeps, and what it does where nothing can be kept.
@Suite struct KeeperTests {
  private func place() throws -> Place {
    let chapter = Chapter.parse(Source(name: "Chapters/1-sample.md", sampleChapter)).chapter
    return try Place(in: OpenChapter(number: 1, chapter: chapter))
  }

  private func attempt(_ item: String, _ answer: String, in chapter: String) -> Attempt {
    Attempt(kind: .exercise, chapter: chapter, lesson: "", item: item, answer: answer, time: 1)
  }

  @Test func nothingIsKeptWhereThereIsNoStore() throws {
    var keeper = Keeper(nil, now: { 7 })
    var place = try place()
    #expect(try keeper.learner() == "guest")
    let (settings, position) = try keeper.open(chapter: "sample")
    #expect(settings.isEmpty && position == nil && keeper.finished.isEmpty)
    for reply in [
      keeper.keep(place, done: 1), keeper.keep(attempt("a", "5", in: "sample")),
      keeper.keep([Setting(name: "x", line: "x = 1")], of: "sample"), keeper.finish(place),
    ] { #expect(reply.problems.isEmpty && reply.display.blocks.isEmpty) }
    #expect(try keeper.attempts().isEmpty)
    // What was worked through is known as long as the chapter is open.
    #expect(keeper.finished == ["what-idling-costs"])
    try place.goto(lesson: "2")
    _ = keeper.finish(place)
    #expect(keeper.finished == ["what-idling-costs", "a-second-lesson"])
    _ = try keeper.open(chapter: "other")
    #expect(keeper.finished.isEmpty)
  }

  @Test func whatIsKeptIsThereAgain() throws {
    let progress = MemoryProgress()
    var keeper = Keeper(progress, now: { 7 })
    var place = try place()
    #expect(try keeper.learner() == "somebody")
    #expect(place.advance() == .step)
    #expect(keeper.keep(place, done: 2).problems.isEmpty)
    #expect(keeper.finish(place).problems.isEmpty)
    let lines = ["waste.gpus = 8", "f(x) = x * 2"]
    let settings = zip(["waste.gpus", "f()"], lines).map { Setting(name: $0, line: $1) }
    #expect(keeper.keep(settings, of: "sample").problems.isEmpty)
    #expect(progress.times == [7, 7])

    var other = Keeper(progress, now: { 9 })
    #expect(other.finished.isEmpty)
    let (found, position) = try other.open(chapter: "sample")
    #expect(found == lines && other.finished == ["what-idling-costs"])
    #expect(position == Position(lesson: "what-idling-costs", step: 1, line: 2))
    let (none, nowhere) = try other.open(chapter: "another")
    #expect(none.isEmpty && nowhere == nil && other.finished.isEmpty)
  }

  @Test func attemptsStandWithTheirExercise() throws {
    let keeper = Keeper(MemoryProgress(), now: { 7 })
    for (item, answer, chapter) in [
      ("a", "1", "x"), ("b", "2", "x"), ("a", "3", "x"), ("c", "4", "y"),
    ] { #expect(keeper.keep(attempt(item, answer, in: chapter)).problems.isEmpty) }
    #expect(
      try keeper.attempts().mapValues { $0.map(\.answer) } == [
        "a": ["1", "3"], "b": ["2"], "c": ["4"],
      ])
    #expect(try keeper.attempts(in: "y").keys.sorted() == ["c"])
  }

  /// A store that fails is told each time, and what was done stays done in the session.
  @Test func whatCannotBeKeptIsSaid() throws {
    let progress = MemoryProgress()
    progress.breakDown()
    var keeper = Keeper(progress, now: { 7 })
    let place = try place()
    for reply in [
      keeper.keep(place, done: 0), keeper.keep([], of: "sample"),
      keeper.keep(attempt("a", "5", in: "sample")), keeper.finish(place),
    ] { #expect(reply.problems.map(\.code) == [.badStore] && !reply.ends) }
    #expect(keeper.finished == ["what-idling-costs"])
    #expect(throws: Diagnostic.self) { try keeper.learner() }
    #expect(throws: Diagnostic.self) { try keeper.attempts() }
    #expect(throws: Diagnostic.self) { try keeper.open(chapter: "sample") }
    #expect(keeper.finished.isEmpty)
  }
}
