import Language
import Quantities

extension Workbook {
  /// Half the width of the 95% interval of a cell's value, where it is computed from figures that were
  /// simulated, told of samples or measured; nil for whatever is not, or is known exactly.
  public func margin(of cell: Cell) -> Quantity? {
    guard let value = cell.value?.quantity else { return nil }
    if let margin = cell.margin { return margin.converted(to: value.unit) }
    return margin(ofResolved: cell.formula)?.converted(to: value.unit)
  }

  /// The same of an expression with full names.
  func margin(ofResolved formula: Expression) -> Quantity? {
    propagatedMargin(of: formula) ?? sampledMargin(of: formula)
  }

  /// The same where it is computed from figures that were simulated or measured.
  func propagatedMargin(of formula: Expression) -> Quantity? {
    margin(ofResolved: formula, depth: 0) ?? movedMargin(of: formula)
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
