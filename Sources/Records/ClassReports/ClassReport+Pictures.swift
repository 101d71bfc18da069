import Display

extension ClassReport {
  /// Bars of the histogram at most.
  private static let mostBars = 20

  /// How many learners have how many points; nil where nothing counts.
  var histogram: Plot? {
    guard outOf > 0, !totals.isEmpty else { return nil }
    let width = max(1, (outOf + ClassReport.mostBars - 1) / ClassReport.mostBars)
    var counts = [Int](repeating: 0, count: outOf / width + 1)
    for total in totals {
      // Extra credit may lead beyond what is to be had, and corrections below nothing.
      let bar = Int(min(Double(counts.count - 1), max(0, total / Double(width))))
      counts[bar] += 1
    }
    func range(_ bar: Int) -> String {
      let last = min(outOf, (bar + 1) * width - 1)
      return last == bar * width ? "\(last)" : "\(bar * width) to \(last)"
    }
    return Plot(
      x: .init(name: "points"), y: .init(name: "learners"),
      series: [
        .init(
          name: "learners",
          points: counts.enumerated().map {
            .init(
              x: Double($0.offset * width) + Double(width - 1) / 2, y: Double($0.element))
          })
      ],
      marks: mean.map { [.init(x: $0, y: nil, label: "", name: "mean")] } ?? [], form: .bars,
      table: Table(
        header: ["points", "learners"],
        rows: counts.enumerated().filter { $0.element > 0 }.map {
          [Text(range($0.offset)), Text("\($0.element)")]
        }, alignments: [.trailing, .trailing]))
  }

  /// Where the exercises stand by difficulty and discrimination, those first that want a look; nil
  /// where there are fewer than two that have both.
  var map: Plot? {
    let placed = items.filter { $0.difficulty != nil && $0.discrimination != nil }
    guard placed.count > 1 else { return nil }
    func points(_ items: [Item]) -> [Plot.Point] {
      items.map { .init(x: ($0.difficulty ?? 0) * 100, y: $0.discrimination) }
        .sorted { $0.x < $1.x }
    }
    let weak = placed.filter { $0.wantsALook }
    let names = weak.map { $0.column.id }.joined(separator: ", ")
    return Plot(
      x: .init(name: "difficulty", suffix: "%"), y: .init(name: "discrimination"),
      series: [
        .init(name: "want a look: \(names)", points: points(weak)),
        .init(name: "the others", points: points(placed.filter { !$0.wantsALook })),
      ], form: .points,
      table: Table(
        header: ["exercise", "difficulty", "discrimination"],
        rows: placed.map {
          [
            Text($0.column.id, .name), Text(percent($0.difficulty ?? 0)),
            Text(pointsText($0.discrimination ?? 0)),
          ]
        }, alignments: [.leading, .trailing, .trailing]))
  }
}

extension ClassReport.Item {
  /// Whether hardly or nearly anybody has it, or it does not tell learners apart.
  fileprivate var wantsALook: Bool {
    guard let difficulty, let discrimination else { return false }
    return difficulty < 0.2 || difficulty > 0.9 || discrimination < 0.2
  }
}
