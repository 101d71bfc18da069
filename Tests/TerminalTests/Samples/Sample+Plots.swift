import Display

extension Sample {
  /// A curve of a function at `count` places from `low` to `high`.
  static func series(
    _ name: String, _ low: Double, _ high: Double, count: Int = 181, _ value: (Double) -> Double?
  ) -> Plot.Series {
    Plot.Series(
      name: name,
      points: (0..<count).map { index in
        let x = low + (high - low) * Double(index) / Double(max(1, count - 1))
        return Plot.Point(x: x, y: value(x))
      })
  }

  private static func plot(
    _ name: String, _ x: Plot.Axis, _ y: Plot.Axis, _ series: [Plot.Series],
    _ marks: [Plot.Mark] = [], form: Plot.Form = .line
  ) -> Sample {
    let points = series.first?.points ?? []
    let chosen = points.enumerated().filter { $0.offset % max(1, points.count / 4) == 0 }
    let table = Table(
      header: [Text(x.name)] + series.map { Text($0.name) },
      rows: chosen.map { index, point in
        [Text("\(point.x)", .value)]
          + series.map { series in
            let y = index < series.points.count ? series.points[index].y : nil
            return Text(y.map { "\($0.rounded())" } ?? "none", .value)
          }
      }, alignments: [.trailing] + series.map { _ in .trailing })
    return Sample(
      "plot-" + name,
      [.plot(Plot(x: x, y: y, series: series, marks: marks, form: form, table: table))])
  }

  private static let share = Plot.Axis(name: "utilization", suffix: "%")
  private static let price = Plot.Axis(name: "effective", prefix: "$", suffix: "/gpu·h")
  private static let monthly = Plot.Axis(name: "", prefix: "$", suffix: "/month")
  private static let requests = Plot.Axis(name: "requests", suffix: " request/month")
  private static let number = Plot.Axis(name: "y")

  static let plots = [
    plot(
      "curve", share, price, [series("effective", 5, 100) { 416.7 / $0 }],
      [.init(x: 15, y: 27.78, label: "now: utilization 15%, effective $27.78/gpu·h")]),
    plot(
      "several", requests, monthly,
      [
        series("dedicated", 0, 24e6) { _ in 12_000 },
        series("serverless", 0, 24e6) { $0 * 0.001 },
        series("hybrid", 0, 24e6) { 6_000 + max(0, $0 - 9e6) * 0.0008 },
      ],
      [
        .init(x: 1e6, y: 12_000, label: "now: requests 1M request/month, dedicated $12,000/month"),
        .init(x: 1e6, y: 1_000, label: "now: requests 1M request/month, serverless $1,000/month"),
      ]),
    plot(
      "logarithmic", .init(name: "keep_alive", suffix: " s", isLogarithmic: true),
      .init(name: "latency", suffix: " ms", isLogarithmic: true),
      [series("p99", 1, 3600) { 20_000 / $0 + 50 }]),
    plot(
      "logarithmic-narrow", .init(name: "x", isLogarithmic: true), number,
      [series("y", 3, 8) { $0 * $0 }]),
    plot("constant", share, monthly, [series("rent", 0, 100) { _ in 12_000 }]),
    plot("zero", share, monthly, [series("rent", 0, 100) { _ in 0 }]),
    plot("one-point", share, price, [series("effective", 50, 50, count: 1) { _ in 8.33 }]),
    plot(
      "gaps", share, number,
      [series("y", 0, 100) { $0 > 30 && $0 < 45 || $0 > 70 && $0 < 71 ? nil : 100 - $0 }]),
    plot("negative", .init(name: "x"), number, [series("y", -2, 2) { $0 * $0 * $0 - 3 * $0 }]),
    plot(
      "all-negative", .init(name: "x"), .init(name: "loss", prefix: "$"),
      [series("loss", 0, 10) { -100 - $0 * 90 }]),
    plot("huge", .init(name: "n"), number, [series("y", 1e12, 9e15) { $0 * 1e290 }]),
    plot("tiny", .init(name: "n"), number, [series("y", 0, 1) { $0 * 3e-9 }]),
    plot("flat-and-high", .init(name: "n"), number, [series("y", 0, 10) { 1_000_000 + $0 / 10 }]),
    plot("empty", share, price, [series("effective", 0, 100) { _ in nil }]),
    plot(
      "bars", .init(name: "latency", suffix: " ms"), .init(name: "share", suffix: "%"),
      [series("share", 0, 900, count: 10) { 30 / (1 + ($0 - 200) * ($0 - 200) / 20_000) }],
      [.init(x: 230, y: 0, label: "the median, 230 ms")], form: .bars),
    plot(
      "flags", .init(name: "latency", suffix: " s"), .init(name: "share", suffix: "%"),
      [series("share", 0, 30, count: 31) { $0 == 10 ? 50 : $0 == 30 ? 25 : $0 > 10 ? 1.3 : 0 }],
      [
        .init(x: 12.7, y: nil, label: "", name: "p50"),
        .init(x: 30, y: nil, label: "", name: "p95"),
        .init(x: 30, y: nil, label: "", name: "p99"),
      ], form: .bars),
    plot(
      "bars-logarithmic", .init(name: "latency", suffix: " s", isLogarithmic: true),
      .init(name: "share", suffix: "%"),
      [
        Plot.Series(
          name: "share",
          points: (0..<16).map { .init(x: 0.01 * Double(1 << $0), y: Double($0 * (15 - $0))) })
      ],
      [
        .init(x: 0.5, y: nil, label: "", name: "p50"),
        .init(x: 200, y: nil, label: "", name: "p99"),
      ],
      form: .bars),
    plot(
      "points", .init(name: "p99", suffix: " s"), .init(name: "cost", prefix: "$"),
      [
        Plot.Series(
          name: "the frontier", points: (1...8).map { .init(x: Double($0), y: 8 / Double($0)) }),
        Plot.Series(
          name: "beaten in both",
          points: (2...8).map { .init(x: Double($0), y: 1 + 8 / Double($0)) }),
      ], [.init(x: 4, y: 3, label: "now: keep_alive 60 s, p99 4 s, cost $3")], form: .points),
  ]
}
