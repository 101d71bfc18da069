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
    let rows = short.rows(indent: "", measuredTo: measuredShare)
    return first.map { $0.block } + [.table(Table(rows: rows, style: .bare))]
      + rest.filter { $0.isLong }.map { $0.block }
  }

  /// - Parameter share: how far its times may be off, as a share of them; nil where they are exact.
  private func rows(indent: String, measuredTo share: Double?) -> [[Text]] {
    fields.flatMap { field -> [[Text]] in
      if case .record(let inner) = field.value {
        return [[Text(indent + field.name, .name), "", Text(field.sentence, .muted)]]
          + inner.rows(indent: indent + "  ", measuredTo: share)
      }
      return [
        [
          Text(indent + field.name, .name), Text(summary(of: field, measuredTo: share), .value),
          Text(field.sentence, .muted),
        ]
      ]
    }
  }

  /// A field's value; a time that was measured has the digits that hold.
  private func summary(of field: Field, measuredTo share: Double?) -> String {
    guard let share, isTime(at: [field.name]), let quantity = field.value.quantity else {
      return field.value.summary
    }
    return quantity.text(within: Quantity(abs(quantity.magnitude) * share, quantity.unit))
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
