#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Shows text a screenful at a time where it is taller than the terminal.
public enum Pager {
  /// - Parameter lines: drawn lines without line ends.
  public static func show(_ lines: [String], style: Style) {
    let page = style.height - 2
    guard isatty(STDOUT_FILENO) == 1, isatty(STDIN_FILENO) == 1, lines.count > style.height - 1
    else {
      return Output.put(lines.map { $0 + "\n" }.joined())
    }
    var start = 0
    while start < lines.count {
      let end = min(lines.count, start + page)
      Output.put(lines[start..<end].map { $0 + "\n" }.joined())
      start = end
      guard start < lines.count else { return }
      let left = lines.count - start
      Output.put("-- \(left) more \(left == 1 ? "line" : "lines"): Enter goes on, q stops --")
      let key = readKey()
      Output.put(style.hasColor ? "\r\u{1B}[K" : "\n")
      if key == UInt8(ascii: "q") || key == UInt8(ascii: "Q") || key == nil || key == 3 { return }
    }
  }

  /// One key without waiting for a line end; nil at the end of input or at Ctrl-C.
  private static func readKey() -> UInt8? {
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
    var raw = before
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
    defer { tcsetattr(STDIN_FILENO, TCSADRAIN, &before) }
    var byte: UInt8 = 0
    return read(STDIN_FILENO, &byte, 1) == 1 ? byte : nil
  }
}
