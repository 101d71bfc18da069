import Diagnostics
import Language
import Quantities

extension Workbook {
  /// The answer to `why`: the formula, then what it reads, down to what was set.
  func answer(why target: Target) throws(Diagnostic) -> Answer {
    let index = try find(target)
    var seen: Set<Int> = [index]
    let inputs = nodes(state.graph.inputs[index], depth: 1, &seen)
    return .why(
      Answer.Explanation(
        root: node(index, inputs: inputs, isRepeated: false, isCut: false),
        failure: state.cells[index].failure, influences: try influences(on: index)))
  }

  /// Which inputs an uncertain cell hangs on; nil where it is certain or that would take long.
  private func influences(on index: Int) throws(Diagnostic) -> Answer.Tornado? {
    guard case .uncertain? = state.cells[index].value else { return nil }
    let span = state.cells[index].written.span
    let name = Expression(name: Target(path: state.cells[index].id.path, span: span))
    do throws(Diagnostic) {
      return try tornado(name, named: shortName(index), steps: Workbook.most)
    } catch {
      // The tree is the answer; `tornado` says why the inputs have no ranks.
      if error.code == .interrupted { throw error }
      return nil
    }
  }

  /// How many levels of inputs are told.
  private static let whyDepth = 12

  private func nodes(
    _ inputs: [Int], depth: Int, _ seen: inout Set<Int>
  ) -> [Answer.Explanation.Node] {
    var nodes: [Answer.Explanation.Node] = []
    for input in inputs {
      let isNew = seen.insert(input).inserted
      let further = state.graph.inputs[input]
      let isTold = isNew && depth < Workbook.whyDepth
      nodes.append(
        node(
          input, inputs: isTold ? self.nodes(further, depth: depth + 1, &seen) : [],
          isRepeated: !isNew, isCut: isNew && !isTold && !further.isEmpty))
    }
    return nodes
  }

  private func node(
    _ index: Int, inputs: [Answer.Explanation.Node], isRepeated: Bool, isCut: Bool
  ) -> Answer.Explanation.Node {
    let cell = state.cells[index]
    let provenance: Answer.Explanation.Provenance =
      switch cell.kind {
      case .parameter: cell.isSet ? .learner : cell.isGiven ? .given : .chapter
      case .own: .own
      case .result: .formula
      }
    // Where a given value is written stands all that it could have been.
    let formula = provenance == .given ? cell.value?.text ?? "" : cell.written.text
    return Answer.Explanation.Node(
      name: shortName(index), provenance: provenance, formula: formula,
      isLiteral: cell.written.literal != nil, value: cell.value, margin: margin(of: cell),
      isPending: cell.isPending, isRepeated: isRepeated, isCut: isCut, inputs: inputs)
  }
}
