import Course
import Diagnostics
import Records
import SampleCourse
import Session
import Synchronization
import Testing

/// Progress that can be opened, and then not read.
@Suite struct UnreadableProgressTests {
  /// What is read too early overwrites nothing: where settings cannot be read, none are written.
  @Test func nothingIsWrittenOverWhatCannotBeRead() throws {
    let stage = try Stage(sampleChapter)
    let progress = FailingProgress(fails: ["settings"])
    var session = try GuidedSession(course: try Course(folder: stage.folder), store: progress)
    #expect(session.start().problems.map(\.code) == [.badStore])
    #expect(session.start().problems.isEmpty, "it is said once")
    let replies = ["gpus = 8", "", "", "next", "next"].map { session.answer($0) }
    #expect(replies.allSatisfy { $0.problems.isEmpty })
    #expect(progress.writes == [])
  }

  @Test func theChapterThatWasLeftIsNotGuessed() throws {
    let stage = try Stage(sampleChapter)
    let progress = FailingProgress(fails: ["lastChapter"])
    var session = try GuidedSession(course: try Course(folder: stage.folder), store: progress)
    #expect(session.start().problems.map(\.code) == [.badStore])
    _ = session.answer("gpus = 8")
    #expect(progress.writes == [])
  }

  @Test func aScriptIsTold() throws {
    let stage = try Stage(sampleChapter)
    let progress = FailingProgress(fails: ["position"])
    var session = try GuidedSession(course: try Course(folder: stage.folder), store: progress)
    #expect(session.beginScript().map(\.code) == [.badStore])
  }

  @Test func standingsAreNotMadeUp() throws {
    let stage = try Stage(sampleChapter)
    let progress = FailingProgress(fails: ["attempts"])
    var session = try GuidedSession(course: try Course(folder: stage.folder), store: progress)
    #expect(session.start().problems.isEmpty)
    let reply = session.answer("progress")
    #expect(reply.problems.map(\.code) == [.badStore])
    #expect(!stage.drawn(reply).contains("exercises solved"))
  }

  @Test func theCourseWithoutItsProgress() throws {
    let stage = try Stage(sampleChapter)
    let course = try Course(folder: stage.folder)
    let progress = FailingProgress(fails: ["finishedLessons"])
    let chapters = Overview.chapters(of: course, progress)
    #expect(chapters.problems.map(\.code) == [.badStore])
    #expect(stage.drawn(chapters).contains("2 lessons\n"))
    let problem = #expect(throws: Diagnostic.self) {
      try Overview.progress(in: course, progress)
    }
    #expect(problem?.code == .badStore)
  }

  /// A chapter that cannot be read does not just vanish.
  @Test func brokenChaptersAreTold() throws {
    let stage = try Stage(sampleChapter, "no head at all")
    let reply = Overview.chapters(of: try Course(folder: stage.folder), nil)
    #expect(stage.drawn(reply).contains("A sample"))
  }
}

/// Keeps nothing, says what was written, and fails where it is told to.
private final class FailingProgress: Progress {
  private let fails: Set<String>
  private let written = Mutex<[String]>([])

  init(fails: Set<String>) { self.fails = fails }

  var writes: [String] { written.withLock { $0 } }

  private func read<T>(_ what: String, _ value: T) throws(Diagnostic) -> T {
    if fails.contains(what) { throw Diagnostic(.badStore, "The store is gone.") }
    return value
  }

  private func write(_ what: String) { written.withLock { $0.append(what) } }

  func lastChapter() throws(Diagnostic) -> String? { try read("lastChapter", nil) }
  func position(in chapter: String) throws(Diagnostic) -> Position? { try read("position", nil) }
  func save(_ position: Position, in chapter: String, at time: Double) { write("position") }
  func finishedLessons(of chapter: String) throws(Diagnostic) -> Set<String> {
    try read("finishedLessons", [])
  }
  func finish(lesson: String, of chapter: String, at time: Double) { write("finished") }
  func forget(chapter: String) { write("forget") }
  func settings(of chapter: String) throws(Diagnostic) -> [Records.Setting] {
    try read("settings", [])
  }
  func replaceSettings(
    of chapter: String, with settings: [Records.Setting], knowing known: [Records.Setting]?
  ) { write("settings") }
  func append(_ attempt: Attempt) { write("attempt") }
  func attempts(in chapter: String?) throws(Diagnostic) -> [Attempt] { try read("attempts", []) }
  func submitted(of course: String) throws(Diagnostic) -> (learner: Learner?, events: [Event]) {
    (nil, [])
  }
  func knownLearner() throws(Diagnostic) -> Learner? { nil }
  func learner() throws(Diagnostic) -> Learner { Learner(id: "ada", name: "", isChosen: true) }
  func setLearner(id: String?, name: String?) throws(Diagnostic) -> Learner { try learner() }
}
