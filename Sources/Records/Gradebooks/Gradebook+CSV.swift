import Basics
import Diagnostics

extension Gradebook {
  /// A line for each row: who, a column for each exercise, the total, and what to look at. An
  /// exercise that was never answered is an empty cell.
  func writeCSV(_ sink: (String) throws(Diagnostic) -> Void) throws(Diagnostic) {
    try sink(
      CSV.row(
        ["id", "name", "email", "status"] + columns.map { $0.id }
          + ["total", "out_of", "flags", "notes", "file"]))
    for row in rows { try sink(CSV.row(cells(row))) }
  }

  private func cells(_ row: Row) -> [String] {
    let start = [row.id, row.name, row.entry?.email ?? "", row.status]
    guard let submission = row.submission, submission.refusal == nil else {
      let end = ["", "\(outOf)", row.submission?.refusal ?? "", "", row.submission?.file ?? ""]
      return start + columns.map { _ in "" } + end
    }
    let results = Dictionary(submission.results.map { ($0.exercise, $0) }) { first, _ in first }
    let points = columns.map { results[$0.id].map { pointsText($0.points) } ?? "" }
    let flags = submission.flags.filter { !$0.kind.isNote }.map { $0.line }
    let notes = submission.flags.filter { $0.kind.isNote }.map { $0.line }
    return start + points + [
      pointsText(total(of: submission)), "\(outOf)", flags.joined(separator: " | "),
      notes.joined(separator: " | "), submission.file,
    ]
  }
}
