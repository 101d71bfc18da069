import Diagnostics
import Language

extension Workbook {
  /// Computes now what is older than what it depends on, as far as it is read.
  /// - Throws: `interrupted`; everything is then as it was.
  mutating func refresh(
    _ read: (expressions: [Expression], targets: [Target])
  ) throws(Diagnostic) {
    guard hasStaleCells else { return }
    // What cannot be found is told by the answer itself.
    var cells = read.targets.compactMap { try? find($0) }
    for expression in read.expressions {
      if let resolved = try? resolve(expression) { cells += inputs(of: resolved) }
    }
    let needed = state.graph.sources(of: cells)
    let stale = state.cells.indices.filter { state.cells[$0].isStale && needed.contains($0) }
    guard !stale.isEmpty else { return }
    let old = state
    do {
      for index in stale { state.cells[index].isStale = false }
      try recompute(stale)
    } catch {
      state = old
      throw error
    }
  }
}

extension Statement {
  /// What a line reads without changing it.
  var read: (expressions: [Expression], targets: [Target]) {
    switch self {
    case .empty, .binding, .function: ([], [])
    case .expression(let expression): ([expression], [])
    case .question(let question): question.read
    }
  }
}

extension Question {
  fileprivate var read: (expressions: [Expression], targets: [Target]) {
    switch self {
    case .plot(let expressions, let sweep), .sweep(let expressions, let sweep):
      (expressions, sweep.map { [$0.target] } ?? [])
    case .tradeOff(let up, let across, let sweep):
      ([up, across], sweep.map { [$0.target] } ?? [])
    case .why(let target): ([], [target])
    case .compare(let expression, let bindings): ([expression], bindings.map(\.target))
    case .solve(let target, let expression, _, let wanted): ([expression, wanted], [target])
    case .tune(let target, let expression): (expression.map { [$0] } ?? [], [target])
    case .timeline(let run): ([run], [])
    case .table(let expressions): (expressions, [])
    }
  }
}
