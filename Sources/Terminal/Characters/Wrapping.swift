import Display

/// Breaks text into lines no wider than `width`, between words where it can.
/// - Parameter hanging: by how much lines after the first are indented.
func wrap(_ text: Text, width: Int, hanging: Int = 0, _ style: Style) -> [Line] {
  var wrapper = Wrapper(width: width, hanging: hanging)
  for span in text.spans {
    let clean = style.clean(span.text).keepingUnits
    // A figure that has no room on any line breaks before its unit.
    wrapper.add(clean, span.role, isWhole: span.isFigure && clean.columns <= width)
    // A terminal with colours makes it something to click on.
    if case .link(let target) = span.role, !style.hasColor, target != span.text,
      !target.hasPrefix("#")
    {
      wrapper.add(" (\(style.clean(target)))", .muted)
    }
  }
  return wrapper.finish()
}

/// Fills lines word by word. Spaces at a break disappear.
private struct Wrapper {
  /// A character with its role and columns.
  struct Glyph {
    let character: Character
    let role: Role
    let columns: Int

    /// Whether a word may break behind it.
    var isSign: Bool { isGap || "/_-.,:?&=·)".contains(character) }
    /// Whether it joins a number to its unit.
    var isGap: Bool { character == "\u{00A0}" }
  }

  private let width: Int
  private let hanging: Int
  private var lines: [Line] = []
  private var line = Line()
  private var column = 0
  /// Whether nothing but its indent stands in the line.
  private var isFresh = true
  private var word: [Glyph] = []
  private var spaces = 0
  private var spaceRole = Role.plain

  init(width: Int, hanging: Int) {
    // Two columns for a wide character.
    self.width = max(2, width)
    self.hanging = hanging > self.width / 2 ? 0 : hanging
  }

  /// - Parameter isWhole: whether its spaces are no places to break.
  mutating func add(_ text: String, _ role: Role, isWhole: Bool = false) {
    for character in text {
      switch character {
      case "\n":
        endWord()
        endLine()
      case " " where !isWhole || word.isEmpty:
        endWord()
        spaces += 1
        spaceRole = role
      default:
        let glyph = Glyph(character: character, role: role, columns: character.columns)
        if let last = word.last, canBreak(last, glyph) { endWord() }
        word.append(glyph)
      }
    }
  }

  /// Writing without spaces breaks between any two characters, but not before a closing sign nor
  /// behind an opening one.
  private func canBreak(_ first: Glyph, _ second: Glyph) -> Bool {
    guard first.columns == 2 || second.columns == 2 else { return false }
    return !"，。、；：！？）」』】》,.;:!?)]}%".contains(second.character)
      && !"（「『【《([{$".contains(first.character)
  }

  private mutating func endWord() {
    guard !word.isEmpty else { return }
    var rest = word[...]
    word = []
    let first = rest[0].columns
    if !isFresh, column + spaces + rest.columns > width { breakLine() }
    if spaces > 0, !(isFresh && column > 0), column + spaces + first <= width {
      line.append(String(repeating: " ", count: spaces), spaceRole)
      column += spaces
    }
    spaces = 0
    while column + rest.columns > width {
      let count = chunk(rest, room: width - column)
      let part = rest.prefix(count)
      put(part.last?.isGap == true ? part.dropLast() : part)
      rest = rest.dropFirst(count)
      breakLine()
    }
    put(rest)
  }

  private mutating func put(_ glyphs: ArraySlice<Glyph>) {
    for glyph in glyphs { line.append(String(glyph.character), glyph.role) }
    column += glyphs.columns
    if !glyphs.isEmpty { isFresh = false }
  }

  /// How many characters of a word that is too long go on this line: as many as fit, or fewer so
  /// that it breaks behind a sign; where a number parts from its unit, the unit stays whole.
  private func chunk(_ glyphs: ArraySlice<Glyph>, room: Int) -> Int {
    var columns = 0
    var count = 0
    var behindSign = 0
    var behindGap = 0
    var rest = glyphs
    while let glyph = rest.first, columns + glyph.columns <= room {
      rest = rest.dropFirst()
      columns += glyph.columns
      count += 1
      // 1,000 and 480.1 are no words of parts.
      let isInNumber = ",.".contains(glyph.character) && rest.first?.character.isNumber == true
      if glyph.isSign, !isInNumber { behindSign = count }
      if glyph.isGap { behindGap = count }
    }
    if behindGap > 0, glyphs.dropFirst(behindGap).columns <= width - hanging { return behindGap }
    let part = glyphs.dropFirst(behindSign).prefix { !$0.isSign }
    let isPartWhole = behindSign > 0 && part.columns < width
    return behindSign * 2 > count || isPartWhole ? behindSign : max(1, count)
  }

  /// Ends the line within a paragraph.
  private mutating func breakLine() {
    endLine()
    if hanging > 0 { line.append(String(repeating: " ", count: hanging), .plain) }
    column = hanging
  }

  private mutating func endLine() {
    lines.append(line)
    line = Line()
    (column, spaces, isFresh) = (0, 0, true)
  }

  mutating func finish() -> [Line] {
    endWord()
    if !line.spans.isEmpty || lines.isEmpty { endLine() }
    return lines
  }
}

extension Span {
  /// A number and its unit, or a short formula, which belong together.
  var isFigure: Bool { (role == .value || role == .code) && text.count <= 24 }
}

extension ArraySlice<Wrapper.Glyph> {
  fileprivate var columns: Int { reduce(0) { $0 + $1.columns } }
}

extension String {
  /// With a space that does not break between a number and the short unit behind it.
  var keepingUnits: String {
    guard contains(where: { $0.isNumber }) else { return self }
    var result = ""
    var rest = self[...]
    while let gap = rest.firstIndex(of: " ") {
      result += rest[..<gap]
      rest = rest[rest.index(after: gap)...]
      let word = rest.prefix { $0.isLetter }
      let next = rest[word.endIndex...].first
      let isUnit = Self.shortUnits.contains(word) && next.map { " .,;:?!)/→".contains($0) } ?? true
      result.append(result.last?.isNumber == true && isUnit ? "\u{00A0}" : " ")
    }
    return result + rest
  }

  private static let shortUnits: Set<Substring> = [
    "s", "ms", "us", "ns", "min", "h", "B", "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "gpu",
    "day", "days", "token", "tokens", "request", "requests", "GPU", "GPUs", "million", "billion",
  ]
}
