import Display

extension Drawer {
  /// Columns as wide as their longest cell; where that is too wide, the widest give way and wrap.
  func table(_ table: Table, _ width: Int) -> [Line] {
    let count = max(table.header.count, table.rows.map(\.count).max() ?? 0)
    guard count > 0 else { return [] }
    if table.style == .bare, let stacked = stacked(table, count, width) { return stacked }
    let gap = 2
    var widths = (0..<count).map { column in
      ([table.header] + table.rows).map { cellColumns($0, column) }.max() ?? 0
    }
    shrink(&widths, to: width - gap * (count - 1))
    var result: [Line] = []
    if !table.header.isEmpty {
      result += row(table.header, widths, table, gap, isHeader: true)
      let rule = widths.map { String(repeating: glyph("─", "-"), count: $0) }
      result.append(Line(rule.joined(separator: String(repeating: " ", count: gap)), .muted))
    }
    for cells in table.rows { result += row(cells, widths, table, gap, isHeader: false) }
    return result
  }

  private func cellColumns(_ row: [Text], _ column: Int) -> Int {
    guard row.indices.contains(column) else { return 0 }
    return row[column].plain.sanitized(hasUnicode: style.hasUnicode).split(separator: "\n").map(
      \.columns
    )
    .max() ?? 0
  }

  /// Takes from the widest column until all fit; none falls below eight columns.
  private func shrink(_ widths: inout [Int], to total: Int) {
    while widths.reduce(0, +) > total {
      guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 8
      else { return }
      widths[widest] -= 1
    }
  }

  private func row(
    _ cells: [Text], _ widths: [Int], _ table: Table, _ gap: Int, isHeader: Bool
  ) -> [Line] {
    let wrapped = widths.indices.map { column -> [Line] in
      guard cells.indices.contains(column) else { return [Line()] }
      let text =
        isHeader
        ? Text(cells[column].spans.map { Span($0.text, $0.role == .plain ? .strong : $0.role) })
        : cells[column]
      return wrap(text, width: widths[column], style)
    }
    let height = wrapped.map(\.count).max() ?? 0
    return (0..<height).map { index in
      var line = Line()
      for column in widths.indices {
        let part = index < wrapped[column].count ? wrapped[column][index] : Line()
        let room = max(0, widths[column] - part.columns)
        let alignment = column < table.alignments.count ? table.alignments[column] : .leading
        let before = alignment == .trailing ? room : alignment == .center ? room / 2 : 0
        if column > 0 { line.spans.append(Span(String(repeating: " ", count: gap))) }
        line.spans.append(Span(String(repeating: " ", count: before)))
        line.spans += part.spans
        line.spans.append(Span(String(repeating: " ", count: room - before)))
      }
      return line
    }
  }

  /// On a narrow terminal the sentence of each row falls below it. nil where it fits beside.
  private func stacked(_ table: Table, _ count: Int, _ width: Int) -> [Line]? {
    guard count >= 3, let last = table.rows.map({ cellColumns($0, count - 1) }).max() else {
      return nil
    }
    let others = (0..<count - 1).map { column in
      table.rows.map { cellColumns($0, column) }.max() ?? 0
    }
    let beside = width - others.reduce(0, +) - 2 * (count - 1)
    guard last > beside, beside < 24 else { return nil }
    let first = Table(
      rows: table.rows.map { Array($0.prefix(count - 1)) }, alignments: table.alignments,
      style: .ruled)
    var widths = others
    shrink(&widths, to: width - 2 * (count - 2))
    var result: [Line] = []
    for (index, cells) in first.rows.enumerated() {
      result += row(cells, widths, first, 2, isHeader: false)
      let full = table.rows[index]
      guard full.count == count, !full[count - 1].isEmpty else { continue }
      result += wrap(full[count - 1], width: width - 6, style).map { Line("      ") + $0 }
    }
    return result
  }
}
