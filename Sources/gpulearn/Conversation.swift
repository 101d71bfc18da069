import Diagnostics
import Display
import Presentation
import Session
import Terminal
import Workbook

/// Carries lines from the terminal, or a script, to a session and its answers back.
struct Conversation {
  private var session: GuidedSession
  private let screen: Screen

  init(session: GuidedSession, screen: Screen) {
    self.session = session
    self.screen = screen
  }

  /// Until the learner leaves.
  /// - Returns: how the program ends.
  mutating func converse(historyFolder: String?) -> ProgramEnd {
    if screen.style.isNarrated { return converse(LineReader()) }
    guard
      let editor = LineEditor(
        style: screen.style, historyPath: historyFolder.map { $0 + "/history" },
        hasViKeys: Places.configuration.hasViKeys)
    else { return runScript(LineReader()) }
    session.offersSliders = LiveScreen.isAvailable(screen.style)
    session.refinesEstimates = session.offersSliders
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
      case .interrupted: screen.write("\n")
      case .end:
        screen.write("\n")
        return .fine
      case .line(let line):
        Interrupt.clear()
        let before = session.prompt.plain
        let reply = self.session.answer(line)
        // Where Enter ran a suggested line, that stands in place of the empty one.
        if line.isEmpty, session.offersSliders, reply.isEchoing(before) {
          screen.write("\u{1B}[A\r")
        }
        if reply.isEarly { refine(reply) } else { show(reply) }
        if let tuning = reply.tuning { slide(tuning, reply.afterwards) }
        if let walk = reply.walk { look(walk, reply.afterwards) }
        if reply.ends { return .fine }
      }
    }
  }

  /// The same without an editor, which draws its line again and again: the terminal's own line.
  private mutating func converse(_ reader: LineReader) -> ProgramEnd {
    Interrupt.catchSignal()
    show(session.start())
    while true {
      screen.write("\(session.prompt.plain.prefix { $0 != " " }): ")
      do throws(Diagnostic) {
        guard let line = try reader.next() else {
          screen.write("\n")
          return .fine
        }
        let reply = session.answer(line)
        show(reply)
        if reply.ends { return .fine }
      } catch {
        screen.show(error.display)
        if error.code != .lineTooLong { return ProgramEnd(of: error) }
      }
    }
  }

  /// On a terminal, problems stand where the answer would, and an empty line sets it apart from what
  /// is typed next.
  private func show(_ reply: Reply) {
    let problems = reply.problems.reduce(into: Display()) { $0 += $1.display }
    var all = reply.display + problems
    if reply.tuning == nil, reply.walk == nil, !reply.isEarly { all += reply.afterwards }
    screen.show(all)
    if !all.isEmpty, !reply.ends { screen.write("\n") }
  }

  /// Shows an estimate, and closer ones in its place until the next line is typed.
  private mutating func refine(_ reply: Reply) {
    let foot = Display([
      .lines([Text("refining it: type on whenever you like", .muted)])
    ])
    LiveLines.run(reply.display, foot: foot, style: screen.style) { isStopped in
      session.refine(isStopped: isStopped)?.display
    }
    Interrupt.clear()
    var rest = reply
    rest.display = reply.afterwards
    show(rest)
    if rest.display.isEmpty, rest.problems.isEmpty { screen.write("\n") }
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
      screen.write("\n")
    }
    screen.show(afterwards)
  }

  /// Lets a timeline be moved along; what was seen last stays.
  private func look(_ walk: TimelineWalk, _ afterwards: Display) {
    var view = TimelineView(walk)
    _ = LiveScreen.run(&view, style: screen.style)
    Interrupt.clear()
    screen.show(view.walk.answer.display() + afterwards)
    screen.write("\n")
  }

  /// Each line as if it had been typed; problems go to standard error.
  /// - Returns: how the program ends.
  func runScript(_ reader: LineReader) -> ProgramEnd {
    Interrupt.catchSignal()
    var run = ScriptRun(session)
    for problem in run.warnings { screen.complain(problem) }
    while !run.isOver, !Interrupt.isSet() {
      do throws(Diagnostic) {
        guard let line = try reader.next() else { break }
        let reply = run.take(line)
        screen.write(reply.display.drawn(screen.style))
        for problem in reply.problems { screen.complain(problem) }
      } catch {
        screen.complain(error)
        run.fail(error)
      }
    }
    return Interrupt.isSet() ? .interrupted : run.status
  }
}
