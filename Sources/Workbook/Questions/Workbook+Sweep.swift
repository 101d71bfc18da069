import Diagnostics
import Language
import Quantities

extension Workbook {
  /// Computes expressions at each of some values.
  /// - Parameter name: what is varied, in the answer.
  func sweep(
    _ expressions: [Expression], _ range: SweepRange, at values: [Quantity], named name: String
  ) throws(Diagnostic) -> Answer.Sweep {
    var resolved: [Expression] = []
    for expression in expressions { resolved.append(try resolve(expression)) }
    var whatIf = WhatIf(self, varying: range.index, for: resolved)
    var results = [[Amount?]](repeating: [], count: expressions.count)
    var failures = [[Answer.Sweep.Failure]](repeating: [], count: expressions.count)
    for (position, value) in values.enumerated() {
      whatIf.setPart(position, of: values.count, onProgress)
      if isInterrupted() { throw Diagnostic(.interrupted, "Stopped; nothing was changed.") }
      for (series, result) in try whatIf.values(at: .quantity(value)).enumerated() {
        switch result {
        case .success(let value):
          if let amount = value.amount {
            results[series].append(amount)
            continue
          }
          throw Diagnostic(
            .wrongKind, "Only quantities can be swept.", at: expressions[series].span
          )
          .label("this is \(value.kind)")
        case .failure(let failure):
          results[series].append(nil)
          failures[series].append(Answer.Sweep.Failure(place: position, reason: failure))
        }
      }
    }
    var columns: [Answer.Sweep.Column] = []
    for series in expressions.indices {
      guard let first = results[series].lazy.compactMap({ $0 }).first else {
        throw failures[series].first?.reason
          ?? Diagnostic(.failedInput, "This has no value here.", at: expressions[series].span)
      }
      columns.append(
        Answer.Sweep.Column(
          name: expressions[series].text, unit: first.unit,
          amounts: results[series].map { $0?.converted(to: first.unit) },
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
    var rows: [Answer.Row] = []
    for expression in expressions {
      let value = try value(of: expression)
      rows.append(
        Answer.Row(name: expression.text, value: value, sentence: sentence(of: expression)))
    }
    return .table(rows)
  }

  private func sentence(of expression: Expression) -> String {
    guard case .name(let path) = expression.form, let (index, used) = lookUp(path),
      used == path.count
    else { return "" }
    return state.cells[index].sentence
  }
}
