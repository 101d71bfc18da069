import Foundation
import PseudoTerminal
import SampleCourse
import TestSupport
import Testing

/// The slider in a real terminal, moved by real keys.
@Suite struct TuneProgramTests {
  private static let left = "\u{1B}[D"
  private static let right = "\u{1B}[C"
  private static let up = "\u{1B}[A"

  /// A program at the lesson on utilization, and its home.
  private func atTheLesson(
    _ extra: [String: String] = [:], columns: Int = 90, rows: Int = 40, arguments: [String] = []
  ) throws -> (terminal: PseudoTerminal, home: String) {
    let home = try ProgramTests.home()
    let terminal = try PseudoTerminal(
      ProgramTests.program, ["--course", projectFolder, "1/utilization"] + arguments,
      environment: ProgramTests.environment(home, extra), columns: columns, rows: rows)
    try terminal.expect("waste ")
    return (terminal, home)
  }

  private func remove(_ home: String) { try? FileManager.default.removeItem(atPath: home) }

  private func type(_ line: String, _ terminal: PseudoTerminal) throws {
    try terminal.expectScreen("a prompt") { $0.marksPastes && !$0.isSecond }
    terminal.send(line + "\n")
  }

  /// Waits for the slider to stand somewhere, with everything worked out.
  private func expectValue(_ value: String, _ terminal: PseudoTerminal) throws {
    try terminal.expectScreen("the slider at \(value)") {
      $0.isSecond && $0.lines[0].contains("  \(value)  ") && !$0.text.contains("computing")
    }
  }

  @Test func aFrame() throws {
    let (terminal, home) = try atTheLesson(["NO_COLOR": "1"])
    defer { remove(home) }
    try type("tune utilization for effective", terminal)
    try expectValue("15%", terminal)
    terminal.send(Self.right + Self.up)
    try expectValue("26%", terminal)
    try expectGolden("tune-frame", terminal.screen.text + "\n")
    #expect(!terminal.screen.showsCursor)
    terminal.resize(columns: 44, rows: 20)
    try terminal.expectScreen("a smaller frame") { $0.lines[0].hasSuffix("26%  was 15%") }
    terminal.send(Self.left)
    try expectValue("25%", terminal)
    try expectGolden("tune-frame-small", terminal.screen.text + "\n")
    terminal.resize(columns: 18, rows: 5)
    try terminal.expectScreen("few words") { $0.text == "Too small: Esc l…" }
    terminal.send("\u{1B}")
    try terminal.expectScreen("the first screen") { !$0.isSecond && $0.showsCursor }
  }

  @Test func aFrameInASCII() throws {
    let (terminal, home) = try atTheLesson(["NO_COLOR": "1", "LC_ALL": "C"])
    defer { remove(home) }
    try type("tune rent for effective", terminal)
    try expectValue("$12,000/month", terminal)
    terminal.send("\u{1B}[6~" + Self.left)
    try expectValue("$1,000/month", terminal)
    #expect(terminal.screen.text.utf8.allSatisfy { $0 < 128 })
    try expectGolden("tune-frame-ascii", terminal.screen.text + "\n")
    terminal.send("q")
  }

  /// Enter sets the value as if it had been typed: shown, undone by one undo, and kept.
  @Test func enterKeeps() throws {
    let home = try ProgramTests.home()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let terminal = try ProgramTests.start(["1/utilization"], home: home)
    try terminal.expectPrompt()
    terminal.send("tune utilization\n")
    try expectValue("15%", terminal)
    for _ in 0..<5 { terminal.send(Self.right) }
    terminal.send("\u{1B}[5~")
    terminal.send("\u{1B}[5~")
    try expectValue("40%", terminal)
    terminal.send("\r")
    let answer = try terminal.expectPrompt()
    #expect(answer.contains("utilization = 40%\n"))
    #expect(answer.contains("effective  $27.78 → $10.42/gpu·h"))
    terminal.send("quit\n")
    #expect(try terminal.wait() == .exited(0))

    let again = try ProgramTests.start(["1/utilization"], home: home)
    try again.expectPrompt()
    again.send("table utilization\n")
    #expect(try again.expectPrompt().contains("40%"))
    again.send("tune utilization\n")
    try expectValue("40%", again)
    again.send("\u{1B}[H")
    try expectValue("1%", again)
    again.send("\u{1B}[F")
    try expectValue("100%", again)
    again.send("\n")
    #expect(try again.expectPrompt().contains("$10.42 → $4.17/gpu·h"))
    again.send("undo\n")
    #expect(try again.expectPrompt().contains("$4.17 → $10.42/gpu·h"))
    again.send("undo\n")
    // What was done in the sitting before can be taken back as well.
    #expect(try again.expectPrompt().contains("$10.42 → $27.78/gpu·h"))
  }

  /// Esc, q and Ctrl-C leave everything as it was, and the screen as it was found.
  @Test(arguments: ["\u{1B}", "q", "\u{3}"]) func otherKeysRestore(_ key: String) throws {
    let (terminal, home) = try atTheLesson()
    defer { remove(home) }
    try terminal.expectPrompt()
    let before = terminal.screen.lines
    terminal.send("tune utilization\n")
    try expectValue("15%", terminal)
    terminal.send(Self.up)
    try expectValue("25%", terminal)
    terminal.send(key)
    let answer = try terminal.expectPrompt()
    #expect(answer.hasSuffix("utilization stays 15%.\n\nwaste ❯ "))
    #expect(terminal.screen.lines.starts(with: before.prefix { $0 != "waste ❯" }))
    #expect(terminal.screen.showsCursor)
    terminal.send("effective\n")
    #expect(try terminal.expectPrompt().contains("$27.78/gpu·h"))
    terminal.send("undo\n")
    #expect(try terminal.expectPrompt().contains("There is nothing to undo."))
  }

  /// Enter without a move changes nothing either.
  @Test func enterWithoutAMove() throws {
    let (terminal, home) = try atTheLesson()
    defer { remove(home) }
    try type("tune gpus", terminal)
    try expectValue("4 gpu", terminal)
    terminal.send(Self.right + Self.left + "\r")
    #expect(try terminal.expectPrompt().contains("gpus stays 4 gpu."))
    terminal.send("undo\n")
    #expect(try terminal.expectPrompt().contains("There is nothing to undo."))
  }

  /// Whatever is typed at once is done in order, however fast it comes.
  @Test func noKeyIsLost() throws {
    let (terminal, home) = try atTheLesson()
    defer { remove(home) }
    terminal.send(
      "tune utilization for effective\n" + String(repeating: Self.right, count: 60)
        + String(repeating: Self.left, count: 10) + "\nutilization\n")
    try terminal.expect("utilization = 65%")
    try terminal.expectScreen("the answer") { $0.text.contains("\n65%\n") }
  }

  // MARK: Signals

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT]) func aSignalEndsItCleanly(_ signal: Int32) throws {
    let (terminal, home) = try atTheLesson()
    defer { remove(home) }
    try type("tune utilization", terminal)
    try expectValue("15%", terminal)
    try terminal.expectIdle()
    terminal.signal(signal)
    #expect(try terminal.wait() == .killed(signal: signal))
    #expect(!terminal.screen.isSecond && terminal.screen.showsCursor && terminal.isCooked)
  }

  @Test func anInterruptRestores() throws {
    let (terminal, home) = try atTheLesson()
    defer { remove(home) }
    try type("tune utilization", terminal)
    try expectValue("15%", terminal)
    terminal.send(Self.up)
    try expectValue("25%", terminal)
    terminal.signal(SIGINT)
    #expect(try terminal.expectPrompt().contains("utilization stays 15%."))
  }

  /// A shell that stops it finds its screen; going on, the slider stands where it stood.
  @Test(arguments: [true, false]) func itIsStoppedAndGoesOn(_ byKey: Bool) throws {
    let home = try ProgramTests.home()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let environment = ProgramTests.environment(home, ["PS1": "$ "])
    let terminal = try PseudoTerminal(
      "/bin/bash", ["--norc", "--noprofile", "-i"], environment: environment, columns: 90, rows: 40)
    try terminal.expect("$ ")
    terminal.send("\(ProgramTests.program) --course \(projectFolder) 1/utilization\n")
    try terminal.expect("waste ")
    try type("tune utilization", terminal)
    try expectValue("15%", terminal)
    terminal.send(Self.up)
    try expectValue("25%", terminal)
    try terminal.expectIdle()
    if byKey {
      terminal.send("\u{1A}")
    } else {
      kill(terminal.foreground, SIGTSTP)
    }
    try terminal.expect("Stopped")
    try terminal.expectScreen("the shell's screen") { !$0.isSecond && $0.showsCursor }
    terminal.send("fg\n")
    try expectValue("25%", terminal)
    #expect(!terminal.screen.showsCursor)
    terminal.send(Self.up)
    try expectValue("35%", terminal)
    terminal.send("\r")
    try terminal.expect("utilization = 35%")
    try type("quit", terminal)
    try terminal.expect("$ ")
    #expect(!terminal.screen.isSecond)
  }

  // MARK: Without a slider

  @Test(arguments: [["TERM": "dumb"], ["TERM": ""]])
  func otherTerminalsGetATable(_ extra: [String: String]) throws {
    let (terminal, home) = try atTheLesson(extra)
    defer { remove(home) }
    terminal.send("tune utilization for effective\n")
    try terminal.expect("No slider can be drawn here")
    terminal.send("quit\n")
    #expect(try terminal.wait() == .exited(0))
  }

  @Test func plainGetsATable() throws {
    let (terminal, home) = try atTheLesson(arguments: ["--plain"])
    defer { remove(home) }
    terminal.send("tune utilization for effective\n")
    try terminal.expect("No slider can be drawn here")
  }

  /// A terminal without a second screen: what it showed is moved up and stays.
  @Test func theLinuxConsole() throws {
    let (terminal, home) = try atTheLesson(["TERM": "linux"], rows: 32)
    defer { remove(home) }
    try terminal.expectPrompt("> ")
    terminal.send("tune utilization\n")
    try terminal.expectScreen("the slider") { $0.lines[0].hasPrefix("utilization  15%") }
    terminal.send("\u{1B}[1~")
    try terminal.expectScreen("the slider") { $0.lines[0].hasPrefix("utilization  1%") }
    terminal.send("\u{1B}")
    try terminal.expectPrompt("> ")
    #expect(terminal.screen.transcript.contains("waste > tune utilization"))
    #expect(terminal.screen.showsCursor && !terminal.screen.text.contains("steps of"))
  }
}
