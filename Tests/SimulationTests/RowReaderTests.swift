import Basics
import TestSupport
import Testing

@testable import Simulation

/// The reader of long traces, which keeps no row, against the plain reader of CSV.
@Suite struct RowReaderTests {
  private func rows(_ text: String) throws -> [[String]] {
    let reader = try RowReader(TraceFile("rows.csv", content: Array(text.utf8)))
    var rows: [[String]] = []
    while let row = try reader.next() {
      if rows.isEmpty { reader.form = .separated(row.likelySeparator) }
      var row = row
      row.form = reader.form
      let fields = row.fields().map(\.text)
      // The plain reader passes empty lines over.
      if fields.count > 1 || fields.first?.isEmpty == false { rows.append(fields) }
    }
    return rows
  }

  /// A field as a spreadsheet might write it, and what it says.
  private func field(_ draws: inout SplitMix64, _ separator: String) -> (
    written: String, text: String
  ) {
    let plain = String(
      (0..<draws.index(below: 5)).map { _ in draws.pick(["a", "7", ".", "é", "😀", "-"], or: "a") })
    guard draws.index(below: 3) == 0 else { return (plain, plain) }
    let parts = ["\"", separator, "\n", "\r\n", "x", "4", " y"]
    let inner = (0..<draws.index(below: 5)).map { _ in draws.pick(parts, or: "x") }.joined()
    // White space at the ends is not kept.
    let text = "q" + plain + inner + "z"
    return ("\"" + text.replacing("\"", with: "\"\"") + "\"", text)
  }

  @Test(arguments: 0..<300) func bothReadTheSame(_ seed: UInt64) throws {
    var draws = SplitMix64(seed: seed)
    let separator = draws.pick([",", ";", "\t"], or: ",")
    let columns = 2 + draws.index(below: 4)
    let lineEnd = draws.pick(["\n", "\r\n"], or: "\n")
    let header = (0..<columns).map { "c\($0)" }
    var expected = [header]
    var text = draws.index(below: 2) == 0 ? "\u{FEFF}" : ""
    text += header.joined(separator: separator)
    for _ in 0..<draws.index(below: 8) {
      let fields = (0..<columns).map { _ in field(&draws, separator) }
      text += lineEnd + fields.map(\.written).joined(separator: separator)
      expected.append(fields.map(\.text))
      if draws.index(below: 5) == 0 { text += lineEnd }
    }
    if draws.index(below: 2) == 0 { text += lineEnd }
    #expect(try rows(text) == expected, "seed \(seed): \(text.debugDescription)")
    #expect(try CSV.rows(text).map(\.cells) == expected, "seed \(seed): \(text.debugDescription)")
  }
}
