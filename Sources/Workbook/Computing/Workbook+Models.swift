import Diagnostics
import Language
import Quantities

/// A statement of the author's about a model, to be proved by `check`.
public struct Claim: Sendable {
  /// The model it is about.
  public let model: String
  /// What is claimed.
  public let declaration: CheckDeclaration
}

extension Workbook {
  /// Adds the units that a chapter defines, before any of its models are read.
  public mutating func add(_ unit: UnitDeclaration) {
    units.add(unit.entry)
  }

  /// Adds a model and computes it. Undo does not reach behind it.
  /// - Parameter important: the names of results that are shown first.
  /// - Returns: everything that is wrong with it; what can be used is there nevertheless.
  public mutating func addModel(
    _ name: String, _ declarations: [Declaration], important: [String] = []
  ) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    past = []
    future = []
    let isKnown = models.contains(name)
    if !isKnown { models.append(name) }
    var added: [Int] = []
    for declaration in declarations {
      switch declaration {
      case .unit(let unit):
        if units.unit(named: unit.name) == nil { add(unit) }
      case .parameter(let parameter):
        guard let cell = cell(for: parameter, in: name, &problems) else { continue }
        added.append(insert(cell))
      case .result(let result):
        guard isFree(result.name, result.nameSpan, in: name, &problems) else { continue }
        added.append(
          insert(
            Cell(
              id: CellID(name, result.name), kind: .result, sentence: result.sentence,
              unit: result.unit, low: nil, high: nil, isImportant: important.contains(result.name),
              preset: nil, written: result.formula, formula: result.formula, isSet: false,
              state: .value(.bool(false)))))
      case .function, .check: continue
      }
    }
    defineFunctions(declarations, in: name, &problems)
    let connected = connect(added, in: name, &problems)
    defersMeasuring = true
    defer { defersMeasuring = false }
    do {
      try recompute(connected, runsSlow: true)
    } catch {
      problems.append(error)
    }
    for index in connected {
      if let failure = state.cells[index].failure, failure.code != .failedInput {
        problems.append(failure.placed(at: state.cells[index].written.span))
      }
    }
    return problems
  }

  private func isFree(
    _ name: String, _ span: SourceSpan, in model: String, _ problems: inout [Diagnostic]
  ) -> Bool {
    guard state.index[CellID(model, name)] != nil else { return true }
    problems.append(
      Diagnostic(.duplicateName, "The model \(model) has a \(name) already.", at: span)
        .label("the second one"))
    return false
  }

  private func cell(
    for parameter: ParameterDeclaration, in model: String, _ problems: inout [Diagnostic]
  ) -> Cell? {
    guard isFree(parameter.name, parameter.nameSpan, in: model, &problems) else { return nil }
    // A default that reads other cells says nothing yet; then the range does.
    let unit =
      parameter.unit ?? constant(parameter.value)?.unit ?? parameter.high.flatMap(constant)?.unit
    var range: (low: Quantity, high: Quantity)?
    var step: Quantity?
    do throws(Diagnostic) {
      if let low = parameter.low, let high = parameter.high {
        let ends = (try bound(low, unit ?? .none), try bound(high, unit ?? .none))
        if unit?.isPercent ?? false, let top = high.literal, top.isPlain, top.magnitude <= 1 {
          throw Diagnostic(.badRange, "The range of a share is written with %.", at: high.span)
            .label("\(top.text) of what?").try(Quantity(top.magnitude * 100, .percent).text)
        }
        guard ends.0.base < ends.1.base else {
          throw Diagnostic(
            .badRange, "The range of \(parameter.name) is empty.",
            at: low.span.joined(to: high.span)
          ).label("\(ends.0.text) is not below \(ends.1.text)")
        }
        range = ends
        if let written = parameter.step {
          step = try self.step(written, unit ?? .none, within: ends)
        }
      }
      if !parameter.choices.isEmpty {
        guard case .text = parameter.value.form else {
          throw Diagnostic(
            .badRange, "The choices of \(parameter.name) are texts.", at: parameter.value.span
          ).label("this is none").try("\"\(parameter.choices[0])\"")
        }
      }
    } catch {
      problems.append(error)
    }
    return Cell(
      id: CellID(model, parameter.name), kind: .parameter, sentence: parameter.sentence,
      unit: unit, low: range?.low, high: range?.high, step: step, choices: parameter.choices,
      isImportant: false, preset: parameter.value, written: parameter.value,
      formula: parameter.value, isSet: false,
      state: .value(.bool(false)))
  }

  /// The quantity of an expression that reads no cell; nil where it is none.
  private func constant(_ expression: Expression) -> Amount? {
    guard expression.names().isEmpty else { return nil }
    var evaluator = Evaluator(scope: CellScope(self), budget: budget())
    // nil is told by whoever asks, with what is wanted.
    return (try? evaluator.value(expression))?.amount
  }

  /// An end of a range: a bare number, or bare dollars, take the parameter's unit.
  private func bound(_ written: Expression, _ unit: Unit) throws(Diagnostic) -> Quantity {
    guard written.names().isEmpty else {
      throw Diagnostic(.badRange, "The end of a range is a fixed value.", at: written.span)
        .label("reads a name")
    }
    var evaluator = Evaluator(scope: CellScope(self), budget: budget())
    guard case .quantity(let quantity) = try evaluator.value(written) else {
      throw Diagnostic(.badRange, "A range goes from a quantity to a quantity.", at: written.span)
    }
    if quantity.isPlain || (quantity.unit == .dollar && unit.hasDollarPrefix) {
      return Quantity(quantity.magnitude, unit)
    }
    guard let converted = quantity.converted(to: unit) else {
      throw Diagnostic(.cannotConvert, "The range is of another kind.", at: written.span)
        .label("\(quantity.dimension.words), not \(unit.dimension.words)")
    }
    return converted
  }

  /// How far apart the values of a range are.
  private func step(
    _ written: Expression, _ unit: Unit, within ends: (low: Quantity, high: Quantity)
  ) throws(Diagnostic) -> Quantity {
    let step = try bound(written, unit)
    guard step.base > 0, step.base <= ends.high.base - ends.low.base else {
      throw Diagnostic(
        .badRange, "A step lies above zero and within the range.", at: written.span
      ).label("\(step.text) does not")
    }
    return step
  }

  private mutating func defineFunctions(
    _ declarations: [Declaration], in model: String, _ problems: inout [Diagnostic]
  ) {
    for case .function(let definition) in declarations {
      do {
        try add(definition, in: model, isFromChapter: true)
      } catch {
        problems.append(error)
      }
    }
  }

  /// Resolves the names of new cells and refuses rings; gives the cells that can be computed.
  private mutating func connect(
    _ added: [Int], in model: String, _ problems: inout [Diagnostic]
  ) -> [Int] {
    var connected: [Int] = []
    for index in added {
      do throws(Diagnostic) {
        let formula = try resolve(state.cells[index].written, in: model)
        let inputs = inputs(of: formula)
        if let ring = state.graph.ring(at: index, reading: inputs) {
          throw Diagnostic(
            .ring,
            "These depend on each other: "
              + ring.map { state.cells[$0].id.name }.joined(separator: " → ") + ".",
            at: state.cells[index].written.span)
        }
        state.cells[index].formula = formula
        state.graph.set(inputs: inputs, of: index)
        connected.append(index)
      } catch {
        problems.append(error)
        state.cells[index].state = .failed(error)
      }
    }
    return connected
  }

  /// The author's statements in a model.
  public static func claims(_ declarations: [Declaration], of model: String) -> [Claim] {
    declarations.compactMap {
      if case .check(let check) = $0 { return Claim(model: model, declaration: check) }
      return nil
    }
  }

  /// Proves a statement; throws what is wrong with it.
  public func prove(_ claim: Claim) throws(Diagnostic) {
    let check = claim.declaration
    if case .compare(let left, .equal, let right) = check.condition.form {
      return try prove(left, equals: right, within: check.tolerance, claim)
    }
    guard try value(of: check.condition, in: claim.model) == .bool(true) else {
      throw Diagnostic(.checkFailed, "This does not hold.", at: check.span)
        .label(try sides(of: check.condition, claim.model))
    }
  }

  private func sides(
    of condition: Expression, _ model: String
  ) throws(Diagnostic) -> String {
    guard case .compare(let left, _, let right) = condition.form else { return "false" }
    return "\(try value(of: left, in: model).text) against \(try value(of: right, in: model).text)"
  }

  /// Without a tolerance two quantities are equal when they print alike in one unit.
  private func prove(
    _ left: Expression, equals right: Expression, within tolerance: Expression?, _ claim: Claim
  ) throws(Diagnostic) {
    let found = try value(of: left, in: claim.model)
    let wanted = try value(of: right, in: claim.model)
    guard case .quantity(let a) = found, case .quantity(let b) = wanted else {
      guard found == wanted else { throw differs(found, wanted, claim) }
      return
    }
    guard let same = a.converted(to: b.unit) else {
      throw Diagnostic(.unitMismatch, "This compares two kinds of quantity.", at: right.span)
        .label("\(b.dimension.words), not \(a.dimension.words)")
    }
    guard let tolerance else {
      guard same.text == b.text else { throw differs(.quantity(same), wanted, claim) }
      return
    }
    guard case .quantity(let allowed) = try value(of: tolerance, in: claim.model),
      let limit = allowed.unit.isPercent
        ? abs(b.magnitude) * allowed.base : allowed.converted(to: b.unit)?.magnitude
    else {
      throw Diagnostic(.unitMismatch, "The tolerance is of another kind.", at: tolerance.span)
        .label("not \(b.dimension.words)")
    }
    guard abs(same.magnitude - b.magnitude) <= limit else {
      throw differs(.quantity(same), wanted, claim)
    }
  }

  private func differs(_ found: Value, _ wanted: Value, _ claim: Claim) -> Diagnostic {
    let (given, wrong) = Value.toldApart(found, wanted)
    return Diagnostic(
      .checkFailed, "The model gives \(given), not \(wrong).", at: claim.declaration.span
    ).label("it is \(given)").expected(wrong, found: given)
      .try("check \(claim.declaration.condition.text.split(separator: "=").first ?? "")== \(given)")
  }
}
