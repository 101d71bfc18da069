import Diagnostics
import Language
import Quantities

extension Workbook {
  /// How many points a curve is computed at.
  static let curvePoints = 181

  /// The answer to `plot`, and what a plot block shows.
  func answer(
    plot expressions: [Expression], over sweep: Question.Sweep?
  ) throws(Diagnostic) -> Answer {
    guard let sweep else {
      if expressions.count == 1, let found = try histogram(of: expressions[0]) { return found }
      throw try missingSweep(expressions, "plot", "Over what shall it be drawn?")
    }
    let range = try range(sweep, of: expressions, isWindow: true)
    let name = sweep.target.text
    let result = try curves(of: expressions, range, named: name)
    try checkKinds(result, expressions)
    let unit = result.columns[0].unit
    let series = result.series
    return .plot(
      Answer.Curves(
        x: Answer.Curves.Axis(
          name: name, unit: range.low.unit, isLogarithmic: range.isLogarithmic),
        y: Answer.Curves.Axis(
          name: expressions.count == 1 ? expressions[0].text : "", unit: unit,
          isLogarithmic: range.isLogarithmic && series.spansDecades),
        series: series, cell: shortName(range.index),
        marks: marks(expressions, range, unit),
        table: try self.sweep(expressions, range, at: range.steps(), named: name)))
  }

  /// The values of the curves: at whole numbers alone where only these have any.
  private func curves(
    of expressions: [Expression], _ range: SweepRange, named name: String
  ) throws(Diagnostic) -> Answer.Sweep {
    let counts = state.cells[range.index].counts
    func sweep(_ values: [Quantity]) throws(Diagnostic) -> Answer.Sweep {
      try self.sweep(expressions, range, at: values, named: name, isDrawn: true)
    }
    let points = range.values(Workbook.curvePoints).sorted { $0.magnitude < $1.magnitude }
    do throws(Diagnostic) {
      let found = try sweep(points)
      if counts ? !found.hasGaps : !found.hasWholeValuesAlone { return found }
    } catch {
      // Of what is counted no point between may have a value.
      if !counts { throw error }
    }
    return try sweep(try wholeValues(range, of: expressions))
  }

  /// Whole values of a range, for what is counted: fewer where each takes long.
  private func wholeValues(
    _ range: SweepRange, of expressions: [Expression]
  ) throws(Diagnostic) -> [Quantity] {
    var resolved: [Expression] = []
    for expression in expressions { resolved.append(try resolve(expression)) }
    var whatIf = WhatIf(self, varying: range.index, for: resolved)
    _ = try whatIf.values(at: .quantity(Quantity(range.high.magnitude.rounded(), range.low.unit)))
    let values = range.values(whatIf.isCostly ? 25 : Workbook.curvePoints)
    return Set(values.map { $0.magnitude.rounded() })
      .filter { $0 >= range.low.magnitude && $0 <= range.high.magnitude }
      .sorted().map { Quantity($0, range.low.unit) }
  }

  /// How a value is spread that has several numbers; nil for other values.
  private func histogram(of expression: Expression) throws(Diagnostic) -> Answer? {
    let value = try value(of: expression)
    if case .uncertain(let quantity) = value {
      return .histogram(Histogram(quantity, of: expression.text), remarks: [])
    }
    guard case .record(let record) = value else { return nil }
    guard let histogram = record.histogram else {
      let problem = Diagnostic(
        .wrongKind, "\(expression.text) has nothing to draw.", at: expression.span)
      if let figure = figure(of: expression, value, where: { $0.amount?.isCertain == false }) {
        throw problem.label("many runs, one for each value of what is not known")
          .note("A figure of theirs can be drawn.").try("plot \(figure)")
      }
      throw problem.label("this is \(value.kind)")
        .note("A run is drawn, and its latency, wait and time_to_first_token.")
    }
    return .histogram(histogram(), remarks: record.remarks)
  }

  /// A figure of a record that a question can be asked about: a result that reads it, one of the
  /// author's important ones first, or else a field. nil where there is none.
  /// - Parameter isWanted: which values will do.
  func figure(
    of expression: Expression, _ value: Value, where isWanted: (Value) -> Bool
  ) -> String? {
    if case .name(let path) = expression.form, let (index, used) = lookUp(path), used == path.count
    {
      let users = state.graph.affected(by: [index]).filter {
        $0 != index && state.cells[$0].value.map(isWanted) == true
      }
      if let user = users.first(where: { state.cells[$0].isImportant }) ?? users.first {
        return shortName(user)
      }
    }
    guard case .record(let record) = value, let path = record.path(where: isWanted) else {
      return nil
    }
    return "\(expression.text).\(path)"
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
    let problem = Diagnostic(.expectedExpression, message, at: expressions.last?.span.end)
      .label("over NAME is missing")
    // Who names only what can be varied wants to know what follows from it.
    if expressions.count == 1, case .name(let path) = expressions[0].form,
      let (index, _) = lookUp(path), state.graph.inputs[index].isEmpty,
      state.cells[index].kind != .result
    {
      guard let result = following(index), let over = rangeToTry(index) else { return problem }
      return problem.try("\(verb) \(shortName(result)) over \(over)")
    }
    if let parameter { return problem.try("\(verb) \(text) over \(shortName(parameter))") }
    let others = state.graph.sources(of: read).sorted().filter {
      state.graph.inputs[$0].isEmpty && state.cells[$0].kind != .result
    }
    return problem.try(
      others.reversed().compactMap { rangeToTry($0) }.first.map { "\(verb) \(text) over \($0)" })
  }

  /// A quantity that follows from a cell: one of the author's important ones, or the first.
  private func following(_ index: Int) -> Int? {
    let users = state.graph.affected(by: [index]).filter {
      $0 != index && state.cells[$0].value?.quantity != nil
    }
    return users.first { state.cells[$0].isImportant } ?? users.first
  }

  /// A cell with a range to go through: its own, or from its present value to the double.
  private func rangeToTry(_ index: Int) -> String? {
    if state.cells[index].range != nil { return shortName(index) }
    guard let now = state.cells[index].value?.quantity else { return nil }
    return "\(shortName(index)) from \(around(now))"
  }

  /// All curves share the vertical axis, so they must be of one kind.
  private func checkKinds(
    _ result: Answer.Sweep, _ expressions: [Expression]
  ) throws(Diagnostic) {
    let units = result.columns.map { $0.unit }
    for (series, unit) in units.enumerated() where unit.dimension != units[0].dimension {
      throw Diagnostic(
        .unitMismatch, "Curves on one plot share an axis and must be of one kind.",
        at: expressions[series].span
      ).label("\(unit.dimension.words), not \(units[0].dimension.words)")
    }
  }

  /// Where the workbook stands now, where that lies in the range.
  private func marks(
    _ expressions: [Expression], _ range: SweepRange, _ unit: Unit
  ) -> [Answer.Curves.Mark] {
    guard let current = range.current.converted(to: range.low.unit),
      current.magnitude >= range.low.magnitude, current.magnitude <= range.high.magnitude
    else { return [] }
    return expressions.compactMap { expression in
      // What does not depend on it has one value everywhere.
      if expressions.count > 1, (try? needed(by: [expression]))?.contains(range.index) != true {
        return nil
      }
      // What is varied stands on the axis: beside others it needs no mark of its own.
      if expressions.count > 1, case .name(let path) = expression.form,
        let (index, used) = lookUp(path), index == range.index, used == path.count
      {
        return nil
      }
      // What has no value now has no mark.
      guard let now = (try? value(of: expression))?.amount,
        let height = now.converted(to: unit)?.typical
      else { return nil }
      return Answer.Curves.Mark(
        name: expression.text, at: current, value: now, height: height.magnitude)
    }
  }
}

extension Answer.Sweep {
  /// Whether it has values at whole numbers alone, as what is counted has. At some of those there may
  /// be none: too few servers have no steady state.
  fileprivate var hasWholeValuesAlone: Bool {
    let isWhole = values.map { $0.magnitude == $0.magnitude.rounded() }
    guard isWhole.contains(false) else { return false }
    return columns.allSatisfy { column in
      let hasValue = column.amounts.map { $0 != nil }
      return hasValue.contains(true) && zip(isWhole, hasValue).allSatisfy { $0 || !$1 }
    }
  }

  /// Whether somewhere there is no value.
  fileprivate var hasGaps: Bool { columns.contains { $0.amounts.contains { $0 == nil } } }

  /// A curve for each column, all in the unit of the first.
  var series: [Answer.Curves.Series] {
    guard let unit = columns.first?.unit else { return [] }
    return columns.map { column in
      let amounts = column.amounts.map { $0?.converted(to: unit) }
      // What is uncertain has a band: the middle, and the ends of nine in ten.
      let isBand = amounts.contains { $0?.isCertain == false }
      return Answer.Curves.Series(
        name: column.name,
        points: zip(values, amounts).map { value, amount in
          guard let parts = amount?.quantiles(isBand ? [0.5, 0.05, 0.95] : [0.5]) else {
            return Answer.Curves.Point(x: value.magnitude, y: nil, band: nil)
          }
          return Answer.Curves.Point(
            x: value.magnitude, y: parts[0], band: isBand ? (parts[1], parts[2]) : nil)
        })
    }
  }
}

extension [Answer.Curves.Series] {
  /// Whether all of it lies above zero and goes through more than two decades.
  var spansDecades: Bool {
    let values = flatMap { $0.points.flatMap { [$0.y, $0.band?.low, $0.band?.high] } }
      .compactMap { $0 }
    guard let least = values.min(), let most = values.max(), least > 0 else { return false }
    return most / least > SweepRange.wideRatio
  }
}

extension Record {
  /// The first field whose value will do, as it stands behind the record's dot: `latency.mean`.
  fileprivate func path(where isWanted: (Value) -> Bool) -> String? {
    for field in fields {
      if case .record(let inner) = field.value {
        if let rest = inner.path(where: isWanted) { return "\(field.name).\(rest)" }
      } else if isWanted(field.value) {
        return field.name
      }
    }
    return nil
  }
}
