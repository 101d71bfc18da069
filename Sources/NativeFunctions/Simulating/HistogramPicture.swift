import Basics
import Display
import Language
import Quantities
import Simulation

/// How durations of a run are distributed, as bars with the percentiles marked.
struct HistogramPicture {
  private let times: Distribution
  private let name: String
  /// Seconds in the unit of the axis, and its name.
  private let unit: (seconds: Double, name: String)
  /// Whether the values of 0 are left out, because they would dwarf the others.
  private let leavesZeros: Bool
  private let bins: [TimeBin]
  private let isLogarithmic: Bool

  init(_ times: Distribution, of name: String) {
    self.times = times
    self.name = name.replacingAll("_", with: " ")
    let histogram = times.histogram
    leavesZeros = 2 * histogram.zeros > histogram.count && histogram.max > 0
    let top = histogram.max
    let many = histogram.quantile(0.999)
    let middle = histogram.quantile(
      leavesZeros
        ? 1 - Double(histogram.count - histogram.zeros) / Double(histogram.count) / 2 : 0.5)
    isLogarithmic = middle > 0 && many / middle > 30
    unit = HistogramPicture.unit(for: isLogarithmic ? middle * 10 : top)
    bins =
      isLogarithmic
      ? TimeBin.even(histogram, unit.seconds, about: 40)
      : TimeBin.linear(histogram, unit.seconds, about: 36, withZeros: !leavesZeros)
  }

  private static func unit(for seconds: Double) -> (seconds: Double, name: String) {
    seconds >= 36_000
      ? (3600, "h")
      : seconds >= 600 ? (60, "min") : seconds < 1 && seconds > 0 ? (0.001, "ms") : (1, "s")
  }

  private func text(_ seconds: Double) -> String {
    let unit = seconds == 0 ? self.unit : HistogramPicture.unit(for: seconds)
    return Quantity(seconds / unit.seconds, Units.unit(unit.name)).text
  }

  private var percentiles: [(name: String, seconds: Double, words: String)] {
    [
      ("p50", times.p50.value, "half are shorter"),
      ("p95", times.p95.value, "one in twenty is longer"),
      ("p99", times.p99.value, "one in a hundred is longer"),
    ]
  }

  var display: Display {
    guard times.histogram.count > 0 else {
      return Display([
        .paragraph(Text("No request was served, so there is nothing to draw.", .muted))
      ])
    }
    var lines: [Text] = []
    if leavesZeros {
      let share = Double(times.histogram.zeros) / Double(times.histogram.count)
      lines.append(
        Text(Quantity(share * 100, .percent).text, .value)
          + Text(
            times.histogram.zeros == times.histogram.count
              ? " did not wait at all." : " did not wait at all and are not drawn.", .muted))
    }
    let rows =
      percentiles.map {
        [Text("  "), Text($0.name, .name), Text(text($0.seconds), .value), Text($0.words, .muted)]
      }
      + [
        [
          Text("  "), Text("max", .name), Text(text(times.max), .value),
          Text("the longest", .muted),
        ]
      ]
    return Display(
      (bins.isEmpty ? [] : [.plot(plot)]) + (lines.isEmpty ? [] : [.lines(lines)])
        + [.table(Table(rows: rows, alignments: [.leading, .leading, .trailing], style: .bare))])
  }

  private var plot: Plot {
    let count = Double(times.histogram.count)
    let marks = percentiles.filter { !leavesZeros || $0.seconds > 0 }.map {
      Plot.Mark(x: $0.seconds / unit.seconds, y: nil, label: "", name: $0.name)
    }
    return Plot(
      x: Plot.Axis(name: name, suffix: " \(unit.name)", isLogarithmic: isLogarithmic),
      y: Plot.Axis(name: "share of requests", suffix: "%"),
      series: [
        Plot.Series(
          name: name,
          points: bins.map { Plot.Point(x: $0.middle, y: $0.count / count * 100) })
      ],
      marks: marks, form: .bars, table: table)
  }

  /// About a dozen rows: from, to, share, and the share up to there.
  private var table: Table {
    let histogram = times.histogram
    let count = Double(histogram.count)
    let rows =
      isLogarithmic
      ? TimeBin.even(histogram, unit.seconds, about: 12)
      : TimeBin.linear(histogram, unit.seconds, about: 12, withZeros: true)
    var below = 0.0
    func share(_ value: Double) -> Text {
      Text(Quantity((value / count * 1000).rounded() / 10, .percent).text, .value)
    }
    return Table(
      header: ["about", "share", "up to there"].map { Text($0, .muted) },
      rows: rows.map { bin in
        below += bin.count
        return [
          Text(Quantity(bin.middle, Units.unit(unit.name)).text(significant: 3), .value),
          share(bin.count),
          share(below),
        ]
      },
      alignments: [.trailing, .trailing, .trailing])
  }
}
