import Basics
import Diagnostics

/// Gradebooks in the shapes that learning platforms import.
extension Gradebook {
  /// A column for each exercise that counts, and the learners by their sign-in names, as Canvas
  /// imports it: a second row has the points possible, and what is empty changes nothing.
  ///
  /// Source: instructure/canvas-lms, lib/gradebook_importer.rb.
  func writeCanvas(_ sink: (String) throws(Diagnostic) -> Void) throws(Diagnostic) {
    let counting = columns.filter { $0.counts }
    let points = counting.map { CSV.Cell.whole($0.points) }
    try sink(
      CSV.row(
        ["Student", "ID", "SIS Login ID", "Section"].map { CSV.Cell.text($0) }
          + counting.map { .text($0.title) }))
    try sink(CSV.row([.text("    Points Possible"), .none, .none, .none] + points))
    for row in rows where isHandedOver(row) {
      try sink(
        CSV.row(
          [.text(row.name), .none, .text(row.id), .text(course)]
            + counting.map { cell(row, $0) }))
    }
  }

  /// A total and the points of each exercise that counts, the learners by their address, or their id
  /// where the roster has none; beside each the words for its column of feedback.
  ///
  /// Source: moodle/moodle, grade/import/csv/classes/load_data.php.
  func writeMoodle(_ sink: (String) throws(Diagnostic) -> Void) throws(Diagnostic) {
    let counting = columns.filter { $0.counts }
    var header = ["email", "idnumber", "\(course) total", "\(course) feedback"]
    for column in counting { header.append(column.title) }
    try sink(CSV.row(header))
    let reach = reach
    for row in rows where isHandedOver(row) {
      let notes = row.tally.notes.joined(separator: "; ")
      try sink(
        CSV.row(
          [
            .text(row.entry?.email ?? ""), .text(row.id),
            .number(roundedPoints(reach.points(row.tally, of: nil))), .text(notes),
          ] + counting.map { cell(row, $0) }))
    }
  }

  private func cell(_ row: Row, _ column: Grader.Column) -> CSV.Cell {
    guard let line = row.tally.line(of: column.id), !line.isEmpty, !line.isDropped else {
      return .none
    }
    return .number(line.points)
  }
}
