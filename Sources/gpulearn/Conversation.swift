import Diagnostics
import Display
import Presentation
import Session
import Terminal
import Workbook

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Carries lines from the terminal, or a script, to the session and its answers back.
struct Conversation {
  var session: GuidedSession
  let screen: Screen
  /// Whether any line of a script failed.
  private(set) var hasFailed = false

  init(session: GuidedSession, screen: Screen) {
    self.session = session
    self.screen = screen
  }

  /// Until the learner leaves or the input ends.
  mutating func run(historyFolder: String?) {
    if isatty(STDIN_FILENO) == 1 {
      converse(historyFolder)
    } else {
      runScript()
    }
  }

  // MARK: Terminal

  private mutating func converse(_ historyFolder: String?) {
    guard
      let editor = LineEditor(
        style: screen.style, historyPath: historyFolder.map { $0 + "/history" })
    else { return runScript() }
    session.offersSliders = LiveScreen.isAvailable(screen.style)
    show(session.start())
    while true {
      let session = session
      let result = editor.read(prompt: session.prompt) { line in
        let (word, candidates) = session.completions(of: line)
        return (
          word,
          candidates.map { LineEditor.Candidate(text: $0.text, sentence: $0.sentence) }
        )
      }
      switch result {
      case .interrupted: Output.put("\n")
      case .end:
        Output.put("\n")
        return
      case .line(let line):
        Interrupt.clear()
        let reply = self.session.answer(line)
        show(reply)
        if let tuning = reply.tuning { slide(tuning, reply.afterwards) }
        if reply.ends { return }
      }
    }
  }

  /// On a terminal, problems stand where the answer would.
  private func show(_ reply: Reply) {
    let problems = reply.problems.reduce(into: Display()) { $0 += $1.display }
    screen.show(reply.display + problems)
  }

  /// Lets a slider be moved; what is kept is set as if it had been typed.
  private mutating func slide(_ tuning: Tuning, _ afterwards: Display) {
    var slider = SliderView(tuning)
    let end = LiveScreen.run(&slider, style: screen.style)
    Interrupt.clear()
    if end == .left, slider.isKept, let line = slider.tuning.line {
      screen.show(Display([.lines([session.prompt + Text(line, .input)])]))
      show(session.answer(line))
    } else {
      screen.show(slider.tuning.unchanged)
    }
    screen.show(afterwards)
  }

  // MARK: Script

  /// Each line as if it had been typed; problems go to standard error.
  private mutating func runScript() {
    Interrupt.catchSignal()
    // A script is not asked to wait.
    session.computesAtOnce = true
    let reader = LineReader()
    while true {
      switch reader.read() {
      case .end: return
      case .tooLong:
        hasFailed = true
        screen.complain(Diagnostic(.lineTooLong, "A line of the input is longer than 64 KiB."))
      case .line(let line):
        if line.first == "#" { continue }
        let reply = session.answer(line)
        screen.write(reply.display.drawn(screen.style))
        for problem in reply.problems { screen.complain(problem) }
        hasFailed = hasFailed || !reply.problems.isEmpty
        if reply.ends || Interrupt.isSet() { return }
      }
    }
  }
}
