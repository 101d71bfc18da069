import Diagnostics
import Display
import Language
import Quantities

extension Workbook {
  /// The answer to `plot Y against X over NAME`: both results at each value of the name, those that
  /// no other value beats in both, and where the workbook stands now.
  public func answer(
    plot up: Expression, against across: Expression, over sweep: Question.Sweep?
  ) throws(Diagnostic) -> Display {
    guard let sweep else {
      throw try missingSweep(
        [up, across], "plot", "Over which values?", "\(up.text) against \(across.text)")
    }
    let range = try range(sweep)
    let (values, rows) = range.pictured()
    let result = try self.sweep([across, up], range, at: values)
    let trade = TradeOff(result, now: try? now(across, up, range, result.units))
    let name = sweep.target.text
    return Display(
      [.plot(trade.plot(across.text, up.text, over: name, rows, axis))]
        + trade.words(across.text, up.text, over: name) + reasons(result, over: name))
  }

  /// The present values of the name and of both results.
  private func now(
    _ across: Expression, _ up: Expression, _ range: SweepRange, _ units: [Unit]
  ) throws(Diagnostic) -> TradeOff.Point? {
    guard let x = try value(of: across).quantity?.converted(to: units[0]),
      let y = try value(of: up).quantity?.converted(to: units[1])
    else { return nil }
    return TradeOff.Point(value: range.current, x: x, y: y)
  }
}

extension SweepRange {
  /// The values of a table, and three more between every two of them for a picture.
  /// - Returns: all values, and the places of the table's.
  func pictured() -> (values: [Quantity], rows: [Int]) {
    let steps = steps()
    let finer = max(1, min(4, 240 / max(1, steps.count)))
    var values: [Quantity] = []
    for (low, high) in zip(steps, steps.dropFirst()) {
      values.append(low)
      for part in stride(from: 1, to: finer, by: 1) {
        values.append(between(low, high, Double(part) / Double(finer)))
      }
    }
    if let last = steps.last { values.append(last) }
    // A cell that counts goes through whole numbers only.
    let counts = !low.unit.isPercent && [Dimension.none, Dimension(.gpu)].contains(low.dimension)
    let areWhole = counts && steps.allSatisfy { $0.magnitude == $0.magnitude.rounded() }
    guard areWhole else {
      return (values, steps.indices.map { $0 * finer })
    }
    return (steps, Array(steps.indices))
  }

  private func between(_ low: Quantity, _ high: Quantity, _ share: Double) -> Quantity {
    let ratio = high.magnitude / low.magnitude
    let magnitude =
      isLogarithmic && ratio > 0
      ? low.magnitude * power(ratio, share)
      : low.magnitude + (high.magnitude - low.magnitude) * share
    return SweepRange.tidied(Quantity(magnitude, low.unit))
  }
}

/// Two results at each of some values of a name, less of both being better.
struct TradeOff {
  struct Point {
    let value: Quantity
    let x: Quantity
    let y: Quantity
  }

  let points: [Point?]
  /// Whether no other value has less of one and no more of the other, a thousandth aside: results of
  /// a simulation are no closer than that.
  let isOnFrontier: [Bool]
  let now: Point?
  private let values: [Quantity]

  init(_ result: SweepResult, now: Point?) {
    values = result.values
    self.now = now
    let points = result.values.indices.map { place -> Point? in
      guard let x = result.results[0][place]?.typical, let y = result.results[1][place]?.typical
      else { return nil }
      return Point(value: result.values[place], x: x, y: y)
    }
    self.points = points
    isOnFrontier = points.map { point in
      guard let point else { return false }
      return !points.contains { other in
        guard let other else { return false }
        let across = TradeOff.order(other.x.magnitude, point.x.magnitude)
        let up = TradeOff.order(other.y.magnitude, point.y.magnitude)
        return across <= 0 && up <= 0 && (across < 0 || up < 0)
      }
    }
  }

  /// Below zero where the first is less by more than a thousandth, above where it is more.
  private static func order(_ first: Double, _ second: Double) -> Int {
    let slack = max(abs(first), abs(second)) * 1e-3
    return first < second - slack ? -1 : first > second + slack ? 1 : 0
  }

  private var frontier: [Point] {
    zip(points, isOnFrontier).compactMap { $1 ? $0 : nil }
  }

  func plot(
    _ across: String, _ up: String, over name: String, _ rows: [Int],
    _ axis: (String, Unit, Bool) -> Plot.Axis
  ) -> Plot {
    let others = zip(points, isOnFrontier).compactMap { $1 ? nil : $0 }
    func series(_ name: String, _ points: [Point]) -> Plot.Series {
      Plot.Series(
        name: name, points: points.map { Plot.Point(x: $0.x.magnitude, y: $0.y.magnitude) })
    }
    let some = points.lazy.compactMap { $0 }.first
    let marks = now.map {
      [
        Plot.Mark(
          x: $0.x.magnitude, y: $0.y.magnitude,
          label: "now: \(name) \($0.value.text), \(across) \($0.x.text), \(up) \($0.y.text)")
      ]
    }
    return Plot(
      x: axis(across, some?.x.unit ?? .none, false), y: axis(up, some?.y.unit ?? .none, false),
      series: [series("the frontier", frontier), series("beaten in both", others)],
      marks: marks ?? [], form: .points, table: table(across, up, over: name, rows))
  }

  private func table(_ across: String, _ up: String, over name: String, _ rows: [Int]) -> Table {
    Table(
      header: [Text(name, .name), Text(across, .name), Text(up, .name), ""],
      rows: rows.map { place in
        [
          Text(values[place].text, .value), cell(points[place]?.x), cell(points[place]?.y),
          Text(isOnFrontier[place] ? "frontier" : "", .success),
        ]
      },
      alignments: [.trailing, .trailing, .trailing, .leading])
  }

  private func cell(_ quantity: Quantity?) -> Text {
    quantity.map { Text($0.text, .value) } ?? Text("no value", .muted)
  }

  /// What the frontier is, and its two ends.
  func words(_ across: String, _ up: String, over name: String) -> [Block] {
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
            + Text("  \(across) \(end.x.text), \(up) \(end.y.text)", .value))
      }
    }
    return [.lines(lines)]
  }
}
