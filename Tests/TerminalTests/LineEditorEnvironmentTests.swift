import PseudoTerminal
import Testing

@testable import Terminal

@Suite("Terminals of every kind")
struct LineEditorEnvironmentTests {
  @Test(
    "A terminal that can do little, or is not known, is used in silence",
    arguments: ["dumb", "no-such-terminal", "", "vt100", "linux", "screen", "xterm-256color"])
  func terminals(term: String) throws {
    let probe = try Probe(environment: ["TERM": term], isReady: false)
    // The console's font has no ❯.
    let prompt = term == "linux" ? "probe > " : "probe ❯ "
    #expect(try probe.terminal.expect(prompt) == prompt)
    #expect(try probe.answer("größe", prompt: prompt).hasSuffix("read 5: größe"))
    if term == "dumb" {
      #expect(!probe.terminal.marksPastes)
      probe.terminal.send("\u{4}")
      #expect(!(try probe.terminal.expectRaw("end")).contains("\u{1B}"))
    }
  }

  @Test(
    "Without UTF-8 everything is ASCII",
    arguments: [["LC_ALL": "C"], ["LANG": ""], ["LC_ALL": "POSIX"]])
  func locales(environment: [String: String]) throws {
    let probe = try Probe(environment: environment, isReady: false)
    let start = try probe.terminal.expectRaw("probe > ")
    #expect(start.utf8.allSatisfy { $0 < 128 })
    probe.terminal.send("caf\u{E9}\u{7F}\u{7F}ge\n")
    try probe.terminal.expect("read 4: cage\nprobe > ")
    probe.terminal.send("rule\n")
    try probe.terminal.expect(String(repeating: "-", count: 60) + "\n")
  }

  /// A locale that the system does not have must not crash libedit.
  @Test func missingLocale() throws {
    let probe = try Probe(environment: ["LC_ALL": "xx_XX.UTF-8"])
    #expect(try probe.answer("größe") == "read 5: größe")
  }

  @Test func colours() throws {
    let coloured = try Probe(isReady: false)
    #expect(try coloured.terminal.expectRaw("❯ ").contains("\u{1B}[0;2mprobe"))
    for environment in [["NO_COLOR": "1"], ["TERM": "dumb"], ["FORCE_COLOR": "0"]] {
      let plain = try Probe(environment: environment, isReady: false)
      #expect(!(try plain.terminal.expectRaw("❯ ")).contains("m"), "\(environment)")
    }
  }

  @Test func viKeys() throws {
    let probe = try Probe(files: [".editrc": "bind -v\n"])
    // Escape, to the start, delete a word, insert.
    probe.terminal.send("wrong line")
    try probe.terminal.expectLine("probe ❯ wrong line")
    probe.terminal.send("\u{1B}")
    try probe.terminal.expectIdle()
    probe.terminal.send("0dwiright ")
    #expect(try probe.answer("") == "read 10: right line")
    // Completion, history search and pastes work as well.
    probe.terminal.send("al\t")
    try probe.terminal.expectLine("probe ❯ alpha")
    #expect(try probe.answer("") == "read 5: alpha")
    probe.terminal.send("\u{1B}[200~one\ntwo\n\u{1B}[201~")
    try probe.terminal.expectScreen { $0.text.hasSuffix("read 3: two\nprobe ❯") }
    probe.terminal.send("\u{1B}[A\u{1B}[A")
    #expect(try probe.answer("") == "read 3: one")
    // A paste goes where the cursor is, and typing goes on behind it.
    probe.terminal.send("ab\u{1B}[200~·图\u{1B}[201~c")
    #expect(try probe.answer("d") == "read 6: ab·图cd")
  }

  @Test func brokenSettingsFile() throws {
    let probe = try Probe(files: [".editrc": "bind -q nonsense\nfoo bar\n\u{1B}[2J\n"])
    #expect(try probe.answer("fine") == "read 4: fine")
  }

  @Test("Narrow terminals", arguments: [1, 2, 5, 9, 12])
  func narrow(columns: Int) throws {
    let probe = try Probe(columns: columns, rows: 10, isReady: false)
    try probe.terminal.expectIdle()
    probe.terminal.send("abc\nquit\n")
    #expect(try probe.terminal.wait() == .exited(0))
  }
}
