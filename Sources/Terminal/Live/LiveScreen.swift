import CEditLine
import Display

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A view that keys change while it is shown.
public protocol LiveView {
  /// Responds to a key.
  /// - Returns: whether the view goes on.
  mutating func take(_ key: Key) -> Bool
  /// A letter that ended the view and is the first of the next line; nil for none.
  var givenBack: Character? { get }
  /// Does a moment's work, if there is any to do.
  /// - Parameter isStopped: whether a key is waiting, which goes first.
  /// - Returns: whether there is more to do.
  mutating func work(isStopped: @escaping @Sendable () -> Bool) -> Bool
  /// What is shown, in several lengths from the longest to the shortest: the first that fits is
  /// used.
  var displays: [Display] { get }
  /// What always stays below it, such as the keys; also in several lengths.
  var feet: [Display] { get }
}

extension LiveView {
  /// No letter ends it.
  public var givenBack: Character? { nil }
}

/// The whole screen, redrawn in place while keys are pressed, and given back as it was found.
public enum LiveScreen {
  /// How a view ended.
  public enum End: Sendable {
    /// The view has ended it.
    case left
    /// Ctrl-C as a signal, or the end of input.
    case interrupted
  }

  /// Whether there is a terminal that can show a live view.
  public static func isAvailable(_ style: Style) -> Bool {
    guard !style.isPlain, isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1,
      let term = Style.variable("TERM")
    else { return false }
    return term != "dumb"
  }

  /// Shows a view until it ends.
  /// - Returns: how it ended; nil where there is no terminal to show it on.
  public static func run(_ view: inout some LiveView, style: Style) -> End? {
    guard isAvailable(style), terminal_take_keys() else { return nil }
    ProgressLine.clear()
    fflush(nil)
    var frame = LiveFrame(style: style)
    frame.enter()
    defer {
      frame.leave()
      terminal_give_keys()
    }
    var keys = KeyDecoder()
    var hasWork = view.work(isStopped: { terminal_has_news() })
    frame.draw(view)
    while true {
      // An escape by itself is told from the beginning of a sequence by the silence behind it.
      // A byte at a time: what is typed behind the last key is left for whoever reads next.
      switch terminal_wait(keys.isOpen ? 50 : hasWork ? 0 : -1) {
      case TERMINAL_KEY:
        let byte = terminal_key()
        guard byte >= 0 else { return .interrupted }
        keys.add([UInt8(truncatingIfNeeded: byte)])
        while let key = keys.next(isLast: false) {
          if !take(key, &view, &frame) { return .left }
        }
        hasWork = true
        // What else was typed meanwhile comes first.
        if terminal_has_news() { continue }
      case TERMINAL_NOTHING:
        while let key = keys.next(isLast: true) {
          hasWork = true
          if !take(key, &view, &frame) { return .left }
        }
      case TERMINAL_RESIZED, TERMINAL_CONTINUED: frame.forget()
      default: return .interrupted
      }
      // The process was stopped meanwhile: modes and screen were given back.
      if !terminal_keeps_screen() {
        guard terminal_take_keys() else { return .interrupted }
        frame.enter()
      }
      if hasWork { hasWork = view.work(isStopped: { terminal_has_news() }) }
      frame.draw(view)
    }
  }

  private static func take(
    _ key: Key, _ view: inout some LiveView, _ frame: inout LiveFrame
  ) -> Bool {
    guard key == .control(26) else {
      let goesOn = view.take(key)
      if !goesOn, let byte = view.givenBack?.asciiValue { terminal_leave_key(Int32(byte)) }
      return goesOn
    }
    // Ctrl-Z: the handler of the signal gives the screen back; going on takes it again.
    raise(SIGTSTP)
    return true
  }
}
