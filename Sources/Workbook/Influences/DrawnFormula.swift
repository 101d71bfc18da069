import Diagnostics
import Language
import Quantities

/// A formula with the draws that it makes itself.
struct DrawnFormula {
  /// With full names.
  let formula: Expression
  /// What its draws are named after: the cell; nothing at the prompt.
  let seed: String
  /// The cell it belongs to; nil at the prompt.
  let cell: Int?
  /// Its own draws, each once.
  let draws: [Draws.Met]
}

/// Mean, variance and shares of a formula whose parts are independent sums and products.
struct MomentSearch {
  let workbook: Workbook
  /// The cells that draw or read what does, by index.
  let cells: [Int: DrawnFormula]

  /// The names of all draws that a part of a formula hangs on.
  private func keys(_ part: Expression, in whole: DrawnFormula) -> Set<String> {
    var keys: Set<String> = []
    for draw in whole.draws where draw.span.source == part.span.source {
      if part.span.range.contains(draw.span.range.lowerBound) { keys.insert(draw.key) }
    }
    for cell in workbook.state.graph.sources(of: workbook.inputs(of: part)) {
      for draw in cells[cell]?.draws ?? [] { keys.insert(draw.key) }
    }
    return keys
  }

  /// nil where a part is no sum or product, or draws stand on both sides of one.
  /// - Parameter isInverse: whether 1 over the part is meant.
  func moments(
    _ part: Expression, in whole: DrawnFormula, isInverse: Bool = false
  ) throws(Diagnostic) -> Moments? {
    // A draw in a function's body is in none of the parts.
    guard whole.draws.allSatisfy({ $0.span.source == whole.formula.span.source }) else {
      return nil
    }
    let keys = keys(part, in: whole)
    switch part.form {
    case .negate(let inner):
      return try moments(inner, in: whole, isInverse: isInverse)?.times(Moments(-1))
    case .convert(let inner, _): return try moments(inner, in: whole, isInverse: isInverse)
    case .product(let first, let links):
      var product = try moments(first, in: whole, isInverse: isInverse)
      for link in links {
        guard
          let next = try moments(
            link.operand, in: whole, isInverse: link.isInverse != isInverse)
        else { return nil }
        product = product?.times(next)
      }
      return product
    case .sum(let first, let links) where !isInverse && keys.count > 1:
      var sum = try moments(first, in: whole)
      for link in links {
        guard let next = try moments(link.operand, in: whole) else { return nil }
        sum = sum?.adding(next, sign: link.isInverse ? -1 : 1)
      }
      return sum
    case .name(let path):
      guard path.count == 2, let index = workbook.state.index[CellID(path[0], path[1])],
        let inner = cells[index]
      else { break }
      // What a parameter takes may be cut off at its ends.
      if workbook.state.cells[index].kind != .parameter {
        return try moments(inner.formula, in: inner, isInverse: isInverse)
      }
    default: break
    }
    guard keys.count <= 1 else { return nil }
    return try leaf(part, in: whole, keys.first, isInverse)
  }

  /// Of a part that hangs on one draw, or on none.
  private func leaf(
    _ part: Expression, in whole: DrawnFormula, _ draw: String?, _ isInverse: Bool
  ) throws(Diagnostic) -> Moments? {
    var evaluator = Evaluator(
      scope: CellScope(workbook), budget: workbook.budget(), seed: whole.seed)
    guard let amount = try evaluator.value(of: part, in: whole.formula).amount else { return nil }
    switch amount {
    case .certain(let quantity):
      return isInverse && quantity.base == 0
        ? nil : Moments(isInverse ? 1 / quantity.base : quantity.base)
    case .uncertain(let quantity):
      guard let draw else { return nil }
      if isRange(part) {
        let (low, high) = (quantity.quantile(0.05).base, quantity.quantile(0.95).base)
        return Moments(from: low, to: high, isInverse: isInverse, draw: draw)
      }
      guard isInverse else { return Moments(quantity, draw: draw) }
      guard !quantity.samples.contains(0) else { return nil }
      let scale = quantity.unit.scale
      return Moments(
        UncertainQuantity(quantity.samples.map { 1 / ($0 * scale) }, .none), draw: draw)
    }
  }

  /// Whether a part is `low to high`, or a parameter that is and that nothing cuts off.
  private func isRange(_ part: Expression) -> Bool {
    if case .range = part.form { return true }
    guard case .name(let path) = part.form, path.count == 2,
      let index = workbook.state.index[CellID(path[0], path[1])],
      case .range = workbook.state.cells[index].formula.form,
      case .uncertain(let quantity)? = workbook.state.cells[index].value
    else { return false }
    let cell = workbook.state.cells[index]
    guard let low = cell.low?.converted(to: quantity.unit)?.magnitude,
      let high = cell.high?.converted(to: quantity.unit)?.magnitude
    else { return true }
    return quantity.samples.allSatisfy { $0 > low && $0 < high }
  }
}
