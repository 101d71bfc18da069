import Diagnostics
import Language

extension Workbook {
  /// Computes what is older than what it depends on, as far as it is read, however long it takes.
  /// - Parameters:
  ///   - model: the model whose names the formulas mean first; nil at the prompt.
  ///   - measures: whether what waits to be measured is measured too.
  /// - Throws: `interrupted`; everything is then as it was.
  public mutating func refresh(
    for expressions: [Expression], and targets: [Target] = [], in model: String? = nil,
    measures: Bool = false
  ) throws(Diagnostic) {
    // By index: copying every cell to look at it takes longer than all the rest.
    func waits(_ index: Int) -> Bool {
      state.cells[index].isStale || (measures && state.cells[index].isPending)
    }
    guard state.open.contains(where: waits) else { return }
    // What cannot be found is told by the answer itself.
    var read = targets.compactMap { try? find($0, in: model) }
    for expression in expressions {
      if let formula = try? resolve(expression, in: model) { read += inputs(of: formula) }
    }
    let needed = state.graph.sources(of: read)
    let waiting = needed.filter(waits)
    let old = state
    do {
      for index in state.graph.affected(by: waiting.sorted()) where waiting.contains(index) {
        _ = try compute(index)
      }
    } catch {
      state = old
      throw error
    }
  }
}

extension Statement {
  /// What a line reads without changing it.
  public var read: (expressions: [Expression], targets: [Target]) {
    switch self {
    case .empty, .binding, .function, .unit: ([], [])
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
    case .compare(let expression, let bindings): ([expression], bindings.map { $0.target })
    case .solve(let target, let expression, _, let wanted, let range):
      ([expression, wanted] + (range.map { [$0.low, $0.high] } ?? []), [target])
    case .tune(let target, let expression): (expression.map { [$0] } ?? [], [target])
    case .timeline(let run, let other, let stretch):
      ([run] + (other.map { [$0] } ?? []) + stretch.expressions, [])
    case .tornado(let expression): ([expression], [])
    case .table(let expressions): (expressions, [])
    }
  }
}

extension Question.Stretch {
  /// The times that it is told by.
  fileprivate var expressions: [Expression] {
    switch self {
    case .between(let low, let high): [low, high]
    case .around(let time): [time]
    case .beginning, .firstColdStart, .longestWait: []
    }
  }
}
