import Answers
import Course
import Diagnostics
import Foundation
import Records
import SampleCourse
import Session
import Testing

/// What is kept, and what comes back.
@Suite struct ProgressTests {
  @Test func aSessionGoesOnWhereItWasLeft() throws {
    let stage = try Stage(sampleChapter)
    do {
      // Dropped without a word of goodbye, as by kill -9.
      var session = try stage.session(keepsProgress: true)
      _ = session.answer("utilization = 40%")
      _ = session.answer("f(x) = x * 2")
      _ = session.answer("mine = f(rent)")
      _ = session.answer("rent = mine / 4")
      _ = session.answer("skip")
      _ = session.answer("$13/(gpu*h)")
    }
    var session = try stage.session(keepsProgress: true)
    let start = stage.drawn(session.start())
    #expect(start.contains("Enter goes on."), "the guess was given: \(start)")
    #expect(stage.play(&session, ["utilization"]).contains("40%"))
    #expect(stage.play(&session, ["mine"]).contains("$24,000/month"))
    #expect(stage.play(&session, ["effective"]).contains("/gpu·h"))
    let attempts = try stage.store().attempts(in: "sample")
    #expect(attempts.map(\.answer) == ["$13/(gpu*h)"])
    #expect(attempts.first?.kind == .predict)
  }

  @Test func aTryBlockGoesOnInTheMiddle() throws {
    let stage = try Stage(sampleChapter)
    var session = try stage.session(keepsProgress: true)
    _ = session.answer("")
    var again = try stage.session(keepsProgress: true)
    let start = stage.drawn(again.start())
    #expect(start.contains("✓ utilization = 40%"))
    #expect(start.contains("Enter runs why wasted"))
    #expect(stage.play(&again, [""]).contains("wasted = rent * (1 - utilization)"))
  }

  @Test func resetAllIsKeptToo() throws {
    let stage = try Stage(sampleChapter)
    var session = try stage.session(keepsProgress: true)
    _ = session.answer("utilization = 40%")
    _ = session.answer("reset all")
    var again = try stage.session(keepsProgress: true)
    #expect(stage.play(&again, ["utilization"]).contains("15%"))
  }

  /// A setting that the chapter no longer has is passed over, and the others come back.
  @Test func aChangedChapterKeepsWhatFits() throws {
    let stage = try Stage(sampleChapter)
    let store = try stage.store()
    try store.replaceSettings(
      of: "sample",
      with: [
        Setting(name: "gone.x", line: "gone.x = 5"),
        Setting(name: "my.b", line: "my.b = my.a * 2"),
        Setting(name: "my.a", line: "my.a = 3 h"),
        Setting(name: "waste.gpus", line: "waste.gpus = 6400"),
      ])
    var session = try stage.session(keepsProgress: true)
    #expect(stage.play(&session, ["b"]).contains("6 h"))
    #expect(stage.play(&session, ["gpus"]).contains("4 gpu"))
  }

  @Test func aNewerStoreIsLeftAlone() throws {
    let stage = try Stage(sampleChapter)
    _ = try stage.store()
    let path = stage.storePath
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", path, "PRAGMA user_version = 99"]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return }
    let error = #expect(throws: Diagnostic.self) { try stage.store() }
    #expect(error?.code == .newerStore)
  }

  @Test func aDamagedStoreIsTold() throws {
    let stage = try Stage(sampleChapter)
    try Data("this is no database, and longer than a header of one would be".utf8).write(
      to: URL(fileURLWithPath: stage.storePath))
    let error = #expect(throws: Diagnostic.self) { try stage.store() }
    #expect(error?.code == .badStore)
  }
}
