import Diagnostics
import Language
import Quantities

extension CellID {
  /// The model name under which the values stand that are given with a task.
  public static let given = "given"
}

/// A name and the value that it is given with a task.
public struct Given: Hashable, Sendable {
  /// The name.
  public var name: String
  /// A quantity or a text.
  public var value: Value
  /// Where it is written, for whatever is wrong with it.
  public var span: SourceSpan

  /// Creates a given value.
  public init(_ name: String, _ value: Value, at span: SourceSpan) {
    self.name = name
    self.value = value
    self.span = span
  }

  fileprivate var expression: Expression {
    if case .quantity(let quantity) = value { return Expression(quantity, at: span) }
    if case .text(let text) = value { return Expression(text, at: span) }
    return Expression(value.text, at: span)
  }
}

extension Cell {
  /// Has a value given by a task from now on.
  fileprivate mutating func take(_ value: Expression) {
    (written, formula, preset) = (value, value, value)
    (isSet, isGiven) = (false, true)
  }
}

extension Workbook {
  /// Gives names their values: a parameter of `model` is set, every other name becomes a cell of
  /// the model `given`. Undo does not reach behind it.
  /// - Throws: what is wrong with a value for its parameter, at the value's place; `is-result` for a
  ///   result of the model.
  public mutating func give(_ givens: [Given], settingParametersOf model: String? = nil)
    throws(Diagnostic)
  {
    var changed: [Int] = []
    for given in givens {
      let expression = given.expression
      if let model, let index = state.index[CellID(model, given.name)] {
        guard state.cells[index].kind == .parameter else {
          throw Diagnostic(.isResult, "\(given.name) is a result of \(model).", at: given.span)
            .label("it follows from its formula and cannot be given")
        }
        state.cells[index].take(expression)
        state.graph.set(inputs: [], of: index)
        changed.append(index)
      } else if let index = state.index[CellID(CellID.given, given.name)] {
        state.cells[index].take(expression)
        changed.append(index)
      } else {
        var cell = Cell(
          id: CellID(CellID.given, given.name), kind: .parameter, sentence: "",
          unit: given.value.quantity?.unit, low: nil, high: nil, isImportant: false,
          preset: nil, written: expression, formula: expression, isSet: false,
          state: .value(given.value))
        cell.take(expression)
        insert(cell)
        if !models.contains(CellID.given) { models.append(CellID.given) }
      }
    }
    try recompute(changed)
    for index in changed {
      if let failure = state.cells[index].failure { throw failure }
    }
    past = []
    future = []
    lastChanges = nil
  }
}
