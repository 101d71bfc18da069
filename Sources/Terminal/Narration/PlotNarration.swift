import Display

/// A plot in sentences: what is drawn over what, where each curve begins and ends, and where it is
/// lowest and highest.
struct PlotNarration {
  let plot: Plot

  init(_ plot: Plot) { self.plot = plot }

  var sentences: [String] {
    let all = plot.series.flatMap { $0.points }.filter { $0.x.isFinite }
    guard let first = all.map({ $0.x }).min(), let last = all.map({ $0.x }).max() else {
      return ["A plot without points."]
    }
    let what = plot.form == .bars ? "Bars" : plot.form == .points ? "Points" : "A plot"
    let names =
      plot.y.name.isEmpty ? plot.series.map { $0.name }.joined(separator: ", ") : plot.y.name
    let head =
      "\(what) of \(names) over \(plot.x.name), from \(text(first, plot.x)) to \(text(last, plot.x))."
    return [head] + plot.series.compactMap(sentence)
      + plot.marks.map { $0.label }.filter { !$0.isEmpty }.map { $0 + "." }
  }

  private func sentence(_ series: Plot.Series) -> String? {
    let points = series.points.compactMap { point -> (x: Double, y: Double)? in
      guard let y = point.y, y.isFinite, point.x.isFinite else { return nil }
      return (point.x, y)
    }
    guard let first = points.first, let last = points.last,
      let low = points.min(by: { $0.y < $1.y }), let high = points.max(by: { $0.y < $1.y })
    else { return nil }
    func at(_ point: (x: Double, y: Double)) -> String {
      "\(text(point.y, plot.y)) at \(text(point.x, plot.x))"
    }
    let name = series.name.isEmpty ? "" : "\(series.name): "
    if plot.form != .line { return "\(name)the highest is \(at(high)), the lowest \(at(low))." }
    if low.y == high.y { return "\(name)\(text(low.y, plot.y)) everywhere." }
    let pairs = zip(points, points.dropFirst())
    if pairs.allSatisfy({ $0.y <= $1.y }) {
      return "\(name)rises from \(at(first)) to \(at(last))."
    }
    if pairs.allSatisfy({ $0.y >= $1.y }) {
      return "\(name)falls from \(at(first)) to \(at(last))."
    }
    return "\(name)begins with \(at(first)) and ends with \(at(last)); the lowest is \(at(low)), "
      + "the highest \(at(high))."
  }

  private func text(_ value: Double, _ axis: Plot.Axis) -> String {
    axis.prefix + AxisNumber.short(value) + axis.suffix
  }
}
