import Basics
import Diagnostics
import Language
import Quantities

/// The workbook as it would be with one cell at other values, computing only what it takes to know
/// some expressions. The workbook itself is not touched: a copy is changed in place.
struct WhatIf {
  var copy: Workbook
  /// nil where none is varied.
  private let varied: Int?
  private(set) var expressions: [Expression]
  /// Which of the expressions call simulations themselves.
  private let simulates: [Bool]
  /// How far luck in those simulations may have moved what was computed last; nil of all others.
  private(set) var margins: [Quantity?] = []
  /// The cells between the varied one and the expressions, each after what it reads.
  private let between: [Int]
  /// All cells that it takes, each after what it reads.
  let needed: [Int]
  /// What the dearest value took so far.
  private(set) var most = Effort.none
  /// Whether everything has to be computed anew.
  private var isReseeded = false
  /// What names in the expressions stand for that are no cells.
  var locals: [String: Value] = [:]
  /// Cells that the expressions read and that nobody has asked to measure yet.
  private var pending: [Int]

  /// - Parameter expressions: with full names.
  init(_ workbook: Workbook, varying cell: Int?, for expressions: [Expression]) {
    copy = workbook
    self.expressions = expressions
    simulates = expressions.map { workbook.luck(in: $0).simulates }
    varied = cell
    let needed = workbook.state.graph.sources(of: expressions.flatMap(workbook.inputs))
    pending = workbook.pending(neededBy: expressions)
    between = workbook.state.graph.affected(by: cell.map { [$0] } ?? []).filter {
      $0 != cell && needed.contains($0)
    }
    self.needed = workbook.state.graph.affected(by: needed.sorted())
      .filter { $0 != cell && needed.contains($0) }
  }

  /// Makes what is computed next one of several parts of the whole work.
  mutating func setPart(
    _ index: Int, of count: Int, _ whole: @escaping @Sendable (WorkProgress) -> Void
  ) {
    copy.onProgress = { whole($0.part(index, of: count)) }
    whole(WorkProgress("computing", Double(index) / Double(max(1, count))))
  }

  /// What the expressions come to with the cell at `value`.
  mutating func values(at value: Value?) throws(Diagnostic) -> [Result<Value, Diagnostic>] {
    if let varied, let value { copy.state.cells[varied].state = .value(value) }
    if !pending.isEmpty {
      try copy.recompute(pending, runsSlow: true)
      pending = []
    }
    var effort = Effort.none
    for index in isReseeded ? needed : between {
      _ = try copy.compute(index)
      effort = effort + copy.state.cells[index].effort
    }
    isReseeded = false
    var results: [Result<Value, Diagnostic>] = []
    margins = []
    for (expression, simulates) in zip(expressions, simulates) {
      if simulates, let here = copy.simulatedHere(expression) {
        results.append(.success(here.value))
        margins.append(here.margin)
        effort = effort + here.effort
        continue
      }
      margins.append(nil)
      var evaluator = Evaluator(scope: CellScope(copy), budget: copy.budget(), seed: copy.luck)
      evaluator.draws = copy.draws
      evaluator.locals = locals
      do throws(Diagnostic) {
        results.append(.success(try evaluator.value(expression)))
      } catch {
        if error.code == .interrupted { throw error }
        results.append(.failure(error))
      }
      effort = effort + evaluator.budget.spent
    }
    most = max(most, effort)
    return results
  }

  /// Whether a value takes so long that few are worked out: a simulation of some length.
  var isCostly: Bool { most > Effort.events(20_000) }
}

// MARK: Luck

extension WhatIf {
  /// Whether samples are drawn or a simulation is run for what is computed.
  var isSampled: Bool {
    (expressions + needed.map { copy.state.cells[$0].formula }).contains { formula in
      let luck = copy.luck(in: formula)
      return luck.draws || luck.simulates
    }
  }

  /// Whether something is told of samples that are drawn, and nothing is simulated.
  var readsSamples: Bool {
    let formulas = expressions + needed.map { copy.state.cells[$0].formula }
    let luck = formulas.map { copy.luck(in: $0) }
    return luck.contains { $0.reads } && luck.contains { $0.draws }
      && !luck.contains { $0.simulates }
  }

  /// Draws and simulates everything anew, with other luck.
  mutating func reseed(_ seed: Int) {
    copy.luck = "luck \(seed) "
    let functions = copy.functions
    func takesSeed(_ name: String) -> Bool {
      functions.function(named: name).map {
        !$0.isMeasurement && $0.parameter(named: "seed") != nil
      }
        ?? false
    }
    expressions = expressions.map { $0.reseeded(seed, takesSeed) }
    for index in needed {
      copy.state.cells[index].formula = copy.state.cells[index].formula.reseeded(seed, takesSeed)
    }
    copy.state.definitions = copy.state.definitions.mapValues { definition in
      let function = definition.resolved
      return Workbook.Definition(
        written: definition.written,
        resolved: FunctionDefinition(
          name: function.name, nameSpan: function.nameSpan, parameters: function.parameters,
          body: function.body.reseeded(seed, takesSeed)),
        isFromChapter: definition.isFromChapter)
    }
    isReseeded = true
  }

  /// Moves all samples within their parts of what they are drawn from, in the same order.
  mutating func shift(_ shift: Draws.Shift) {
    copy.draws.shift = shift
    isReseeded = true
  }

  /// The formulas as intervals go through them; nil where they are nothing for intervals.
  func movingCells(unit: Unit, leftUnit: Unit, takesUnit: Bool) -> MovingCells? {
    guard let varied else { return nil }
    return MovingCells(
      copy, varying: varied, unit: unit, between: between, left: expressions[0],
      right: expressions[1], leftUnit: leftUnit, takesUnit: takesUnit)
  }
}

extension Workbook {
  /// What part luck has in a formula, by itself or through the functions that it calls: whether it
  /// draws samples, tells something of samples, runs a simulation.
  func luck(in formula: Expression) -> (draws: Bool, reads: Bool, simulates: Bool) {
    var luck = (draws: false, reads: false, simulates: false)
    var seen: Set<String> = []
    func look(_ formula: Expression) {
      formula.visit { part in
        switch part.form {
        case .range: luck.draws = true
        case .call(let name, _):
          if let definition = state.definitions[name]?.resolved {
            if seen.insert(name).inserted { look(definition.body) }
          } else if let function = functions.function(named: name) {
            if function.isSimulation { luck.simulates = true }
            if function.uncertainty == .drawn { luck.draws = true }
            if function.uncertainty == .read { luck.reads = true }
          }
        default: break
        }
      }
    }
    look(formula)
    return luck
  }
}

extension Function {
  /// Whether it runs on luck of its own, which a seed chooses.
  var isSimulation: Bool { !isMeasurement && parameter(named: "seed") != nil }

  /// Whether it says of its figures how far luck may have moved them.
  var givesMargins: Bool { isSimulation && fields.contains { $0.name == "margins" } }
}

extension Workbook {
  /// The cell that a question varies: a parameter or an own name that is a quantity.
  /// - Parameter expressions: what is asked about it.
  func variable(
    _ target: Target, for expressions: [Expression] = []
  ) throws(Diagnostic) -> (index: Int, value: Quantity) {
    let index = try find(target, for: expressions)
    let cell = state.cells[index]
    guard cell.kind != .result else {
      let sources = state.graph.sources(of: [index])
        .filter { state.cells[$0].kind != .result }.sorted().map { shortName($0) }
      throw Diagnostic(
        .notParameter, "\(target.text) is a result and cannot be varied.", at: target.span
      ).label(
        sources.isEmpty ? "depends on nothing" : "follows from \(sources.joined(separator: ", "))"
      ).try("why \(target.text)")
    }
    guard let amount = try readable(index, at: target.span).amount else {
      throw Diagnostic(
        .wrongKind, "\(target.text) is not a quantity and has no range.", at: target.span)
    }
    return (index, amount.typical)
  }

  /// A value in the unit of the cell, as if it had been given to it; its bounds do not matter here.
  func end(_ expression: Expression, of index: Int) throws(Diagnostic) -> Quantity {
    let value = try value(of: expression)
    let cell = state.cells[index]
    guard case .quantity(let quantity) = value else {
      throw Diagnostic(
        .badRange, "A range goes from a quantity to a quantity.", at: expression.span)
    }
    let unit = cell.unit ?? cell.value?.amount?.unit ?? .none
    if quantity.isPlain, !unit.isPercent { return Quantity(quantity.magnitude, unit) }
    if quantity.isPlain, expression.literal != nil, quantity.magnitude != 0 {
      throw Diagnostic(.percentMeant, "Is \(quantity.asPercent.text) meant?", at: expression.span)
        .label("\(shortName(index)) is a share and wants its %")
    }
    if quantity.unit == .dollar, let price = quantity.asPrice(in: unit) { return price }
    guard let converted = quantity.converted(to: unit) else {
      throw Diagnostic(
        .cannotConvert, "\(shortName(index)) cannot become \(quantity.text).", at: expression.span
      ).label("\(quantity.dimension.words), not \(unit.dimension.words)")
    }
    return converted
  }
}
