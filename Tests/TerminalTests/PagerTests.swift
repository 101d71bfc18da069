import PseudoTerminal
import Testing

@testable import Terminal

@Suite("The pager on a terminal")
struct PagerTests {
  private let question = "Enter goes on, q stops --"

  @Test func whatFitsIsShownAtOnce() throws {
    let probe = try Probe(rows: 20)
    let answer = try probe.answer("page 19")
    #expect(!answer.contains("--"))
    #expect(answer.hasSuffix("line 19\nshown"))
  }

  @Test("Enter and space show the next page", arguments: ["\n", " ", "\r"])
  func pages(key: String) throws {
    let probe = try Probe(columns: 60, rows: 10)
    probe.terminal.send("page 20\n")
    try probe.terminal.expect("-- 11 more lines: " + question)
    #expect(probe.terminal.screen.lines.first == "line 1")
    #expect(probe.terminal.screen.lines[8] == "line 9")
    probe.terminal.send(key)
    try probe.terminal.expect("-- 2 more lines: " + question)
    #expect(probe.terminal.screen.lines.first == "line 10")
    probe.terminal.send(key)
    try probe.terminal.expect("shown\n")
    try probe.terminal.expect("❯ ")
    // Nothing of the questions is left on the screen or above it.
    let expected =
      ["probe ❯ page 20"] + (1...20).map { "line \($0)" } + ["shown", "probe ❯"]
    #expect(probe.terminal.screen.transcript == expected.joined(separator: "\n"))
    #expect(try probe.answer("next") == "read 4: next")
  }

  @Test("It stops at q, Ctrl-C and Ctrl-D", arguments: ["q", "Q", "\u{3}", "\u{4}"])
  func stops(key: String) throws {
    let probe = try Probe(rows: 10)
    probe.terminal.send("page 100\n")
    try probe.terminal.expect(question)
    probe.terminal.send(key)
    try probe.terminal.expect("shown\nprobe ❯ ")
    #expect(!probe.terminal.screen.transcript.contains("line 10"))
    #expect(try probe.answer("next") == "read 4: next")
  }

  @Test func keysThatMeanNothingDoNothing() throws {
    let probe = try Probe(rows: 10)
    probe.terminal.send("page 100\n")
    try probe.terminal.expect(question)
    probe.terminal.send("\u{1B}[B\u{7F}\t")
    probe.terminal.send("q")
    try probe.terminal.expect("shown\nprobe ❯ ")
    #expect(try probe.answer("") == "read 0:")
  }

  @Test("A line that is typed at the question is the next line", arguments: ["xyz = 1", "éa", "7"])
  func theNextLine(line: String) throws {
    let probe = try Probe(rows: 10)
    probe.terminal.send("page 30\n")
    try probe.terminal.expect(question)
    probe.terminal.send(line)
    try probe.terminal.expect("line 30\nshown\n")
    try probe.terminal.expect("❯ \(line)")
    probe.terminal.send("\n")
    try probe.terminal.expect("read \(line.count): \(line)\n")
  }

  @Test func onATerminalThatCanDoLittle() throws {
    let probe = try Probe(environment: ["TERM": "dumb"], columns: 30, rows: 8)
    probe.terminal.send("page 10\n")
    try probe.terminal.expect("-- 3 more lines")
    probe.terminal.send("\n")
    let rest = try probe.terminal.expectRaw("shown")
    #expect(!rest.contains("\u{1B}"))
    #expect(probe.terminal.screen.text.contains("line 7\nline 8\nline 9\nline 10\nshown"))
  }

  @Test func theQuestionFitsTheWidth() throws {
    let probe = try Probe(columns: 30, rows: 8)
    probe.terminal.send("page 100\n")
    try probe.terminal.expectScreen { $0.line.hasPrefix("-- 93 more") && $0.line.hasSuffix("…") }
    probe.terminal.send("q")
    try probe.terminal.expect("shown\n")
  }

  @Test func suspendingAPager() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-i"], environment: PseudoTerminal.environment.merging(["PS1": "shell> "]) { $1 },
      rows: 10)
    try terminal.expect("shell> ")
    terminal.send(PseudoTerminal.built("line-editor-probe") + "\n")
    try terminal.expect("❯ ")
    terminal.send("page 30\n")
    try terminal.expect(question)
    terminal.send("\u{1A}")
    try terminal.expect("shell> ")
    terminal.send("fg\n")
    try terminal.expect(question)
    terminal.send("q")
    try terminal.expect("shown\nprobe ❯ ")
  }
}
