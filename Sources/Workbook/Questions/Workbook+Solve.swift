import Diagnostics
import Display
import Language
import Quantities

extension Workbook {
  /// The answer to `solve`: for which values of a cell a condition holds.
  func answer(
    solve target: Target, for expression: Expression, _ relation: Question.Relation,
    _ wanted: Expression
  ) throws(Diagnostic) -> Display {
    let (index, current) = try variable(target)
    var search = try Search(
      self, index, range: solvingRange(index, current, target), expression, wanted)
    let name = shortName(index)
    return relation == .equal
      ? try equalities(&search, name, expression, wanted)
      : try intervals(&search, name, expression, relation, wanted)
  }

  /// The parameter's own range; for other cells a thousandth to a thousandfold of the present.
  private func solvingRange(
    _ index: Int, _ current: Quantity, _ target: Target
  ) throws(Diagnostic) -> (Quantity, Quantity) {
    let cell = state.cells[index]
    if let low = cell.low, let high = cell.high { return (low, high) }
    guard current.magnitude != 0 else {
      return (Quantity(-1e6, current.unit), Quantity(1e6, current.unit))
    }
    let ends = [current.magnitude / 1000, current.magnitude * 1000].sorted()
    return (Quantity(ends[0], current.unit), Quantity(ends[1], current.unit))
  }

  private func equalities(
    _ search: inout Search, _ name: String, _ expression: Expression, _ wanted: Expression
  ) throws(Diagnostic) -> Display {
    let solutions = try search.zeros()
    guard let first = solutions.first else { throw nothing(search, name, expression, wanted) }
    if case .everywhere(let low, let high) = first, solutions.count == 1 {
      return holds("\(expression.text) = \(wanted.text)", for: name, [(low, high)])
    }
    let lines = solutions.map { solution -> Text in
      switch solution {
      case .at(let value): Text("\(name) = \(value.text)", .input)
      case .everywhere(let low, let high):
        Text(name, .name) + Text(" from ") + Text(low.text, .value) + Text(" to ")
          + Text(high.text, .value)
      }
    }
    var blocks: [Block] = []
    if lines.count > 1 {
      blocks.append(.lines([Text("There are \(lines.count) solutions:")]))
    }
    blocks.append(.lines(lines))
    blocks.append(.lines([Text("Nothing was changed; type it to set it.", .muted)]))
    return Display(blocks)
  }

  private func nothing(
    _ search: Search, _ name: String, _ expression: Expression, _ wanted: Expression
  ) -> Diagnostic {
    let (low, high) = (search.range.0.text, search.range.1.text)
    let base = Diagnostic(
      .noSolution, "No \(name) from \(low) to \(high) does it.", at: wanted.span)
    guard let (least, most) = search.extremes else { return base }
    return base.label("\(expression.text) goes from \(least.0.text) to \(most.0.text)")
      .note(
        "The least is \(least.0.text) at \(name) = \(least.1.text), the most \(most.0.text) at "
          + "\(name) = \(most.1.text)."
      )
      .try("plot \(expression.text) over \(name)")
  }

  private func intervals(
    _ search: inout Search, _ name: String, _ expression: Expression, _ relation: Question.Relation,
    _ wanted: Expression
  ) throws(Diagnostic) -> Display {
    let intervals = try search.intervals {
      switch relation {
      case .less: $0 < 0
      case .atMost: $0 <= 0
      case .greater: $0 > 0
      case .atLeast: $0 >= 0
      case .equal: $0 == 0
      }
    }
    guard !intervals.isEmpty else { throw nothing(search, name, expression, wanted) }
    return holds("\(expression.text) \(relation.rawValue) \(wanted.text)", for: name, intervals)
  }

  private func holds(
    _ condition: String, for name: String, _ intervals: [(Quantity, Quantity)]
  ) -> Display {
    let lines = intervals.map { low, high in
      Text(name, .name) + Text(" from ") + Text(low.text, .value) + Text(" to ")
        + Text(high.text, .value)
    }
    return Display([.lines([Text(condition, .code) + Text(" holds for")] + lines)])
  }
}
