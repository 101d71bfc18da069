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

  /// The value of an expression. Small, because a formula of many levels is as many of these on the
  /// stack: each kind of expression has a function of its own.
  public mutating func value(_ expression: Expression) throws(Diagnostic) -> Value {
    try budget.enter(expression.span)
    defer { budget.leave() }
    return switch expression.form {
    case .number, .text, .bool: try literal(expression)
    case .name, .field, .call: try read(expression)
    case .negate, .sum, .product, .power, .convert: .quantity(try arithmetic(expression))
    case .not, .compare, .all, .any: .bool(try truth(expression))
    case .choice: try choice(expression)
    case .range: throw noRanges(expression)
    }
  }

  private func literal(_ expression: Expression) throws(Diagnostic) -> Value {
    switch expression.form {
    case .text(let text): .text(text)
    case .number(let quantity): .quantity(try finite(quantity, expression.span))
    default: .bool(expression.form == .bool(true))
    }
  }

  private mutating func read(_ expression: Expression) throws(Diagnostic) -> Value {
    switch expression.form {
    case .field(let inner, let field):
      try self.field(field, of: try value(inner), inner.text, expression.span)
    case .call(let name, let arguments): try call(name, arguments, expression)
    case .name(let path): try name(path, expression.span)
    default: try value(expression)
    }
  }

  private mutating func arithmetic(_ expression: Expression) throws(Diagnostic) -> Quantity {
    switch expression.form {
    case .negate(let inner): try negated(inner)
    case .sum(let first, let links): try sum(first, links)
    case .product(let first, let links): try product(first, links)
    case .power(let base, let exponent): try power(base, exponent, expression.span)
    case .convert(let inner, let unit): try convert(inner, unit, expression.span)
    default: try quantity(expression)
    }
  }

  private mutating func negated(_ inner: Expression) throws(Diagnostic) -> Quantity {
    let quantity = try quantity(inner)
    return Quantity(-quantity.magnitude, quantity.unit)
  }

  private mutating func truth(_ expression: Expression) throws(Diagnostic) -> Bool {
    switch expression.form {
    case .not(let inner): return !(try bool(inner))
    case .compare(let left, let comparison, let right):
      return try compare(left, comparison, right, expression.span)
    case .all(let parts):
      for part in parts where !(try bool(part)) { return false }
      return true
    case .any(let parts):
      for part in parts where try bool(part) { return true }
      return false
    default: return try bool(expression)
    }
  }

  private mutating func choice(_ expression: Expression) throws(Diagnostic) -> Value {
    guard case .choice(let condition, let first, let second) = expression.form else {
      return try literal(expression)
    }
    return try value(try bool(condition) ? first : second)
  }

  private func noRanges(_ expression: Expression) -> Diagnostic {
    Diagnostic(
      .unavailable, "Ranges as values (low to high) are not in this build.", at: expression.span
    ).label("give one value")
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
