import Display

/// Breaks text into lines no wider than `width`, between words where it can.
func wrap(_ text: Text, width: Int, _ style: Style) -> [Line] {
  var wrapper = Wrapper(width: max(1, width))
  for span in text.spans {
    wrapper.add(span.text.sanitized(hasUnicode: style.hasUnicode), span.role)
    if case .link(let target) = span.role, !style.hasColor, target != span.text,
      !target.hasPrefix("#")
    {
      wrapper.add(" (\(target.sanitized(hasUnicode: style.hasUnicode)))", .muted)
    }
  }
  return wrapper.finish()
}

/// Fills lines word by word. Spaces at a break disappear.
private struct Wrapper {
  let width: Int
  private var lines: [Line] = []
  private var line = Line()
  private var column = 0
  /// The pieces of the word that is being read, and the spaces before it.
  private var word: [Span] = []
  private var wordColumns = 0
  private var spaces = 0
  private var spaceRole = Role.plain

  init(width: Int) { self.width = width }

  mutating func add(_ text: String, _ role: Role) {
    var piece = ""
    for character in text {
      if character == "\n" {
        append(&piece, role)
        endWord()
        endLine()
      } else if character == " " {
        append(&piece, role)
        endWord()
        spaces += 1
        spaceRole = role
      } else {
        if wordColumns + piece.columns + character.columns > width {
          append(&piece, role)
          endWord()
        }
        piece.append(character)
      }
    }
    append(&piece, role)
  }

  private mutating func append(_ piece: inout String, _ role: Role) {
    guard !piece.isEmpty else { return }
    word.append(Span(piece, role))
    wordColumns += piece.columns
    piece = ""
  }

  private mutating func endWord() {
    guard !word.isEmpty else { return }
    if column > 0, column + spaces + wordColumns > width {
      endLine()
      spaces = 0
    }
    if spaces > 0, column + spaces + wordColumns <= width {
      line.spans.append(Span(String(repeating: " ", count: spaces), spaceRole))
      column += spaces
    }
    line.spans += word
    column += wordColumns
    (word, wordColumns, spaces) = ([], 0, 0)
  }

  private mutating func endLine() {
    lines.append(line)
    line = Line()
    (column, spaces) = (0, 0)
  }

  mutating func finish() -> [Line] {
    endWord()
    if !line.spans.isEmpty || lines.isEmpty { endLine() }
    return lines
  }
}
