import Diagnostics
import Quantities

/// Computes the value of expressions.
public struct Evaluator<Names: Scope> {
  /// Where names get their meaning.
  public var scope: Names
  /// How much work is left.
  public var budget: Budget
  /// The arguments of the function of the language's own that is being called; and what hoisted calls
  /// came to, of those that were met.
  public var locals: [String: Value] = [:]
  /// The calls that names of no formula stand for, each made when its name is met.
  public var hoisted: [String: Expression] = [:]
  /// What samples are drawn from: the name that the expression is bound to.
  let seed: String
  /// Which draw is met, and the samples of those that were.
  var path = DrawPath()
  var drawn: [String: UncertainQuantity] = [:]
  /// How they come out.
  public var draws = Draws()
  /// Where everything uncertain is looked at in one sample only, its place.
  var place: Int?
  /// Where every list is looked at in one row only, its number from 0.
  var row: Int?
  /// What calls have come to while rows are gone through.
  var called: [Expression: Value] = [:]
  /// Whether what is evaluated is a part that is not reached.
  var isLookingAhead = false
  /// Whether lists can be met at all.
  var meetsSeries = false
  /// Whether the plain number that was computed last is a share and reads best with its %: twice a
  /// share. It says how a whole line is shown; arithmetic knows nothing of it.
  var isShare = false

  /// Creates an evaluator. `seed` is the name that the expression is bound to: it decides which
  /// samples its ranges draw.
  public init(scope: Names, budget: Budget, seed: String = "") {
    self.scope = scope
    self.budget = budget
    self.seed = seed
  }

  /// The value of an expression. Small, because a formula of many levels is as many of these on the
  /// stack: each kind of expression has a function of its own.
  public mutating func value(_ expression: Expression) throws(Diagnostic) -> Value {
    try budget.enter(expression.span)
    defer { budget.leave() }
    guard path.isEmpty else { return try part(expression) }
    // A formula that is no part of another: a share with its %.
    path.begin(expression)
    meetsSeries = mayMeetSeries(expression)
    let value = try part(expression)
    return isShare ? value.shown(in: .percent) : value
  }

  /// The value of a part of a formula, whose draws are those of the whole.
  public mutating func value(
    of part: Expression, in formula: Expression
  ) throws(Diagnostic) -> Value {
    path.begin(formula)
    meetsSeries = mayMeetSeries(formula)
    return try value(part)
  }

  private mutating func part(_ expression: Expression) throws(Diagnostic) -> Value {
    if meetsSeries, row == nil, let value = try inRows(expression) { return value }
    let value: Value
    switch expression.form {
    case .negate, .sum, .product: return Value(try arithmetic(expression))
    case .choice: return try choice(expression)
    case .number, .text, .bool: value = try literal(expression)
    case .name, .field: value = try read(expression)
    case .call: return try read(expression)
    case .power, .convert: value = Value(try arithmetic(expression))
    case .not, .compare, .all, .any: value = try truth(expression)
    case .range(let low, let high): value = try range(low, high, expression.span)
    case .list(let elements): value = try list(elements, expression.span)
    }
    isShare = false
    return value
  }

  /// The value of what is computed row by row; nil for all else.
  private mutating func inRows(_ expression: Expression) throws(Diagnostic) -> Value? {
    switch expression.form {
    case .number, .text, .bool, .range, .name, .field, .list: return nil
    // A function goes through its own body.
    case .call(let name, _) where scope.definition(of: name) != nil: return nil
    default: break
    }
    guard let count = try rows(of: expression) else { return nil }
    return try eachRow(expression, count)
  }

  private func literal(_ expression: Expression) throws(Diagnostic) -> Value {
    switch expression.form {
    case .text(let text): .text(text)
    case .number(let quantity): Value(try finite(.certain(quantity), expression.span))
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

  private mutating func arithmetic(_ expression: Expression) throws(Diagnostic) -> Amount {
    switch expression.form {
    case .negate(let inner): try negated(inner)
    case .sum(let first, let links): try sum(first, links)
    case .product(let first, let links): try product(first, links)
    case .power(let base, let exponent): try power(base, exponent, expression.span)
    case .convert(let inner, let unit): try convert(inner, unit, expression.span)
    default: try amount(expression)
    }
  }

  private mutating func negated(_ inner: Expression) throws(Diagnostic) -> Amount {
    try amount(inner).negated
  }

  private mutating func truth(_ expression: Expression) throws(Diagnostic) -> Value {
    switch expression.form {
    case .not(let inner):
      switch try condition(inner) {
      case .sure(let holds): return .bool(!holds)
      case .odds(let odds): return .odds(odds.inverted)
      }
    case .compare(let left, let comparison, let right):
      return try compare(left, comparison, right, expression.span)
    case .all(let parts): return try first(false, of: parts, expression)
    case .any(let parts): return try first(true, of: parts, expression)
    default: return try value(expression)
    }
  }

  /// `wanted` where one of the parts is it; those behind it are not looked at.
  private mutating func first(
    _ wanted: Bool, of parts: [Expression], _ whole: Expression
  ) throws(Diagnostic) -> Value {
    for (position, part) in parts.enumerated() {
      guard case .sure(let holds) = try condition(part) else {
        let rest = Array(parts[position...])
        if let value = try joined(rest, isAll: !wanted) { return value }
        return try eachSample(whole)
      }
      guard holds == wanted else { continue }
      for rest in parts[(position + 1)...] { _ = try kind(ofUnreached: rest) }
      return .bool(wanted)
    }
    return .bool(!wanted)
  }

  private mutating func choice(_ expression: Expression) throws(Diagnostic) -> Value {
    guard case .choice(let condition, let first, let second) = expression.form else {
      return try literal(expression)
    }
    let holds: Bool
    switch try self.condition(condition) {
    case .sure(let truth): holds = truth
    case .odds(let odds):
      if let value = try chosen(odds, first, second) { return value }
      return try eachSample(expression)
    }
    let value = try value(holds ? first : second)
    let isMarked = isShare
    try checkKind(of: holds ? second : first, against: value)
    isShare = isMarked
    return value
  }

  /// A branch that is not reached is of the same kind as the other one, as far as that can be told
  /// without calling what takes long or may call itself.
  private mutating func checkKind(
    of branch: Expression, against value: Value
  ) throws(Diagnostic) {
    guard let amount = value.amount, let other = try kind(ofUnreached: branch)?.amount else {
      return
    }
    // Nothing of anything is a plain 0.
    guard other.dimension != amount.dimension, branch.literal?.magnitude != 0 else { return }
    guard case .certain(let known) = amount, known.isPlain, known.magnitude == 0 else {
      throw mismatch(amount, other, at: branch.span)
    }
  }

  /// What a part comes to that is not reached; nil where that cannot be told without a simulation or
  /// many steps.
  /// - Throws: where its kinds of quantities do not fit each other; what else is wrong with it would
  ///   show only where it is reached.
  private mutating func kind(ofUnreached part: Expression) throws(Diagnostic) -> Value? {
    // What is not reached in there is looked at when it is evaluated by itself.
    guard !isLookingAhead, place == nil, !isCostly(part) else { return nil }
    let before = (budget, drawn, draws)
    budget.limit(to: Budget.lookingAhead)
    isLookingAhead = true
    defer {
      (budget, drawn, draws) = before
      isLookingAhead = false
    }
    do throws(Diagnostic) {
      return try value(part)
    } catch {
      guard [.unitMismatch, .cannotConvert, .percentOfWhat].contains(error.code) else { return nil }
      throw error
    }
  }

  /// Whether a simulation, a file or a measurement stands in it, or in a function that it calls.
  private func isCostly(_ part: Expression) -> Bool {
    if !hoisted.isEmpty, part.names().contains(where: { hoisted[$0[0]] != nil }) { return true }
    var seen: Set<String> = []
    func isCostly(_ part: Expression) -> Bool {
      part.calls.contains { name in
        guard seen.insert(name).inserted else { return false }
        if let definition = scope.definition(of: name) { return isCostly(definition.body) }
        return scope.native(name).map { $0.uncertainty == .refused } ?? true
      }
    }
    return isCostly(part)
  }

  /// The value of an expression that must be a quantity, certain or not.
  mutating func amount(_ expression: Expression) throws(Diagnostic) -> Amount {
    let value = try value(expression)
    guard let amount = value.amount else {
      throw Diagnostic(.wrongKind, "Arithmetic needs a quantity.", at: expression.span)
        .label("this is \(value.kind)").expected("a quantity", found: value.kind)
    }
    return amount
  }

  private enum Condition {
    case sure(Bool)
    case odds(Odds)
  }

  private mutating func condition(_ expression: Expression) throws(Diagnostic) -> Condition {
    let value = try value(expression)
    switch value {
    case .bool(let bool): return .sure(bool)
    case .odds(let odds): return .odds(odds)
    default:
      throw Diagnostic(.wrongKind, "A condition is needed here.", at: expression.span)
        .label("this is \(value.kind)").expected("true or false", found: value.kind)
        .try(
          expression.literal != nil
            ? nil
            : value.amount.map {
              expression.span.replaced(with: "\(expression.text) > \(Quantity(0, $0.unit).text)")
            })
    }
  }

  private mutating func name(
    _ path: [String], _ span: SourceSpan
  ) throws(Diagnostic) -> Value {
    var value: Value
    var used = 1
    if let first = path.first, let local = locals[first] {
      value = local
    } else if let first = path.first, let call = hoisted[first] {
      value = try self.value(call)
      // In one sample or row it may be another than in the next.
      if place == nil, row == nil { locals[first] = value }
    } else {
      (value, used) = try scope.value(of: path, at: span, &budget)
    }
    // As the learner wrote it: the path may have been given full names.
    let written = span.text.split(separator: ".")
    for (position, field) in path.dropFirst(used).enumerated() {
      let owner = written.dropLast(path.count - used - position).joined(separator: ".")
      value = try self.field(field, of: value, owner, span)
    }
    return here(value)
  }

  private func field(
    _ field: String, of value: Value, _ owner: String, _ span: SourceSpan
  ) throws(Diagnostic) -> Value {
    guard case .record(let record) = value else {
      throw Diagnostic(.unknownField, "\(owner) has no field \(field).", at: span)
        .label("\(owner) is \(value.kind)").try(span.replaced(with: owner))
    }
    if let found = record[field] { return found }
    if let reason = record.absences[field] {
      throw reason.diagnostic(at: span)
    }
    let names = record.fields.map { $0.name }
    let near = closest(to: field, among: names)
    throw Diagnostic(.unknownField, "\(owner) has no field \(field).", at: span)
      .label("no such field")
      .note("It has " + names.joined(separator: ", ") + ".")
      .try((near ?? names.first).map { span.replaced(with: "\(owner).\($0)") })
  }

  private mutating func convert(
    _ inner: Expression, _ unit: Unit, _ span: SourceSpan
  ) throws(Diagnostic) -> Amount {
    let amount = try amount(inner)
    guard let converted = amount.converted(to: unit) else {
      throw Diagnostic(
        .cannotConvert,
        "\(amount.text) cannot be shown "
          + (unit.isNone ? "as a plain number." : "in \(unit.text)."), at: span
      )
      .label("\(amount.dimension.words), not \(unit.dimension.words)")
      .expected(unit.dimension.words, found: amount.dimension.words)
      .try(span.replaced(with: inner.text))
    }
    return try finite(converted, span)
  }
}
