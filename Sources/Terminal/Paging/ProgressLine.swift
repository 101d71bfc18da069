import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A line that says what takes long, on a terminal's standard error; the next output wipes it off.
public enum ProgressLine {
  private struct State {
    var isShown = false
    /// When the work began that is told of, and when it was told last.
    var begun: ContinuousClock.Instant?
    var told: ContinuousClock.Instant?
  }

  private static let state = Mutex(State())
  /// What is over sooner needs no words.
  private static let patience = Duration.milliseconds(250)
  private static let interval = Duration.milliseconds(100)

  /// Shows some words in place of those before. Where standard error is no terminal that can wipe a
  /// line, nothing is shown.
  /// - Parameter share: how far the work is, 0 to 1; nil where that is not known.
  public static func show(_ words: String, share: Double? = nil, style: Style) {
    guard style.hasColor || style.hasUnicode, !style.isPlain, isatty(STDERR_FILENO) == 1,
      Style.variable("TERM").map({ $0 != "dumb" }) ?? false
    else { return }
    let now = ContinuousClock.now
    let isDue = state.withLock { state -> Bool in
      let begun = state.begun ?? now
      state.begun = begun
      guard now - begun >= patience, state.told.map({ now - $0 >= interval }) ?? true else {
        return false
      }
      state.told = now
      state.isShown = true
      return true
    }
    guard isDue else { return }
    let text =
      share.map { "\(words) \(bar($0, style))  Ctrl-C stops" } ?? words + style.glyph("…", "...")
    let line = style.label(text, width: style.width - 1)
    Output.writeAll(Array("\r\u{1B}[2K\(line)".utf8), to: STDERR_FILENO)
  }

  /// "▓▓▓▓▓░░░░░  50%".
  private static func bar(_ share: Double, _ style: Style) -> String {
    let share = share.isFinite ? min(max(share, 0), 1) : 0
    let full = Int(share * 20)
    let percent = "\(Int(share * 100))%"
    return String(repeating: style.glyph("▓", "#"), count: full)
      + String(repeating: style.glyph("░", "."), count: 20 - full)
      + String(repeating: " ", count: 5 - percent.count) + percent
  }

  /// Wipes the line off, if it is there. The work is done.
  public static func clear() {
    let wasShown = state.withLock { state -> Bool in
      defer { state = State() }
      return state.isShown
    }
    if wasShown { Output.writeAll(Array("\r\u{1B}[2K".utf8), to: STDERR_FILENO) }
  }
}
