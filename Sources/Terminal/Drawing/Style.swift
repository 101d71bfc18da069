import Display

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
  /// Whether colours and bold may be used.
  public var hasColor: Bool
  /// Whether box drawing, braille and arrows can be shown.
  public var hasUnicode: Bool
  /// Whether it is the Linux console, whose font has box drawing and half blocks, and no other
  /// signs for pictures.
  public var isConsole: Bool
  /// Words and tables in place of pictures, for pipes and screen readers.
  public var isPlain: Bool
  /// Whether all is said in sentences, for whoever listens; it is plain then too.
  public var isNarrated = false {
    didSet { if isNarrated { (isPlain, hasColor) = (true, false) } }
  }
  /// Which colours stand for what.
  public var theme: Theme
  /// How many colours can be shown.
  public var depth: ColorDepth

  /// Prose wider than this is hard to read.
  static let readingWidth = 84

  /// Creates a style.
  public init(
    width: Int = 80, height: Int = 24, hasColor: Bool = false, hasUnicode: Bool = true,
    isConsole: Bool = false, isPlain: Bool = false, theme: Theme = .terminal,
    depth: ColorDepth = .sixteen
  ) {
    self.width = min(max(20, width), 1000)
    self.height = min(max(5, height), 1000)
    self.hasColor = hasColor
    self.hasUnicode = hasUnicode
    self.isConsole = isConsole
    self.isPlain = isPlain
    self.theme = theme
    self.depth = depth
  }

  /// One of two spellings of a sign.
  func glyph(_ unicode: String, _ ascii: String) -> String {
    hasUnicode && (!isConsole || unicode.allSatisfy { $0.isInConsoleFont }) ? unicode : ascii
  }

  /// Text that a terminal shows as it stands; it may hold line ends.
  public func clean(_ text: String) -> String { clean(text, isPreformatted: false) }

  /// - Parameter isPreformatted: whether what stands for a character must take up the same columns.
  func clean(_ text: String, isPreformatted: Bool) -> String {
    let clean = text.sanitized(hasUnicode: hasUnicode, isPreformatted: isPreformatted)
    return isConsole && hasUnicode ? clean.inConsoleFont(isPreformatted: isPreformatted) : clean
  }

  /// Clean text on one line.
  func label(_ text: String) -> String { clean(text).replacing("\n", with: " ") }

  /// Clean text on one line of at most `width` columns.
  func label(_ text: String, width: Int) -> String {
    let text = label(text)
    guard text.columns > width else { return text }
    let mark = glyph("…", "~")
    var result = ""
    var columns = mark.columns
    for character in text {
      guard columns + character.columns <= width else { break }
      columns += character.columns
      result.append(character)
    }
    return width > 0 ? result + mark : ""
  }
}
