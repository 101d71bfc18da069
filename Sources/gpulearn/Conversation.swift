import ArgumentParser
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
  /// How the program ends because of a script: 74 where progress could not be kept, 1 where any line
  /// failed.
  private(set) var failure: ExitCode?

  init(session: GuidedSession, screen: Screen) {
    self.session = session
    self.screen = screen
  }

  // MARK: Terminal

  /// Until the learner leaves.
  mutating func converse(historyFolder: String?) {
    guard
      let editor = LineEditor(
        style: screen.style, historyPath: historyFolder.map { $0 + "/history" })
    else { return runScript(LineReader()) }
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
  mutating func runScript(_ reader: LineReader) {
    Interrupt.catchSignal()
    complain(session.beginScript())
    var isRunning = true
    while isRunning {
      do throws(Diagnostic) {
        guard let line = try reader.next() else { return }
        if line.first == "#" { continue }
        let reply = session.answer(line)
        screen.write(reply.display.drawn(screen.style))
        complain(reply.problems)
        isRunning = !reply.ends && !Interrupt.isSet()
      } catch {
        screen.complain(error)
        failure = Exit.worse(failure, Exit.code(of: error))
      }
    }
  }

  /// Whatever is wrong with a line is the line's; that progress is not kept is more than that.
  private mutating func complain(_ problems: [Diagnostic]) {
    for problem in problems {
      screen.complain(problem)
      let isStore = problem.code == .badStore || problem.code == .newerStore
      failure = Exit.worse(failure, isStore ? Exit.inputOutput : Exit.wrong)
    }
  }
}
