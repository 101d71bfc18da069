import Display

extension PlotDrawer {
  /// Rows of points that stand by themselves: those of the first series large, the others small.
  func points() -> [Line] {
    let canvas = DotCanvas(columns: columns, rows: rows)
    var signs: [Cell: (text: String, role: Role)] = [:]
    for (index, series) in plot.series.enumerated().reversed() {
      for point in series.points {
        guard let cell = place(point, canvas) else { continue }
        signs[cell] = pointSign(index)
      }
    }
    for cell in marks(canvas) { signs[cell] = (style.glyph("●", "o"), .strong) }
    return (0..<rows).map { row in
      var line = Line()
      for column in 0..<columns {
        let sign = signs[Cell(column: column, row: row)]
        line.append(sign?.text ?? " ", sign?.role ?? .plain)
      }
      return line
    }
  }

  /// How the points of a series look.
  func pointSign(_ series: Int) -> (text: String, role: Role) {
    series == 0 ? (style.glyph("◆", "#"), .success) : (style.glyph("·", "."), .muted)
  }
}
