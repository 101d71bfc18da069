import Display
import Workbook

extension Answer.TuneTable {
  /// A table over the range, with the present value among the others.
  var display: Display {
    let ends = "from \(low.text) to \(high.text)"
    var lines = [Text("No slider can be drawn here; this is \(name) \(ends).", .muted)]
    if !isOwnRange {
      lines.append(Text("It has no range of its own, so one around its value is taken.", .muted))
    }
    guard let sweep = self.table else {
      lines.append(Text("No quantity is computed from \(name).", .muted))
      return Display([.lines(lines)])
    }
    var table = sweep.table
    table.header.append("")
    for row in table.rows.indices {
      table.rows[row].append(row == place ? Text("now", .strong) : "")
    }
    table.alignments.append(.leading)
    return Display([.table(table)] + sweep.reasons + [.lines(lines)])
  }
}
