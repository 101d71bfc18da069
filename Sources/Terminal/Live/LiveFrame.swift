import CEditLine
import Display

/// What stands on the screen, line by line, so that only lines that are another are written.
struct LiveFrame {
  private let base: Style
  private var shown: [String] = []
  private var size: (columns: Int, rows: Int) = (0, 0)
  private let hasSecondScreen: Bool

  init(style: Style) {
    base = style
    let term = Style.variable("TERM") ?? ""
    // These have no second screen; what they show is moved up instead.
    hasSecondScreen = !["linux", "vt", "ansi", "cons", "sun"].contains(where: term.hasPrefix)
  }

  // MARK: The screen

  /// Takes the screen, with the cursor hidden.
  mutating func enter() {
    let rows = Style.size().rows
    let above = hasSecondScreen ? "\u{1B}[?1049h" : String(repeating: "\n", count: rows)
    put(above + "\u{1B}[?25l\u{1B}[H\u{1B}[2J")
    terminal_keep_screen_end(end)
    shown = []
    size = (0, 0)
  }

  /// Gives it back as it was found.
  func leave() {
    terminal_keep_screen_end(nil)
    put(end)
  }

  private var end: String {
    "\u{1B}[?2026l" + (hasSecondScreen ? "\u{1B}[?25h\u{1B}[?1049l" : "\u{1B}[H\u{1B}[J\u{1B}[?25h")
  }

  /// Draws everything anew the next time.
  mutating func forget() {
    shown = []
    size = (0, 0)
  }

  private func put(_ text: String) {
    var text = text
    // A terminal that takes nothing more is gone, which the next key that is read tells.
    _ = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { terminal_put($0.baseAddress, $0.count) }
    }
  }

  // MARK: Drawing

  /// Draws what has changed, in one go where the terminal can wait for it.
  mutating func draw(_ view: some LiveView) {
    let now = Style.size()
    var text = ""
    if now != size {
      text += "\u{1B}[2J"
      shown = []
      size = now
    }
    let lines = LiveFrame.lines(view, base, columns: now.columns, rows: now.rows)
    for row in 0..<max(lines.count, shown.count) {
      let line = row < lines.count ? lines[row] : ""
      guard row >= shown.count || shown[row] != line else { continue }
      // No line is as wide as the screen, so that what is erased is only behind it.
      text += "\u{1B}[\(row + 1);1H\(line)\u{1B}[K"
    }
    shown = lines
    guard !text.isEmpty else { return }
    put("\u{1B}[?2026h" + text + "\u{1B}[?2026l")
  }

  /// The longest drawing that fits, its pictures made lower where that helps.
  static func lines(
    _ view: some LiveView, _ base: Style, columns: Int, rows: Int
  ) -> [String] {
    guard columns >= 24, rows >= 6 else {
      let words = base.label("Too small: Esc leaves", width: max(0, columns - 1))
      return rows > 0 ? [words] : []
    }
    var style = base
    style.width = columns - 1
    style.height = rows
    let feet = view.feet.map { $0.drawnLines(style) }
    let foot = [""] + (feet.first { $0.count <= max(1, rows / 8) } ?? feet.last ?? [])
    let room = rows - foot.count
    var lines: [String] = []
    for display in view.displays {
      for height in [18, 16, 14] {
        style.height = height
        lines = display.drawnLines(style)
        if lines.count <= room { return lines + foot }
      }
    }
    return Array((lines.prefix(max(0, room)) + foot).prefix(rows))
  }
}
