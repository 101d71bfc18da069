#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How things are drawn: width, colour, characters.
public struct Style: Hashable, Sendable {
  /// Columns of the terminal.
  public var width: Int
  /// Rows of the terminal.
  public var height: Int
  public var hasColor: Bool
  /// Whether box drawing, braille and arrows can be shown.
  public var hasUnicode: Bool
  /// Words and tables in place of pictures, for pipes and screen readers.
  public var isPlain: Bool

  /// Prose wider than this is hard to read.
  static let readingWidth = 84

  public init(
    width: Int = 80, height: Int = 24, hasColor: Bool = false, hasUnicode: Bool = true,
    isPlain: Bool = false
  ) {
    self.width = max(20, width)
    self.height = max(5, height)
    self.hasColor = hasColor
    self.hasUnicode = hasUnicode
    self.isPlain = isPlain
  }

  /// What suits the process's standard output and its environment: NO_COLOR, FORCE_COLOR, TERM,
  /// COLUMNS, LC_ALL and so on.
  public static func detected(isPlain: Bool = false) -> Style {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let term = variable("TERM") ?? ""
    let isDumb = term == "dumb" || (term.isEmpty && isTerminal)
    let (columns, rows) = size()
    var hasColor = isTerminal && !isDumb && variable("NO_COLOR") == nil
    if variable("FORCE_COLOR") != nil || variable("CLICOLOR_FORCE") != nil {
      hasColor = variable("NO_COLOR") == nil
    }
    return Style(
      width: columns, height: rows, hasColor: hasColor && !isPlain, hasUnicode: speaksUnicode(),
      isPlain: isPlain)
  }

  /// Columns and rows: the terminal's own, else COLUMNS and LINES, else 80 by 24.
  public static func size() -> (columns: Int, rows: Int) {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 {
      return (Int(size.ws_col), Int(size.ws_row))
    }
    return (
      variable("COLUMNS").flatMap { Int($0) } ?? 80, variable("LINES").flatMap { Int($0) } ?? 24
    )
  }

  /// Whether the locale's characters are UTF-8.
  static func speaksUnicode() -> Bool {
    let locale = [variable("LC_ALL"), variable("LC_CTYPE"), variable("LANG")]
      .compactMap { $0 }.first { !$0.isEmpty }
    guard let locale = locale?.lowercased() else { return false }
    return locale.contains("utf-8") || locale.contains("utf8")
  }

  static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
