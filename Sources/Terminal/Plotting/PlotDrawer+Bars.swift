import Display

extension PlotDrawer {
  /// Rows of bars that stand on zero, in eighths of a cell; a gap between all of them where there is
  /// room.
  func bars() -> [Line] {
    var eighths = [Int](repeating: 0, count: columns)
    let count = plot.series.map { $0.points.count }.max() ?? 0
    let gap = columns >= 3 * count ? 1 : 0
    for series in plot.series {
      for (index, point) in series.points.enumerated() {
        guard let value = point.y, value.isFinite, value > 0, let share = y.share(value) else {
          continue
        }
        let start = index * columns / max(1, count)
        let end = (index + 1) * columns / max(1, count)
        let height = max(1, Int((min(1, max(0, share)) * Double(rows * 8)).rounded()))
        for column in start..<max(start + 1, end - gap) where column < columns {
          eighths[column] = max(eighths[column], height)
        }
      }
    }
    let marked = Set(
      plot.marks.filter { $0.name.isEmpty }.compactMap { x.place($0.x, of: columns) })
    let flagged = Set(
      plot.marks.filter { !$0.name.isEmpty }.compactMap { x.place($0.x, of: columns) })
    return (0..<rows).map { row in
      var line = Line()
      for (column, height) in eighths.enumerated() {
        let level = min(8, max(0, height - (rows - 1 - row) * 8))
        if row == rows - 1, marked.contains(column) {
          line.append(style.glyph("●", "o"), .strong)
        } else if level == 0, flagged.contains(column) {
          line.append(style.glyph("┊", ":"), .strong)
        } else {
          line.append(PlotDrawer.block(level, style), level > 0 ? .value : .plain)
        }
      }
      return line
    }
  }

  /// The names of the marks above the picture, each over its place; neighbours share one label.
  func flags() -> [Line] {
    var labels: [(column: Int, text: String)] = []
    for mark in plot.marks where !mark.name.isEmpty {
      guard let column = x.place(mark.x, of: columns) else { continue }
      if let last = labels.last, column < last.column + last.text.columns + 2 {
        labels[labels.count - 1].text += " " + mark.name
      } else {
        labels.append((column, mark.name))
      }
    }
    guard !labels.isEmpty else { return [] }
    var text = ""
    for label in labels {
      let start = min(label.column, max(0, columns - label.text.columns))
      text += String(repeating: " ", count: max(0, start - text.columns)) + label.text
    }
    return [Line.spaces(margin + 2) + Line(text, .strong)]
  }

  /// The lower `level` eighths of a cell.
  private static func block(_ level: Int, _ style: Style) -> String {
    guard style.hasUnicode else { return level > 3 ? "#" : level > 0 ? "." : " " }
    if style.isConsole { return level > 5 ? "█" : level > 0 ? "▄" : " " }
    let blocks = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return blocks[min(8, max(0, level))]
  }
}
