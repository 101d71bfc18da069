import Basics
import Display
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
    /// When the work began, and when its progress was last shown.
    var begun: ContinuousClock.Instant?
    var told: ContinuousClock.Instant?
  }

  private static let state = Mutex(State())
  /// What is over sooner needs no words.
  private static let patience = Duration.milliseconds(250)
  private static let interval = Duration.milliseconds(100)

  /// Shows how far the work is in place of what was shown before. Where standard error is no
  /// terminal that can wipe a line, nothing is shown.
  public static func show(_ progress: WorkProgress, style: Style) {
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
    let line = style.label(text(progress, style), width: style.width - 1)
    Output.writeAll(Array("\r\u{1B}[2K\(line)".utf8), to: STDERR_FILENO)
  }

  /// "simulating ▓▓▓▓▓░░░░░ 50% · Ctrl-C stops", or the words alone.
  private static func text(_ progress: WorkProgress, _ style: Style) -> String {
    guard let share = progress.share, share.isFinite else {
      return progress.words + style.glyph("…", "...")
    }
    let percent = Int(min(max(share, 0), 1) * 100)
    let full = percent / 5
    let bar =
      String(repeating: style.glyph("▓", "#"), count: full)
      + String(repeating: style.glyph("░", "."), count: 20 - full)
    return "\(progress.words) \(bar) \(percent)%\(style.glyph(" · ", ", "))Ctrl-C stops"
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
