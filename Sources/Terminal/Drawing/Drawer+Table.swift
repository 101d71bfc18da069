import Display

extension Drawer {
  /// Columns as wide as their widest cell where they fit; else cells wrap. Where the words
  /// themselves do not fit, the sentences of a bare table fall below their rows, and the rows of a
  /// ruled one become records.
  func table(_ table: Table, _ width: Int) -> [Line] {
    var table = table
    table.rows.removeAll { row in row.allSatisfy { $0.isEmpty } }
    let count = max(table.header.count, table.rows.map { $0.count }.max() ?? 0)
    guard count > 0 else { return [] }
    let grid = Grid(table, count, style)
    let room = width - grid.gaps.reduce(0, +)
    if table.style == .bare,
      let widths = ColumnWidths.withLastGivingWay(natural: grid.natural, total: room)
    {
      return drawn(grid, widths)
    }
    for longest in table.style == .bare ? [20, 16, 14, 12] : [20] {
      if let widths = ColumnWidths.fitted(
        natural: grid.natural, minimum: grid.minimum(longest: longest), total: room),
        !(table.style == .bare && grid.isCramped(widths))
      {
        return drawn(grid, widths)
      }
    }
    return stacked(grid, width) ?? tight(table, count, width) ?? records(grid, width)
  }

  /// A ruled table whose names break at their parts and whose columns stand close; nil where that
  /// does not help.
  private func tight(_ table: Table, _ count: Int, _ width: Int) -> [Line]? {
    guard table.style == .ruled, table.rows.count > 2 else { return nil }
    let grid = Grid(table, count, style, isTight: true)
    let room = width - grid.gaps.reduce(0, +)
    return ColumnWidths.fitted(
      natural: grid.natural, minimum: grid.minimumOfParts(longest: 20), total: room
    ).map { drawn(grid, $0) }
  }

  /// A line under the header; blank lines between rows that take up several.
  private func drawn(_ grid: Grid, _ widths: [Int]) -> [Line] {
    var result: [Line] = []
    if !grid.table.header.isEmpty {
      result += row(grid.table.header.map { $0.strengthened }, widths, grid)
      let rule = widths.map { Line(String(repeating: style.glyph("─", "-"), count: $0), .muted) }
      result.append(joined(rule, grid))
    }
    let rows = grid.table.rows.map { row($0, widths, grid) }
    let isAiry = grid.table.style == .ruled && rows.contains { $0.count > 1 }
    for (index, lines) in rows.enumerated() {
      if isAiry, index > 0 { result.append(Line()) }
      result += lines
    }
    return result
  }

  private func row(_ cells: [Text], _ widths: [Int], _ grid: Grid) -> [Line] {
    let wrapped = widths.indices.map { column in
      cells.indices.contains(column) && widths[column] > 0
        ? wrap(cells[column], width: widths[column], hanging: cells[column].lead, style) : [Line()]
    }
    return (0..<(wrapped.map { $0.count }.max() ?? 0)).map { index in
      let parts = widths.indices.map { column -> Line in
        let part = index < wrapped[column].count ? wrapped[column][index] : Line()
        let room = max(0, widths[column] - part.columns)
        let before =
          switch grid.alignment(column) {
          case .leading: 0
          case .trailing: room
          case .center: room / 2
          }
        return Line.spaces(before) + part + Line.spaces(room - before)
      }
      return joined(parts, grid)
    }
  }

  private func joined(_ parts: [Line], _ grid: Grid) -> Line {
    var line = Line()
    for (part, gap) in zip(parts, grid.gaps) { line += Line.spaces(gap) + part }
    return line
  }

  // MARK: Narrow

  /// The sentence of each row falls below it. nil where that does not help.
  private func stacked(_ grid: Grid, _ width: Int) -> [Line]? {
    guard grid.table.style == .bare, grid.count >= 2, width >= 20 else { return nil }
    let first = Grid(
      Table(
        rows: grid.table.rows.map { Array($0.prefix(grid.count - 1)) },
        alignments: grid.table.alignments, style: .bare), grid.count - 1, style)
    let room = width - first.gaps.reduce(0, +)
    guard
      let widths = ColumnWidths.fitted(
        natural: first.natural, minimum: first.minimum(longest: 12), total: room)
    else { return nil }
    return grid.table.rows.flatMap { cells -> [Line] in
      let lines = row(cells, widths, first)
      guard cells.count == grid.count, let last = cells.last, !last.isEmpty else { return lines }
      let own = grid.hasMarks && cells.count > 1 ? cells[1] : cells[0]
      let lead = (grid.hasMarks ? 3 : 0) + own.plain.prefix { $0 == " " }.count + 2
      let indent = lead > width / 2 ? 2 : lead
      return lines + wrap(last, width: width - indent, style).behind(.spaces(indent))
    }
  }

  /// A row's cells one below the other, each behind what its column is called.
  private func records(_ grid: Grid, _ width: Int) -> [Line] {
    let names = grid.table.header
    let key = names.map { style.label($0.plain).columns }.max() ?? 0
    var result: [Line] = []
    for cells in grid.table.rows {
      if !result.isEmpty { result.append(Line()) }
      for (column, cell) in cells.enumerated() where !cell.isEmpty {
        if key > 0, key + 2 + Drawer.narrowest <= width {
          let name = column < names.count ? style.label(names[column].plain) : ""
          let lines = wrap(cell, width: width - key - 2, style)
          for (index, line) in lines.enumerated() {
            let label = Line(index == 0 ? name : "", .muted)
            result.append(label + Line.spaces(key + 2 - label.columns) + line)
          }
        } else {
          let name = column < names.count ? Text("\(names[column].plain): ", .muted) : ""
          result += wrap(name + cell, width: width, hanging: 2, style)
        }
      }
    }
    return result
  }
}

extension Text {
  /// By how much a cell is further in than its column.
  fileprivate var lead: Int { plain.prefix { $0 == " " }.count }

  fileprivate var strengthened: Text {
    Text(spans.map { Span($0.text, $0.role == .plain ? .strong : $0.role) })
  }
}
