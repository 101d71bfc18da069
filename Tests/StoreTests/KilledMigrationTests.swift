import Basics
import Foundation
import GRDB
import PseudoTerminal
import Records
import SampleExercises
import TestSupport
import Testing

@testable import Store

/// A program that is killed while it brings an old store up to date: nothing is lost, nothing is
/// invented, and the next program finishes it.
@Suite struct KilledMigrationTests {
  /// A store as version 1 wrote it with many answers, so that bringing it up to date takes a while.
  private static func oldStore(at path: String, attempts: Int) throws {
    try FileManager.default.copyItem(
      atPath: "\(projectFolder)/Tests/StoreTests/Fixtures/progress-1.sqlite", toPath: path)
    try DatabaseQueue(path: path).write { database in
      for number in 0..<attempts {
        try database.execute(
          sql: """
            INSERT INTO attempt (at, chapter, lesson, kind, item, answer)
            VALUES (?, 'waste', 'why', ?, 'x', ?)
            """,
          arguments: [
            1_790_000_100 + Double(number), number % 3 == 0 ? "predict" : "exercise", "\(number)",
          ])
      }
    }
  }

  @Test(arguments: [UInt64](1...4)) func killedAtAnyMoment(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let folder = try Folder()
    let home = folder.path + "/gpulearn/profiles/ada"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    let path = home + "/progress.sqlite"
    let count = 4000
    try KilledMigrationTests.oldStore(at: path, attempts: count)
    for _ in 1...3 {
      let program = try PseudoTerminal(
        PseudoTerminal.built("gpulearn"),
        ["progress", "--course", projectFolder, "--profile", "ada"],
        environment: ["HOME": folder.path, "XDG_DATA_HOME": folder.path, "TERM": "xterm"],
        columns: 90, rows: 40)
      // No test hangs on how long this is: it only chooses the moment.
      usleep(UInt32.random(in: 5_000...90_000, using: &random))
      program.signal(SIGKILL)
      _ = try program.wait()
      // Either the old version or the new one, never something between.
      let version = try DatabaseQueue(path: path).read {
        try Int.fetchOne($0, sql: "PRAGMA user_version")
      }
      #expect(version == 1 || version == ProgressStore.version, "seed \(seed)")
    }
    let store = try ProgressStore(path: path)
    #expect(try store.attempts().count == count + 4, "seed \(seed)")
    let (learner, events) = try store.submitted(of: "")
    #expect(events.map(\.number) == Array(1...events.count), "seed \(seed)")
    var previous = ""
    for event in events {
      #expect(event.hash == event.hash(after: previous, learner: learner?.id ?? "", course: ""))
      previous = event.hash
    }
  }
}
