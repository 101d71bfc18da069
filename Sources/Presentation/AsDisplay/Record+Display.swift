import Display
import Language
import Quantities

extension Record {
  /// How it is shown: a row for each field; records with the same fields as a table with a column
  /// for each of them.
  var display: Display {
    Display(remarks: remarks) + (chart?.display ?? Display()) + Display(blocks)
  }

  private var blocks: [Block] {
    if let grid { return [.table(grid)] }
    if let columns {
      return (shades.map { [.heatMap($0.drawing)] } ?? [])
        + [.table(Table(columns: columns, rows: shades?.rows))]
    }
    // A long text would leave no room for the sentences beside it.
    let first = fields.prefix(while: { $0.isLong })
    let rest = fields.dropFirst(first.count)
    let short = Record(name: name, fields: rest.filter { !$0.isLong })
    return first.map { $0.block } + [.table(Table(rows: short.rows(of: self), style: .bare))]
      + rest.filter { $0.isLong }.map { $0.block }
  }

  /// - Parameters:
  ///   - whole: what it is a part of, which tells how far its figures may be off.
  ///   - path: where it stands in it.
  private func rows(of whole: Record, at path: [String] = []) -> [[Text]] {
    let indent = String(repeating: "  ", count: path.count)
    return fields.flatMap { field -> [[Text]] in
      let place = path + [field.name]
      if case .record(let inner) = field.value {
        return [[Text(indent + field.name, .name), "", Text(field.sentence, .muted)]]
          + inner.rows(of: whole, at: place)
      }
      return [
        [
          Text(indent + field.name, .name), Text(whole.summary(of: field, at: place), .value),
          Text(field.sentence, .muted),
        ]
      ]
    }
  }

  /// The value at a place of it: a time that was measured, and a figure that luck moves, have the
  /// digits that hold.
  private func summary(of field: Field, at place: [String]) -> String {
    guard let quantity = field.value.quantity, let margin = margin(of: place) else {
      return field.value.summary
    }
    return quantity.text(within: margin)
  }

  /// The fields, where all of them are lists: a table.
  private var columns: [(name: String, series: Series)]? {
    let columns = fields.compactMap { field -> (name: String, series: Series)? in
      if case .series(let series) = field.value { return (field.name, series) }
      return nil
    }
    return columns.isEmpty || columns.count < fields.count ? nil : columns
  }

  private var grid: Table? {
    let inner = fields.compactMap { field -> Record? in
      if case .record(let record) = field.value { return record }
      return nil
    }
    guard inner.count == fields.count,
      let names = inner.first?.fields.map({ $0.name }),
      inner.allSatisfy({ $0.fields.map { $0.name } == names })
    else { return nil }
    return Table(
      header: [""] + names.map { Text($0, .muted) },
      rows: zip(fields, inner).map { field, record in
        [Text(field.name, .name)] + record.fields.map { Text($0.value.summary, .value) }
      },
      alignments: [.leading] + names.map { _ in .trailing })
  }
}

extension Record.Field {
  /// Whether it is a text that takes lines of its own.
  fileprivate var isLong: Bool {
    if case .text(let text) = value { return text.count > 24 }
    return false
  }

  fileprivate var block: Block {
    .table(Table(rows: [[Text(name, .name), Text(value.text, .value)]], style: .bare))
  }
}
