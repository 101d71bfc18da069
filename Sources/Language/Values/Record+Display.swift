import Display

extension Record {
  /// Records with the same fields as a table: a row for each, a column for each of their fields. nil
  /// where they are not alike.
  public var grid: Table? {
    let inner = fields.compactMap { field -> Record? in
      if case .record(let record) = field.value { return record }
      return nil
    }
    guard inner.count == fields.count, inner.count > 1,
      let names = inner.first?.fields.map(\.name),
      inner.allSatisfy({ $0.fields.map(\.name) == names })
    else { return nil }
    return Table(
      header: [""] + names.map { Text($0, .muted) },
      rows: zip(fields, inner).map { field, record in
        [Text(field.name, .name)] + record.fields.map { Text($0.value.summary, .value) }
      },
      alignments: [.leading] + names.map { _ in .trailing })
  }

  /// What to know before trusting its figures.
  public var remarkBlocks: [Block] {
    remarks.isEmpty ? [] : [.lines(remarks.map { Text($0, .warning) })]
  }
}
