import Language
import Quantities

extension Workbook {
  /// Half the width of the 95% interval of what an expression comes to, where it is computed from
  /// figures that were simulated, told of samples or measured; nil for whatever is not, or is known
  /// exactly.
  public func margin(of expression: Expression) -> Quantity? {
    // What cannot be read has no value either, and that is told where it is asked for.
    guard let resolved = try? resolve(expression) else { return nil }
    return margin(ofResolved: resolved)
  }

  /// The same of a cell's value.
  public func margin(of cell: Cell) -> Quantity? {
    guard let value = cell.value?.quantity else { return nil }
    if let margin = cell.margin { return margin.converted(to: value.unit) }
    return margin(ofResolved: cell.formula)?.converted(to: value.unit)
  }

  /// The same of an expression with full names.
  func margin(ofResolved formula: Expression) -> Quantity? {
    simulatedMargin(of: formula) ?? sampledMargin(of: formula) ?? measuredMargin(of: formula)
  }

  /// The same where it is computed from times that were measured: of a machine that does other things
  /// as well, the third digit never holds.
  private func measuredMargin(of formula: Expression) -> Quantity? {
    guard !state.measurements.isEmpty else { return nil }
    let sources = state.graph.sources(of: inputs(of: formula))
    let measured = state.measurements.intersection(sources)
    let formulas = [formula] + sources.map { state.cells[$0].formula }
    let shares = measured.compactMap { index -> Double? in
      guard case .record(let record)? = state.cells[index].value else { return nil }
      let id = state.cells[index].id
      let readsTimes = formulas.flatMap { $0.names() }.contains { name in
        name.count > 2 && name[0] == id.model && name[1] == id.name
          && record.isTime(at: name[2...])
      }
      return readsTimes ? record.measuredShare : nil
    }
    // What has no value has no margin either.
    guard let share = shares.max(), let value = (try? value(of: formula))?.quantity else {
      return nil
    }
    return Quantity(abs(value.magnitude) * share, value.unit)
  }

  /// The same where it is computed from simulated figures.
  func simulatedMargin(of formula: Expression) -> Quantity? {
    margin(ofResolved: formula, depth: 0) ?? propagatedMargin(of: formula)
  }

  private func margin(ofResolved formula: Expression, depth: Int) -> Quantity? {
    guard depth < 8 else { return nil }
    switch formula.form {
    case .convert(let inner, let unit):
      return margin(ofResolved: inner, depth: depth + 1)?.converted(to: unit)
    case .name(let path) where path.count == 2:
      guard let cell = cell(CellID(path[0], path[1])), let value = cell.value?.quantity else {
        return nil
      }
      if let margin = cell.margin { return margin.converted(to: value.unit) }
      return margin(ofResolved: cell.formula, depth: depth + 1)?.converted(to: value.unit)
    case .name(let path) where path.count > 2:
      guard case .record(let run)? = cell(CellID(path[0], path[1]))?.value else { return nil }
      return run.margin(of: Array(path[2...]))
    default: return nil
    }
  }
}

extension Workbook {
  /// Whether any of the cells that expressions are computed from is older than what was set.
  public func isOld(_ expressions: [Expression]) -> Bool {
    hasStaleCells && cells(neededBy: expressions).contains { $0.isStale }
  }

  /// Whether what a question reads is older than what was set.
  public func isOld(_ question: Question) -> Bool {
    isOld(Statement.question(question).read.expressions)
  }
}
