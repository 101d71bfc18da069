import Diagnostics
import Language

/// Cells that are computed when somebody asks: those that take long, and those that measure.
extension Workbook {
  /// Whether `run` has anything to compute in these models, and in own names.
  public func hasOpenCells(in models: [String]) -> Bool { !openCells(in: models).isEmpty }

  /// Computes every stale cell now, and what waits to be measured.
  /// - Parameter models: only what waits in these, and in own names; nil for all of them.
  public mutating func run(in models: [String]? = nil) throws(Diagnostic) -> Changes {
    let cells = openCells(in: models ?? self.models)
    return try computeNow(cells)
  }

  /// How `run` is typed: with a colon where a cell has that name.
  public var runLine: String { lookUp(["run"]) == nil ? "run" : ":run" }

  /// Makes every measurement in these models, and in own names, once more.
  /// - Returns: nil where nothing is measured there.
  public mutating func measureAgain(in models: [String]) throws(Diagnostic) -> Changes? {
    let places = Set(models + [CellID.own])
    let cells = state.cells.indices.filter {
      places.contains(state.cells[$0].id.model) && measures(state.cells[$0].formula)
    }
    guard !cells.isEmpty else { return nil }
    measuringRound = MeasuringRound()
    defer { measuringRound = nil }
    return try computeNow(cells)
  }

  /// Whether what an expression comes to is measured, by itself or by a cell that it is computed from.
  /// Then it is another value on every machine, and each time.
  /// - Throws: what is wrong with a name.
  public func isMeasured(_ expression: Expression) throws(Diagnostic) -> Bool {
    let formula = try resolve(expression)
    return measures(formula)
      || state.graph.sources(of: inputs(of: formula)).contains { measures(state.cells[$0].formula) }
  }

  /// The first function that an expression calls, by itself or through functions of the course, and
  /// that measures this machine or reads a file or a model; nil where there is none.
  public func reachingOut(_ formula: Expression) -> String? {
    var seen: Set<String> = []
    func reaching(_ expression: Expression) -> String? {
      for name in expression.calls where seen.insert(name).inserted {
        if let body = state.definitions[name]?.resolved.body {
          if let found = reaching(body) { return found }
        } else if let function = functions.function(named: name),
          function.isMeasurement || function.parameters.contains(where: { $0.kind == .path })
        {
          return name
        }
      }
      return nil
    }
    return reaching(formula)
  }

  /// Cells that wait to be measured and that expressions with full names read.
  func pending(neededBy expressions: [Expression]) -> [Int] {
    state.graph.sources(of: expressions.flatMap(inputs)).filter { state.cells[$0].isPending }
      .sorted()
  }

  private func openCells(in models: [String]) -> [Int] {
    let places = Set(models + [CellID.own])
    let waiting = state.open.sorted().filter {
      state.cells[$0].isPending && places.contains(state.cells[$0].id.model)
    }
    let needed = state.graph.sources(of: waiting).filter { state.cells[$0].isPending }
    return state.open.union(needed).sorted().filter {
      state.cells[$0].isStale || needed.contains($0)
    }
  }

  private mutating func computeNow(_ cells: [Int]) throws(Diagnostic) -> Changes {
    let old = state
    do {
      for index in cells { state.cells[index].isStale = false }
      try recompute(cells, runsSlow: true)
    } catch {
      state = old
      throw error
    }
    return changes(since: old)
  }

  /// Whether a cell that is about to be computed waits to be measured instead.
  func isLeftPending(_ index: Int, isForced: Bool) -> Bool {
    let waits = state.graph.inputs[index].contains { state.cells[$0].isPending }
    if !isForced { return waits || state.cells[index].isPending }
    return defersMeasuring && (waits || measures(state.cells[index].formula))
  }

  /// Whether a formula measures, by itself or through the functions it calls.
  func measures(_ formula: Expression) -> Bool {
    var seen: Set<String> = []
    func measures(_ expression: Expression) -> Bool {
      for name in expression.calls where seen.insert(name).inserted {
        if let body = state.definitions[name]?.resolved.body {
          if measures(body) { return true }
        } else if functions.function(named: name)?.isMeasurement == true {
          return true
        }
      }
      return false
    }
    return measures(formula)
  }
}
