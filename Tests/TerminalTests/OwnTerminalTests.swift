import Basics
import Display
import Foundation
import PseudoTerminal
import TestSupport
import Testing

@testable import Terminal

/// The editor, the pager and the live screen in the process of the test, each on a terminal of its
/// own. What signals do stands in the tests that start a program.
@Suite struct OwnTerminalTests {
  // MARK: Editing

  @Test func linesAreReadAndKept() async {
    await #expect(processExitsWith: .success) {
      let path = try Home().path + "/history"
      try onOwnTerminal { terminal in
        for line in ["first", "  ", "zweite größe", "zweite größe"] {
          try terminal.expectPrompt("probe ❯ ")
          terminal.send(line + "\n")
        }
        try terminal.expectPrompt("probe ❯ ")
        terminal.send("\u{1B}[A\u{1B}[A")
        try terminal.expectLine("probe ❯ first")
        terminal.send("!\n")
        try terminal.expectPrompt("probe ❯ ")
        terminal.send("\u{4}")
      } body: {
        let editor = try #require(LineEditor(style: Style.detected(), historyPath: path))
        #expect(read(editor, 6) == ["first", "  ", "zweite größe", "zweite größe", "first!", nil])
      }
      #expect(try text(path) == "first\nzweite größe\nfirst!\n")
    }
  }

  /// What Tab inserts and lists, by what stands before it.
  @Test func tabCompletes() async {
    await #expect(processExitsWith: .success) {
      try onOwnTerminal(rows: 9) { terminal in
        func ends(_ keys: String, _ line: String) throws {
          try terminal.expectPrompt("probe ❯ ")
          terminal.send(keys)
          try terminal.expectLine("probe ❯ " + line)
          terminal.send("|\n")
        }
        // What several share; the only one, with a space behind it; one that stands there whole.
        try ends("al\t", "alpha")
        try ends("say b\t", "say beta")
        try ends("beta\t", "beta")
        // Nothing fits: the line stays.
        try ends("xyz\t\t", "xyz")
        // A second Tab lists; one elsewhere in between does not.
        try terminal.expectPrompt("probe ❯ ")
        terminal.send("alpha\t\t")
        try terminal.expectScreen("a list") {
          $0.text.hasSuffix(
            "  alpha     the first letter\n  alphabet  all the letters\nprobe ❯ alpha")
        }
        terminal.send("|\n")
        // More than there is room for.
        try terminal.expectPrompt("probe ❯ ")
        terminal.send("n\t\t")
        try terminal.expectScreen("a long list") {
          $0.text.contains("  n5              number 5\n  … 25 more: Tab\nprobe ❯ n")
            && !$0.text.contains("n6")
        }
        terminal.send("|\n")
      } body: {
        let editor = try #require(LineEditor(style: Style.detected()))
        #expect(
          read(editor, 6, fitting) == ["alpha|", "say beta |", "beta |", "xyz|", "alpha|", "n|"])
      }
    }
  }

  /// Colours come one before each piece, none touches another, and all end before the last space.
  @Test func promptsAreColoured() async {
    await #expect(processExitsWith: .success) {
      try onOwnTerminal { terminal in
        let raw = try terminal.expectRaw("❯ ")
        try #require(raw.contains("\u{1B}[0;2mprobe"), "\(raw.debugDescription)")
        try #require(
          raw.contains("\u{1B}[0m ") || raw.contains("\u{1B}[m "), "\(raw.debugDescription)")
        try #require(!raw.contains("m\u{1B}["), "\(raw.debugDescription)")
        terminal.send("x\n")
        try #require(try terminal.expectRaw("❯ ").contains("plain ❯ "))
        terminal.send("y\n")
      } body: {
        let editor = try #require(LineEditor(style: Style.detected()))
        #expect(read(editor, 1) == ["x"])
        var style = Style.detected()
        #expect(style.hasColor && style.hasUnicode && style.width == 60 && style.height == 20)
        style.hasColor = false
        let plain = try #require(LineEditor(style: style))
        guard case .line("y") = plain.read(prompt: Text("plain ❯ ", .strong), completer: none)
        else {
          Issue.record("no line")
          return
        }
      }
    }
  }

  @Test func withoutUTF8PromptsAreASCII() async {
    await #expect(processExitsWith: .success) {
      try onOwnTerminal(environment: ["LANG": "", "TERM": "vt100", "NO_COLOR": "1"]) { terminal in
        try terminal.expect("probe > ")
        terminal.send("abc\n")
      } body: {
        let style = Style.detected()
        #expect(!style.hasUnicode && !style.hasColor)
        let editor = try #require(LineEditor(style: style))
        #expect(read(editor, 1) == ["abc"])
      }
    }
  }

  // MARK: Paging

  @Test func pagesAreTurned() async {
    await #expect(processExitsWith: .success) {
      try onOwnTerminal(rows: 10) { terminal in
        let question = ": Enter goes on, q stops --"
        for key in [" ", "\u{1B}[B\u{8}\n"] {
          try terminal.expect("-- 11 more lines" + question)
          terminal.send(key)
          try terminal.expect("-- 2 more lines" + question)
          terminal.send("\r")
          try terminal.expect("line 20\nshown")
        }
        for key in ["q", "Q", "\u{3}", "\u{4}"] {
          try terminal.expect("-- 11 more lines" + question)
          terminal.send(key)
          try #require(!(try terminal.expect("shown")).contains("line 10"))
        }
        // One that fits asks nothing; one more line is one line.
        try #require(!(try terminal.expect("shown")).contains("--"))
        try terminal.expect("-- 1 more line:")
        terminal.send("q")
        try terminal.expect("shown")
        // What was typed ahead answers a later prompt, and no question here.
        terminal.send("ahead\n")
        try #require(!(try terminal.expect("line 30\nshown")).contains("--"))
        try #require(terminal.isCooked)
      } body: {
        let style = Style.detected()
        func show(_ count: Int) {
          Pager.show((1...count).map { "line \($0)" }, style: style)
          Output.put("shown")
        }
        for _ in 0..<6 { show(20) }
        show(9)
        show(10)
        while !hasKey() {}
        show(30)
      }
    }
  }

  // MARK: Live

  @Test func aLiveScreenTakesKeysAndIsGivenBack() async {
    await #expect(processExitsWith: .success) {
      try onOwnTerminal(rows: 12) { terminal in
        try terminal.expect("before\n")
        try terminal.expectScreen("the view") { $0.lines.first == "count 0, work 3" }
        try #require(terminal.screen.text.hasSuffix("Esc leaves") && !terminal.isCooked)
        terminal.send("\u{1B}[C\u{1B}[C+")
        try terminal.expectScreen("three keys") { $0.lines.first == "count 3, work 3" }
        terminal.send("\u{1B}[D")
        try terminal.expectScreen("one back") { $0.lines.first == "count 2, work 3" }
        terminal.resize(columns: 20, rows: 5)
        terminal.send("+")
        try terminal.expectScreen("too small") { $0.lines.first == "Too small: Esc lea…" }
        terminal.resize(columns: 40, rows: 12)
        terminal.send("+")
        try terminal.expectScreen("drawn anew") { $0.lines.first == "count 4, work 3" }
        // An escape by itself, told by the silence behind it.
        terminal.send("\u{1B}")
        try terminal.expect("left")
        try terminal.expectScreen("the screen of before") { $0.lines.first == "before" }
        try #require(terminal.isCooked)
      } body: {
        Output.put("before\n")
        var view = CountingView()
        #expect(LiveScreen.run(&view, style: Style.detected()).map { "\($0)" } == "left")
        #expect(view.count == 4)
        Output.put("left")
      }
    }
  }

  /// Without a second screen the lines above are moved up; the end of input ends the view.
  @Test(arguments: ["linux", "vt100"]) func aTerminalWithoutASecondScreen(_ term: String) async {
    await #expect(processExitsWith: .success) { [term] in
      try onOwnTerminal(rows: 10, environment: ["TERM": term]) { terminal in
        try terminal.expectScreen("the view") { $0.lines.first == "count 0, work 3" }
        terminal.send("q")
        try terminal.expect("left")
      } body: {
        Output.put("before\n")
        var view = CountingView()
        #expect(LiveScreen.run(&view, style: Style.detected()).map { "\($0)" } == "left")
        Output.put("left")
      }
    }
  }

  @Test func whereThereIsNoLiveScreen() async {
    await #expect(processExitsWith: .success) {
      try onOwnTerminal(environment: ["TERM": "dumb"]) { terminal in
        try terminal.expect("done")
      } body: {
        var view = CountingView()
        #expect(LiveScreen.run(&view, style: Style.detected()).map { "\($0)" } == nil)
        setenv("TERM", "xterm", 1)
        #expect(LiveScreen.isAvailable(Style()) && !LiveScreen.isAvailable(Style(isPlain: true)))
        unsetenv("TERM")
        #expect(!LiveScreen.isAvailable(Style()))
        Output.put("done")
      }
    }
  }

  // MARK: Progress

  /// The first call begins the work; what is over soon is not mentioned; the next output wipes the
  /// line off.
  @Test func longWorkIsSaid() async {
    await #expect(processExitsWith: .success) {
      try onOwnTerminal { terminal in
        try terminal.expectScreen("half a bar") {
          $0.line == "working ▓▓▓▓▓▓▓▓▓▓░░░░░░░░░░ 50% · Ctrl-C stops"
        }
        terminal.send("\n")
        try terminal.expectScreen("words alone") { $0.line == "counting…" }
        terminal.send("\n")
        try terminal.expect("over\n")
        try #require(!terminal.screen.text.contains("counting"))
        try #require(!terminal.screen.text.contains("unseen"))
      } body: {
        let style = Style.detected()
        stopEchoing()
        ProgressLine.show(WorkProgress("unseen", 0.1), style: style)
        ProgressLine.clear()
        // Nothing is said before it has taken a while, however long that is on this machine.
        while !hasKey() { ProgressLine.show(WorkProgress("working", 0.5), style: style) }
        _ = readLine()
        while !hasKey() { ProgressLine.show(WorkProgress("counting"), style: style) }
        Output.put("over\n")
      }
    }
  }
}

// MARK: What runs in those processes

/// A folder of its own for the files of one process.
private final class Home {
  let path = NSTemporaryDirectory() + "own-terminal-" + UUID().uuidString
  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
}

private func text(_ path: String) throws -> String {
  try String(contentsOfFile: path, encoding: .utf8)
}

private func none(_ line: String) -> (String, [LineEditor.Candidate]) { ("", []) }

/// Reads lines; nil for the end of input.
private func read(
  _ editor: LineEditor, _ count: Int, _ completer: @escaping LineEditor.Completer = none
) -> [String?] {
  (0..<count).map { _ in
    let prompt = Text("probe", .muted) + Text(" ❯ ", .strong)
    if case .line(let line) = editor.read(prompt: prompt, completer: completer) { return line }
    return nil
  }
}

private func fitting(_ line: String) -> (String, [LineEditor.Candidate]) {
  let word =
    line.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init) ?? ""
  let all =
    [
      ("alpha", "the first letter"), ("alphabet", "all the letters"), ("beta", "the second one"),
    ] + (1...30).map { ("n\($0)", "number \($0)") }
  return (
    word,
    all.filter { $0.0.hasPrefix(word) }.map { LineEditor.Candidate(text: $0.0, sentence: $0.1) }
  )
}

/// What is typed is not shown.
private func stopEchoing() {
  var modes = termios()
  tcgetattr(STDIN_FILENO, &modes)
  modes.c_lflag &= ~tcflag_t(ECHO)
  tcsetattr(STDIN_FILENO, TCSANOW, &modes)
}

/// Whether a line, or a key where keys come one by one, was typed and waits.
private func hasKey() -> Bool {
  var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
  return poll(&input, 1, 5) > 0
}

/// Counts keys, and has three pieces of work to do.
private struct CountingView: LiveView {
  var count = 0
  private var done = 0

  mutating func take(_ key: Key) -> Bool {
    switch key {
    case .right, .character("+"): count += 1
    case .left: count -= 1
    case .escape, .character("q"): return false
    default: break
    }
    return true
  }

  mutating func work(isStopped: @escaping @Sendable () -> Bool) -> Bool {
    done = min(3, done + 1)
    return done < 3
  }

  var displays: [Display] { [Display([.lines([Text("count \(count), work \(done)")])])] }
  var feet: [Display] { [Display([.lines([Text("Esc leaves")])])] }
}
