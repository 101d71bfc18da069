import Diagnostics
import Language
import Quantities

extension Workbook {
  /// Binds a parameter or a name of the learner's own. Where anything is wrong with it, the old
  /// value stays.
  public mutating func set(_ binding: Binding) throws(Diagnostic) -> Changes {
    let old = state
    do {
      try bind(binding)
    } catch {
      state = old
      throw error
    }
    remember(old)
    let changes = Changes(from: old, to: state, focus: focus)
    lastChanges = changes
    return changes
  }

  /// Defines or redefines a function; everything that calls it is computed again.
  public mutating func define(_ function: FunctionDefinition) throws(Diagnostic) -> Changes {
    let old = state
    do {
      try add(function, isFromChapter: false)
    } catch {
      state = old
      throw error
    }
    remember(old)
    let changes = Changes(from: old, to: state, focus: focus)
    lastChanges = changes
    return changes
  }

  /// Gives parameters back what the author wrote, and forgets own names.
  public mutating func reset(_ ids: [CellID]) throws(Diagnostic) -> Changes {
    let old = state
    var changed: [Int] = []
    for id in ids {
      guard let index = state.index[id], state.cells[index].isSet,
        let preset = state.cells[index].preset
      else { continue }
      state.cells[index].written = preset
      state.cells[index].formula = try resolve(preset, in: id.model)
      state.cells[index].isSet = false
      state.graph.set(inputs: inputs(of: state.cells[index].formula), of: index)
      changed.append(index)
    }
    do {
      try recompute(changed)
    } catch {
      state = old
      throw error
    }
    if !changed.isEmpty { remember(old) }
    let changes = Changes(from: old, to: state, focus: focus)
    lastChanges = changes
    return changes
  }

  // MARK: Binding

  private mutating func bind(_ binding: Binding) throws(Diagnostic) {
    let target = binding.target
    if let (index, used) = lookUpNear(target.path) {
      guard used == target.path.count else {
        throw Diagnostic(.unknownField, "Fields cannot be set.", at: target.span)
          .label("\(target.path.prefix(used).joined(separator: ".")) is one value")
      }
      guard state.cells[index].kind != .result else { throw isResult(index, binding) }
      return try rebind(index, binding.value)
    }
    try checkNewName(target)
    if binding.value.names().contains(target.path) {
      throw ringDiagnostic([target.text, target.text], binding.value, current: nil)
    }
    guard ownCells.count < Workbook.mostBindings else {
      throw Diagnostic(
        .tooMuchWork, "There are 256 names of your own already.", at: target.span
      ).label("one too many")
    }
    let formula = try resolve(binding.value)
    let cell = Cell(
      id: CellID(CellID.own, target.path.last ?? target.text), kind: .own, sentence: "", unit: nil,
      low: nil,
      high: nil, isImportant: false, preset: nil, written: binding.value, formula: formula,
      isSet: true, state: .value(.bool(false)))
    let index = insert(cell)
    state.graph.set(inputs: inputs(of: formula), of: index)
    try recompute([index])
    if let failure = state.cells[index].failure { throw failure }
  }

  private mutating func rebind(_ index: Int, _ value: Expression) throws(Diagnostic) {
    let formula = try resolve(value)
    let inputs = inputs(of: formula)
    if let ring = state.graph.ring(at: index, reading: inputs) {
      throw ringDiagnostic(
        ring.map { shortName($0) }, value, current: state.cells[index])
    }
    state.cells[index].written = value
    state.cells[index].formula = formula
    state.cells[index].isSet = true
    state.graph.set(inputs: inputs, of: index)
    try recompute([index])
    if let failure = state.cells[index].failure { throw failure }
  }

  private func checkNewName(_ target: Target) throws(Diagnostic) {
    let name = target.path.last ?? target.text
    if target.path.count > 1 {
      guard target.path[0] == CellID.own, target.path.count == 2 else {
        throw unknown(target.path, at: target.span)
      }
    }
    if functions.function(named: name) != nil || state.definitions[name] != nil {
      throw Diagnostic(.badName, "\(name) is a function.", at: target.span)
        .label("cannot be a name").try("\(name)_1 = …")
    }
    if name == CellID.own || models.contains(name) {
      throw Diagnostic(.badName, "\(name) is a model.", at: target.span).label("cannot be a name")
    }
  }

  private func isResult(_ index: Int, _ binding: Binding) -> Diagnostic {
    let cell = state.cells[index]
    let parameters = state.graph.sources(of: [index])
      .filter { state.cells[$0].kind != .result && $0 != index }
      .sorted().map { shortName($0) }
    let base = Diagnostic(
      .isResult, "\(cell.id.name) is a result: it follows from its formula.",
      at: binding.target.span
    ).label("\(cell.id.name) = \(cell.written.text)")
    guard let first = parameters.last else { return base }
    return base.note("Set what it depends on: " + parameters.joined(separator: ", ") + ".")
      .try("solve \(first) for \(cell.id.name) = \(binding.value.text)")
  }

  private func ringDiagnostic(
    _ ring: [String], _ value: Expression, current: Cell?
  ) -> Diagnostic {
    let base = Diagnostic(
      .ring, "This would depend on itself: \(ring.joined(separator: " → ")).", at: value.span
    )
    let name = ring[0]
    guard let current else { return base.label("\(name) has no value yet").try("\(name) = 1") }
    // Counting up is meant: offer the number it would come to now.
    var evaluator = Evaluator(scope: CellScope(self), budget: budget())
    let sum = (try? resolve(value)).flatMap { try? evaluator.value($0) }
    return base.label("reads \(name) again")
      .try((sum ?? current.value).map { "\(name) = \($0.shown(in: current.unit).text)" })
  }

  // MARK: Parts

  /// The name of a cell as it can be typed at the prompt.
  func shortName(_ index: Int) -> String {
    let id = state.cells[index].id
    return lookUp([id.name]).map { $0.index == index } ?? false ? id.name : id.text
  }

  /// The cells that a resolved formula reads, by itself and through the functions it calls.
  func inputs(of formula: Expression) -> [Int] {
    var found: [Int] = []
    var seen: Set<String> = []
    func read(_ expression: Expression, without parameters: Set<String>) {
      for path in expression.names(without: parameters) where path.count >= 2 {
        if let index = state.index[CellID(path[0], path[1])], !found.contains(index) {
          found.append(index)
        }
      }
      for name in expression.calls where seen.insert(name).inserted {
        if let definition = state.definitions[name]?.resolved {
          read(definition.body, without: Set(definition.parameters))
        }
      }
    }
    read(formula, without: [])
    return found
  }

  /// Adds a cell without inputs.
  mutating func insert(_ cell: Cell) -> Int {
    state.cells.append(cell)
    state.graph.addCell()
    state.index[cell.id] = state.cells.count - 1
    return state.cells.count - 1
  }

  /// Adds a function, and computes again what calls it.
  mutating func add(
    _ function: FunctionDefinition, in model: String? = nil, isFromChapter: Bool
  ) throws(Diagnostic) {
    if functions.function(named: function.name) != nil
      || state.definitions[function.name]?.isFromChapter == true
      || lookUp([function.name], in: model) != nil
    {
      throw Diagnostic(.badName, "\(function.name) is taken.", at: function.nameSpan)
        .label("choose another name")
    }
    let body = try resolve(
      function.body, in: model, without: Set(function.parameters))
    let resolved = FunctionDefinition(
      name: function.name, nameSpan: function.nameSpan, parameters: function.parameters,
      body: body)
    state.definitions[function.name] = Definition(
      written: function, resolved: resolved, isFromChapter: isFromChapter)
    let callers = state.cells.indices.filter { callsFunction(function.name, $0) }
    for index in callers {
      let inputs = inputs(of: state.cells[index].formula)
      if let ring = state.graph.ring(at: index, reading: inputs) {
        throw ringDiagnostic(
          ring.map { shortName($0) }, function.body, current: state.cells[index])
      }
      state.graph.set(inputs: inputs, of: index)
    }
    try recompute(callers)
  }

  private func callsFunction(_ name: String, _ index: Int) -> Bool {
    var seen: Set<String> = []
    func calls(_ expression: Expression) -> Bool {
      for called in expression.calls {
        if called == name { return true }
        if seen.insert(called).inserted, let body = state.definitions[called]?.resolved.body,
          calls(body)
        {
          return true
        }
      }
      return false
    }
    return calls(state.cells[index].formula)
  }
}
