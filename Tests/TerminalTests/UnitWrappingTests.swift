import Display
import TestSupport
import Testing

@testable import Terminal

/// A number and its unit stand on one line.
@Suite struct UnitWrappingTests {
  static let texts = [
    "Enter runs sweep thousand, cold, p50 over keep_alive from 0 s to 10 min step 100 s",
    "A request of 50 ms is billed as how many times its work of 1.5 s, then 720 h, or 16 GB?",
    "The 12 million requests of 4 GPUs, for 30 days (as of 2026), in 2 min.",
  ]

  @Test(arguments: texts) func areNotParted(_ text: String) {
    for width in 24...100 {
      for block in [Block.paragraph(Text(text)), .lines([Text("  ▸ ") + Text(text, .input)])] {
        let lines = Display([block]).drawnLines(Style(width: width, hasUnicode: true))
        for (line, next) in zip(lines, lines.dropFirst()) {
          let word = next.drop { $0 == " " }.prefix { $0.isLetter }
          let isParted =
            line.last?.isNumber == true
            && ["s", "ms", "h", "GB", "min", "days", "GPUs", "million"].contains(word)
          #expect(!isParted, "\(width): \(line) / \(next)")
        }
        #expect(
          lines.joined(separator: " ").split(separator: " ").joined(separator: " ").hasSuffix(text))
      }
    }
  }

  /// Where a column is too narrow for a figure, it breaks in front of its unit and never within it.
  @Test(arguments: 40...80) func unitsStayWholeInTables(_ width: Int) {
    let cells = ["128", "86.02 flop/B", "18,307 tokens/s", "11,474 tokens/s", "62.68%"]
    let row = cells.map { Text($0, .value) }
    let table = Table(header: cells.map { _ in Text("value") }, rows: [row, row, row])
    let text = Display([.table(table)]).drawn(Style(width: width))
    let words = text.split { $0.isWhitespace }
    #expect(words.filter { $0 == "tokens/s" }.count == 6, "\(width):\n\(text)")
    #expect(words.filter { $0 == "flop/B" }.count == 3, "\(width):\n\(text)")
  }

  /// A number is never broken, however many there are in a row and however wide the others are.
  @Test(arguments: [Table.Style.bare, .ruled], 24...100)
  func numbersStayWholeInTables(_ style: Table.Style, _ width: Int) {
    let cells = ["$64,800,000,000/month", "-1,234,567.25", "± 18,307 tokens/s", "4e-12"]
    let rows = (1...3).map { count in
      [Text("tokens of all requests", .name)] + cells.prefix(count).map { Text($0, .value) }
        + [Text("what is paid for it in the end", .muted)]
    }
    let table = Table(
      header: style == .bare ? [] : ["a", "b", "c", "d", "e"], rows: rows, style: style)
    let text = Display([.table(table)]).drawn(Style(width: width))
    let words = text.split { $0.isWhitespace || $0 == "/" }
    #expect(words.filter { $0 == "$64,800,000,000" }.count == 3, "\(width):\n\(text)")
    #expect(words.filter { $0 == "-1,234,567.25" }.count == 2, "\(width):\n\(text)")
    #expect(words.filter { $0 == "18,307" }.count == 1, "\(width):\n\(text)")
  }

  /// What goes on in a further line of a list stands below its first word, not below its mark.
  @Test func linesHangBelowTheirFirstWord() {
    let lines = ["  ▸ compare change with before = $4.10/h", "    solve a for b = 3"]
    let drawn = Display([.lines(lines.map { Text($0) })]).drawnLines(
      Style(width: 24, hasUnicode: true))
    #expect(drawn.filter { !$0.hasPrefix("  ▸ ") && !$0.hasPrefix("    ") } == [])
  }
}
