import Diagnostics
import Foundation
import GRDB
import Records
import SampleExercises
import TestSupport
import Testing

@testable import Store

@Suite struct StoreTests {
  private func attempt(
    _ kind: Attempt.Kind, _ item: String, _ answer: String, _ time: Double, course: String = "c"
  ) -> Attempt {
    Attempt(
      kind: kind, chapter: "waste", lesson: "", item: item, answer: answer, time: time,
      origin: .init(course: course, version: "v1", variant: "0f"))
  }

  @Test func eventsAreNumberedAndChained() throws {
    let folder = try Folder()
    let store = try ProgressStore(path: folder.path + "/p.sqlite")
    try store.append(attempt(.predict, "1", "5", 1))
    try store.append(attempt(.exercise, "a", "5", 2))
    try store.append(attempt(.hint, "a", "1", 3.5))
    try store.append(attempt(.exercise, "a", "9", 4, course: "other"))
    // Another program on the same file goes on in the same chain.
    let other = try ProgressStore(path: folder.path + "/p.sqlite")
    try other.append(attempt(.solution, "a", "", 5))
    let (learner, events) = try store.submitted(of: "c")
    let id = try #require(learner?.id)
    #expect(events.map(\.number) == [1, 2, 3])
    #expect(events.map(\.kind) == [.exercise, .hint, .solution])
    var previous = ""
    for event in events {
      #expect(event.hash == event.hash(after: previous, learner: id, course: "c"))
      previous = event.hash
    }
    #expect(try store.submitted(of: "other").events.map(\.number) == [1])
    #expect(try store.attempts().count == 5)
    #expect(try store.attempts().last?.origin == .init(course: "c", version: "v1", variant: "0f"))
  }

  /// A store that is up to date is opened while another program writes to it.
  @Test func openingWaitsForNobody() throws {
    let folder = try Folder()
    let path = folder.path + "/p.sqlite"
    _ = try ProgressStore(path: path)
    let writer = try DatabaseQueue(path: path)
    try writer.inDatabase { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      #expect(throws: Never.self) { try ProgressStore(path: path) }
      try database.execute(sql: "ROLLBACK")
    }
  }

  @Test func theLearnerIsDrawnOnceAndKept() throws {
    let folder = try Folder()
    let store = try ProgressStore(path: folder.path + "/p.sqlite")
    #expect(try store.knownLearner() == nil)
    let learner = try store.learner()
    #expect(learner.id.hasPrefix("anonymous-") && learner.id.count == 26 && !learner.isChosen)
    #expect(try ProgressStore(path: folder.path + "/p.sqlite").learner() == learner)
  }

  @Test func theIdIsSetBeforeTheFirstAnswerOnly() throws {
    let folder = try Folder()
    let store = try ProgressStore(path: folder.path + "/p.sqlite")
    _ = try store.learner()
    #expect(try store.setLearner(id: " ada\n").id == "ada")
    #expect(try store.setLearner(id: "Jo\u{308}rg", name: "  J  ").id == "J\u{F6}rg")
    try store.append(attempt(.predict, "1", "5", 1))
    #expect(try store.setLearner(id: "ada", name: "Ada").isChosen)
    try store.append(attempt(.exercise, "a", "5", 2))
    #expect(try store.setLearner(id: "ada", name: "Ada L").name == "Ada L")
    let problem = #expect(throws: Diagnostic.self) { try store.setLearner(id: "bob") }
    #expect(problem?.code == .learnerFixed)
    #expect(try store.learner().id == "ada")
  }

  @Test(arguments: [
    "", "  ", "a\u{1B}[31m", "a\nb", String(repeating: "x", count: 101), "a\u{202E}b",
  ])
  func idsThatCannotBe(_ id: String) throws {
    let folder = try Folder()
    let store = try ProgressStore(path: folder.path + "/p.sqlite")
    let problem = #expect(throws: Diagnostic.self) { try store.setLearner(id: id) }
    #expect(problem?.code == .badLearner)
    #expect(try store.knownLearner() == nil)
  }

  /// A store as version 1 of the format wrote it keeps everything, and its exercises' events get
  /// their links.
  @Test func versionOneIsBroughtUpToDate() throws {
    let folder = try Folder()
    let path = folder.path + "/p.sqlite"
    try FileManager.default.copyItem(
      atPath: "\(projectFolder)/Tests/StoreTests/Fixtures/progress-1.sqlite", toPath: path)
    let store = try ProgressStore(path: path)
    #expect(try store.lastChapter() == "waste")
    #expect(
      try store.position(in: "waste") == Position(lesson: "why", step: 2, line: 1))
    #expect(try store.finishedLessons(of: "waste") == ["first"])
    #expect(try store.settings(of: "waste").map(\.line) == ["waste.gpus = 8", "f(x) = x * 2"])
    let attempts = try store.attempts(in: "waste")
    #expect(attempts.map(\.kind) == [.predict, .exercise, .quiz, .hint])
    #expect(attempts.map(\.answer) == ["$13/(gpu*h)", "$27.78/gpu/h", "b", "1"])
    #expect(attempts.first?.time == 1_790_000_002.25)
    try store.append(attempt(.exercise, "a", "5", 1_790_000_009, course: ""))
    let (learner, events) = try store.submitted(of: "")
    #expect(events.map(\.number) == [1, 2, 3])
    var previous = ""
    for event in events {
      let fitting = event.hash(after: previous, learner: learner?.id ?? "", course: "")
      #expect(event.hash == fitting)
      previous = event.hash
    }
    // Opening it again changes nothing.
    #expect(try ProgressStore(path: path).attempts().count == 5)
  }

  @Test func manyAtOnceLoseNothing() async throws {
    let folder = try Folder()
    let path = folder.path + "/p.sqlite"
    let stores = try (0..<4).map { _ in try ProgressStore(path: path) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, store) in stores.enumerated() {
        let attempts = (0..<10).map { attempt(.exercise, "a", "\(index) \($0)", Double($0)) }
        group.addTask { for attempt in attempts { try store.append(attempt) } }
      }
      try await group.waitForAll()
    }
    #expect(try stores[0].submitted(of: "c").events.map(\.number) == Array(1...40))
  }
}
