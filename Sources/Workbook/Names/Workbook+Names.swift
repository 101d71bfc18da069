import Diagnostics
import Language
import Quantities

extension Workbook {
  /// What lines at the prompt, or of a model, are read against.
  public func parsingScope(in model: String? = nil) -> ParsingScope {
    let places = model.map { [$0] } ?? focus + [CellID.own] + background
    let index = state.index
    return ParsingScope(units: units) { name in
      places.contains { index[CellID($0, name)] != nil }
    }
  }

  /// Whether a name can be used at the prompt without a model in front.
  public func isVisible(_ name: String) -> Bool { parsingScope().isBound(name) }

  /// Names that can be used without a model in front.
  public func visibleNames(in model: String? = nil) -> [String] {
    let visible = model.map { [$0] } ?? focus + [CellID.own] + background
    return state.cells.filter { visible.contains($0.id.model) }.map { $0.id.name }
  }

  /// The cell that a path means, and how many parts of the path name it.
  ///
  /// In a model its own cells are meant. At the prompt it is those of the models in focus, then own
  /// names, then what only one model in the background has.
  func lookUp(_ path: [String], in model: String? = nil) -> (index: Int, used: Int)? {
    guard let first = path.first else { return nil }
    if let near = lookUpNear(path, in: model) { return near }
    guard model == nil else { return nil }
    let holders = background.compactMap { state.index[CellID($0, first)] }
    return holders.count == 1 ? (holders[0], 1) : nil
  }

  /// The same without the background: what a binding sets.
  func lookUpNear(_ path: [String], in model: String? = nil) -> (index: Int, used: Int)? {
    guard let first = path.first else { return nil }
    let whole = path.dropFirst().first.flatMap { state.index[CellID(first, $0)] }
    for place in model.map({ [$0] }) ?? focus + [CellID.own] {
      guard let index = state.index[CellID(place, first)] else { continue }
      // At the prompt, where a model has the name of a cell, a dot means the model's cell, unless
      // the other one has fields.
      if whole != nil, model == nil, !state.cells[index].hasFields { break }
      return (index, 1)
    }
    return whole.map { ($0, 2) }
  }

  /// The same formula with full names.
  func resolve(
    _ expression: Expression, in model: String? = nil, without parameters: Set<String> = []
  ) throws(Diagnostic) -> Expression {
    try expression.mappingNames(without: parameters) {
      (path, span) throws(Diagnostic) -> [String] in
      guard let (index, used) = lookUp(path, in: model) else {
        throw unknown(path, at: span, in: model)
      }
      return state.cells[index].id.path + path.dropFirst(used)
    }
  }

  /// The cell a target names.
  func find(_ target: Target, in model: String? = nil) throws(Diagnostic) -> Int {
    guard let (index, used) = lookUp(target.path, in: model) else {
      throw unknown(target.path, at: target.span, in: model, isValue: false)
    }
    guard used == target.path.count else {
      throw Diagnostic(
        .unknownField, "\(target.text) is no cell.", at: target.span
      ).label("fields cannot be used here").try(target.path.prefix(used).joined(separator: "."))
    }
    return index
  }

  /// The cell that a name means at the prompt, for help and reset.
  public func cell(named text: String) -> Cell? {
    let path = text.split(separator: ".").map(String.init)
    guard let (index, used) = lookUp(path), used == path.count else { return nil }
    return state.cells[index]
  }

  /// What to say of a name nobody has defined.
  /// - Parameter isValue: whether a number with a unit could stand in its place.
  func unknown(
    _ path: [String], at span: SourceSpan, in model: String? = nil, isValue: Bool = true
  ) -> Diagnostic {
    let text = path.joined(separator: ".")
    let name = path.first ?? ""
    let models = offeredModels
    if path.count > 1, models.contains(name) {
      let names = cells(of: name).map { $0.id.name }
      let near = closest(to: path[1], among: names)
      return Diagnostic(.unknownName, "The model \(name) has no cell \(path[1]).", at: span)
        .note("It has " + names.joined(separator: ", ") + ".")
        .try(near.map { span.replaced(with: "\(name).\($0)") })
    }
    let holders = models.filter { state.index[CellID($0, name)] != nil }
    if !holders.isEmpty {
      return Diagnostic(
        .elsewhere,
        holders.count == 1
          ? "\(name) belongs to the model \(holders[0])."
          : "\(name) belongs to several models: \(holders.joined(separator: ", ")).",
        at: span
      ).label("write its model in front").try(span.replaced(with: "\(holders[0]).\(text)"))
    }
    let base = Diagnostic(.unknownName, "Nothing here is called \(text).", at: span)
    if unbound.contains(name) { return base.label("the line that sets \(name) failed") }
    if functions.function(named: name) != nil || state.definitions[name] != nil {
      return Diagnostic(.unknownName, "\(text) alone is no value.", at: span)
        .label("a function: it needs its arguments in (…)").try("help \(name)")
    }
    if models.contains(name) {
      let names = cells(of: name).map { $0.id.name }
      return base.label("a model: its cells are written \(name).NAME")
        .note("It has " + names.joined(separator: ", ") + ".")
        .try(names.first.map { span.replaced(with: "\(name).\($0)") })
    }
    if let unit = units.unit(named: name) {
      return base.label("a unit stands right behind a number")
        .try(
          isValue && path.count == 1
            ? span.replaced(with: unit == .dollar ? "$1" : "1 \(unit.symbol)") : nil)
    }
    // Before a dot stands a model, or a cell with fields.
    let names =
      path.count > 1
      ? models + visibleNames(in: model).filter { hasFields($0, in: model) }
      : visibleNames(in: model)
    // What several models in the background have is not this one's.
    guard !names.contains(name), let near = closest(to: name, among: names) else {
      return base.label("not known")
    }
    return base.label("did you mean \(near)?")
      .try(span.replaced(with: ([near] + path.dropFirst()).joined(separator: ".")))
  }
}

extension Workbook {
  fileprivate func hasFields(_ name: String, in model: String?) -> Bool {
    lookUp([name], in: model).map { state.cells[$0.index].hasFields } ?? false
  }
}

/// Finds cells by their full names.
struct CellScope: Scope {
  let workbook: Workbook

  init(_ workbook: Workbook) { self.workbook = workbook }

  mutating func value(
    of path: [String], at span: SourceSpan, _ budget: inout Budget
  ) throws(Diagnostic) -> (Value, used: Int) {
    guard path.count >= 2, let index = workbook.state.index[CellID(path[0], path[1])] else {
      throw workbook.unknown(path, at: span)
    }
    return (try workbook.readable(index, at: span), 2)
  }

  func canSet(_ path: [String], to value: Quantity) -> Bool {
    guard path.count == 2, let index = workbook.state.index[CellID(path[0], path[1])],
      workbook.state.cells[index].kind != .result,
      // Under its bare name a binding sets it too.
      workbook.lookUpNear([path[1]])?.index == index
    else { return false }
    return (try? workbook.fit(.quantity(value), to: index)) != nil
  }

  func definition(of function: String) -> FunctionDefinition? {
    workbook.state.definitions[function]?.resolved
  }

  var holdsSeries: Bool { workbook.state.holdsSeries }

  func native(_ function: String) -> Function? { workbook.functions.function(named: function) }

  var functionNames: [String] {
    workbook.functions.functions.map { $0.name } + workbook.state.definitions.keys
  }
}

extension Workbook {
  /// The value of a cell for a formula that reads it.
  func readable(_ index: Int, at span: SourceSpan) throws(Diagnostic) -> Value {
    // Its state alone: a copy of the whole cell takes longer than the rest of it.
    switch state.cells[index].state {
    case .value(let value): return value
    case .pending:
      throw Diagnostic(.notMeasured, "\(shortName(index)) has not been measured yet.", at: span)
        .label("measured when you ask for it").try(runLine)
    case .failed(let cause):
      let root = cause.code == .failedInput ? cause.notes.first ?? cause.message : cause.message
      let name = shortName(index)
      throw Diagnostic(.failedInput, "\(name) has no value.", at: span)
        .label("\(name) failed").note(root).try("why \(name)")
    }
  }
}
