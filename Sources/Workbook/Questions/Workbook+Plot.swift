import Diagnostics
import Display
import Language
import Quantities

extension Workbook {
  /// How many points a curve is computed at.
  static let curvePoints = 181

  /// The answer to `plot`, and what a plot block shows.
  public func answer(
    plot expressions: [Expression], over sweep: Question.Sweep?
  ) throws(Diagnostic) -> Display {
    guard let sweep else {
      if expressions.count == 1, let picture = try picture(of: expressions[0]) { return picture }
      throw try missingSweep(expressions, "plot", "Over what shall it be drawn?")
    }
    let range = try range(sweep)
    let result = try self.sweep(expressions, range, at: range.values(Workbook.curvePoints))
    try checkKinds(result, expressions)
    let rows = try self.sweep(expressions, range, at: range.steps())
    return Display(
      [
        .plot(
          Plot(
            x: axis(sweep.target.text, range.low.unit, isLogarithmic: range.isLogarithmic),
            y: axis(
              expressions.count == 1 ? expressions[0].text : "", result.units[0],
              isLogarithmic: false),
            series: series(result),
            marks: try marks(expressions, range, result),
            table: table(rows, over: sweep.target.text)))
      ] + reasons(rows, over: sweep.target.text))
  }

  /// What a record has to show of itself; nil for other values.
  private func picture(of expression: Expression) throws(Diagnostic) -> Display? {
    let value = try value(of: expression)
    if case .uncertain(let quantity) = value {
      return OddsPicture(quantity, of: expression.text).display
    }
    guard case .record(let record) = value else { return nil }
    guard let picture = record.picture else {
      throw Diagnostic(.wrongKind, "\(expression.text) has nothing to draw.", at: expression.span)
        .label("this is \(Value.record(record).kind)")
        .note("A run is drawn, and its latency, wait and time_to_first_token.")
    }
    return picture() + Display(record.remarkBlocks)
  }

  /// What to say where `over NAME` is missing: the last parameter with a range that it depends on is
  /// offered, which authors write after what is given.
  func missingSweep(
    _ expressions: [Expression], _ verb: String, _ message: String, _ asked: String? = nil
  ) throws(Diagnostic) -> Diagnostic {
    var read: [Int] = []
    for expression in expressions { read += inputs(of: try resolve(expression)) }
    let parameter = state.graph.sources(of: read).sorted()
      .last { state.cells[$0].kind == .parameter && state.cells[$0].range != nil }
    let text = asked ?? expressions.map { $0.text }.joined(separator: ", ")
    return Diagnostic(.expectedExpression, message, at: expressions.last?.span.end)
      .label("over NAME is missing")
      .try(parameter.map { "\(verb) \(text) over \(shortName($0))" })
  }

  func axis(_ name: String, _ unit: Unit, isLogarithmic: Bool) -> Plot.Axis {
    let (prefix, suffix) = unit.affixes()
    return Plot.Axis(name: name, prefix: prefix, suffix: suffix, isLogarithmic: isLogarithmic)
  }

  /// All curves share the vertical axis, so they must be of one kind.
  private func checkKinds(
    _ result: SweepResult, _ expressions: [Expression]
  ) throws(Diagnostic) {
    for (series, unit) in result.units.enumerated()
    where unit.dimension != result.units[0].dimension {
      throw Diagnostic(
        .unitMismatch, "Curves on one plot share an axis and must be of one kind.",
        at: expressions[series].span
      ).label("\(unit.dimension.words), not \(result.units[0].dimension.words)")
    }
  }

  func series(_ result: SweepResult) -> [Plot.Series] {
    result.names.indices.flatMap { series in
      let name = result.names[series]
      let amounts = result.results[series].map { $0?.converted(to: result.units[0]) }
      // What is uncertain has a band: the middle, and the ends of nine in ten.
      let isBand = amounts.contains { $0?.isCertain == false }
      let parts =
        isBand
        ? [(name, 0.5), ("\(name), 5% lie below", 0.05), ("\(name), 5% lie above", 0.95)]
        : [(name, 0.5)]
      let numbers = amounts.map { $0?.quantiles(parts.map { $0.1 }) }
      return parts.indices.map { part in
        Plot.Series(
          name: parts[part].0,
          points: zip(result.values, numbers).map { value, numbers in
            Plot.Point(x: value.magnitude, y: numbers?[part])
          })
      }
    }
  }

  /// Where the workbook stands now.
  private func marks(
    _ expressions: [Expression], _ range: SweepRange, _ result: SweepResult
  ) throws(Diagnostic) -> [Plot.Mark] {
    guard let current = range.current.converted(to: range.low.unit),
      current.magnitude >= range.low.magnitude, current.magnitude <= range.high.magnitude
    else { return [] }
    let name = shortName(range.index)
    return expressions.compactMap { expression in
      guard let now = (try? value(of: expression))?.amount,
        let y = now.converted(to: result.units[0])?.typical
      else { return nil }
      return Plot.Mark(
        x: current.magnitude, y: y.magnitude,
        label: "now: \(name) \(current.text), \(expression.text) \(now.text)")
    }
  }
}
