import Display

extension Drawer {
  /// Shades in rows, what the columns are above them, and below what the shades stand for. Where there
  /// is no room for the columns' names, they go by their numbers; where there is none for all columns,
  /// the last ones are drawn. Words alone where there is no picture.
  func heatMap(_ map: HeatMap, _ width: Int) -> [Line] {
    let caption = map.caption.isEmpty ? [] : wrap(map.caption, width: width, style)
    guard !style.isPlain, width >= 2 * Drawer.narrowest, !map.rows.isEmpty, !map.columns.isEmpty
    else {
      return map.sentences.flatMap { wrap(Text($0), width: width, hanging: 2, style) } + caption
    }
    let longest = map.rows.map { style.label($0.name).columns }.max() ?? 0
    let names = map.rows.map { style.label($0.name, width: max(8, min(longest, width / 3))) }
    let lead = (names.map { $0.columns }.max() ?? 0) + 1
    let cells = HeatCells(map, style, room: width - lead)
    var lines = cells.header.isBlank ? [] : [Line.spaces(lead) + cells.header]
    for (name, row) in zip(names, map.rows) {
      lines.append(Line(name, .name) + .spaces(lead - name.columns) + cells.line(row))
    }
    lines += cells.notes.flatMap { wrap($0, width: width, hanging: 2, style) }
    let legend = HeatMap.Shade.allCases.map {
      Text($0.glyph(style), .value) + Text("\u{00A0}" + $0.range, .muted).unbroken
    }
    lines += wrap(Text.joined(legend, by: "  "), width: width, style)
    return lines + caption
  }
}

/// The cells of a heat map as wide as they fit.
private struct HeatCells {
  let header: Line
  /// What else has to be said of the columns.
  let notes: [Text]
  private let style: Style
  /// How wide each column is drawn, the space behind it not counted.
  private let widths: [Int]
  private let gap: Int
  /// Columns that are left out, from the left.
  private let leftOut: Int

  init(_ map: HeatMap, _ style: Style, room: Int) {
    self.style = style
    let names = map.columns.map { style.label($0) }
    let wide = names.map { max(3, $0.columns) }
    if map.firstNumber == nil, wide.reduce(0, +) + wide.count - 1 <= room {
      (widths, gap, leftOut, notes) = (wide, 1, 0, [])
      var line = Line()
      for (name, width) in zip(names, wide) {
        line.append(name, .muted)
        line += .spaces(width - name.columns + 1)
      }
      header = line
      return
    }
    let each = map.columns.count * 2 <= room ? 2 : 1
    let shown = min(map.columns.count, room / each)
    leftOut = map.columns.count - shown
    widths = [Int](repeating: each, count: shown)
    gap = 0
    let first = (map.firstNumber ?? 1).addingReportingOverflow(leftOut).partialValue
    let ticks = (0..<shown).compactMap { column -> (column: Int, text: String)? in
      let number = first.addingReportingOverflow(column).partialValue
      guard column == 0 || column == shown - 1 || number % 5 == 0 else { return nil }
      return (column * each, "\(number)")
    }
    header = Line(Ruler(ticks, columns: shown * each).labels, .muted)
    var notes: [Text] = []
    if map.firstNumber == nil {
      let legend = names.enumerated().map { Text("\($0 + 1) ", .name) + Text($1).unbroken }
      notes.append(Text.joined(legend, by: "  "))
    }
    if leftOut > 0 {
      notes.append(
        Text("There is no room for the first \(leftOut) of \(map.columns.count) columns.", .muted))
    }
    self.notes = notes
  }

  func line(_ row: HeatMap.Row) -> Line {
    var line = Line()
    for (width, share) in zip(widths, row.shares.dropFirst(leftOut)) {
      let glyph = HeatMap.Shade(share).glyph(style)
      line.append(String(repeating: glyph, count: width), .value)
      line += .spaces(gap)
    }
    return line
  }
}

extension HeatMap.Shade {
  fileprivate func glyph(_ style: Style) -> String {
    switch self {
    case .faint: style.glyph("·", ".")
    case .light: style.glyph("░", ":")
    case .medium: style.glyph("▒", "+")
    case .dark: style.glyph("▓", "%")
    case .full: style.glyph("█", "#")
    }
  }
}
