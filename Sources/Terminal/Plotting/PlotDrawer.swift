import Display

/// Draws a plot: curves in braille or bars in blocks, between a labelled axis on the left and one
/// below.
struct PlotDrawer {
  let plot: Plot
  let style: Style
  let x: Scale
  let y: Scale
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
    let points = plot.series.flatMap { $0.points }.filter { $0.y?.isFinite == true }
    isEmpty = points.isEmpty
    let isBars = plot.form == .bars
    let xs = Scale(
      of: plot.series.flatMap { $0.points }.map { $0.x }, isLogarithmic: plot.x.isLogarithmic)
    x = isBars ? PlotDrawer.withHalfBars(xs, plot) : xs
    y = Scale(of: points.compactMap { $0.y }, isLogarithmic: plot.y.isLogarithmic && !isBars)
      .withRoom(fromZero: isBars)
    rows = max(6, min(14, style.height - 8))
    xUnit = AxisUnit(plot.x, style)
    yUnit = AxisUnit(plot.y, style)
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

  /// A bar stands over its place, so the first and the last reach beyond.
  private static func withHalfBars(_ scale: Scale, _ plot: Plot) -> Scale {
    let count = plot.series.map { $0.points.count }.max() ?? 0
    if scale.isLogarithmic { return scale.withHalfSteps(count) }
    let half = count > 1 ? (scale.high / 2 - scale.low / 2) / Double(count - 1) : 0.5
    guard half.isFinite, abs(scale.low) < 1e300, abs(scale.high) < 1e300
    else { return scale }
    return Scale(low: scale.low - half, high: scale.high + half)
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

/// A short unit stands at every number of an axis, a long one once, behind the axis's name.
struct AxisUnit {
  private let prefix: String
  private let suffix: String
  /// The axis's name, with the unit where the numbers go without.
  let name: String

  init(_ axis: Plot.Axis, _ style: Style) {
    prefix = style.label(axis.prefix)
    let long = style.label(axis.suffix)
    suffix = long.columns <= 3 ? long : ""
    var name = style.label(axis.name)
    if suffix.isEmpty {
      let unit = prefix + String(long.drop { $0 == " " })
      let isLong = !long.isEmpty
      if isLong { name += name.isEmpty ? unit : " (\(unit))" }
    }
    if axis.isLogarithmic { name += name.isEmpty ? "log" : ", log" }
    self.name = name
  }

  /// A tick's number with its unit.
  func text(_ number: String) -> String {
    number.hasPrefix("-") && !prefix.isEmpty
      ? "-" + prefix + number.dropFirst() + suffix : prefix + number + suffix
  }
}
