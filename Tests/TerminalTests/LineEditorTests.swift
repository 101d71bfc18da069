import PseudoTerminal
import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("The line editor on a terminal")
struct LineEditorTests {
  // MARK: Typing

  @Test func typing() throws {
    let probe = try Probe()
    #expect(try probe.answer("gpus = 8") == "read 8: gpus = 8")
    #expect(try probe.answer("") == "read 0:")
  }

  @Test(
    "Characters of every width are edited as one",
    arguments: [
      ("größe", "read 4: größ"), ("naïve", "read 4: naïv"), ("图形处理", "read 3: 图形处"),
      ("a🚀b", "read 2: a🚀"), ("·×→", "read 2: ·×"),
    ])
  func unicode(typed: String, answer: String) throws {
    let probe = try Probe()
    probe.terminal.send(typed)
    try probe.terminal.expectLine("probe ❯ " + typed)
    #expect(try probe.answer("\u{7F}") == answer)
  }

  @Test func editingInTheMiddle() throws {
    let probe = try Probe()
    let left = "\u{1B}[D"
    probe.terminal.send("图形处理" + left + left)
    #expect(try probe.answer("é") == "read 5: 图形é处理")
    // Home, a letter, end, a letter.
    #expect(try probe.answer("bc\u{1}a\u{5}d") == "read 4: abcd")
    // The word before the cursor, and all of the line.
    #expect(try probe.answer("one two\u{17}three") == "read 9: one three")
    #expect(try probe.answer("one two\u{15}three") == "read 5: three")
  }

  /// Keys with Ctrl, Alt or Shift move as they do elsewhere, and no key leaves a part of itself.
  @Test func markedKeysLeaveNothing() throws {
    let probe = try Probe()
    let escape = "\u{1B}"
    let wordLeft = escape + "[1;5D"
    #expect(try probe.answer("one two" + wordLeft + "x") == "read 8: one xtwo")
    #expect(
      try probe.answer("one two" + wordLeft + wordLeft + escape + "[1;5C" + "x")
        == "read 8: onex two")
    #expect(try probe.answer("ab" + escape + "[1;2D" + "x") == "read 3: axb")
    #expect(
      try probe.answer("one two" + wordLeft + escape + "[3;5~" + "x") == "read 5: one x")
    let others = ["[5~", "[6~", "[15~", "[24~", "[2~", "OP", "[Z"].map { escape + $0 }
    #expect(try probe.answer("a" + others.joined() + "b") == "read 2: ab")
  }

  @Test func longLinesWrap() throws {
    let probe = try Probe(columns: 30)
    let line = String(repeating: "0123456789", count: 6)
    probe.terminal.send(line)
    try probe.terminal.expectScreen { $0.text.hasPrefix("probe ❯ 0123456789012345678901") }
    probe.terminal.send("\u{1}x\u{5}y\n")
    try probe.terminal.expectScreen { $0.text.hasSuffix("y\nprobe ❯") }
    #expect(
      probe.terminal.screen.text == """
        probe ❯ x012345678901234567890
        123456789012345678901234567890
        123456789y
        read 62:
        x01234567890123456789012345678
        901234567890123456789012345678
        9y
        probe ❯
        """)
  }

  // MARK: Ends

  @Test func controlCDropsTheLine() throws {
    let probe = try Probe()
    probe.terminal.send("half a li")
    try probe.terminal.expectLine("probe ❯ half a li")
    probe.terminal.send("\u{3}")
    try probe.terminal.expect("interrupted")
    try probe.terminal.expect("❯ ")
    #expect(try probe.answer("next") == "read 4: next")
    #expect(probe.keptLines == ["next"])
  }

  @Test func controlCStopsAComputation() throws {
    let probe = try Probe()
    probe.terminal.send("busy\n")
    try probe.terminal.expect("working\n")
    probe.terminal.send("\u{3}")
    try probe.terminal.expect("stopped\nprobe ❯ ")
    #expect(try probe.answer("next") == "read 4: next")
  }

  @Test func controlDEndsOnAnEmptyLineOnly() throws {
    let probe = try Probe()
    probe.terminal.send("a\u{4}")
    try probe.terminal.expectLine("probe ❯ a")
    probe.terminal.send("\u{7F}\u{4}")
    try probe.terminal.expect("end")
    #expect(try probe.terminal.wait() == .exited(0))
    #expect(probe.terminal.isCooked)
    #expect(!probe.terminal.marksPastes)
  }

  @Test func modesAreRestoredAtTheEnd() throws {
    let probe = try Probe()
    #expect(!probe.terminal.isCooked)
    #expect(probe.terminal.marksPastes)
    probe.terminal.send("quit\n")
    #expect(try probe.terminal.wait() == .exited(0))
    #expect(probe.terminal.isCooked)
    #expect(!probe.terminal.marksPastes)
  }

  @Test("Modes are restored when a signal ends the program", arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func signals(number: Int32) throws {
    let probe = try Probe()
    probe.terminal.send("half")
    try probe.terminal.expectLine("probe ❯ half")
    probe.terminal.signal(number)
    #expect(try probe.terminal.wait() == .killed(signal: number))
    #expect(probe.terminal.isCooked)
    #expect(!probe.terminal.marksPastes)
  }

  @Test("Modes are restored when a signal ends a pager", arguments: [SIGTERM, SIGHUP])
  func signalsInPager(number: Int32) throws {
    let probe = try Probe()
    probe.terminal.send("page 100\n")
    try probe.terminal.expect("q stops --")
    probe.terminal.signal(number)
    #expect(try probe.terminal.wait() == .killed(signal: number))
    #expect(probe.terminal.isCooked)
  }

  @Test func suspendingAndGoingOn() throws {
    // Only a shell with job control stops its children.
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-i"], environment: PseudoTerminal.environment.merging(["PS1": "shell> "]) { $1 })
    try terminal.expect("shell> ")
    terminal.send(PseudoTerminal.built("line-editor-probe") + "\n")
    try terminal.expect("❯ ")
    for line in ["half", "whole"] {
      terminal.send(line)
      try terminal.expectLine("probe ❯ " + line)
      try terminal.expectIdle()
      terminal.send("\u{1A}")
      try terminal.expect("shell> ")
      #expect(!terminal.marksPastes)
      terminal.send("fg\n")
      try terminal.expectScreen("the prompt with its line") {
        $0.line == "probe ❯ " + line && $0.marksPastes
      }
      terminal.send("!\n")
      try terminal.expect("read \(line.count + 1): \(line)!\nprobe ❯ ")
    }
  }

  // MARK: Sizes

  @Test func theLineIsDrawnAnewAfterAResize() throws {
    let probe = try Probe(columns: 60)
    probe.terminal.send("half")
    try probe.terminal.expectLine("probe ❯ half")
    probe.terminal.resize(columns: 40, rows: 10)
    probe.terminal.send("way")
    try probe.terminal.expectLine("probe ❯ halfway")
    #expect(probe.terminal.screen.text == "probe ❯ halfway")
    #expect(try probe.answer("") == "read 7: halfway")
  }

  @Test func manyInterruptions() throws {
    let probe = try Probe()
    for _ in 0..<50 { probe.terminal.send("ab\u{3}") }
    probe.terminal.send("done\n")
    try probe.terminal.expect("read 4: done")
    try probe.terminal.expectPrompt()
    #expect(try probe.answer("next") == "read 4: next")
  }

  @Test func answersUseTheNewWidth() throws {
    let probe = try Probe(columns: 60)
    #expect(try probe.answer("rule") == String(repeating: "─", count: 60))
    probe.terminal.resize(columns: 40, rows: 10)
    #expect(try probe.answer("rule") == String(repeating: "─", count: 40))
    #expect(try probe.answer("abc") == "read 3: abc")
  }
}
