import Display
import Language
import Quantities

extension Value {
  /// On one line, with the digits that a margin leaves.
  public func summary(within margin: Quantity?) -> String {
    margin == nil ? summary : quantity?.text(within: margin) ?? summary
  }

  /// The value by itself: a record as a table of its fields.
  public var display: Display {
    if case .series(let series) = self, series.count > 4 {
      return Display([.table(Table(columns: [("", series)]))])
    }
    guard case .record(let record) = self else {
      return Display([.paragraph(Text(text, .value))])
    }
    return record.display
  }
}

extension Table {
  /// Lists side by side, with the number of each row; of many rows the first and the last ones.
  /// - Parameter names: what the rows are called; nil for their numbers alone.
  init(columns: [(name: String, series: Series)], rows names: [String]? = nil) {
    let count = columns.map { $0.series.count }.max() ?? 0
    let most = 24
    var shown = Array(0..<min(count, most))
    if count > most { shown = Array(0..<most - 4) + [-1] + Array(count - 3..<count) }
    self.init(
      header: [Text("", .muted)] + columns.map { Text($0.name, .muted) },
      rows: shown.map { row in
        [Text(row < 0 ? "…" : Table.name(row, names), .muted)]
          + columns.map { Text($0.series.value(at: row)?.summary ?? "", .value) }
      },
      alignments: [names == nil ? .trailing : .leading]
        + columns.map { column in
          if case .numbers = column.series.items { .trailing } else { .leading }
        })
  }

  private static func name(_ row: Int, _ names: [String]?) -> String {
    guard let names, names.indices.contains(row) else { return "\(row + 1)" }
    return names[row]
  }
}
