import Display

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Draws a plot: curves in braille between a labelled axis on the left and one below.
struct PlotDrawer {
  private let plot: Plot
  private let style: Style
  private let width: Int
  private let x: Scale
  private let y: Scale

  /// A range of values on a number of dots.
  struct Scale {
    let low: Double
    let high: Double
    let isLogarithmic: Bool

    /// 0 at the low end, 1 at the high one; nil outside of a logarithmic axis's domain.
    func share(_ value: Double) -> Double? {
      guard value.isFinite else { return nil }
      guard isLogarithmic else { return high > low ? (value - low) / (high - low) : 0.5 }
      guard value > 0, low > 0 else { return nil }
      return high > low ? log(value / low) / log(high / low) : 0.5
    }
  }

  init(_ plot: Plot, _ style: Style, _ width: Int) {
    self.plot = plot
    self.style = style
    self.width = min(width, 100)
    let points = plot.series.flatMap(\.points)
    let xs = points.map(\.x).filter(\.isFinite)
    x = Scale(
      low: xs.min() ?? 0, high: xs.max() ?? 1, isLogarithmic: plot.x.isLogarithmic)
    y = PlotDrawer.verticalScale(points.compactMap(\.y).filter(\.isFinite), plot)
  }

  /// From zero where that does not flatten the curve; a constant gets room above and below.
  private static func verticalScale(_ values: [Double], _ plot: Plot) -> Scale {
    guard var low = values.min(), var high = values.max() else {
      return Scale(low: 0, high: 1, isLogarithmic: false)
    }
    if plot.y.isLogarithmic, low > 0 { return Scale(low: low, high: high, isLogarithmic: true) }
    if plot.form == .bars || (low > 0 && low < high * 0.5) { low = min(0, low) }
    if high < 0, high > low * 0.5 { high = 0 }
    if low == high {
      let room = low == 0 ? 1 : abs(low) * 0.5
      (low, high) = (low - room, high + room)
    }
    return Scale(low: low, high: high, isLogarithmic: false)
  }

  private var rows: Int { max(6, min(14, style.height - 8)) }

  func lines() -> [Line] {
    guard plot.series.contains(where: { $0.points.contains { $0.y?.isFinite == true } }) else {
      return [Line("  (no values to draw)", .muted)]
    }
    let ticks = verticalTicks()
    let margin = ticks.map(\.text.columns).max() ?? 0
    let columns = max(10, width - margin - 3)
    var canvas = DotCanvas(columns: columns, rows: rows)
    for (index, series) in plot.series.enumerated() {
      plot.form == .bars ? bars(series, index, &canvas) : curve(series, index, &canvas)
    }
    var result = title(margin)
    let marks = markCells(columns)
    let numbers = numberCells(columns)
    for row in 0..<rows {
      let tick = ticks.first { $0.row == row }
      let label = tick?.text ?? ""
      let axis = tick == nil ? glyph("│", "|") : glyph("┤", "+")
      var line = Line(
        String(repeating: " ", count: margin - label.columns) + label + " " + axis, .muted)
      line.spans += cells(row, canvas, marks, numbers)
      result.append(line)
    }
    result += bottom(margin, columns)
    result += legend(margin)
    return result
  }

  private func glyph(_ unicode: String, _ ascii: String) -> String {
    style.hasUnicode ? unicode : ascii
  }

  // MARK: Curves

  private func place(_ point: Plot.Point, _ canvas: DotCanvas) -> (x: Int, y: Int)? {
    guard let value = point.y, let across = x.share(point.x), let up = y.share(value) else {
      return nil
    }
    return (
      Int((across * Double(canvas.dotColumns - 1)).rounded()),
      Int(((1 - up) * Double(canvas.dotRows - 1)).rounded())
    )
  }

  private func curve(_ series: Plot.Series, _ index: Int, _ canvas: inout DotCanvas) {
    var before: (x: Int, y: Int)?
    for point in series.points {
      guard let here = place(point, canvas) else {
        before = nil
        continue
      }
      let start = before ?? here
      canvas.line(start.x, start.y, here.x, here.y, owner: index)
      before = here
    }
  }

  private func bars(_ series: Plot.Series, _ index: Int, _ canvas: inout DotCanvas) {
    for (number, point) in series.points.enumerated() {
      guard let top = place(point, canvas) else { continue }
      let next =
        number + 1 < series.points.count
        ? place(series.points[number + 1], canvas)?.x ?? canvas.dotColumns : canvas.dotColumns
      for across in top.x..<max(top.x + 1, next - 1) {
        canvas.line(across, top.y, across, canvas.dotRows - 1, owner: index)
      }
    }
  }

  // MARK: Rows

  private func markCells(_ columns: Int) -> [Int: Set<Int>] {
    var cells: [Int: Set<Int>] = [:]
    for mark in plot.marks {
      guard let value = mark.y, let across = x.share(mark.x), let up = y.share(value),
        (0...1).contains(across), (-0.001...1.001).contains(up)
      else { continue }
      let row = min(rows - 1, max(0, Int(((1 - up) * Double(rows * 4 - 1)).rounded()) / 4))
      let column = min(columns - 1, max(0, Int((across * Double(columns * 2 - 1)).rounded()) / 2))
      cells[row, default: []].insert(column)
    }
    return cells
  }

  /// Where the curves' numbers stand on them, so that they can be told apart without colour.
  private func numberCells(_ columns: Int) -> [Int: [Int: Int]] {
    guard plot.series.count > 1 else { return [:] }
    var cells: [Int: [Int: Int]] = [:]
    let grid = DotCanvas(columns: columns, rows: rows)
    for (index, series) in plot.series.enumerated() {
      let points = series.points.compactMap { place($0, grid) }
      for part in [1, 3] where !points.isEmpty {
        let at = points[min(points.count - 1, points.count * (part * 8 + index) / 32)]
        if (0..<grid.dotRows).contains(at.y) { cells[at.y / 4, default: [:]][at.x / 2] = index }
      }
    }
    return cells
  }

  private func cells(
    _ row: Int, _ canvas: DotCanvas, _ marks: [Int: Set<Int>], _ numbers: [Int: [Int: Int]]
  ) -> [Span] {
    var spans: [Span] = []
    for column in 0..<canvas.columns {
      let isMark = marks[row]?.contains(column) == true
      let drawn = canvas.character(column, row, hasUnicode: style.hasUnicode)
      let owner = canvas.owner(column, row) ?? 0
      let text: String
      let role: Role
      if isMark {
        (text, role) = (glyph("●", "o"), .strong)
      } else if let number = numbers[row]?[column] {
        (text, role) = ("\(number + 1)", PlotDrawer.roles[number % 4])
      } else if let drawn {
        text = style.hasUnicode ? String(drawn) : PlotDrawer.letters[owner % 4]
        role = PlotDrawer.roles[owner % 4]
      } else {
        (text, role) = (" ", .plain)
      }
      if spans.last?.role == role, let last = spans.indices.last {
        spans[last].text += text
      } else {
        spans.append(Span(text, role))
      }
    }
    return spans
  }

  private static let roles: [Role] = [.value, .name, .success, .failure]
  private static let letters = ["*", "x", "+", "="]

  // MARK: Axes

  private func text(_ value: Double, _ axis: Plot.Axis) -> String {
    let number = TickText.number(value)
    let suffix = axis.suffix.sanitized(hasUnicode: style.hasUnicode)
    return number.hasPrefix("-") && !axis.prefix.isEmpty
      ? "-" + axis.prefix + number.dropFirst() + suffix : axis.prefix + number + suffix
  }

  private func verticalTicks() -> [(row: Int, text: String)] {
    let places =
      y.isLogarithmic
      ? TickText.logarithmicPlaces(y.low, y.high)
      : TickText.places(y.low, y.high, count: max(2, rows / 3))
    var ticks: [(row: Int, text: String)] = []
    for value in places {
      guard let share = y.share(value) else { continue }
      let row = Int(((1 - share) * Double(rows * 4 - 1)).rounded()) / 4
      if (0..<rows).contains(row), !ticks.contains(where: { $0.row == row }) {
        ticks.append((row, text(value, plot.y)))
      }
    }
    return ticks
  }

  private func title(_ margin: Int) -> [Line] {
    guard !plot.y.name.isEmpty else { return [] }
    return [
      Line(String(repeating: " ", count: max(0, margin - plot.y.name.columns + 2)), .muted)
        + Line(plot.y.name.sanitized(hasUnicode: style.hasUnicode), .name)
    ]
  }

  private func bottom(_ margin: Int, _ columns: Int) -> [Line] {
    let pad = String(repeating: " ", count: margin + 1)
    var rule = [String](repeating: glyph("─", "-"), count: columns)
    var labels = [Character](repeating: " ", count: columns)
    let places =
      x.isLogarithmic
      ? TickText.logarithmicPlaces(x.low, x.high)
      : TickText.places(x.low, x.high, count: max(2, columns / 14))
    var free = 0
    for value in places {
      guard let share = x.share(value) else { continue }
      let column = Int((share * Double(columns - 1)).rounded())
      let label = Array(text(value, plot.x))
      let start = min(max(0, column - label.count / 2), columns - label.count)
      guard (0..<columns).contains(column), start >= free else { continue }
      rule[column] = glyph("┬", "+")
      for (offset, character) in label.enumerated() where start + offset < columns {
        labels[start + offset] = character
      }
      free = start + label.count + 1
    }
    let name = plot.x.name.sanitized(hasUnicode: style.hasUnicode)
    let indent = String(repeating: " ", count: max(0, (columns - name.columns) / 2))
    return [
      Line(pad + glyph("└", "+") + rule.joined(), .muted),
      Line(pad + " " + String(labels), .muted),
      Line(pad + " " + indent) + Line(name + (plot.x.isLogarithmic ? " (log)" : ""), .name),
    ]
  }

  /// Which curve is which, and what the marks say.
  private func legend(_ margin: Int) -> [Line] {
    var result: [Line] = []
    if plot.series.count > 1 {
      for (index, series) in plot.series.enumerated() {
        let sign = "\(index + 1)"
        let last = series.points.last { $0.y?.isFinite == true }
        let end = last?.y.map { ", \(text($0, plot.y)) at the right end" } ?? ""
        result.append(
          Line("  \(sign) ", PlotDrawer.roles[index % 4])
            + Line(series.name.sanitized(hasUnicode: style.hasUnicode), .name) + Line(end, .muted))
      }
    }
    for mark in plot.marks {
      result += wrap(
        Text("\(glyph("●", "o")) ", .strong) + Text(mark.label, .muted), width: width - 2, style
      ).map { Line("  ") + $0 }
    }
    return result
  }
}
