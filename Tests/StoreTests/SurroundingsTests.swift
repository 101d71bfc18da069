import Diagnostics
import Foundation
import Records
import SampleExercises
import TestSupport
import Testing

@testable import Store

/// A store where there is no room, where nothing may be written, where somebody else writes too, and
/// where the clock is wrong.
@Suite struct SurroundingsTests {
  private let folder: Folder
  private var path: String { folder.path + "/p.sqlite" }

  init() throws { folder = try Folder() }

  // MARK: No room

  /// Each answer that finds no room is told; those before stay, and those after are kept again.
  @Test func aFullDisk() async throws {
    await #expect(processExitsWith: .success) { [path = path as String] in
      let store = try ProgressStore(path: path)
      limitFiles(to: 100_000)
      var given = 0
      for _ in 0..<3 {
        do throws(Diagnostic) {
          while given < 1_000 {
            try store.append(answer(given))
            given += 1
          }
          Issue.record("There was room for everything.")
        } catch {
          #expect(error.code == .badStore && error.message.contains("cannot be written"))
          #expect(error.notes.joined().contains("Make room on the disk"))
        }
        #expect(try store.attempts().map { $0.answer } == (0..<given).map { "\($0)" })
      }
      #expect(given > 0)
      limitFiles(to: rlim_t.max)
      try store.append(answer(given))
      try store.expectChain(count: given + 1)
      try ProgressStore(path: path).expectChain(count: given + 1)
    }
  }

  /// An older store that finds no room to be brought up to date stays as it is.
  @Test func migratingOnAFullDisk() async throws {
    try FileManager.default.copyItem(
      atPath: "\(projectFolder)/Tests/StoreTests/Fixtures/progress-1.sqlite", toPath: path)
    await #expect(processExitsWith: .success) { [path = path as String] in
      for room in stride(from: 0, through: 12_288, by: 1_024) {
        limitFiles(to: rlim_t(room))
        let problem = #expect(throws: Diagnostic.self, "\(room)") { try ProgressStore(path: path) }
        #expect(problem?.code == .badStore, "\(room)")
      }
    }
    let store = try ProgressStore(path: path)
    #expect(try store.attempts().map { $0.answer } == ["$13/(gpu*h)", "$27.78/gpu/h", "b", "1"])
    try store.expectChain(of: "", count: 2)
  }

  // MARK: No leave

  @Test func aHomeThatMayOnlyBeRead() async throws {
    let home = ProfileFolder(nil, environment: ["XDG_DATA_HOME": folder.path])
    try home.store().append(answer(0))
    chmod(home.path + "/progress.sqlite", 0o444)
    for path in [home.path, folder.path] { chmod(path, 0o555) }
    defer { for path in [home.path, folder.path] { chmod(path, 0o755) } }
    await #expect(processExitsWith: .success) { [folder = folder.path as String] in
      // Whoever may do everything becomes nobody.
      if getuid() == 0 { try #require(setuid(65_534) == 0) }
      let environment = ["XDG_DATA_HOME": folder]
      let home = ProfileFolder(nil, environment: environment)
      let problem = #expect(throws: Diagnostic.self) { try home.store() }
      #expect(problem?.message.contains("cannot be opened or written") == true)
      #expect(problem?.notes.joined().contains("Look who may read and write it") == true)
      let other = ProfileFolder("other", environment: environment)
      #expect(throws: Diagnostic.self) { try other.store() }
      #expect(try other.knownStore() == nil)
    }
    for path in [folder.path, home.path] { chmod(path, 0o755) }
    chmod(home.path + "/progress.sqlite", 0o644)
    try home.store().expectChain(count: 1)
  }

  // MARK: Not alone

  /// Two programs open one store of an older version, bring it up to date and answer, all at once.
  @Test func twoPrograms() async throws {
    try FileManager.default.copyItem(
      atPath: "\(projectFolder)/Tests/StoreTests/Fixtures/progress-1.sqlite", toPath: path)
    await withTaskGroup(of: Void.self) { group in
      for name in ["one", "two"] {
        group.addTask { [path] in
          await #expect(processExitsWith: .success) {
            [path = path as String, name = name as String] in
            // Each waits for the other.
            close(open("\(path)-\(name)", O_WRONLY | O_CREAT, 0o600))
            while access("\(path)-one", F_OK) != 0 || access("\(path)-two", F_OK) != 0 {
              usleep(1_000)
            }
            let store = try ProgressStore(path: path)
            for number in 0..<25 { try store.append(answer(number, to: name)) }
          }
        }
      }
    }
    let store = try ProgressStore(path: path)
    let answers = try store.attempts().dropFirst(4)
    for name in ["one", "two"] {
      let own = answers.filter { $0.item == name }.map { $0.answer }
      #expect(own == (0..<25).map { "\($0)" })
    }
    #expect(answers.count == 50)
    try store.expectChain(count: 50)
    try store.expectChain(of: "", count: 2)
  }

  // MARK: The clock

  /// Answers stand in the order in which they were given, each with the time that the clock showed.
  @Test func aClockThatIsSetBack() throws {
    let times: [Double] = [1_790_000_000, 1_790_000_001, 3, -1, 1_790_000_002, 1_790_000_002]
    do {
      let store = try ProgressStore(path: path)
      for (number, time) in times.enumerated() { try store.append(answer(number, at: time)) }
      try store.save(Position(lesson: "late", step: 2, line: 1), in: "waste", at: 1_790_000_000)
      try store.save(Position(lesson: "early", step: 0, line: 0), in: "waste", at: 3)
      try store.finish(lesson: "late", of: "waste", at: 1_790_000_000)
      try store.finish(lesson: "early", of: "waste", at: 3)
    }
    let store = try ProgressStore(path: path)
    #expect(try store.attempts().map { $0.time } == times)
    #expect(try store.attempts().map { $0.answer } == times.indices.map { "\($0)" })
    #expect(try store.submitted(of: "c").events.map { $0.time } == times)
    try store.expectChain(count: times.count)
    #expect(try store.position(in: "waste") == Position(lesson: "early", step: 0, line: 0))
    #expect(try store.finishedLessons(of: "waste") == ["early", "late"])
  }
}

/// From now on no file of this process grows beyond so many bytes; what would fails, as on a full
/// disk.
private func limitFiles(to bytes: rlim_t) {
  signal(SIGXFSZ, SIG_IGN)
  var limit = rlimit()
  getrlimit(fileSize, &limit)
  limit.rlim_cur = min(bytes, limit.rlim_max)
  setrlimit(fileSize, &limit)
}

#if canImport(Glibc)
  private let fileSize = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
#else
  private let fileSize = RLIMIT_FSIZE
#endif
