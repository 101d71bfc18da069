import Basics
import Display
import Foundation
import PseudoTerminal
import Testing

@testable import Terminal

/// What a program says goes to the stream where it belongs, drawn for what is there.
@Suite struct ScreenTests {
  private static let answer = Display([.lines([Text("seven ") + Text("GPUs…", .strong)])])

  /// Without a terminal: answers on standard output, all else on standard error, no colours, no
  /// questions and no emptying.
  @Test(arguments: [false, true]) func streams(isPlain: Bool) async {
    await #expect(processExitsWith: .success) { [isPlain] in
      let streams = try Streams()
      for name in ["COLUMNS", "LC_ALL", "LC_CTYPE", "FORCE_COLOR", "CLICOLOR_FORCE"] {
        unsetenv(name)
      }
      setenv("LINES", "5", 1)
      setenv("LANG", "C", 1)
      let screen = Screen(isPlain: isPlain)
      screen.show(ScreenTests.answer)
      screen.show(Display([.lines((1...9).map { Text("line \($0)") })]))
      screen.write("as it is\u{1B}\t…")
      screen.clear()
      #expect(try streams.output().hasPrefix("seven GPUs...\n"))
      let long = (1...9).map { "line \($0)\n" }.joined()
      #expect(try streams.output().hasSuffix("GPUs...\n" + long + "as it is\u{1B}\t…"))
      #expect(try streams.errors() == "")
      screen.complain(ScreenTests.answer)
      screen.remark([])
      #expect(try streams.errors() == "seven GPUs...\n")
      screen.remark([Text("first"), Text("second")])
      screen.progress(WorkProgress("simulating", 0.5))
      #expect(try streams.errors() == "seven GPUs...\nfirst\nsecond\n")
      #expect(try streams.output().hasSuffix("as it is\u{1B}\t…"))
    }
  }

  /// What there is is looked at once, and its size each time.
  @Test func theStyleFollowsTheSize() async {
    await #expect(processExitsWith: .success) {
      let streams = try Streams()
      setenv("COLUMNS", "70", 1)
      setenv("LANG", "C.UTF-8", 1)
      unsetenv("LC_ALL")
      unsetenv("LC_CTYPE")
      let screen = Screen(isPlain: false)
      let plain = Screen(isPlain: true)
      #expect(screen.style.width == 70 && screen.style.hasUnicode && !screen.style.isPlain)
      setenv("COLUMNS", "30", 1)
      setenv("LANG", "C", 1)
      #expect(screen.style.width == 30 && screen.style.hasUnicode)
      #expect(plain.style.width == 30 && plain.style.isPlain && !plain.style.hasColor)
      screen.show(Display([.paragraph(Text(String(repeating: "four ", count: 12)))]))
      let lines = try streams.output().split(separator: "\n")
      #expect(lines.count == 2 && lines.allSatisfy { $0.count <= 30 })
    }
  }

  @Test func onATerminal() async {
    await #expect(processExitsWith: .success) {
      try onOwnTerminal(rows: 8) { terminal in
        try terminal.expect("before\n")
        // Emptied, and then a screenful at a time.
        try terminal.expect("-- 2 more lines: Enter goes on, q stops --")
        try #require(
          terminal.screen.lines.first == "line 1" && terminal.screen.lines[6] == "line 7")
        terminal.send(" ")
        let rest = try terminal.expectRaw("strong")
        try #require(rest.contains("line 8") && rest.contains("\u{1B}["))
        // A plain screen stays as it is: what was there is still above.
        try terminal.expect("plain\n")
        try #require(terminal.screen.text.contains("line 9\nstrong\nplain"))
        try terminal.expectScreen("half a bar") { $0.line.contains("working") }
        terminal.send("\n")
        try terminal.expect("over\n")
        try #require(!terminal.screen.text.contains("working"))
      } body: {
        stopEchoing()
        let screen = Screen(isPlain: false)
        screen.write("before\n")
        screen.clear()
        screen.show(Display([.lines((1...9).map { Text("line \($0)") })]))
        screen.show(Display([.lines([Text("strong", .strong)])]))
        let plain = Screen(isPlain: true)
        plain.clear()
        plain.show(Display([.lines([Text("plain", .strong)])]))
        let say = screen.progress
        var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        while poll(&input, 1, 5) == 0 { say(WorkProgress("working", 0.5)) }
        screen.write("over\n")
      }
    }
  }

  @Test func anInterrupt() async {
    await #expect(processExitsWith: .success) {
      Interrupt.catchSignal()
      #expect(!Screen.isInterrupted())
      // Threads of tests take no signals; another one does, a moment later.
      kill(getpid(), SIGINT)
      for _ in 0..<5_000 where !Screen.isInterrupted() { usleep(1_000) }
      #expect(Screen.isInterrupted())
      Interrupt.clear()
      #expect(!Screen.isInterrupted())
    }
  }
}

/// The standard streams of a process that is there for one test, led into files.
private struct Streams {
  private let path = NSTemporaryDirectory() + "screen-" + UUID().uuidString

  init() throws {
    for (name, stream) in [("-output", STDOUT_FILENO), ("-errors", STDERR_FILENO)] {
      let file = open(path + name, O_WRONLY | O_CREAT | O_APPEND, 0o600)
      try #require(file >= 0 && dup2(file, stream) == stream)
      close(file)
    }
  }

  func output() throws -> String { try String(contentsOfFile: path + "-output", encoding: .utf8) }
  func errors() throws -> String { try String(contentsOfFile: path + "-errors", encoding: .utf8) }
}
