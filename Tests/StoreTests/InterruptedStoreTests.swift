import Basics
import Foundation
import GRDB
import Records
import SampleExercises
import TestSupport
import Testing

@testable import Store

/// Programs that end while they write: nothing that was answered is lost, and nothing is made up.
///
/// What a killed program leaves is a log that ends anywhere, so logs are cut off at many places;
/// and a few programs are really killed.
@Suite struct InterruptedStoreTests {
  private let folder: Folder
  private var path: String { folder.path + "/p.sqlite" }

  init() throws { folder = try Folder() }

  // MARK: Writing

  @Test func aLogThatEndsAnywhere() throws {
    let store = try ProgressStore(path: path)
    // How long the log was when each answer, and then its settings, were kept.
    var answered: [Int] = []
    var set: [Int] = []
    for number in 0..<10 {
      try store.append(answer(number))
      answered.append(try bytes(path + "-wal").count)
      try store.replaceSettings(
        of: "waste", with: (0..<3).map { Setting(name: "s\($0)", line: "\(number)") })
      set.append(try bytes(path + "-wal").count)
    }
    let (file, log) = (try bytes(path), try bytes(path + "-wal"))
    var random = SplitMix64(seed: 7)
    let ends = (0..<60).map { _ in Int.random(in: 0...log.count, using: &random) }
    for end in ends + answered {
      let copy = try ProgressStore(path: try cut(file, log.prefix(end)))
      let kept = answered.filter { $0 <= end }.count
      #expect(
        try copy.attempts().map { $0.answer } == (0..<kept).map { "\($0)" }, "cut at \(end)")
      let settings = set.filter { $0 <= end }.count - 1
      let lines = settings < 0 ? [] : Array(repeating: "\(settings)", count: 3)
      #expect(try copy.settings(of: "waste").map { $0.line } == lines, "cut at \(end)")
      try copy.append(answer(kept))
      try copy.expectChain(count: kept + 1, "cut at \(end)")
    }
    try store.expectChain(count: 10)
  }

  @Test(arguments: 0..<5) func killedWhileAnswering(_ seed: UInt64) async throws {
    let said = folder.path + "/said"
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, said = said as String, seed] in
      let store = try ProgressStore(path: path)
      let file = open(said, O_WRONLY | O_CREAT | O_APPEND, 0o600)
      for number in 0... {
        try store.append(answer(number))
        // What was answered is said to be kept.
        write(file, ".", 1)
        if number == 0 { killThisProcess(within: 25_000, seed: seed) }
      }
    }
    let store = try ProgressStore(path: path)
    let (answers, count) = (try store.attempts(), try bytes(said).count)
    #expect(answers.map { $0.answer } == answers.indices.map { "\($0)" }, "seed \(seed)")
    #expect(
      answers.count == count || answers.count == count + 1, "seed \(seed): \(count) were said")
    try store.append(answer(answers.count))
    try store.expectChain(count: answers.count + 1, "seed \(seed)")
  }

  // MARK: An older version

  @Test func aMigrationThatEndsAnywhere() throws {
    try makeOldStore(answers: 60)
    let store = try ProgressStore(path: path)
    let (file, log) = (try bytes(path), try bytes(path + "-wal"))
    try expectMigrated(store, answers: 60)
    var random = SplitMix64(seed: 11)
    for _ in 0..<25 {
      let end = Int.random(in: 0..<log.count, using: &random)
      let copy = try ProgressStore(path: try cut(file, log.prefix(end)))
      try expectMigrated(copy, answers: 60, "cut at \(end)")
    }
  }

  @Test(arguments: 0..<5) func killedWhileMigrating(_ seed: UInt64) async throws {
    try makeOldStore(answers: 300)
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, seed] in
      killThisProcess(within: 60_000, seed: seed)
      let store = try ProgressStore(path: path)
      withExtendedLifetime(store) { while true { pause() } }
    }
    try expectMigrated(try ProgressStore(path: path), answers: 300, "seed \(seed)")
  }

  // MARK: Helpers

  /// A store of version 1 with more answers than the recorded one.
  private func makeOldStore(answers: Int) throws {
    try FileManager.default.copyItem(
      atPath: "\(projectFolder)/Tests/StoreTests/Fixtures/progress-1.sqlite", toPath: path)
    try DatabaseQueue(path: path).write {
      try $0.execute(
        sql: """
          WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
          INSERT INTO attempt (at, chapter, lesson, kind, item, answer)
          SELECT i, 'more', '', 'exercise', 'x', i FROM n
          """, arguments: [answers])
    }
  }

  private func expectMigrated(
    _ store: ProgressStore, answers: Int, _ comment: Comment? = nil
  ) throws {
    let recorded = try store.attempts(in: "waste").map { $0.answer }
    #expect(recorded == ["$13/(gpu*h)", "$27.78/gpu/h", "b", "1"], comment)
    let more = try store.attempts(in: "more").map { $0.answer }
    #expect(more == (0..<answers).map { "\($0)" }, comment)
    #expect(try store.position(in: "waste")?.lesson == "why", comment)
    #expect(try store.settings(of: "waste").count == 2, comment)
    // Of the recorded ones, two are events.
    try store.expectChain(of: "", count: answers + 2, comment)
  }

  private func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// The file and what there is of its log, as a killed program leaves them.
  private func cut(_ file: Data, _ log: Data) throws -> String {
    let copy = folder.path + "/" + UUID().uuidString
    try file.write(to: URL(fileURLWithPath: copy))
    try log.write(to: URL(fileURLWithPath: copy + "-wal"))
    return copy
  }
}

/// Kills this process after a time drawn at random, wherever it is then.
/// - Parameter microseconds: the longest time.
private func killThisProcess(within microseconds: UInt32, seed: UInt64) {
  var random = SplitMix64(seed: seed)
  let time = UInt32.random(in: 0...microseconds, using: &random)
  Thread {
    usleep(time)
    kill(getpid(), SIGKILL)
  }.start()
}
