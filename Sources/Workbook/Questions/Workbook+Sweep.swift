import Diagnostics
import Language
import Quantities

extension Workbook {
  /// Computes expressions at each of some values.
  /// - Parameters:
  ///   - name: what is varied, in the answer.
  ///   - isDrawn: whether it is for a curve, of which nobody reads the digits.
  func sweep(
    _ expressions: [Expression], _ range: SweepRange, at values: [Quantity], named name: String,
    isDrawn: Bool = false
  ) throws(Diagnostic) -> Answer.Sweep {
    var resolved: [Expression] = []
    for expression in expressions { resolved.append(try resolve(expression)) }
    var whatIf = WhatIf(self, varying: range.index, for: resolved)
    var results = [[Amount?]](repeating: [], count: expressions.count)
    var margins = [[Quantity?]](repeating: [], count: expressions.count)
    var failures = [[Answer.Sweep.Failure]](repeating: [], count: expressions.count)
    for (position, value) in values.enumerated() {
      whatIf.setPart(position, of: values.count, onProgress)
      if isInterrupted() { throw Diagnostic(.interrupted, "Stopped; nothing was changed.") }
      for (series, result) in try whatIf.values(at: .quantity(value)).enumerated() {
        switch result {
        case .success(let value):
          if let amount = value.amount {
            results[series].append(amount)
            let now = whatIf.copy
            margins[series].append(
              whatIf.margins[series]
                ?? (isDrawn
                  ? now.propagatedMargin(of: resolved[series])
                  : now.margin(ofResolved: resolved[series])))
            continue
          }
          let figure = figure(of: expressions[series], value) { $0.quantity != nil }
          throw Diagnostic(
            .wrongKind, "Only quantities can be swept.", at: expressions[series].span
          )
          .label("this is \(value.kind)")
          .try(figure.map { expressions[series].span.replaced(with: $0) })
        case .failure(let failure):
          results[series].append(nil)
          margins[series].append(nil)
          failures[series].append(Answer.Sweep.Failure(place: position, reason: failure))
        }
      }
    }
    // A column without a value anywhere says why beside the others, and alone it is no answer.
    guard results.contains(where: { $0.contains { $0 != nil } }) else {
      throw failures.first?.first?.reason
        ?? Diagnostic(.failedInput, "This has no value here.", at: expressions.first?.span)
    }
    var columns: [Answer.Sweep.Column] = []
    for series in expressions.indices {
      // A curve without values goes with the axis of the others.
      let unit =
        results[series].lazy.compactMap { $0 }.first?.unit
        ?? (isDrawn ? results.joined().lazy.compactMap { $0 }.first?.unit : nil) ?? .none
      columns.append(
        Answer.Sweep.Column(
          name: expressions[series].text, unit: unit,
          amounts: results[series].map { $0?.converted(to: unit) },
          margins: margins[series].map { $0?.converted(to: unit) },
          failures: failures[series]))
    }
    return Answer.Sweep(name: name, values: values, columns: columns)
  }

  /// The answer to `sweep`.
  func answer(
    sweep expressions: [Expression], over sweep: Question.Sweep?
  ) throws(Diagnostic) -> Answer {
    guard let sweep else { throw try missingSweep(expressions, "sweep", "Over which parameter?") }
    let range = try range(sweep, of: expressions)
    return .sweep(
      try self.sweep(expressions, range, at: range.steps(), named: sweep.target.text))
  }

  /// The answer to `table`, and what a table block shows.
  func answer(table expressions: [Expression]) throws(Diagnostic) -> Answer {
    var told: [EstimatedValue] = []
    for expression in expressions { told.append(try estimate(of: expression)) }
    if let columns = try columns(expressions, told.map { $0.value }) { return .columns(columns) }
    var rows: [Answer.Row] = []
    for (expression, told) in zip(expressions, told) {
      rows.append(
        Answer.Row(
          name: expression.text, value: told.value, margin: told.margin,
          sentence: sentence(of: expression)))
    }
    return .table(rows)
  }

  /// Lists side by side, and the columns of whole tables; a single value stands in every row. nil
  /// where there is no list.
  private func columns(
    _ expressions: [Expression], _ values: [Value]
  ) throws(Diagnostic) -> [Answer.Column]? {
    let lists = values.flatMap { $0.columns }
    guard let count = lists.map({ $0.values.count }).max() else { return nil }
    var columns: [Answer.Column] = []
    for (expression, value) in zip(expressions, values) {
      let found = value.columns
      for (name, values) in found {
        guard values.count == count else {
          throw Diagnostic(
            .wrongKind, "These columns are of different lengths: \(count) and \(values.count).",
            at: expression.span)
        }
        columns.append(
          Answer.Column(name: name.isEmpty ? expression.text : name, values: values))
      }
      guard found.isEmpty else { continue }
      guard let repeated = value.repeated(count) else {
        throw Diagnostic(
          .wrongKind, "\(expression.text) is nothing to stand in every row.", at: expression.span
        ).label("this is \(value.kind)")
      }
      columns.append(Answer.Column(name: expression.text, values: repeated))
    }
    return columns
  }

  private func sentence(of expression: Expression) -> String {
    guard case .name(let path) = expression.form, let (index, used) = lookUp(path),
      used == path.count
    else { return "" }
    return state.cells[index].sentence
  }
}

extension Value {
  /// The lists that it is or holds, with their names: none of a list by itself.
  fileprivate var columns: [(name: String, values: Series)] {
    switch self {
    case .series(let series): return [("", series)]
    case .record(let record):
      let found = record.fields.compactMap { field -> (name: String, values: Series)? in
        if case .series(let series) = field.value { return (field.name, series) }
        return nil
      }
      return found.count == record.fields.count ? found : []
    default: return []
    }
  }

  /// A list of nothing but this; nil of what no list holds.
  fileprivate func repeated(_ count: Int) -> Series? {
    switch self {
    case .quantity(let quantity): Series([Quantity](repeating: quantity, count: count))
    case .text(let text): Series(.texts([String](repeating: text, count: count)))
    case .bool(let truth): Series(.truths([Bool](repeating: truth, count: count)))
    default: nil
    }
  }
}
