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
}
