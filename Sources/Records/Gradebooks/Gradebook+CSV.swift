import Basics
import Diagnostics

extension Gradebook {
  /// A line for each row: who, a column for each exercise, the total, and what to look at. An
  /// exercise that was never answered is an empty cell.
  func writeCSV(_ sink: (String) throws(Diagnostic) -> Void) throws(Diagnostic) {
    try sink(
      CSV.row(
        ["id", "name", "email", "status"] + columns.map { $0.id }
          + ["total", "out_of", "flags", "notes", "file", "files"]))
    for row in rows { try sink(CSV.row(cells(row))) }
  }

  private func cells(_ row: Row) -> [String] {
    let start = [row.id, row.name, row.entry?.email ?? "", row.status]
    let points = row.tally.lines.map { $0.isEmpty ? "" : pointsText($0.points) }
    guard let submission = row.submission, submission.refusal == nil else {
      let total = row.tally.isByHand ? pointsText(row.tally.total) : ""
      return start + points + [
        total, "\(row.tally.outOf)", row.submission?.refusal ?? "",
        row.tally.notes.joined(separator: " | "), row.submission?.file ?? "",
        row.files,
      ]
    }
    let flags = submission.flags.filter { !$0.kind.isNote }.map { $0.line }
    let notes = row.tally.notes + submission.flags.filter { $0.kind.isNote }.map { $0.line }
    return start + points + [
      pointsText(row.tally.total), "\(row.tally.outOf)", flags.joined(separator: " | "),
      notes.joined(separator: " | "), submission.file, row.files,
    ]
  }
}
