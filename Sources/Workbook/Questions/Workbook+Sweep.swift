import Diagnostics
import Display
import Language
import Quantities

/// Expressions at each value of one cell.
struct SweepResult {
  let values: [Quantity]
  /// For each expression its value at each point; nil where it has none.
  let results: [[Amount?]]
  /// For each expression the points without a value, and why.
  let failures: [[(place: Int, reason: Diagnostic)]]
  /// For each expression the unit it is shown in.
  let units: [Unit]
  let names: [String]
}

extension Workbook {
  /// Computes expressions at each of some values.
  func sweep(
    _ expressions: [Expression], _ range: SweepRange, at values: [Quantity]
  ) throws(Diagnostic) -> SweepResult {
    var resolved: [Expression] = []
    for expression in expressions { resolved.append(try resolve(expression)) }
    var whatIf = WhatIf(self, varying: range.index, for: resolved)
    var results = [[Amount?]](repeating: [], count: expressions.count)
    var failures = [[(place: Int, reason: Diagnostic)]](repeating: [], count: expressions.count)
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
          failures[series].append((position, failure))
        }
      }
    }
    var units: [Unit] = []
    for series in expressions.indices {
      guard let first = results[series].lazy.compactMap({ $0 }).first else {
        throw failures[series].first?.reason
          ?? Diagnostic(.failedInput, "This has no value here.", at: expressions[series].span)
      }
      units.append(first.unit)
      results[series] = results[series].map { $0?.converted(to: first.unit) }
    }
    return SweepResult(
      values: values, results: results, failures: failures, units: units,
      names: expressions.map { $0.text })
  }

  /// The answer to `sweep`.
  func answer(
    sweep expressions: [Expression], over sweep: Question.Sweep?
  ) throws(Diagnostic) -> Display {
    guard let sweep else { throw try missingSweep(expressions, "sweep", "Over which parameter?") }
    let range = try range(sweep)
    let result = try self.sweep(expressions, range, at: range.steps())
    return Display(
      [.table(table(result, over: sweep.target.text))] + reasons(result, over: sweep.target.text))
  }

  /// Why there is no value where there is none: a line for each reason.
  func reasons(_ result: SweepResult, over name: String) -> [Block] {
    var lines: [(reason: String, series: String, places: [Int])] = []
    for (series, failures) in result.failures.enumerated() {
      for failure in failures {
        // What it was computed from says more than that it was.
        let inner = failure.reason.code == .failedInput ? failure.reason.notes.first : nil
        let reason = inner ?? failure.reason.message
        if let known = lines.firstIndex(where: {
          $0.reason == reason && $0.series == result.names[series]
        }) {
          lines[known].places.append(failure.place)
        } else {
          lines.append((reason, result.names[series], [failure.place]))
        }
      }
    }
    guard !lines.isEmpty else { return [] }
    let most = 3
    var texts = lines.prefix(most).map { line in
      let first = result.values[line.places[0]].text
      let others = line.places.count > 1 ? " and \(line.places.count - 1) more" : ""
      return Text(line.series, .name)
        + Text(" has no value at \(name) = \(first)\(others): ", .muted) + Text(line.reason)
    }
    if lines.count > most { texts.append(Text("… and \(lines.count - most) more", .muted)) }
    return [.lines(texts)]
  }

  /// A row for each value.
  func table(_ result: SweepResult, over name: String) -> Table {
    Table(
      header: [Text(name, .name)] + result.names.map { Text($0, .name) },
      rows: result.values.indices.map { point in
        [Text(result.values[point].text, .value)]
          + result.results.map {
            Text($0[point]?.text ?? "no value", $0[point] == nil ? .muted : .value)
          }
      },
      alignments: [Table.Alignment](repeating: .trailing, count: result.names.count + 1))
  }

  /// The answer to `table`, and what a table block shows.
  public func answer(table expressions: [Expression]) throws(Diagnostic) -> Display {
    var rows: [[Text]] = []
    for expression in expressions {
      let value = try value(of: expression)
      let sentence = sentence(of: expression)
      rows.append([
        Text(expression.text, .name), Text(value.summary, .value), Text(sentence, .muted),
      ])
    }
    return Display([.table(Table(rows: rows, style: .bare))])
  }

  private func sentence(of expression: Expression) -> String {
    guard case .name(let path) = expression.form, let (index, used) = lookUp(path),
      used == path.count
    else { return "" }
    return state.cells[index].sentence
  }
}
