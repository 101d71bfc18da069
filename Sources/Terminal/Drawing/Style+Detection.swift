import Display

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Style {
  /// What suits the process's standard output and its environment: NO_COLOR, FORCE_COLOR, TERM,
  /// COLORTERM, COLUMNS, LC_ALL and so on.
  ///
  /// - Parameters:
  ///   - theme: the colours to use where any are.
  ///   - depth: how many colours there are; nil takes what the environment says.
  public static func detected(
    isPlain: Bool = false, theme: Theme = .terminal, depth: ColorDepth? = nil
  ) -> Style {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let term = variable("TERM") ?? ""
    let isDumb = term == "dumb" || (term.isEmpty && isTerminal)
    let (columns, rows) = size()
    return Style(
      width: columns, height: rows,
      hasColor: !isPlain && wantsColor(isTerminal && !isDumb), hasUnicode: speaksUnicode(),
      isConsole: term.hasPrefix("linux"), isPlain: isPlain, theme: theme,
      depth: depth ?? ColorDepth(term: term, colorTerm: variable("COLORTERM") ?? ""))
  }

  /// The same for the terminal's present size, which changes while the program runs.
  public func resized() -> Style {
    let (columns, rows) = Style.size()
    var style = Style(
      width: columns, height: rows, hasColor: hasColor, hasUnicode: hasUnicode,
      isConsole: isConsole, isPlain: isPlain, theme: theme, depth: depth)
    style.isNarrated = isNarrated
    return style
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

  /// NO_COLOR wins over FORCE_COLOR (https://no-color.org, https://force-color.org); an empty
  /// value counts as none.
  private static func wantsColor(_ canShow: Bool) -> Bool {
    if variable("NO_COLOR") != nil { return false }
    let forced = [variable("FORCE_COLOR"), variable("CLICOLOR_FORCE")].compactMap { $0 }
    return forced.contains { $0 != "0" } || (canShow && !forced.contains("0"))
  }

  /// Whether the locale's characters are UTF-8.
  static func speaksUnicode() -> Bool {
    let locale = variable("LC_ALL") ?? variable("LC_CTYPE") ?? variable("LANG") ?? ""
    return locale.lowercased().contains("utf-8") || locale.lowercased().contains("utf8")
  }

  /// An environment variable that is set and not empty.
  static func variable(_ name: String) -> String? {
    guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }
}

extension ColorDepth {
  /// What a terminal says of itself: COLORTERM is how those with all colours tell it, which their
  /// descriptions seldom do (https://github.com/termstandard/colors).
  init(term: String, colorTerm: String) {
    if colorTerm == "truecolor" || colorTerm == "24bit" || term.hasSuffix("-direct") {
      self = .full
    } else {
      self = term.contains("256color") ? .palette : .sixteen
    }
  }
}
