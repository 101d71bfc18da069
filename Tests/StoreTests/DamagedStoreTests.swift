import Basics
import Diagnostics
import Foundation
import GRDB
import Records
import SampleExercises
import TestSupport
import Testing

@testable import Store

/// Stores that cannot be used, or not wholly: each is told, and nothing is made up in its place.
@Suite struct DamagedStoreTests {
  private let folder: Folder
  private var path: String { folder.path + "/p.sqlite" }

  init() throws { folder = try Folder() }

  /// A store that holds something of everything.
  private func filled() throws -> ProgressStore {
    let store = try ProgressStore(path: path)
    _ = try store.setLearner(id: "ada", name: "Ada")
    try store.save(Position(lesson: "why", step: 2, line: 1), in: "waste", at: 5)
    try store.finish(lesson: "first", of: "waste", at: 6)
    try store.replaceSettings(of: "waste", with: [Setting(name: "a.b", line: "a.b = 8")])
    for kind in [Attempt.Kind.exercise, .hint, .predict] {
      try store.append(
        Attempt(
          kind: kind, chapter: "waste", lesson: "why", item: "x", answer: "1", time: 7,
          origin: .init(course: "c", version: "v", variant: "0f")))
    }
    return store
  }

  /// What another program did to it.
  private func change(_ sql: String) throws {
    try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: sql) }
  }

  // MARK: Values

  /// What stands in a column instead, and what can no longer be read.
  static let values: [(table: String, column: String, value: String, reads: [String])] = [
    ("position", "lesson", "x'ff'", ["position"]), ("position", "step", "'two'", ["position"]),
    ("position", "step", "1e300", ["position"]), ("position", "line", "x''", ["position"]),
    ("setting", "name", "x'ff'", ["settings"]), ("setting", "line", "x'c328'", ["settings"]),
    ("attempt", "at", "'soon'", ["attempts", "submitted"]),
    ("attempt", "chapter", "x'ff'", ["submitted"]),
    ("attempt", "lesson", "x'ff'", ["attempts", "submitted"]),
    ("attempt", "kind", "x'ff'", ["attempts", "submitted"]),
    ("attempt", "item", "x'ff'", ["attempts", "submitted"]),
    ("attempt", "answer", "x'ff'", ["attempts", "submitted"]),
    ("attempt", "version", "x'ff'", ["attempts", "submitted"]),
    ("attempt", "variant", "x'ff'", ["attempts", "submitted"]),
    ("attempt", "meant", "'{'", ["attempts", "submitted"]),
    ("attempt", "number", "'first'", ["submitted"]), ("attempt", "hash", "x'ff'", ["submitted"]),
    ("learner", "id", "x'ff'", ["submitted", "learner"]),
    ("learner", "name", "x'ff'", ["submitted", "learner"]),
    ("learner", "chosen", "'perhaps'", ["submitted", "learner"]),
  ]

  @Test(arguments: values.indices) func aValueOfAnotherKind(_ index: Int) throws {
    let (table, column, value, reads) = Self.values[index]
    let store = try filled()
    let isNumbered = column == "number" || column == "hash"
    try change(
      "UPDATE \(table) SET \(column) = \(value)" + (isNumbered ? " WHERE number = 1" : ""))
    var failed: [String] = []
    func read(_ name: String, _ body: () throws(Diagnostic) -> Void) {
      do throws(Diagnostic) {
        try body()
      } catch {
        failed.append(name)
        #expect(error.code == .badStore)
        #expect(error.message.contains("is damaged") && error.message.contains("“\(column)”"))
        #expect(error.notes.joined().contains("Move it away"))
      }
    }
    read("position") { () throws(Diagnostic) in _ = try store.position(in: "waste") }
    read("settings") { () throws(Diagnostic) in _ = try store.settings(of: "waste") }
    read("attempts") { () throws(Diagnostic) in _ = try store.attempts(in: "waste") }
    read("submitted") { () throws(Diagnostic) in _ = try store.submitted(of: "c") }
    read("learner") { () throws(Diagnostic) in _ = try store.knownLearner() }
    #expect(failed == reads)
  }

  /// A kind of attempt that only a newer program knows is passed over.
  @Test func anUnknownKindOfAttempt() throws {
    let store = try filled()
    try change("UPDATE attempt SET kind = 'sang' WHERE kind = 'predict'")
    #expect(try store.attempts().map(\.kind) == [.exercise, .hint])
  }

  // MARK: Files

  /// Bytes changed anywhere: what can be read is, and the rest is told; nothing crashes.
  @Test(arguments: 0..<60) func damageAnywhere(_ seed: UInt64) throws {
    do { _ = try filled() }
    try change("PRAGMA wal_checkpoint(TRUNCATE)")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    var random = SplitMix64(seed: seed)
    switch seed % 3 {
    case 0: bytes = bytes.prefix(Int.random(in: 0..<bytes.count, using: &random))
    case 1:
      for _ in 0..<20 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
    default:
      let start = Int.random(in: 0..<bytes.count, using: &random)
      for place in start..<min(start + 600, bytes.count) { bytes[place] = 0xA5 }
    }
    try bytes.write(to: URL(fileURLWithPath: path))
    do throws(Diagnostic) {
      let store = try ProgressStore(path: path)
      _ = try store.position(in: "waste")
      _ = try store.attempts()
      _ = try store.submitted(of: "c")
      try store.append(
        Attempt(kind: .exercise, chapter: "waste", lesson: "", item: "x", answer: "", time: 1))
      try store.forget(chapter: "waste")
      #expect(try store.lastChapter() != "waste")
    } catch {
      #expect(error.code == .badStore || error.code == .newerStore, "seed \(seed): \(error)")
      #expect(!error.notes.isEmpty)
    }
  }

  /// A file that is none, and what is said of it.
  @Test func filesThatAreNoStore() throws {
    func said(_ path: String) -> Diagnostic? {
      #expect(throws: Diagnostic.self) { try ProgressStore(path: path) }
    }
    let text = try folder.write("text.sqlite", String(repeating: "no database\n", count: 90))
    #expect(said(text)?.message.contains("is damaged") == true)
    let missing = said(folder.path + "/none/p.sqlite")
    #expect(missing?.message.contains("cannot be opened or written") == true)
    #expect(missing?.message.contains("/none/p.sqlite") == true)
    #expect(said(folder.path)?.notes.joined().contains("Look who may read and write") == true)
  }

  @Test(arguments: [(4, true), (99, true), (3, false)])
  func storesOfAnotherVersion(_ version: Int, _ isNewer: Bool) throws {
    do { _ = try filled() }
    try change("PRAGMA user_version = \(version)")
    guard isNewer else {
      #expect(try ProgressStore(path: path).attempts().count == 3)
      return
    }
    let problem = #expect(throws: Diagnostic.self) { try ProgressStore(path: path) }
    #expect(problem?.code == .newerStore)
    #expect(problem?.message.contains("format \(version), this one knows 3") == true)
    // It is left as it was.
    try change("PRAGMA user_version = 3")
    #expect(try ProgressStore(path: path).attempts().count == 3)
  }

  /// What another program holds for longer than five seconds is told, and nothing of it is kept.
  @Test func aStoreThatIsInUse() throws {
    let store = try filled()
    let before = try store.attempts().count
    let other = try DatabaseQueue(path: path)
    let problem = try other.inDatabase { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      defer { try? database.execute(sql: "ROLLBACK") }
      // Reading needs nobody's leave.
      #expect(try store.attempts().count == before)
      return #expect(throws: Diagnostic.self) {
        try store.append(
          Attempt(kind: .quiz, chapter: "waste", lesson: "", item: "x", answer: "", time: 1))
      }
    }
    #expect(problem?.message.contains("is being used by another program") == true)
    #expect(try store.attempts().count == before)
  }

  /// Each way in which SQLite fails has words of its own and says what to do.
  @Test(arguments: [
    (ResultCode.SQLITE_BUSY, "is being used by another program", "Try again"),
    (.SQLITE_LOCKED, "is being used by another program", "Try again"),
    (.SQLITE_CORRUPT, "is damaged: why", "Move it away"),
    (.SQLITE_NOTADB, "is damaged: why", "Move it away"),
    (.SQLITE_CANTOPEN, "cannot be opened or written: why", "Look who may"),
    (.SQLITE_PERM, "cannot be opened or written: why", "Look who may"),
    (.SQLITE_READONLY, "cannot be opened or written: why", "Look who may"),
    (.SQLITE_FULL, "cannot be written: why", "Make room"),
    (.SQLITE_IOERR, "cannot be written: why", "Make room"),
    (.SQLITE_CONSTRAINT, "cannot be used: why", "Move it away"),
  ])
  func words(_ code: ResultCode, _ what: String, _ advice: String) {
    let problem = ProgressStore.bad(DatabaseError(resultCode: code, message: "why"), "/p")
    #expect(problem.code == .badStore && problem.message == "The progress file /p \(what).")
    #expect(problem.notes.joined().hasPrefix(advice))
    #expect(problem.notes.joined().contains("--profile NAME"))
  }

  @Test func anErrorOfAnotherKind() {
    struct Strange: Error {}
    let problem = ProgressStore.bad(Strange(), "/p")
    #expect(problem.message == "The progress file /p cannot be used: Strange().")
  }
}
