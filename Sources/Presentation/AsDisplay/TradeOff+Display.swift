import Display
import Quantities
import Workbook

extension Answer.TradeOff {
  /// The points with the frontier set off, what it is and its two ends.
  var display: Display { Display([.plot(plot)] + words + sweep.reasons) }

  private var plot: Plot {
    func series(_ name: String, _ points: [Point]) -> Plot.Series {
      Plot.Series(
        name: name, points: points.map { Plot.Point(x: $0.x.magnitude, y: $0.y.magnitude) })
    }
    let marks = now.map {
      [
        Plot.Mark(
          x: $0.x.magnitude, y: $0.y.magnitude,
          label: "now: \(name) \($0.value.text), \($0.words(across, up))")
      ]
    }
    let some = points.lazy.compactMap { $0 }.first
    return Plot(
      x: Plot.Axis(across, some?.x.unit ?? .none), y: Plot.Axis(up, some?.y.unit ?? .none),
      series: [series("the frontier", frontier), series("beaten in both", beaten)],
      marks: marks ?? [], form: .points, table: table)
  }

  private var table: Table {
    Table(
      header: [Text(name, .name), Text(across, .name), Text(up, .name), ""],
      rows: rows.map { place in
        [
          Text(sweep.values[place].text, .value), cell(points[place]?.across),
          cell(points[place]?.upwards),
          Text(isOnFrontier[place] ? "frontier" : "", .success),
        ]
      },
      alignments: [.trailing, .trailing, .trailing, .leading])
  }

  private func cell(_ words: String?) -> Text {
    words.map { Text($0, .value) } ?? Text("no value", .muted)
  }

  private var words: [Block] {
    let frontier = frontier
    let all = points.count { $0 != nil }
    guard let fast = frontier.min(by: { ($0.x.base, $0.y.base) < ($1.x.base, $1.y.base) }),
      let cheap = frontier.min(by: { ($0.y.base, $0.x.base) < ($1.y.base, $1.x.base) })
    else { return [] }
    var lines: [Text] = []
    if fast.value == cheap.value {
      lines.append(
        Text("\(name) = \(fast.value.text)", .input)
          + Text(" has the least \(across) and the least \(up): nothing has to be traded.", .muted))
    } else {
      lines.append(
        Text("The frontier: no other \(name) has less of both. It holds ", .muted)
          + Text("\(frontier.count) of \(all)", .value) + Text(" values.", .muted))
      for (what, end) in [(across, fast), (up, cheap)] {
        lines.append(
          Text("  least \(what): ", .muted) + Text("\(name) = \(end.value.text)", .input)
            + Text("  \(end.words(across, up))", .value))
      }
    }
    return [.lines(lines)]
  }
}

extension Answer.TradeOff.Point {
  /// The result across, with the digits that hold.
  fileprivate var across: String { x.text(within: margins.x) }
  /// The result upwards, with the digits that hold.
  fileprivate var upwards: String { y.text(within: margins.y) }

  /// Both results behind their names.
  fileprivate func words(_ first: String, _ second: String) -> String {
    "\(first) \(across), \(second) \(upwards)"
  }
}
