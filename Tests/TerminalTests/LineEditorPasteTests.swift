import PseudoTerminal
import Testing

@testable import Terminal

@Suite("Pasting on a terminal")
struct LineEditorPasteTests {
  private func pasted(_ text: String) -> String { "\u{1B}[200~\(text)\u{1B}[201~" }

  @Test func onePastedLineWaitsForEnter() throws {
    let probe = try Probe()
    probe.terminal.send(pasted("gpus = 8"))
    try probe.terminal.expectLine("probe ❯ gpus = 8")
    #expect(try probe.answer("0") == "read 9: gpus = 80")
  }

  /// Terminals send a return for each line end; some send both.
  @Test("Pasted lines are answered in order", arguments: ["\n", "\r", "\r\n"])
  func severalLines(lineEnd: String) throws {
    let probe = try Probe()
    let lines = ["a = 1", "größe = 2", "图 = 3"]
    probe.terminal.send(pasted(lines.joined(separator: lineEnd) + lineEnd))
    try probe.terminal.expectScreen("three answers") { $0.text.hasSuffix("图 = 3\nprobe ❯") }
    #expect(
      probe.terminal.screen.text == """
        probe ❯ a = 1
        read 5: a = 1
        probe ❯ größe = 2
        read 9: größe = 2
        probe ❯ 图 = 3
        read 5: 图 = 3
        probe ❯
        """)
    #expect(probe.keptLines == lines)
  }

  @Test func theLastLineIsLeftToBeEdited() throws {
    let probe = try Probe()
    probe.terminal.send(pasted("one\ntwo"))
    try probe.terminal.expectLine("probe ❯ two")
    #expect(try probe.answer("!") == "read 4: two!")
  }

  @Test func emptyLinesAreNoEnters() throws {
    let probe = try Probe()
    probe.terminal.send(pasted("\n\none\n\n\ntwo\n\n"))
    try probe.terminal.expectScreen { $0.text.hasSuffix("read 3: two\nprobe ❯") }
    #expect(!probe.terminal.screen.text.contains("read 0"))
  }

  @Test(
    "Control characters are left out",
    arguments: [
      ("a\u{1B}[31mb", "read 2: ab"), ("a\u{7}\u{8}\u{0}b", "read 2: ab"), ("a\tb", "read 3: a b"),
      ("a\u{202E}b\u{2066}", "read 2: ab"),
      ("a\u{9B}31m", "read 4: a31m"), ("a\u{1B}[20b", "read 1: a"),
    ])
  func controlCharacters(text: String, answer: String) throws {
    let probe = try Probe()
    probe.terminal.send(pasted(text))
    #expect(try probe.answer("") == answer)
  }

  @Test func controlCDropsTheRestOfAPaste() throws {
    let probe = try Probe()
    probe.terminal.send(pasted("one\nbusy\ntwo\nthree\n"))
    try probe.terminal.expect("working\n")
    probe.terminal.send("\u{3}")
    try probe.terminal.expect("stopped\nprobe ❯ ")
    #expect(try probe.answer("next") == "read 4: next")
    #expect(probe.keptLines == ["one", "busy", "next"])
  }

  @Test func longPastes() throws {
    let probe = try Probe(columns: 80)
    let lines = (1...300).map { "line number \($0) of a long paste" }
    probe.terminal.send(pasted(lines.joined(separator: "\n") + "\n"))
    try probe.terminal.expect("read 31: line number 300 of a long paste")
    #expect(probe.keptLines == lines)
  }

  /// Nothing of 200 KiB is left out, and nothing of it runs into what is typed behind it.
  @Test func linesOf200KiB() throws {
    let probe = try Probe(columns: 250, rows: 60)
    let lines = (1...64).map { "line \($0)" + String(repeating: " 0123456", count: 400) }
    probe.terminal.send(pasted(lines.joined(separator: "\n") + "\n"))
    try probe.terminal.expectScreen("the last answer") {
      $0.line == "probe ❯" && $0.lines.contains { $0.hasPrefix("read 3207: line 64 ") }
    }
    #expect(try probe.answer("next") == "read 4: next")
    #expect(probe.keptLines == lines + ["next"])
  }

  @Test func oneLineOf200KiB() throws {
    let probe = try Probe(columns: 250)
    let line = String(repeating: "01234567 ", count: 22_755) + "01234"
    probe.terminal.send(pasted("one\n\(line)\ntwo\n"))
    try probe.terminal.expectScreen("the last answer") {
      $0.text.hasSuffix("01234\nprobe ❯ two\nread 3: two\nprobe ❯")
    }
    #expect(try probe.answer("next") == "read 4: next")
    #expect(probe.keptLines == ["one", line, "two", "next"])
  }

  @Test func linesInViMode() throws {
    let probe = try Probe(files: [".editrc": "bind -v\n"])
    probe.terminal.send(pasted("one\ntwo\nthree"))
    try probe.terminal.expectLine("probe ❯ three")
    #expect(try probe.answer("!") == "read 6: three!")
    #expect(probe.keptLines == ["one", "two", "three!"])
  }
}
