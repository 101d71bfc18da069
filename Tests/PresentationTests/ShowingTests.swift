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

  /// A run that is shown as a whole shows of each figure what it shows of it alone.
  @Test(arguments: [
    "dedicated(0.9/s, exponential(1 s), gpus: 1, horizon: 5k requests)",
    "serverless(2/s, exponential(1 s), cold_start: 5 s, keep_alive: 1 s, horizon: 2k requests)",
  ])
  func runsShowTheDigitsThatHold(_ line: String) throws {
    var workbook = Workbook.empty
    _ = try workbook.run(Source("fleet = \(line)"))
    let whole = try workbook.run(Source("fleet")).display()
    let rows = whole.blocks.flatMap { block -> [[Text]] in
      if case .table(let table) = block { return table.rows }
      return []
    }
    let figure = try workbook.run(Source("fleet.latency.p99")).display()
    let alone = figure.blocks.flatMap { block -> [String] in
      switch block {
      case .paragraph(let text): [text.plain]
      case .lines(let lines): lines.map { $0.plain }
      default: []
      }
    }.joined(separator: " ")
    let row = try #require(
      rows.drop { $0[0].plain != "latency" }.first { $0[0].plain.hasSuffix("p99") })
    let shown = row[1].plain.replacing("\u{A0}", with: " ")
    #expect(alone.replacing("\u{A0}", with: " ").hasPrefix(shown), "\(shown), \(alone)")
    #expect(shown.count { $0.isNumber } < 4, "\(shown)")
  }
}
