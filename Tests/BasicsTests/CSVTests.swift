import Basics
import TestSupport
import Testing

@Suite struct CSVTests {
  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("=1+1", "'=1+1"),
    ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\t=1", "\u{FFFD}=1"),
    ("\u{FF1D}1", "'\u{FF1D}1"),
    ("a\nb\u{1B}", "a\u{FFFD}b\u{FFFD}"), ("", ""),
  ]) func cells(_ text: String, _ cell: String) {
    #expect(CSV.cell(text) == cell)
  }

  /// What is written reads back, but for what a spreadsheet must not see.
  @Test(arguments: 0..<200) func whatIsWrittenReadsBack(_ seed: UInt64) throws {
    var draws = SplitMix64(seed: seed)
    let alphabet: [Character] = ["a", "1", ",", ";", "\"", "é", ".", "😀", "x"]
    let rows = (0..<draws.index(below: 6)).map { _ in
      (0...1 + draws.index(below: 4)).map { _ in
        String((0..<1 + draws.index(below: 6)).map { _ in draws.pick(alphabet, or: "a") })
      }
    }
    let text =
      (["a", "b"] + rows.map { _ in "" }.prefix(0)).joined(separator: ",") + "\n"
      + rows.map(CSV.row).joined()
    #expect(try CSV.rows(text).dropFirst().map { $0.cells } == rows, "seed \(seed)")
  }

  /// The first of comma, semicolon and tab that stands in the first line separates everywhere.
  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
    ("a\tb\r\n1;5\t2\r\n", [["a", "b"], ["1;5", "2"]]),
    ("a;b,c\n1;2,3\n", [["a;b", "c"], ["1;2", "3"]]),
    ("one\n1;2\n", [["one"], ["1;2"]]), ("\u{FEFF}a;b\r1;2\r", [["a", "b"], ["1", "2"]]),
    ("a,b\n\n\n1,\n", [["a", "b"], ["1", ""]]), ("", []), ("a,\"b\nc\"\n", [["a", "b\nc"]]),
    ("a,\"say \"\"x\"\"\"", [["a", "say \"x\""]]),
  ]) func separators(_ text: String, _ rows: [[String]]) throws {
    #expect(try CSV.rows(text).map { $0.cells } == rows)
  }

  /// Rows know where they stand.
  @Test func rangesOfRows() throws {
    let text = "\u{FEFF}a,b\n1,\"x\ny\"\n\n3,4"
    let bytes = Array(text.utf8)
    let ranges = try CSV.rows(text).map { String(decoding: bytes[$0.range], as: UTF8.self) }
    #expect(ranges == ["a,b", "1,\"x\ny\"", "3,4"])
  }

  @Test(arguments: [("a,\"b", 2), ("\"", 0), ("a\n\"b\nc", 2)])
  func quotesThatStayOpen(_ text: String, _ offset: Int) {
    #expect { try CSV.rows(text) } throws: { ($0 as? CSV.OpenQuote)?.offset == offset }
  }
}
