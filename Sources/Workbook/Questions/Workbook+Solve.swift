import Diagnostics
import Language
import Quantities

extension Workbook {
  /// The answer to `solve`: for which values of a cell a condition holds.
  func answer(
    solve target: Target, for expression: Expression, _ relation: Question.Relation,
    _ wanted: Expression
  ) throws(Diagnostic) -> Answer {
    let (index, current) = try variable(target)
    var search = try Search(
      self, index, range: solvingRange(index, current, target), expression, wanted)
    let name = shortName(index)
    let roots =
      relation == .equal ? try search.zeros() : try search.stretches(where: relation.holds)
    guard !roots.isEmpty else { throw nothing(search, name, expression, wanted) }
    return .solve(
      Answer.Solution(
        name: name, expression: expression.text, relation: relation, wanted: wanted.text,
        roots: roots, searched: search.range, extremes: search.extremes))
  }

  /// The parameter's own range; for other cells a thousandth to a thousandfold of the present.
  private func solvingRange(
    _ index: Int, _ current: Quantity, _ target: Target
  ) throws(Diagnostic) -> (low: Quantity, high: Quantity) {
    let cell = state.cells[index]
    if let low = cell.low, let high = cell.high { return (low, high) }
    guard current.magnitude != 0 else {
      return (Quantity(-1e6, current.unit), Quantity(1e6, current.unit))
    }
    let ends = [current.magnitude / 1000, current.magnitude * 1000].sorted()
    return (Quantity(ends[0], current.unit), Quantity(ends[1], current.unit))
  }

  private func nothing(
    _ search: Search, _ name: String, _ expression: Expression, _ wanted: Expression
  ) -> Diagnostic {
    let (low, high) = (search.range.low.text, search.range.high.text)
    let base = Diagnostic(
      .noSolution, "No \(name) from \(low) to \(high) does it.", at: wanted.span)
    guard let (least, most) = search.extremes else { return base }
    return base.label("\(expression.text) goes from \(least.value.text) to \(most.value.text)")
      .note(
        "The least is \(least.value.text) at \(name) = \(least.at.text), the most "
          + "\(most.value.text) at \(name) = \(most.at.text)."
      )
      .try("plot \(expression.text) over \(name)")
  }
}

extension Question.Relation {
  /// Whether a difference of the left side and the right one is as it asks for.
  fileprivate func holds(_ difference: Double) -> Bool {
    switch self {
    case .less: difference < 0
    case .atMost: difference <= 0
    case .greater: difference > 0
    case .atLeast: difference >= 0
    case .equal: difference == 0
    }
  }
}
