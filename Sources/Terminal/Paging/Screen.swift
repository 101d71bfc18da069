import Basics
import Display

/// Where a program's answers go: the streams of the process, drawn for the terminal that there is.
public struct Screen: Sendable {
  private let start: Style

  /// - Parameters:
  ///   - isPlain: whether text is drawn without colour or pictures whatever there is.
  ///   - isNarrated: whether all is said in sentences, for whoever listens.
  ///   - isColorless: whether nothing is shown in colour.
  ///   - theme: the colours to use where any are.
  ///   - depth: how many colours there are; nil takes what the environment says.
  public init(
    isPlain: Bool, isNarrated: Bool = false, isColorless: Bool = false, theme: Theme = .terminal,
    depth: ColorDepth? = nil
  ) {
    var style = Style.detected(isPlain: isPlain, theme: theme, depth: depth)
    if isColorless { style.hasColor = false }
    style.isNarrated = isNarrated
    start = style
  }

  /// How things are drawn now: a terminal's size changes while the program runs.
  public var style: Style { start.resized() }

  /// Shows something on standard output, a screenful at a time where it is a terminal.
  public func show(_ display: Display) {
    let style = style
    Pager.show(display.drawnLines(style), style: style)
  }

  /// Shows on standard error what is no part of the answer.
  public func complain(_ display: Display) { Output.putError(display.drawn(style)) }

  /// Shows what is to be known of an answer, on standard error.
  public func remark(_ remarks: [Text]) {
    if !remarks.isEmpty { Output.putError(Display([.lines(remarks)]).drawn(style)) }
  }

  /// Says what takes long, in place of what was said before.
  public var progress: @Sendable (WorkProgress) -> Void {
    let style = style
    return { ProgressLine.show($0, style: style) }
  }

  /// Writes text as it is.
  public func write(_ text: String) { Output.put(text) }

  /// Empties a terminal's screen, so that what is shown next stands by itself; what has gone up is
  /// left. Elsewhere nothing is written.
  public func clear() {
    guard !style.isPlain, LiveScreen.isAvailable(style) else { return }
    Output.put("\u{1B}[H\u{1B}[2J")
  }

  /// Whether Ctrl-C was pressed.
  public static let isInterrupted: @Sendable () -> Bool = { Interrupt.isSet() }
}
