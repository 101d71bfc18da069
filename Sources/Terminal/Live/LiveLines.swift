import CEditLine
import Display

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is drawn again in place, above the line that is typed next, until a key is pressed. The key is
/// left to whoever reads it.
public enum LiveLines {
  /// Shows something, and what takes its place.
  /// - Parameters:
  ///   - first: what is shown at first.
  ///   - foot: what stands below it meanwhile.
  ///   - next: works out what is shown next; nil where nothing follows. It is told how to find out
  ///     whether a key was pressed, which goes first.
  public static func run(
    _ first: Display, foot: Display, style: Style,
    next: (@escaping @Sendable () -> Bool) -> Display?
  ) {
    var style = style
    // No line is as wide as the screen, so that each takes up one row.
    style.width = max(1, style.width - 1)
    var shown = first
    guard LiveScreen.isAvailable(style), terminal_take_keys() else {
      while let display = next({ false }) { shown = display }
      Output.put(shown.drawn(style))
      return
    }
    defer { terminal_give_keys() }
    ProgressLine.clear()
    let feet = foot.drawnLines(style)
    var lines = shown.drawnLines(style)
    put(lines + feet)
    var count = lines.count + feet.count
    // What has gone up cannot be drawn again.
    while count < style.height, terminal_wait(0) == TERMINAL_NOTHING,
      let display = next({ terminal_has_news() })
    {
      lines = display.drawnLines(style)
      ProgressLine.clear()
      put(lines + feet, above: count)
      count = lines.count + feet.count
    }
    ProgressLine.clear()
    put([], above: feet.count)
  }

  private static func put(_ lines: [String], above rows: Int = 0) {
    let up = rows > 0 ? "\r\u{1B}[\(rows)A\u{1B}[J" : ""
    Output.put(up + lines.map { $0 + "\n" }.joined())
  }
}
