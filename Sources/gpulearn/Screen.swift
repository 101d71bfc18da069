import ArgumentParser
import Basics
import Diagnostics
import Display
import Language
import Terminal

/// Where the program's answers go.
struct Screen {
  private let start: Style

  init(isPlain: Bool) { start = Style.detected(isPlain: isPlain) }

  /// How things are drawn now: a terminal's size changes while the program runs.
  var style: Style { start.resized() }

  /// Shows something on standard output, a screenful at a time where it is a terminal.
  func show(_ display: Display) {
    let style = style
    Pager.show(display.drawnLines(style), style: style)
  }

  /// Shows a problem on standard error.
  func complain(_ problem: Diagnostic) {
    Output.putError(problem.display.drawn(style))
  }

  /// Shows what is to be known of an answer, on standard error.
  func remark(_ remarks: [Text]) {
    if !remarks.isEmpty { Output.putError(Display([.lines(remarks)]).drawn(style)) }
  }

  /// Says what takes long, in place of what was said before.
  var progress: @Sendable (WorkProgress) -> Void {
    let style = style
    return { ProgressLine.show($0, style: style) }
  }

  /// Writes text as it is.
  func write(_ text: String) { Output.put(text) }

  /// Empties a terminal's screen, so that what is shown next stands by itself; what has gone up is
  /// left. Elsewhere nothing is written.
  func clear() {
    guard !style.isPlain, LiveScreen.isAvailable(style) else { return }
    Output.put("\u{1B}[H\u{1B}[2J")
  }

  /// Whether Ctrl-C was pressed.
  static let isInterrupted: @Sendable () -> Bool = { Interrupt.isSet() }
}

extension Exit {
  /// 74 where something could not be read or written, else 1.
  static func code(of problem: Diagnostic) -> ExitCode {
    let outside: [Code] = [.unreadable, .unwritable, .badStore, .newerStore]
    return outside.contains(problem.code) ? inputOutput : wrong
  }

  /// The code that says more: 74 before 1 before nothing.
  static func worse(_ one: ExitCode?, _ other: ExitCode) -> ExitCode {
    one.map { $0.rawValue > other.rawValue ? $0 : other } ?? other
  }
}
