import Diagnostics
import Language
import Quantities

extension Workbook {
  /// Binds a parameter or a name of the learner's own. Where anything is wrong with it, the old
  /// value stays.
  public mutating func set(_ binding: Binding) throws(Diagnostic) -> Changes {
    let name = binding.target.text
    if isLoading, lookUpNear(binding.target.path) == nil {
      // A new name changes nothing else, so that nothing has to be kept to go back to.
      let count = state.cells.count
      do {
        try bind(binding)
      } catch {
        if state.cells.count > count { removeLast() }
        unbound.insert(name)
        throw error
      }
      return Changes(from: state, in: self)
    }
    let old = state
    do {
      try bind(binding)
    } catch {
      state = old
      if lookUp(binding.target.path) == nil { unbound.insert(name) }
      throw error
    }
    unbound.remove(name)
    let changes = changes(since: old)
    // What changes nothing is nothing to undo.
    if !changes.isEmpty { remember(old) }
    return changes
  }

  /// Notes the name that a line would have bound which cannot be read: what reads it later fails
  /// because of that line.
  public mutating func noteUnread(_ line: String) {
    let name = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let rest = line.dropFirst(name.count).drop { $0.isWhitespace }
    guard !name.isEmpty, rest.hasPrefix("="), !rest.hasPrefix("=="), unbound.count < 1_000,
      lookUp([String(name)]) == nil
    else { return }
    unbound.insert(String(name))
  }

  /// Sets several parameters at once, computing what follows only once. Where a value cannot be, that
  /// parameter keeps its own. Undo does not reach behind it.
  /// - Returns: the parameters that were set.
  public mutating func set(
    _ values: [(id: CellID, value: Quantity)]
  ) throws(Diagnostic) -> [CellID] {
    let old = state
    var changed: [Int] = []
    for (id, value) in values {
      guard let index = state.index[id], state.cells[index].kind == .parameter else { continue }
      let expression = Expression(value, at: state.cells[index].written.span)
      (state.cells[index].written, state.cells[index].formula) = (expression, expression)
      state.cells[index].isSet = true
      state.graph.set(inputs: [], of: index)
      changed.append(index)
    }
    do throws(Diagnostic) {
      try recompute(changed)
      let failed = changed.filter { state.cells[$0].failure != nil }
      for index in failed {
        state.cells[index] = old.cells[index]
        state.graph.set(inputs: old.graph.inputs[index], of: index)
      }
      if !failed.isEmpty { try recompute(failed) }
      past = []
      future = []
      return changed.filter { !failed.contains($0) }.map { state.cells[$0].id }
    } catch {
      state = old
      throw error
    }
  }

  /// Defines a unit of the learner's own.
  public mutating func define(_ unit: UnitDeclaration) {
    remember(state)
    units.add(unit.entry)
    state.ownUnits.append(unit)
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
    return changes(since: old)
  }

  /// Gives parameters back what the author wrote.
  public mutating func reset(_ ids: [CellID]) throws(Diagnostic) -> Changes {
    let old = state
    var changed: [Int] = []
    do throws(Diagnostic) {
      for id in ids {
        guard let index = state.index[id], state.cells[index].isSet,
          let preset = state.cells[index].preset
        else { continue }
        let formula = try resolve(preset, in: id.model)
        state.cells[index].written = preset
        state.cells[index].formula = formula
        state.cells[index].isSet = false
        state.graph.set(inputs: inputs(of: formula), of: index)
        changed.append(index)
      }
      // What is set elsewhere may read what the author's formula is read by.
      for index in changed {
        if let ring = state.graph.ring(at: index, reading: state.graph.inputs[index]) {
          throw Diagnostic(.ring, "This would depend on itself: \(spelled(ring)).")
            .note("Reset all of them at once.").try("reset all")
        }
      }
      try recompute(changed)
    } catch {
      state = old
      throw error
    }
    if !changed.isEmpty { remember(old) }
    return changes(since: old)
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
    try checkNewName(binding)
    if let path = binding.value.names().first(where: { target.path.last == $0.first }) {
      throw readsItself(binding, path)
    }
    guard state.ownCount < mostNames else {
      throw Diagnostic(
        .tooMuchWork, "There are \(Quantity(Double(mostNames)).text) names of your own already.",
        at: target.span
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
    if case .text? = state.cells[index].value, case .name(let path) = value.form, path.count == 1,
      lookUp(path) == nil
    {
      throw Diagnostic(.unknownName, "Nothing here is called \(path[0]).", at: value.span)
        .label("a text stands in quotes").try(value.span.replaced(with: "\"\(path[0])\""))
    }
    let formula = try resolve(value)
    let inputs = inputs(of: formula)
    if let ring = state.graph.ring(at: index, reading: inputs) {
      throw ringDiagnostic(ring, at: value.span)
        .try(
          value.span.replaced(
            with: (countedUp(index, value)?.quantity).map { $0.text } ?? state.cells[index].typed))
    }
    state.cells[index].written = value
    state.cells[index].formula = formula
    state.cells[index].isSet = true
    state.graph.set(inputs: inputs, of: index)
    try recompute([index])
    if let failure = state.cells[index].failure { throw failure }
  }

  private func checkNewName(_ binding: Binding) throws(Diagnostic) {
    let target = binding.target
    let name = target.path.last ?? target.text
    if target.path.count > 1 {
      guard target.path[0] == CellID.own, target.path.count == 2 else {
        throw unknown(target.path, at: target.span, isValue: false)
      }
    }
    if functions.function(named: name)?.sharesItsName == false || state.definitions[name] != nil {
      throw Diagnostic(.badName, "\(name) is a function.", at: target.span)
        .label("cannot be a name").try("\(name)_1 = \(binding.value.text)")
    }
    if name == CellID.own || models.contains(name) {
      throw Diagnostic(.badName, "\(name) is a model.", at: target.span)
        .label("cannot be a name").try("\(name)_1 = \(binding.value.text)")
    }
  }

  private func isResult(_ index: Int, _ binding: Binding) -> Diagnostic {
    let cell = state.cells[index]
    let parameters = state.graph.sources(of: [index])
      .filter { state.cells[$0].kind != .result && $0 != index }
      .sorted().map { shortName($0) }
    let name = binding.target.text
    let base = Diagnostic(
      .isResult, "\(name) is a result: it follows from its formula.", at: binding.target.span
    ).label("\(name) = \(cell.written.text)")
    guard let first = parameters.last else { return base }
    return base.note("Set what it depends on: " + parameters.joined(separator: ", ") + ".")
      .try("solve \(first) for \(name) = \(binding.value.text)")
  }

  private func ringDiagnostic(_ ring: [Int], at span: SourceSpan) -> Diagnostic {
    Diagnostic(.ring, "This would depend on itself: \(spelled(ring)).", at: span)
      .label("reads \(shortName(ring[0])) again")
  }

  /// What a formula that reads the cell itself would come to once: 5 for gpus + 1.
  private func countedUp(_ index: Int, _ value: Expression) -> Value? {
    guard let formula = try? resolve(value) else { return nil }
    let cell = state.cells[index]
    var evaluator = Evaluator(scope: CellScope(self), budget: budget())
    // What cannot be counted up is not offered; the ring itself is told.
    if let sum = try? evaluator.value(formula) { return sum.shown(in: cell.unit) }
    // Where the units do not fit, a plain number was meant in the cell's.
    guard let quantity = cell.value?.quantity else { return nil }
    var copy = self
    copy.state.cells[index].state = .value(.quantity(Quantity(quantity.magnitude)))
    evaluator = Evaluator(scope: CellScope(copy), budget: budget())
    // As above.
    guard let sum = (try? evaluator.value(formula))?.quantity, sum.isPlain else { return nil }
    return .quantity(Quantity(sum.magnitude, quantity.unit))
  }

  /// A new name whose value reads a name like it: nothing as yet, or a cell further away.
  private func readsItself(_ binding: Binding, _ path: [String]) -> Diagnostic {
    let name = binding.target.text
    let base = Diagnostic(
      .ring, "This would depend on itself: \(name) → \(name).", at: binding.value.span)
    guard let (index, used) = lookUp(path) else {
      return base.label("\(name) has no value yet").try("\(name) = 1")
    }
    let far = state.cells[index].id.path + path.dropFirst(used)
    // The closure throws nothing.
    let full = try? binding.value.mappingNames { other, _ in other == path ? far : other }
    return base.label("write \(far.joined(separator: ".")) for the one there is")
      .try(full.map { "\(name) = \($0.spelledOut)" })
  }

  /// A ring in words: a → b → a.
  func spelled(_ ring: [Int]) -> String {
    ring.map { shortName($0) }.joined(separator: " → ")
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
  /// - Returns: its index.
  @discardableResult
  mutating func insert(_ cell: Cell) -> Int {
    state.cells.append(cell)
    state.graph.addCell()
    let index = state.cells.count - 1
    state.index[cell.id] = index
    if cell.id.isOwn { state.ownCount += 1 }
    if cell.isStale || cell.isPending { state.open.insert(index) }
    if let value = cell.value { note(value, of: index) }
    return index
  }

  /// Takes the cell out that was inserted last, and that no other one reads.
  private mutating func removeLast() {
    guard let last = state.cells.last else { return }
    state.graph.removeLast()
    state.cells.removeLast()
    state.index[last.id] = nil
    state.open.remove(state.cells.count)
    if last.id.isOwn { state.ownCount -= 1 }
  }

  /// Adds a function, and computes again what calls it.
  mutating func add(
    _ function: FunctionDefinition, in model: String? = nil, isFromChapter: Bool
  ) throws(Diagnostic) {
    if functions.function(named: function.name)?.sharesItsName == false
      || state.definitions[function.name]?.isFromChapter == true
      || lookUp([function.name], in: model) != nil
    {
      throw Diagnostic(.badName, "\(function.name) is taken.", at: function.nameSpan)
        .label("choose another name")
        .try(function.nameSpan.replaced(with: "\(function.name)_1"))
    }
    let body = try resolve(
      function.body, in: model, without: Set(function.parameters))
    let resolved = FunctionDefinition(
      name: function.name, nameSpan: function.nameSpan, parameters: function.parameters,
      body: body)
    state.definitions[function.name] = Definition(
      written: function, resolved: resolved, isFromChapter: isFromChapter)
    // The cells of the model that defines it are yet to be connected.
    let callers = state.cells.indices.filter {
      state.cells[$0].id.model != model && callsFunction(function.name, $0)
    }
    for index in callers {
      let inputs = inputs(of: state.cells[index].formula)
      if let ring = state.graph.ring(at: index, reading: inputs) {
        throw ringDiagnostic(ring, at: function.body.span)
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
