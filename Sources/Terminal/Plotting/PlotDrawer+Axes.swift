import Display

extension PlotDrawer {
  /// The left axis's name, ending above the axis or beginning at the left edge.
  func title() -> [Line] {
    let name = style.label(yUnit.name, width: margin + 2 + columns)
    guard !name.isEmpty else { return [] }
    return [Line.spaces(margin + 2 - name.columns) + Line(name, .name)]
  }

  /// The axis below with its numbers and its name.
  func bottom() -> [Line] {
    var ticks = x.ticks(about: max(2, columns / 8))
    // Fewer, if their numbers turn out long.
    let longest = ticks.texts.map { xUnit.text($0).columns }.max() ?? 1
    ticks = x.ticks(about: min(8, max(2, columns / (longest + 4))))
    let places = zip(ticks.values, ticks.texts).compactMap { value, text in
      x.place(value, of: columns).map { (column: $0, text: xUnit.text(text)) }
    }
    let ruler = Ruler(places, columns: columns)
    var rule = ""
    for column in 0..<columns {
      rule += ruler.marked.contains(column) ? style.glyph("┬", "+") : style.glyph("─", "-")
    }
    let name = style.label(xUnit.name, width: columns)
    let lines = [
      Line.spaces(margin + 1) + Line(style.glyph("└", "+") + rule, .muted),
      Line.spaces(margin + 2) + Line(ruler.labels, .muted),
    ]
    guard !name.isEmpty else { return lines }
    return lines + [Line.spaces(margin + 2 + (columns - name.columns) / 2) + Line(name, .name)]
  }

  /// Which curve is which, and what the marks say.
  func legend() -> [Line] {
    let width = margin + 2 + columns
    var result: [Line] = []
    if plot.series.count > 1 {
      for (index, series) in plot.series.enumerated() {
        guard plot.form != .points else {
          guard !series.points.isEmpty else { continue }
          let sign = pointSign(index)
          let text = Text(sign.text + " ", sign.role) + Text(style.label(series.name), .muted)
          result += wrap(text, width: width - 2, hanging: 2, style).behind(.spaces(2))
          continue
        }
        let last = series.points.last { $0.y?.isFinite == true }
        // A curve may end before the picture does.
        let place = last.flatMap { end in
          series.points.last.map { $0.x > end.x } == true ? full(end.x, plot.x) : nil
        }
        let end =
          last?.y.map { ", \(full($0, plot.y)) at \(place ?? "the right end")" } ?? ", no values"
        let text =
          Text("\(index + 1) ", PlotDrawer.roles[index % 4]) + Text(style.label(series.name), .name)
          + Text(end, .muted)
        result += wrap(text, width: width - 2, hanging: 2, style).behind(.spaces(2))
      }
    }
    for mark in plot.marks where !mark.label.isEmpty {
      let text =
        Text(style.glyph("● ", "o "), .strong) + Text(style.label(mark.label), .muted)
      result += wrap(text, width: width - 2, hanging: 2, style).behind(.spaces(2))
    }
    return result
  }

  /// A value with its whole unit, as in a sentence.
  private func full(_ value: Double, _ axis: Plot.Axis) -> String {
    // Money has cents or none: neither $128.9 nor $1.8 is a price.
    let isMoney = axis.prefix == "$"
    let isWhole = isMoney && (100..<1000).contains(abs(value))
    var number = AxisNumber.short(isWhole ? value.rounded() : value)
    if isMoney, let point = number.firstIndex(of: "."), number[point...].count == 2,
      number.last?.isNumber == true
    {
      number += "0"
    }
    let sign = number.hasPrefix("-") ? "-" : ""
    return sign + axis.prefix + number.dropFirst(sign.count) + axis.suffix
  }
}
