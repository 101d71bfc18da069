import Display

extension PlotDrawer {
  static let roles: [Role] = [.value, .name, .success, .failure]
  private static let letters = ["*", "x", "+", "="]

  /// The rows of the picture. A sign in a cell takes the place of the curve there: ● at the marks,
  /// • at points without neighbours, and the curves' numbers, which tell them apart without colour.
  func curves() -> [Line] {
    var canvas = DotCanvas(columns: columns, rows: rows)
    var signs: [Cell: (text: String, role: Role)] = [:]
    for (index, series) in plot.series.enumerated() {
      let role = PlotDrawer.roles[index % 4]
      for run in runs(series, canvas) {
        if run.count == 1 {
          signs[Cell(run[0])] = (style.glyph("•", "*"), role)
        }
        for (from, to) in zip(run, run.dropFirst()) {
          canvas.line(from.x, from.y, to.x, to.y, owner: index)
        }
      }
    }
    for (cell, index) in numbers(canvas) {
      signs[cell] = ("\(index + 1)", PlotDrawer.roles[index % 4])
    }
    for cell in marks(canvas) { signs[cell] = (style.glyph("●", "o"), .strong) }
    let zero = zeroRow
    return (0..<rows).map { row in
      var line = Line()
      for column in 0..<columns {
        if let sign = signs[Cell(column: column, row: row)] {
          line.append(sign.text, sign.role)
        } else if let drawn = canvas.character(column, row) {
          let owner = (canvas.owner(column, row) ?? 0) % 4
          line.append(
            style.hasUnicode && !style.isConsole ? String(drawn) : PlotDrawer.letters[owner],
            PlotDrawer.roles[owner])
        } else {
          row == zero ? line.append(style.glyph("┈", "."), .muted) : line.append(" ", .plain)
        }
      }
      return line
    }
  }

  /// The row in which zero lies, where there are values on both sides of it.
  private var zeroRow: Int? {
    guard !y.isLogarithmic, y.low < 0, y.high > 0 else { return nil }
    return y.place(0, of: rows * 4).map { rows - 1 - $0 / 4 }
  }

  /// A place in the picture, in cells.
  struct Cell: Hashable {
    let column: Int
    let row: Int

    init(column: Int, row: Int) {
      self.column = column
      self.row = row
    }

    /// The cell in which a dot lies.
    init(_ dot: (x: Int, y: Int)) { self.init(column: dot.x / 2, row: dot.y / 4) }
  }

  private func dot(_ x: Double, _ y: Double?, _ canvas: DotCanvas) -> (x: Int, y: Int)? {
    guard let y, let across = self.x.place(x, of: canvas.dotColumns),
      let up = self.y.place(y, of: canvas.dotRows)
    else { return nil }
    return (across, canvas.dotRows - 1 - up)
  }

  /// The stretches of a curve between its gaps.
  private func runs(_ series: Plot.Series, _ canvas: DotCanvas) -> [[(x: Int, y: Int)]] {
    var runs: [[(x: Int, y: Int)]] = [[]]
    for point in series.points {
      if let dot = dot(point.x, point.y, canvas) {
        runs[runs.count - 1].append(dot)
      } else if runs.last?.isEmpty == false {
        runs.append([])
      }
    }
    return runs.filter { !$0.isEmpty }
  }

  /// The cell in which a point lies.
  func place(_ point: Plot.Point, _ canvas: DotCanvas) -> Cell? {
    dot(point.x, point.y, canvas).map { Cell($0) }
  }

  func marks(_ canvas: DotCanvas) -> [Cell] {
    plot.marks.compactMap { mark in dot(mark.x, mark.y, canvas).map { Cell($0) } }
  }

  /// Where each curve's number stands on it: twice, apart from the other curves' numbers.
  private func numbers(_ canvas: DotCanvas) -> [Cell: Int] {
    guard plot.series.count > 1, plot.series.count < 10 else { return [:] }
    var cells: [Cell: Int] = [:]
    for (index, series) in plot.series.enumerated() {
      let dots = series.points.compactMap { dot($0.x, $0.y, canvas) }
      for part in [1, 3] where !dots.isEmpty {
        let at = min(dots.count - 1, dots.count * (part * 8 + index) / 32)
        cells[Cell(dots[at])] = index
      }
    }
    return cells
  }
}
