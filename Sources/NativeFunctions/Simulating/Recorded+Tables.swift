import Basics
import Diagnostics
import Language
import Simulation

extension Recorded {
  /// Pieces are about so many bytes long.
  private static let piece = 1 << 16

  func write(_ table: RunTable, to output: @escaping (String) -> Bool) throws(Diagnostic) -> Bool {
    guard let outcome, let fleet = simulated?.fleet else { return false }
    try checkInput(fleet)
    let lines = TableLines(output)
    do throws(SimulationError) {
      switch table {
      case .requests:
        lines.add(["run", "arrival", "begin", "end", "instance", "became"])
        try outcome.rows(of: fleet, requests: { lines.add($0) }, goesOn: { lines.areWanted })
      case .series:
        lines.add([
          "run", "time", "seconds", "starting", "busy", "idle", "queue", "arrivals", "rejected",
          "cost",
        ])
        try outcome.rows(of: fleet, series: { lines.add($0) }, goesOn: { lines.areWanted })
      }
    } catch {
      throw error.diagnostic(nil)
    }
    lines.finish()
    return true
  }

  /// Lines on their way out, some of them at a time.
  private final class TableLines {
    private let output: (String) -> Bool
    private var text = ""
    /// Whether whoever takes them goes on.
    private(set) var areWanted = true

    init(_ output: @escaping (String) -> Bool) { self.output = output }

    func add(_ names: [String]) { add(CSV.row(names)) }

    func add(_ row: RequestRow) {
      add(
        CSV.row([
          .whole(row.run), .number(row.arrival), row.begin.map { .number($0) } ?? .none,
          row.end.map { .number($0) } ?? .none, row.instance.map { .whole($0) } ?? .none,
          .text(row.gaveUp ? "gave up" : row.begin == nil ? "rejected" : "served"),
        ]))
    }

    func add(_ row: SeriesRow) {
      add(
        CSV.row([
          .whole(row.run), .number(row.time), .number(row.length), .number(row.starting),
          .number(row.busy), .number(row.idle), .number(row.queue), .whole(row.arrivals),
          .whole(row.rejected), row.cost.map { .number($0) } ?? .none,
        ]))
    }

    private func add(_ line: String) {
      text += line
      if text.utf8.count >= Recorded.piece { finish() }
    }

    /// Hands on what is left.
    func finish() {
      if areWanted, !text.isEmpty { areWanted = output(text) }
      text = ""
    }
  }
}
