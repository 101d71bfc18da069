import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One line on standard error that tells how far long work is, redrawn in place and wiped when the
/// work is over. Only on a terminal, and only once the work has taken half a second.
public final class ProgressLine: Sendable {
  private struct State {
    var start: ContinuousClock.Instant?
    var drawn: ContinuousClock.Instant?
    var width = 0
  }

  private static let patience = Duration.milliseconds(500)
  private static let pause = Duration.milliseconds(100)
  private static let cells = 20

  private let style: Style
  private let isTerminal: Bool
  private let state = Mutex(State())

  public init(style: Style) {
    self.style = style
    isTerminal = isatty(STDERR_FILENO) == 1
  }

  /// Work begins now.
  public func begin() {
    guard isTerminal else { return }
    state.withLock { $0 = State(start: ContinuousClock.now) }
  }

  /// Tells how far the work is, 0 to 1. Cheap, as often as it is called.
  public func show(_ share: Double) {
    guard isTerminal else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      guard let start = state.start, now - start > Self.patience,
        state.drawn.map({ now - $0 > Self.pause }) ?? true
      else { return }
      let text = self.text(share)
      state.drawn = now
      state.width = max(state.width, text.columns)
      Output.putError("\r" + text)
    }
  }

  /// The work is over.
  public func end() {
    guard isTerminal else { return }
    state.withLock { state in
      if state.width > 0 {
        // What Ctrl-C leaves behind, ^C, goes as well.
        Output.putError("\r" + String(repeating: " ", count: state.width + 2) + "\r")
      }
      state = State()
    }
  }

  private func text(_ share: Double) -> String {
    let share = share.isFinite ? min(max(share, 0), 1) : 0
    let full = Int(share * Double(Self.cells))
    let bar =
      String(repeating: style.glyph("▓", "#"), count: full)
      + String(repeating: style.glyph("░", "."), count: Self.cells - full)
    let percent = String(Int(share * 100))
    return
      "computing \(bar) \(String(repeating: " ", count: 3 - percent.count))\(percent)%  Ctrl-C stops"
  }
}
