import Foundation
import PseudoTerminal
import SampleCourse
import TestSupport
import Testing

/// The whole program in a real terminal.
@Suite struct ProgramTests {
  static let program = PseudoTerminal.built("gpulearn")

  /// A home of its own, with the environment a terminal gives.
  static func environment(_ home: String, _ extra: [String: String] = [:]) -> [String: String] {
    [
      "HOME": home, "XDG_DATA_HOME": home, "TERM": "xterm", "LC_ALL": "C.UTF-8",
      "PATH": "/usr/bin:/bin",
    ].merging(extra) { $1 }
  }

  static func home() throws -> String {
    let home = NSTemporaryDirectory() + "gpulearn-home-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    return home
  }

  /// Runs the program in a home of its own, without a terminal.
  static func run(_ arguments: [String], in folder: String? = nil) throws -> ProgramRun {
    let home = try home()
    defer { try? FileManager.default.removeItem(atPath: home) }
    return try ProgramRun.run(arguments, environment: environment(home), in: folder)
  }

  static func start(
    _ arguments: [String] = [], home: String, _ extra: [String: String] = [:]
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      program, ["--course", projectFolder] + arguments,
      environment: environment(home, extra), columns: 90, rows: 200)
  }

  /// A home whose learner is always the same one, and so gets the same exercises.
  static func homeOfALearner() throws -> String {
    let home = try home()
    let learner = try PseudoTerminal(
      program, ["learner", "s1234567", "--course", projectFolder], environment: environment(home),
      columns: 90, rows: 200)
    #expect(try learner.wait() == .exited(0))
    return home
  }

  /// A transcript without what depends on how busy the machine is: progress shows for a moment, and
  /// where a line was left the terminal may or may not add a line of its own.
  private static func steady(_ transcript: String) -> String {
    let progress = /[a-z]+ [▓░]+ [0-9]+% · Ctrl-C stops/
    let words = /(reading the prompt|loading [^\n…]*|[0-9]+ of at most [0-9]+ tokens)…/
    let text = transcript.replacing(progress, with: "").replacing(words, with: "")
    return text.split(separator: "\n").joined(separator: "\n") + "\n"
  }

  /// Chapter 1 from the first step to the last, Enter by Enter.
  @Test func chapterOneIsPlayedToItsEnd() throws {
    let home = try Self.homeOfALearner()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let terminal = try Self.start(home: home, ["NO_COLOR": "1"])
    var transcript = try terminal.expectPrompt()
    for _ in 0..<300 where !transcript.contains("The end of") {
      terminal.send("\n")
      transcript += try terminal.expectPrompt()
    }
    #expect(transcript.contains("The end of Chapter 1"))
    terminal.send("quit\n")
    #expect(try terminal.wait() == .exited(0))
    try expectGolden("chapter-1-terminal", Self.steady(transcript))
  }

  /// Chapter 2 likewise. Everything is computed at once, so that no answer depends on how fast the
  /// machine is; it is always the same day, on which some prices are old, and the same learner, who
  /// gets the same exercises.
  @Test func chapterTwoIsPlayedToItsEnd() throws {
    let home = try Self.homeOfALearner()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let terminal = try Self.start(
      ["2/1"], home: home, ["NO_COLOR": "1", "SOURCE_DATE_EPOCH": "1795500000"])
    var transcript = try terminal.expectPrompt()
    terminal.send("auto on\n")
    transcript += try terminal.expectPrompt()
    for _ in 0..<300 where !transcript.contains("The end of") {
      terminal.send("\n")
      transcript += try terminal.expectPrompt()
    }
    #expect(transcript.contains("The end of Chapter 2"))
    terminal.send("quit\n")
    #expect(try terminal.wait() == .exited(0))
    try expectGolden("chapter-2-terminal", Self.steady(transcript))
  }

  /// Chapter 3 likewise, but for the steps that measure: what they show is another machine's every
  /// time.
  @Test func chapterThreeIsPlayedToItsEnd() throws {
    let home = try Self.homeOfALearner()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let terminal = try Self.start(["3/1"], home: home, ["NO_COLOR": "1"])
    var step = try terminal.expectPrompt()
    var transcript = step
    for _ in 0..<300 where !transcript.contains("The end of") {
      let measures = [
        "Enter runs run", "waits for a load?", "Enter runs prefix_cache", "Enter runs speculate",
      ].contains { step.contains($0) }
      terminal.send(measures ? "skip\n" : "\n")
      step = try terminal.expectPrompt()
      transcript += step
    }
    #expect(transcript.contains("The end of Chapter 3"))
    #expect(!transcript.contains(/Measured on: [0-9]/), "something was measured")
    terminal.send("quit\n")
    #expect(try terminal.wait() == .exited(0))
    try expectGolden("chapter-3-terminal", Self.steady(transcript))
  }

  /// Whatever was answered is there again after kill -9, wherever the program was.
  @Test(arguments: 0..<6)
  func killedProgramsLoseNothing(_ seed: Int) throws {
    let home = try Self.home()
    defer { try? FileManager.default.removeItem(atPath: home) }
    var answered: [Int] = []
    for round in 0..<3 {
      let terminal = try Self.start(["1/utilization"], home: home)
      try terminal.expectPrompt()
      for step in 0...(seed + round) % 4 {
        let value = seed * 1000 + round * 100 + step
        terminal.send("kept_\(value) = \(value) h\n")
        // The answer, not the echo of what was typed.
        try terminal.expect("kept_\(value)  ")
        answered.append(value)
      }
      // Half of a line is typed when the end comes.
      terminal.send("waste.gpus = 1")
      terminal.signal(SIGKILL)
      try terminal.wait()
    }
    let terminal = try Self.start(["1/utilization"], home: home)
    try terminal.expectPrompt()
    for value in answered {
      terminal.send("table kept_\(value) * 2\n")
      try terminal.expect("\(numberOf(value * 2)) h")
    }
    terminal.send("table waste.gpus\n")
    try terminal.expect("4 gpu")
    terminal.send("quit\n")
    #expect(try terminal.wait() == .exited(0))
  }

  /// With commas, as the workbook writes it.
  private func numberOf(_ value: Int) -> String {
    value >= 1000 ? "\(value / 1000),\(String(value + 1000).suffix(3))" : "\(value)"
  }

  @Test(arguments: [
    ["TERM": "dumb"], ["LC_ALL": "C"], ["TERM": "no-such-terminal"], ["TERM": ""],
    ["NO_COLOR": "1"], ["LC_ALL": "C", "TERM": "dumb"],
  ])
  func oddTerminalsWork(_ extra: [String: String]) throws {
    let home = try Self.home()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let terminal = try Self.start(["1/utilization"], home: home, extra)
    try terminal.expect("waste ")
    terminal.send("gpus = 8\n")
    try terminal.expect("864")
    // Letters that the terminal's characters do not hold.
    terminal.send("gr\u{FC}n\n")
    try terminal.expect("More: explain")
    terminal.send("quit\n")
    #expect(try terminal.wait() == .exited(0))
  }

  @Test func controlKeys() throws {
    let home = try Self.home()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let terminal = try Self.start(["1/utilization"], home: home)
    try terminal.expectPrompt()
    terminal.send("half a line")
    try terminal.expect("half a line")
    terminal.send("\u{3}")
    try terminal.expectPrompt()
    terminal.send("utiliz\t= 45%\n")
    #expect(try terminal.expectPrompt().contains("1,296"))
    // The search finds the line before it is all typed.
    terminal.send("\u{12}= 45")
    try terminal.expect("utilization = 45")
    terminal.send("\n")
    try terminal.expect("Nothing changed")
    try terminal.expectPrompt()
    terminal.send("\u{1B}[200~gpus = 8\ngpus = 16\n\u{1B}[201~")
    try terminal.expect("2,592")
    try terminal.expect("5,184")
    try terminal.expectPrompt()
    terminal.send("\u{4}")
    #expect(try terminal.wait() == .exited(0))
  }

  /// Pasted lines are all answered, also those behind an answer taller than the screen.
  @Test func pastedLinesAreNoAnswersToThePager() throws {
    let home = try Self.home()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let terminal = try Self.start(["1/utilization"], home: home)
    try terminal.expectPrompt()
    terminal.send("help functions\nkept = 7\nkept * 3\n")
    try terminal.expect("kept  7")
    try terminal.expect("21")
    terminal.send("quit\n")
    #expect(try terminal.wait() == .exited(0))
  }

  @Test func aScriptIsAnsweredPlainly() throws {
    let home = try Self.home()
    defer { try? FileManager.default.removeItem(atPath: home) }
    func run(_ script: String) throws -> ProgramRun {
      try ProgramRun.run(
        ["--course", projectFolder, "1/utilization"], environment: Self.environment(home),
        input: script)
    }
    let fine = try run("# a remark\nutilization = 40%\neffective\n")
    #expect(fine.status == 0)
    #expect(fine.output.contains("$27.78 → $10.42/gpu·h"))
    #expect(!fine.output.contains("\u{1B}"))
    #expect(fine.error.isEmpty)
    let wrong = try run("utilzation\neffective\n")
    #expect(wrong.status == 1)
    #expect(wrong.error.contains("Nothing here is called utilzation."))
    // What the first one set is not kept.
    #expect(wrong.output == "$27.78/gpu·h\n")
  }

  /// A file that may not grow ends nothing by a signal: it is told as a full disk is.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/bin/bash")), arguments: [0, 8, 40])
  func progressThatMayNotGrowIsTold(_ kilobytes: Int) throws {
    let home = try Self.home()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = [
      "-c", "ulimit -f \(kilobytes); echo 'utilization = 40%' | \"$0\" \"$@\"", Self.program,
      "--course", projectFolder, "1/utilization", "--profile", "ada",
    ]
    process.environment = Self.environment(home)
    let error = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = error
    try process.run()
    let words = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 74)
    #expect(words.contains("cannot be written"), "\(words)")
  }
}
