import PseudoTerminal
import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("History and completion on a terminal")
struct LineEditorHistoryTests {
  private let up = "\u{1B}[A"
  private let down = "\u{1B}[B"

  // MARK: History

  @Test func recall() throws {
    let probe = try Probe()
    _ = try probe.answer("first")
    _ = try probe.answer("second ✓")
    probe.terminal.send(up)
    try probe.terminal.expectLine("probe ❯ second ✓")
    probe.terminal.send(up)
    try probe.terminal.expectLine("probe ❯ first")
    probe.terminal.send(down)
    #expect(try probe.answer("") == "read 8: second ✓")
  }

  @Test func historyIsKeptLineByLine() throws {
    let probe = try Probe(files: ["history": "from before\n"])
    probe.terminal.send(up)
    #expect(try probe.answer("!") == "read 12: from before!")
    #expect(probe.keptLines == ["from before", "from before!"])
    // The same line again and an empty one are not worth keeping.
    _ = try probe.answer("a")
    _ = try probe.answer("a")
    _ = try probe.answer("  ")
    #expect(probe.keptLines == ["from before", "from before!", "a"])
    // Nothing is lost when the program is killed.
    probe.terminal.signal(SIGKILL)
    try probe.terminal.wait()
    #expect(probe.keptLines.last == "a")
  }

  @Test func historyIsForItsOwnerAlone() throws {
    let probe = try Probe()
    _ = try probe.answer("secret")
    var information = stat()
    #expect(stat(probe.historyPath, &information) == 0)
    #expect(information.st_mode & 0o777 == 0o600)
  }

  @Test func longHistoriesAreCut() throws {
    let lines = (1...1500).map { "line \($0)" }
    let probe = try Probe(files: ["history": lines.joined(separator: "\n") + "\n"])
    #expect(probe.keptLines == Array(lines.suffix(1000)))
    probe.terminal.send(up)
    try probe.terminal.expectLine("probe ❯ line 1500")
  }

  @Test func hostileHistoriesAreHarmless() throws {
    let probe = try Probe(files: ["history": "fine\n\u{1B}[2J\u{1B}]0;title\u{7}\n\u{FFFD}\n"])
    probe.terminal.send(up + up)
    try probe.terminal.expectIdle()
    #expect(!probe.terminal.screen.text.isEmpty)
    probe.terminal.send(up)
    try probe.terminal.expectLine("probe ❯ fine")
  }

  @Test func searchingBackwards() throws {
    let probe = try Probe()
    for line in ["utilization = 40%", "rent = $9,000/month", "gpus = 8"] {
      _ = try probe.answer(line)
    }
    probe.terminal.send("\u{12}rent")
    try probe.terminal.expectScreen("the line found") {
      $0.text.contains("rent = $9,000/month\nbck:rent")
    }
    probe.terminal.send("\u{12}")
    #expect(try probe.answer("").contains("rent = $9,000/month"))
  }

  // MARK: Completion

  @Test func tabCompletesWhatIsShared() throws {
    let probe = try Probe()
    probe.terminal.send("al\t")
    try probe.terminal.expectLine("probe ❯ alpha")
    probe.terminal.send("\u{15}say b\t")
    try probe.terminal.expectLine("probe ❯ say beta")
    #expect(try probe.answer("!") == "read 10: say beta !")
    probe.terminal.send("grö\t")
    try probe.terminal.expectLine("probe ❯ größe")
  }

  @Test func aSecondTabListsWithSentences() throws {
    let probe = try Probe()
    probe.terminal.send("say alpha")
    try probe.terminal.expectLine("probe ❯ say alpha")
    probe.terminal.send("\t\t")
    try probe.terminal.expectScreen("a list and the prompt again") {
      $0.text == """
        probe ❯ say alpha
          alpha     the first letter
          alphabet  all the letters
        probe ❯ say alpha
        """
    }
    #expect(try probe.answer("") == "read 9: say alpha")
  }

  @Test func tabWithoutAnythingFittingChangesNothing() throws {
    let probe = try Probe()
    probe.terminal.send("xyz\t\t")
    #expect(try probe.answer("") == "read 3: xyz")
  }

  @Test func tabInTheMiddleOfALine() throws {
    let probe = try Probe()
    probe.terminal.send("b rest" + String(repeating: "\u{1B}[D", count: 5) + "\t")
    #expect(try probe.answer("") == "read 10: beta  rest")
  }
}
