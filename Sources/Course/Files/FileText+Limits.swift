import Diagnostics

/// The Markdown parser takes time and memory that grow with the square of some texts. What goes
/// beyond any honest text is blanked before it sees it.
extension FileText {
  /// Bytes that lines without an empty one between may have together.
  private static let longestParagraph = 32_768
  /// Cells that all tables of a file may have together, missing ones counted.
  private static let mostCells = 200_000

  /// Blanks lines that open more lists and quotes than anybody reads.
  static func flatten(
    _ bytes: inout [UInt8], _ starts: [Int], _ source: Source, _ problems: inout Problems
  ) {
    for line in 0..<starts.count - 1 {
      var level = 0
      var index = starts[line]
      let end = starts[line + 1]
      while index < end {
        let byte = bytes[index]
        let isSpaced = index + 1 >= end || isBlank(bytes[index + 1])
        if byte == UInt8(ascii: ">") || (isSpaced && "-+*".utf8.contains(byte)) {
          level += 1
        } else if byte != UInt8(ascii: " "), byte != UInt8(ascii: "\t") {
          break
        }
        if level > deepestNesting {
          problems.report(tooDeep(SourceSpan(source, index..<index + 1)))
          for offset in starts[line]..<end where !isBlank(bytes[offset]) {
            bytes[offset] = UInt8(ascii: " ")
          }
          break
        }
        index += 1
      }
    }
  }

  /// Blanks what makes a paragraph too long, and tables with too many cells.
  static func limitParagraphs(
    _ bytes: inout [UInt8], _ starts: [Int], _ source: Source, _ problems: inout Problems
  ) {
    var cells = 0
    var line = 0
    while line < starts.count - 1 {
      let first = line
      var bars = 0
      while line < starts.count - 1, let count = barCount(bytes[starts[line]..<starts[line + 1]]) {
        bars = max(bars, count)
        line += 1
      }
      let range = starts[first]..<starts[line]
      if bars > 0 { cells += (bars + 1) * (line - first) }
      if cells > mostCells, bars > 0 {
        cells -= (bars + 1) * (line - first)
        report("The tables of this file have too many cells.", range.lowerBound)
        blank(range)
      } else if range.count > longestParagraph {
        // Cut at a line end, or in the middle of a line that is too long by itself.
        let limit = range.lowerBound + longestParagraph
        var cut = (first..<line).last { starts[$0] <= limit }.map { starts[$0] } ?? limit
        if cut == range.lowerBound { cut = limit }
        report("This paragraph is longer than 32 KiB.", cut)
        blank(cut..<range.upperBound)
      }
      if line == first { line += 1 }
    }

    func report(_ message: String, _ place: Int) {
      problems.report(
        Diagnostic(.tooLarge, message, at: SourceSpan(source, place..<place))
          .label("the limit is here").note("Empty lines make paragraphs."))
    }

    func blank(_ range: Range<Int>) {
      for index in range where !isBlank(bytes[index]) { bytes[index] = UInt8(ascii: " ") }
    }
  }

  /// How many bars a line has; nil for an empty line.
  private static func barCount(_ line: ArraySlice<UInt8>) -> Int? {
    guard !line.allSatisfy(isBlank) else { return nil }
    return line.count { $0 == UInt8(ascii: "|") }
  }
}
