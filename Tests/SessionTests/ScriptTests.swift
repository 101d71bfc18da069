import Foundation
import PseudoTerminal
import Records
import SampleCourse
import Session
import Store
import TestSupport
import Testing

/// Lines that nobody types, and the learner whose progress is none of their business.
@Suite struct ScriptTests {
  private let home: String

  init() throws { home = try ProgramTests.home() }

  private var storePath: String { home + "/gpulearn/progress.sqlite" }

  private func run(_ arguments: [String], _ input: String = "") throws -> ProgramRun {
    try ProgramRun.run(
      arguments + ["--course", projectFolder], environment: ProgramTests.environment(home),
      input: input)
  }

  private func store(_ path: String? = nil) throws -> ProgressStore {
    let path = path ?? storePath
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
      withIntermediateDirectories: true)
    return try ProgressStore(path: path)
  }

  private func removeHome() { try? FileManager.default.removeItem(atPath: home) }

  @Test func nothingIsKeptOfAScript() throws {
    defer { removeHome() }
    #expect(try run(["1/utilization"], "gpus = 8\n").output.contains("$27.78 → $13.89/gpu·h"))
    #expect(try run(["1/utilization"], "gpus\n").output == "4 gpu\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: home) == [])
  }

  @Test func nothingOfALearnerIsRead() throws {
    defer { removeHome() }
    let line = "utilization.gpus = 8"
    let store = try store()
    try store.replaceSettings(
      of: "introduction", with: [Records.Setting(name: "utilization.gpus", line: line)])
    try store.save(Position(lesson: "who-pays", step: 1), in: "serverless", at: 1)
    #expect(try run(["1/utilization"], "gpus\ngpus = 16\n").output.hasPrefix("4 gpu\n"))
    #expect(try store.settings(of: "introduction").map(\.line) == [line])
    #expect(try store.lastChapter() == "serverless")
  }

  @Test func aProfileIsKeptAndRead() throws {
    defer { removeHome() }
    _ = try run(["1/utilization", "--profile", "p"], "gpus = 8\n")
    #expect(try run(["1/utilization", "--profile", "p"], "gpus\n").output == "8 gpu\n")
    #expect(try run(["1/utilization", "--profile", "q"], "gpus\n").output == "4 gpu\n")
  }

  @Test(arguments: [
    ["-"], ["--file", "-"], ["1/utilization", "-"], ["eval", "-"],
    ["eval", "--file", "-"], ["eval", "1 + 1", "-"], ["--file", "FILE"],
    ["eval", "--file", "FILE"],
  ]) func whereLinesComeFrom(_ arguments: [String]) throws {
    defer { removeHome() }
    let file = home + "/lines.txt"
    let lines = "# a remark\nx = 21\nx * 2\n"
    let isFile = arguments.contains("FILE")
    if isFile { try Data(lines.utf8).write(to: URL(fileURLWithPath: file)) }
    let ended = try run(arguments.map { $0 == "FILE" ? file : $0 }, isFile ? "" : lines)
    #expect(ended.status == 0 && ended.error == "", "\(ended)")
    #expect(ended.output.contains("42"), "\(ended)")
  }

  @Test(arguments: [["--file"], ["eval", "--file"], ["practice", "--file"]])
  func filesThatCannotBeRead(_ arguments: [String]) throws {
    defer { removeHome() }
    for (path, reason) in [("/nowhere", "No such file"), (home, "Is a directory")] {
      let ended = try run(arguments + [path])
      #expect(ended.status == 74 && ended.error.contains(reason), "\(ended)")
    }
  }

  @Test(arguments: [["1/utilization"], ["eval", "-"]])
  func longLinesArePassedOverAloud(_ arguments: [String]) throws {
    defer { removeHome() }
    let ended = try run(arguments, String(repeating: "1", count: 70_000) + "\n21 * 2\n")
    #expect(ended.status == 1 && ended.output == "42\n", "\(ended.output.prefix(200))")
    #expect(ended.error.contains("Line 1 is longer than 64 KiB."))
  }

  // MARK: Stores that cannot be used

  static let commands: [[String]] = [
    ["progress"], ["chapters"], ["learner"], ["submit"], ["--profile", "p"],
    ["practice", "--profile", "p"],
  ]

  private func spoil(_ body: (String) throws -> Void) throws {
    for path in [storePath, home + "/gpulearn/profiles/p/progress.sqlite"] {
      _ = try store(path)
      try body(path)
    }
  }

  /// No command is silent about it, none ends as if nothing were wrong, and none shows zeros.
  private func expectTold(_ words: String) throws {
    for command in Self.commands {
      let ended = try run(command, "1 + 1\n")
      #expect(ended.status == 74, "\(command): \(ended)")
      #expect(ended.error.contains(words), "\(command): \(ended)")
      #expect(!ended.output.contains("0 of") && !ended.output.contains("░"), "\(command)")
      #expect(ended.output.isEmpty || command == ["chapters"], "\(command): \(ended.output)")
    }
  }

  @Test func damagedStores() throws {
    defer { removeHome() }
    try spoil { path in
      try Data(String(repeating: "no database ", count: 100).utf8)
        .write(to: URL(fileURLWithPath: path))
    }
    try expectTold("is damaged: file is not a database.")
  }

  /// The file is one, but not all of its pages are: that shows only when they are read.
  @Test func storesWithDamagedPages() throws {
    defer { removeHome() }
    try spoil { path in
      var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      for index in 4096..<bytes.count { bytes[index] = 0x5A }
      try bytes.write(to: URL(fileURLWithPath: path))
    }
    let ended = try run(["progress"])
    #expect(ended.status == 74 && ended.output.isEmpty && ended.error.contains("is damaged"))
    let script = try run(["--profile", "p"], "1 + 1\n")
    #expect(script.status == 74 && script.error.contains("is damaged"), "\(script)")
    #expect(script.output == "2\n")
  }

  @Test func newerStores() throws {
    defer { removeHome() }
    try spoil { path in
      var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      // SQLite keeps `user_version` at byte 60, the highest byte first.
      bytes.replaceSubrange(60..<64, with: [0, 0, 0, 99])
      try bytes.write(to: URL(fileURLWithPath: path))
    }
    try expectTold("by a newer version of this program")
  }

  @Test func unreadableStores() throws {
    defer { removeHome() }
    try spoil { path in
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    try expectTold("cannot be opened")
  }

  /// As another program has it that holds the whole file for itself.
  @Test func lockedStores() throws {
    defer { removeHome() }
    _ = try store()
    let file = open(storePath, O_RDWR)
    defer { close(file) }
    // The bytes on which SQLite's programs see each other.
    var lock = flock()
    (lock.l_type, lock.l_whence) = (Int16(F_WRLCK), Int16(SEEK_SET))
    (lock.l_start, lock.l_len) = (0x4000_0000, 512)
    #expect(fcntl(file, F_SETLK, &lock) == 0)
    let ended = try run(["progress"])
    #expect(ended.status == 74 && ended.output.isEmpty, "\(ended)")
    #expect(ended.error.contains("is being used by another program."), "\(ended)")
  }
}
