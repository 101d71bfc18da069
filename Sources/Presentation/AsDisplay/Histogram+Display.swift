import Basics
import Display
import Language
import Quantities

extension Histogram {
  /// Bars with the quantiles marked, and what those say.
  public var display: Display {
    guard !marks.isEmpty else {
      return Display([
        .paragraph(Text(names.text("No request was served, so there is nothing to draw."), .muted))
      ])
    }
    var blocks: [Block] = bars.isEmpty ? [] : [.plot(plot)]
    if let zeros {
      blocks.append(
        .lines([
          Text(zeros.text, .value) + Text(" did not wait at all and are not drawn.", .muted)
        ]))
    }
    blocks.append(
      .table(Table(rows: rows, alignments: [.leading, .leading, .trailing], style: .bare)))
    return Display(blocks)
  }

  private var rows: [[Text]] {
    var rows = marks.map { mark in
      let value =
        subject == .samples
        ? mark.value.text(significant: 3) : mark.value.text(within: mark.margin)
      return [
        Text("  "), Text(mark.name, .name), Text(value, .value),
        Text(Histogram.words(mark.name, subject), .muted),
      ]
    }
    if let most {
      rows.append([
        Text("  "), Text("max", .name), Text(most.text, .value), Text("the longest", .muted),
      ])
    }
    return rows
  }

  private static func words(_ mark: String, _ subject: Subject) -> String {
    switch (mark, subject) {
    case ("p5", .samples): "one in twenty is less"
    case ("p50", .samples): "half are less"
    case ("p95", .samples): "one in twenty is more"
    case ("p50", .requests): "half are shorter"
    case ("p95", .requests): "one in twenty is longer"
    case ("p99", .requests): "one in a hundred is longer"
    default: ""
    }
  }

  private var plot: Plot {
    let title = subject == .requests ? name.replacingAll("_", with: " ") : name
    // A time of 0 has no place on an axis that begins above it.
    let drawn = marks.filter { zeros == nil || $0.place > 0 }
    return Plot(
      x: Plot.Axis(title, unit, isLogarithmic: isLogarithmic),
      y: Plot.Axis(name: names.text("share of \(subject.rawValue)"), suffix: "%"),
      series: [
        Plot.Series(name: title, points: bars.map { Plot.Point(x: $0.middle, y: $0.share) })
      ],
      marks: drawn.map { Plot.Mark(x: $0.place, y: nil, label: "", name: $0.name) },
      form: .bars, table: table)
  }

  /// A dozen rows: about where, how many lie there, and of times also how many up to there.
  private var table: Table {
    var below = 0.0
    let rows = coarse.map { bar -> [Text] in
      below += bar.share
      let place = Text(Quantity(bar.middle, unit).text(significant: 3), .value)
      switch subject {
      case .samples:
        return [place, Text(Quantity(bar.share, .percent).text(significant: 3), .value)]
      case .requests: return [place, Histogram.tenth(bar.share), Histogram.tenth(below)]
      }
    }
    let header = subject == .samples ? ["about", "share"] : ["about", "share", "up to there"]
    return Table(
      header: header.map { Text($0, .muted) }, rows: rows,
      alignments: header.map { _ in .trailing })
  }

  /// A share to a tenth of a percent.
  private static func tenth(_ share: Double) -> Text {
    Text(Quantity((share * 10).rounded() / 10, .percent).text, .value)
  }
}
