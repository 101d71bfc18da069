import Display

/// A table's cells, measured.
struct Grid {
  let table: Table
  /// How many columns there are.
  let count: Int
  /// The width of each column's widest cell.
  let natural: [Int]
  /// Whether the first column holds nothing but signs of one column, such as ▸.
  let hasMarks: Bool
  /// The room before each column.
  let gaps: [Int]
  private let words: [Int]
  private let parts: [Int]
  private let numbers: [Int]

  /// - Parameter isTight: whether columns stand as close as they can.
  init(_ table: Table, _ count: Int, _ style: Style, isTight: Bool = false) {
    self.table = table
    self.count = count
    var natural = [Int](repeating: 0, count: count)
    var words = natural
    var parts = natural
    var numbers = natural
    for row in [table.header] + table.rows {
      for (column, cell) in row.enumerated() {
        numbers[column] = max(numbers[column], cell.longestNumber)
        let (line, word, part) = style.measure(cell)
        natural[column] = max(natural[column], line)
        words[column] = max(words[column], word)
        parts[column] = max(parts[column], part)
      }
    }
    // A space stands where a row has no mark.
    let marks =
      table.style == .bare && count > 1 && natural[0] <= 1
      && table.rows.allSatisfy { $0.first?.plain.count == 1 }
    if marks { natural[0] = 1 }
    self.natural = natural
    self.words = words
    self.parts = parts
    self.numbers = numbers
    hasMarks = marks
    gaps = natural.indices.map { $0 == 0 ? (marks ? 1 : 0) : $0 == 1 && marks || isTight ? 1 : 2 }
  }

  /// The width of each column's longest word; longer ones than that are broken, but for numbers.
  func minimum(longest: Int) -> [Int] { withNumbersWhole(words.map { min($0, longest) }) }

  /// The width of each column's longest part of a word, as names have parts: cerebrium-a100.
  func minimumOfParts(longest: Int) -> [Int] {
    withNumbersWhole(parts.map { min($0, longest) })
  }

  private func withNumbersWhole(_ widths: [Int]) -> [Int] {
    zip(widths, numbers).map { max($0, $1) }
  }

  func alignment(_ column: Int) -> Table.Alignment {
    column < table.alignments.count ? table.alignments[column] : .leading
  }

  /// Whether the last column, a sentence, would be a tall and narrow pillar.
  func isCramped(_ widths: [Int]) -> Bool {
    guard count > 1, let width = widths.last, let full = natural.last else { return false }
    return width < full && width < ColumnWidths.readable && full > Drawer.narrowest
  }
}

extension Text {
  /// The columns of the longest number in it, its sign before it, without its unit.
  fileprivate var longestNumber: Int {
    var longest = 0
    for span in spans where span.role == .value || span.role == .code {
      var columns = 0
      for character in span.text {
        columns = character.isNumber || "$.,-−±~".contains(character) ? columns + 1 : 0
        longest = max(longest, columns)
      }
    }
    return longest
  }
}

extension Style {
  /// The columns of a text's longest line, its longest word, and the longest part of a word.
  fileprivate func measure(_ text: Text) -> (line: Int, word: Int, part: Int) {
    var (longestLine, longestWord, longestPart, line, word, part) = (0, 0, 0, 0, 0, 0)
    var (endsPart, hasInk) = (false, false)
    for line_ in wrap(text, width: 100_000, self) {
      (line, word, part, endsPart, hasInk) = (0, 0, 0, false, false)
      for span in line_.spans {
        let isAmount = span.isFigure && span.text.first.map { $0.isNumber || $0 == "$" } == true
        for character in span.text {
          let columns = character.columns
          // An indent belongs to the word behind it, and a unit to its number.
          let isGap = character == " " && hasInk && !span.isFigure
          hasInk = hasInk || character != " "
          line += columns
          word = isGap ? 0 : columns == 2 ? 2 : word + columns
          longestWord = max(longestWord, word)
          // A date is no name of parts; a number may part from its unit.
          let begins = endsPart && !character.isNumber
          part = isGap || character == "\u{00A0}" ? 0 : begins ? columns : part + columns
          longestPart = max(longestPart, columns == 2 ? 2 : part)
          endsPart = "-_/".contains(character) && !isAmount
        }
      }
      longestLine = max(longestLine, line)
    }
    return (longestLine, longestWord, longestPart)
  }
}
