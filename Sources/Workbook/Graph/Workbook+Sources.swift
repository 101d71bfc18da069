import Diagnostics
import Language

extension Workbook {
  /// Every cell that a formula is computed from, however far behind, in the workbook's order.
  /// - Parameter model: the model whose names are meant first; nil at the prompt.
  /// - Throws: what is wrong with a name.
  public func sources(
    of expression: Expression, in model: String? = nil
  ) throws(Diagnostic) -> [Cell] {
    let formula = try resolve(expression, in: model)
    return state.graph.sources(of: inputs(of: formula)).sorted().map { state.cells[$0] }
  }
}
