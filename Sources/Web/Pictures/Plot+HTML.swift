import Display

extension Plot {
  /// The picture, which curve is which, and the same as a table.
  var html: String {
    guard !isEmpty else { return HTML.element("figure", table.html) }
    let rows = HTML.element("summary", "As a table") + table.html
    return HTML.element(
      "figure",
      [picture, legend, HTML.element("details", rows)]
        .filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  private var picture: String {
    let (xs, ys) = (horizontalScale, verticalScale)
    let (xUnit, yUnit) = (AxisUnit(x), AxisUnit(y))
    let ticks = ys.ticks(about: 5)
    let numbers = ticks.texts.map { yUnit.text($0) }
    let frame = Frame(names: numbers, top: 24, height: 240)
    var elements = [SVG.text(yUnit.name, at: (0, 14), class: "name")]
    for (value, number) in zip(ticks.values, numbers) {
      guard let y = frame.y(ys.share(value)) else { continue }
      elements.append(SVG.line((frame.left, y), (frame.right, y), class: "grid"))
      elements.append(SVG.text(number, at: (frame.left - 6, y + 4), .end))
    }
    let below = frame.axis(xs, name: xUnit.name) { xUnit.text($0) }
    elements += below.elements
    switch form {
    case .line: elements += curves(frame, xs, ys)
    case .bars: elements += bars(frame, ys)
    case .points: elements += points(frame, xs, ys)
    }
    elements += pointers(frame, xs, ys)
    return SVG.picture(width: Frame.width, height: below.bottom, name: nameInWords, elements)
  }

  /// What the picture is of.
  private var nameInWords: String {
    let names = series.map { $0.name }.filter { !$0.isEmpty }.joined(separator: ", ")
    let what = names.isEmpty ? y.name : names
    return x.name.isEmpty ? what : "\(what) over \(x.name)"
  }

  private func curves(_ frame: Frame, _ xs: AxisScale, _ ys: AxisScale) -> [String] {
    var elements: [String] = []
    for (index, series) in series.enumerated() {
      let kind = "series-\(index % 4 + 1)"
      var run: [(x: Double, y: Double)] = []
      func end() {
        if run.count == 1 { elements.append(SVG.circle(run[0], radius: 2.5, class: "\(kind) dot")) }
        if run.count > 1 { elements.append(SVG.path(run, class: "\(kind) curve")) }
      }
      var last: (x: Double, y: Double)?
      for point in series.points {
        if let x = frame.x(xs.share(point.x)), let y = frame.y(point.y.flatMap { ys.share($0) }) {
          run.append((x, y))
          last = (x, y)
        } else {
          end()
          run = []
        }
      }
      end()
      if self.series.count > 1, let last {
        elements.append(SVG.text("\(index + 1)", at: (last.x + 6, last.y + 4), class: kind))
      }
    }
    return elements
  }

  /// Side by side over the whole width, as their places are at equal steps.
  private func bars(_ frame: Frame, _ ys: AxisScale) -> [String] {
    let count = series.map { $0.points.count }.max() ?? 0
    let step = (frame.right - frame.left) / Double(max(1, count))
    return series.enumerated().flatMap { index, series in
      series.points.enumerated().compactMap { place, point -> String? in
        guard let value = point.y, value > 0, let y = frame.y(ys.share(value)) else { return nil }
        return SVG.rectangle(
          x: frame.left + (Double(place) + 0.08) * step, y: y, width: step * 0.84,
          height: frame.bottom - y, class: "series-\(index % 4 + 1) bar")
      }
    }
  }

  private func points(_ frame: Frame, _ xs: AxisScale, _ ys: AxisScale) -> [String] {
    series.enumerated().reversed().flatMap { index, series in
      series.points.compactMap { point -> String? in
        guard let x = frame.x(xs.share(point.x)), let y = frame.y(point.y.flatMap { ys.share($0) })
        else { return nil }
        return SVG.circle(
          (x, y), radius: index == 0 ? 4.5 : 2.5, class: "series-\(index % 4 + 1) dot")
      }
    }
  }

  private func pointers(_ frame: Frame, _ xs: AxisScale, _ ys: AxisScale) -> [String] {
    marks.flatMap { mark -> [String] in
      guard let x = frame.x(xs.share(mark.x)) else { return [] }
      if !mark.name.isEmpty {
        return [
          SVG.line((x, frame.top), (x, frame.bottom), class: "pointer"),
          SVG.text(mark.name, at: (x + 4, frame.top + 10), class: "name"),
        ]
      }
      let y = mark.y.flatMap { frame.y(ys.share($0)) } ?? frame.bottom
      return [SVG.circle((x, y), radius: 4, class: "pointer")]
    }
  }

  /// Which curve is which, and what the marks say.
  private var legend: String {
    let names: [String] =
      series.count > 1
      ? series.enumerated().filter { !$0.element.points.isEmpty }.map { index, series in
        let sign = form == .line ? "\(index + 1)" : form == .points && index > 0 ? "•" : "●"
        return HTML.element("span", sign, class: "series-\(index % 4 + 1)") + " "
          + HTML.text(series.name)
      } : []
    let lines = names + marks.filter { !$0.label.isEmpty }.map { "● " + HTML.text($0.label) }
    return lines.isEmpty ? "" : HTML.element("figcaption", lines.joined(separator: "<br>"))
  }
}
