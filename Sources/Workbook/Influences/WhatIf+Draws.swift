import Diagnostics
import Language
import Quantities

extension WhatIf {
  /// The formulas that draw or read what does: the cells by index, and the expression.
  func drawnFormulas() throws(Diagnostic) -> (cells: [Int: DrawnFormula], asked: DrawnFormula) {
    var drawing: [Int: [Draws.Met]] = [:]
    for index in needed where copy.luck(in: copy.state.cells[index].formula).draws {
      let cell = copy.state.cells[index]
      // What is fixed by other draws alone, such as one in a branch, may draw nothing.
      let met = try met(in: cell.formula, seed: cell.id.text)
      if !met.isEmpty { drawing[index] = met }
    }
    var cells: [Int: DrawnFormula] = [:]
    for index in moved(by: Array(drawing.keys)) {
      let cell = copy.state.cells[index]
      cells[index] = DrawnFormula(
        formula: cell.formula, seed: cell.id.text, cell: index, draws: drawing[index] ?? [])
    }
    let asked = expressions[0]
    return (
      cells,
      DrawnFormula(
        formula: asked, seed: "", cell: nil,
        draws: copy.luck(in: asked).draws ? try met(in: asked, seed: "") : [])
    )
  }

  /// The cells between some and the expressions, those included, each after what it reads.
  func moved(by cells: [Int]) -> [Int] {
    let needed = Set(needed)
    return copy.state.graph.affected(by: cells.sorted()).filter { needed.contains($0) }
  }

  private func met(in formula: Expression, seed: String) throws(Diagnostic) -> [Draws.Met] {
    var evaluator = Evaluator(scope: CellScope(copy), budget: copy.budget(), seed: seed)
    _ = try evaluator.value(formula)
    return evaluator.draws.met
  }

  /// What the first expression comes to when draws come out so.
  /// - Parameters:
  ///   - cells: those that the draws move, each after what it reads.
  ///   - held: one of them that is a certain value, whatever its formula says.
  mutating func amount(
    with draws: Draws, moving cells: [Int], holding held: (cell: Int, value: Quantity)? = nil
  ) throws(Diagnostic) -> Amount {
    copy.draws = draws
    for index in cells {
      if let held, held.cell == index {
        copy.state.cells[index].state = .value(.quantity(held.value))
      } else {
        _ = try copy.compute(index)
      }
    }
    var evaluator = Evaluator(scope: CellScope(copy), budget: copy.budget(), seed: copy.luck)
    evaluator.draws = draws
    let value = try evaluator.value(expressions[0])
    guard let amount = value.amount else {
      throw Diagnostic(
        .wrongKind, "Only a quantity can hang on ranges.", at: expressions[0].span
      ).label("this is \(value.kind)")
    }
    return amount
  }
}
