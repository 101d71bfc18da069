import Diagnostics
import Quantities

/// Walks an expression and gives its value.
public struct Evaluator<Names: Scope> {
  public var scope: Names
  public var budget: Budget
  /// The arguments of the function of the language's own that is being called.
  var locals: [String: Value] = [:]

  public init(scope: Names, budget: Budget) {
    self.scope = scope
    self.budget = budget
  }

  /// The value of an expression.
  public mutating func value(_ expression: Expression) throws(Diagnostic) -> Value {
    try budget.enter(expression.span)
    defer { budget.leave() }
    switch expression.form {
    case .number(let quantity): return .quantity(quantity)
    case .text(let text): return .text(text)
    case .bool(let bool): return .bool(bool)
    case .name(let path): return try name(path, expression.span)
    case .field(let inner, let field):
      return try self.field(field, of: try value(inner), inner.text, expression.span)
    case .call(let name, let arguments): return try call(name, arguments, expression)
    case .negate(let inner):
      let quantity = try self.quantity(inner)
      return .quantity(Quantity(-quantity.magnitude, quantity.unit))
    case .not(let inner): return .bool(!(try bool(inner)))
    case .sum(let first, let links): return .quantity(try sum(first, links))
    case .product(let first, let links): return .quantity(try product(first, links))
    case .power(let base, let exponent):
      return .quantity(try power(base, exponent, expression.span))
    case .compare(let left, let comparison, let right):
      return .bool(try compare(left, comparison, right, expression.span))
    case .all(let parts):
      for part in parts where !(try bool(part)) { return .bool(false) }
      return .bool(true)
    case .any(let parts):
      for part in parts where try bool(part) { return .bool(true) }
      return .bool(false)
    case .convert(let inner, let unit): return .quantity(try convert(inner, unit, expression.span))
    case .range:
      throw Diagnostic(
        .unavailable, "Ranges as values (low to high) are not in this build.", at: expression.span
      ).label("give one value").try(nil)
    case .choice(let condition, let first, let second):
      return try value(try bool(condition) ? first : second)
    }
  }

  /// The value of an expression that must be a quantity.
  mutating func quantity(_ expression: Expression) throws(Diagnostic) -> Quantity {
    let value = try value(expression)
    guard case .quantity(let quantity) = value else {
      throw Diagnostic(.wrongKind, "Arithmetic needs a quantity.", at: expression.span)
        .label("this is \(value.kind)").expected("a quantity", found: value.kind)
    }
    return quantity
  }

  mutating func bool(_ expression: Expression) throws(Diagnostic) -> Bool {
    let value = try value(expression)
    guard case .bool(let bool) = value else {
      throw Diagnostic(.wrongKind, "A condition is needed here.", at: expression.span)
        .label("this is \(value.kind)").expected("true or false", found: value.kind)
        .try(
          value.quantity.map {
            expression.span.replaced(with: "\(expression.text) > \(Quantity(0, $0.unit).text)")
          })
    }
    return bool
  }

  private mutating func name(
    _ path: [String], _ span: SourceSpan
  ) throws(Diagnostic) -> Value {
    var value: Value
    var used = 1
    if let first = path.first, let local = locals[first] {
      value = local
    } else {
      (value, used) = try scope.value(of: path, at: span, &budget)
    }
    // As the learner wrote it: the path may have been given full names.
    let written = span.text.split(separator: ".")
    for (position, field) in path.dropFirst(used).enumerated() {
      let owner = written.dropLast(path.count - used - position).joined(separator: ".")
      value = try self.field(field, of: value, owner, span)
    }
    return value
  }

  private func field(
    _ field: String, of value: Value, _ owner: String, _ span: SourceSpan
  ) throws(Diagnostic) -> Value {
    guard case .record(let record) = value else {
      throw Diagnostic(.unknownField, "\(owner) has no field \(field).", at: span)
        .label("\(owner) is \(value.kind)").try(span.replaced(with: owner))
    }
    if let found = record[field] { return found }
    let names = record.fields.map(\.name)
    let near = closest(to: field, among: names)
    throw Diagnostic(.unknownField, "\(owner) has no field \(field).", at: span)
      .label("no such field")
      .note("It has " + names.joined(separator: ", ") + ".")
      .try((near ?? names.first).map { span.replaced(with: "\(owner).\($0)") })
  }

  private mutating func convert(
    _ inner: Expression, _ unit: Unit, _ span: SourceSpan
  ) throws(Diagnostic) -> Quantity {
    let quantity = try quantity(inner)
    guard let converted = quantity.converted(to: unit) else {
      throw Diagnostic(
        .cannotConvert, "\(quantity.text) cannot be shown in \(unit.text).", at: span
      )
      .label("\(quantity.dimension.words), not \(unit.dimension.words)")
      .expected(unit.dimension.words, found: quantity.dimension.words)
      .try(span.replaced(with: inner.text))
    }
    return try finite(converted, span)
  }
}
