import Diagnostics
import Display
import Presentation
import Testing
import Workbook

/// The small pictures that lessons and maps share.
@Suite struct ShowingTests {
  @Test(arguments: [
    (0, 4, 0), (1, 4, 2), (2, 4, 5), (4, 4, 10), (9, 4, 10), (-1, 4, 0), (1, 0, 0), (3, 7, 4),
    (1, 30, 0),
  ]) func bars(_ done: Int, _ all: Int, full: Int) {
    let text = Showing.bar(done, all)
    #expect(
      text.plain == String(repeating: "▓", count: full) + String(repeating: "░", count: 10 - full))
  }

  /// The ranking of inputs with long units stands in 100 columns: a unit is told once.
  @Test func tornadoesWithLongUnits() throws {
    var workbook = Workbook()
    for line in [
      "fee = $0.001/request to $0.004/request",
      "requests_a_month = 300k requests/month to 3M requests/month",
    ] {
      _ = try workbook.run(Source(line))
    }
    let answer = try workbook.run(Source("tornado fee * requests_a_month"))
    let table = try #require(
      answer.display().blocks.compactMap { block -> Table? in
        if case .table(let table) = block { return table }
        return nil
      }.first)
    let widths = (table.header.indices).map { column in
      ([table.header] + table.rows).map { $0[column].plain.count }.max() ?? 0
    }
    #expect(
      widths.reduce(0, +) + 2 * (widths.count - 1) <= 100, "\(table.rows.map { $0.map(\.plain) })")
  }
}
