import Display

extension Display {
  /// Every part as text, for comparing: cells joined by bars, curves by a few of their points.
  var plain: String { blocks.flatMap(\.lines).joined(separator: "\n") }
}

extension Block {
  fileprivate var lines: [String] {
    switch self {
    case .paragraph(let text): [text.plain]
    case .lines(let texts): texts.map(\.plain)
    case .table(let table): table.lines
    case .plot(let plot): plot.lines
    case .slider: []
    default: ["\(self)"]
    }
  }
}

extension Table {
  fileprivate var lines: [String] {
    ([header] + rows).filter { !$0.isEmpty }.map { row in
      row.map(\.plain).joined(separator: " | ").trimmingEnd
    }
  }
}

extension Plot {
  fileprivate var lines: [String] {
    func text(_ axis: Axis) -> String {
      "\(axis.name) \(axis.prefix)…\(axis.suffix)\(axis.isLogarithmic ? " log" : "")"
    }
    let curves = series.map { series in
      let points = stride(from: 0, to: series.points.count, by: 45).map { series.points[$0] }
      return "\(series.name): \(series.points.count) points, "
        + points.map { "(\($0.x.short), \($0.y?.short ?? "none"))" }.joined(separator: " ")
    }
    return ["x \(text(x))", "y \(text(y))"] + curves
      + marks.map { "mark (\($0.x.short), \($0.y?.short ?? "none")) \($0.label)" } + table.lines
  }
}

extension Double {
  fileprivate var short: String { "\((self * 10_000).rounded() / 10_000)" }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = Substring(self)
    while let last = text.last, last == " " || last == "|" { text.removeLast() }
    return String(text)
  }
}
