import Display

/// Draws a plot: curves in braille or bars in blocks, between a labelled axis on the left and one
/// below.
struct PlotDrawer {
  let plot: Plot
  let style: Style
  let x: AxisScale
  let y: AxisScale
  /// Columns for the numbers of the left axis.
  let margin: Int
  /// Columns and rows of the picture itself.
  let columns: Int
  let rows: Int
  let xUnit: AxisUnit
  let yUnit: AxisUnit
  private let verticalTicks: [Int: String]
  private let isEmpty: Bool

  /// nil where the plot is better shown as a table: for plain text, and where it is too narrow.
  init?(_ plot: Plot, _ style: Style, _ width: Int) {
    guard !style.isPlain else { return nil }
    self.plot = plot
    self.style = style
    isEmpty = plot.isEmpty
    (x, y) = (plot.horizontalScale, plot.verticalScale)
    rows = max(6, min(14, style.height - 8))
    xUnit = AxisUnit(plot.x.shown(style))
    yUnit = AxisUnit(plot.y.shown(style))
    var ticks: [Int: String] = [:]
    let values = y.ticks(about: max(2, rows / 3))
    for (value, text) in zip(values.values, values.texts) {
      guard let dot = y.place(value, of: rows * 4) else { continue }
      let row = rows - 1 - dot / 4
      if ticks[row] == nil { ticks[row] = yUnit.text(text) }
    }
    verticalTicks = ticks
    margin = ticks.values.map { $0.columns }.max() ?? 0
    columns = min(width, 100) - margin - 2
    guard columns >= 16 else { return nil }
  }

  func lines() -> [Line] {
    guard !isEmpty else {
      return [Line("(there are no values to draw)", .muted)]
    }
    let picture = plot.form == .bars ? bars() : plot.form == .points ? points() : curves()
    var result = title() + flags()
    for row in 0..<rows {
      let text = verticalTicks[row] ?? ""
      let sign = verticalTicks[row] == nil ? style.glyph("│", "|") : style.glyph("┤", "+")
      result.append(
        Line.spaces(margin - text.columns) + Line("\(text) \(sign)", .muted) + picture[row])
    }
    return result + bottom() + legend()
  }
}

extension Plot.Axis {
  /// With characters that the terminal can show.
  fileprivate func shown(_ style: Style) -> Plot.Axis {
    Plot.Axis(
      name: style.label(name), prefix: style.label(prefix), suffix: style.label(suffix),
      isLogarithmic: isLogarithmic)
  }
}
