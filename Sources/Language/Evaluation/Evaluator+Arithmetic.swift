import Diagnostics
import Quantities

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Two quantities of different kinds where one kind is needed.
func mismatch(_ left: Quantity, _ right: Quantity, at span: SourceSpan) -> Diagnostic {
  Diagnostic(
    .unitMismatch, "\(left.text) and \(right.text) are not the same kind of quantity.", at: span
  )
  .label("\(right.dimension.words), not \(left.dimension.words)")
  .expected(left.dimension.words, found: right.dimension.words)
}

extension Evaluator {
  // MARK: Sums

  mutating func sum(
    _ first: Expression, _ links: [Expression.Link]
  ) throws(Diagnostic) -> Quantity {
    var total = try quantity(first)
    var before = first
    for link in links {
      let next = try quantity(link.operand)
      total = try add(total, next, sign: link.isInverse ? -1 : 1, before, link.operand)
      before = Expression(
        form: link.operand.form, span: first.span.joined(to: link.operand.span))
    }
    return total
  }

  /// - Parameters:
  ///   - before: the expression `left` came from, for messages.
  ///   - after: the expression `right` came from.
  private func add(
    _ left: Quantity, _ right: Quantity, sign: Double, _ before: Expression, _ after: Expression
  ) throws(Diagnostic) -> Quantity {
    if left.unit.isPercent != right.unit.isPercent {
      return try addShare(left, right, sign: sign, before, after)
    }
    guard let sum = left.adding(right, sign: sign) else {
      let word = sign > 0 ? "+" : "-"
      throw mismatch(left, right, at: after.span)
        .try(
          completed(after, like: left).map { "\(before.text) \(word) \($0)" }
            ?? completed(before, like: right).map { "\($0) \(word) \(after.text)" }
            ?? "\(before.text) * \(after.text)")
    }
    return try finite(sum, before.span.joined(to: after.span))
  }

  /// A literal with the unit of `other`, where it has a part of that unit or none.
  private func completed(_ literal: Expression, like other: Quantity) -> String? {
    guard let number = literal.literal,
      number.unit.factors.allSatisfy({ other.unit.factors.contains($0) })
    else { return nil }
    return Quantity(number.magnitude, other.unit).text
  }

  /// A percentage and something that is none: only the whole, 1, may stand with it.
  private func addShare(
    _ left: Quantity, _ right: Quantity, sign: Double, _ before: Expression, _ after: Expression
  ) throws(Diagnostic) -> Quantity {
    let whole = left.unit.isPercent ? after : before
    if whole.literal == Quantity(1), let sum = left.adding(right, sign: sign) { return sum }
    let word = sign > 0 ? "+" : "-"
    if right.unit.isPercent, !(left.isPlain && after.literal == nil) {
      throw Diagnostic(
        .percentOfWhat, "A percentage of what?", at: before.span.joined(to: after.span)
      )
      .label("\(right.text) has to be a share of something")
      .note("A share is taken of a value by multiplying.")
      .try("\(before.text) * (1 \(word) \(after.text))")
    }
    let (share, number) = left.unit.isPercent ? (before, after) : (after, before)
    let plain = left.unit.isPercent ? right : left
    guard plain.isPlain else {
      throw mismatch(left, right, at: after.span)
        .try(left.unit.isPercent ? "\(after.text) * (1 \(word) \(before.text))" : nil)
    }
    var diagnostic = Diagnostic(
      .percentAndNumber,
      "That \(sign > 0 ? "adds" : "subtracts") a percentage and a plain number.",
      at: number.span)
    diagnostic = diagnostic.label("\(number.text) has no unit; \(share.text) is a share (%)")
    if left.unit.isPercent, after.literal != nil, case .name = before.form {
      let meant = Quantity(left.magnitude + sign * right.magnitude, .percent)
      return try failure(diagnostic.try("\(before.text) = \(meant.text)"))
    }
    return try failure(
      diagnostic.try(
        number.literal == nil
          ? "\(number.text) in % \(word) \(share.text)"
          : "\(before.text)\(left.unit.isPercent ? "" : "%") \(word) \(after.text)"
            + (left.unit.isPercent ? "%" : "")))
  }

  private func failure(_ diagnostic: Diagnostic) throws(Diagnostic) -> Quantity {
    throw diagnostic
  }

  // MARK: Products and powers

  mutating func product(
    _ first: Expression, _ links: [Expression.Link]
  ) throws(Diagnostic) -> Quantity {
    var total = try quantity(first)
    for link in links {
      let next = try quantity(link.operand)
      if link.isInverse {
        guard next.magnitude != 0 else { throw divisionByZero(first, link.operand) }
        total = total / next
      } else {
        total = total * next
      }
      total = try finite(total, first.span.joined(to: link.operand.span))
    }
    return total
  }

  private func divisionByZero(_ first: Expression, _ divisor: Expression) -> Diagnostic {
    let base = Diagnostic(
      .divisionByZero, "Nothing can be divided by zero.", at: divisor.span
    ).label("this is zero")
    if divisor.literal != nil {
      let source = first.span.source
      let before = source.string(first.span.range.lowerBound..<divisor.span.range.lowerBound)
      return base.try("\(before)1")
    }
    if case .name = divisor.form { return base.try("why \(divisor.text)") }
    return base.try(divisor.text)
  }

  mutating func power(
    _ base: Expression, _ exponent: Expression, _ span: SourceSpan
  ) throws(Diagnostic) -> Quantity {
    var left = try quantity(base)
    let right = try quantity(exponent)
    guard right.dimension.isNone else {
      throw Diagnostic(.badExponent, "An exponent is a plain number.", at: exponent.span)
        .label("this is \(right.text)")
    }
    if left.unit.isPercent { left = Quantity(left.base) }
    if left.isPlain {
      let result = pow(left.magnitude, right.base)
      guard !result.isNaN else {
        throw Diagnostic(
          .outsideDomain, "A negative number has no power that is not whole.", at: span
        ).label("\(left.text) to the power of \(right.text)")
      }
      guard left.magnitude != 0 || right.base >= 0 else { throw divisionByZero(base, base) }
      return try finite(Quantity(result), span)
    }
    guard exponent.literal != nil, let whole = Int(exactly: right.base), abs(whole) <= 9 else {
      throw Diagnostic(
        .badExponent, "A quantity with a unit takes a whole exponent from -9 to 9.",
        at: exponent.span
      ).label("\(left.unit.text) to the power of \(right.text) is no unit")
        .try("\(base.text) ^ 2")
    }
    guard left.magnitude != 0 || whole >= 0 else { throw divisionByZero(base, base) }
    return try finite(
      Quantity(pow(left.magnitude, Double(whole)), left.unit.raised(to: whole)), span)
  }

  func finite(_ quantity: Quantity, _ span: SourceSpan) throws(Diagnostic) -> Quantity {
    guard quantity.magnitude.isFinite else {
      throw Diagnostic(.overflow, "This is too large to be a number.", at: span)
        .label("beyond 1.8e308")
    }
    return quantity
  }

  // MARK: Comparisons

  mutating func compare(
    _ left: Expression, _ comparison: Expression.Comparison, _ right: Expression,
    _ span: SourceSpan
  ) throws(Diagnostic) -> Bool {
    let first = try value(left)
    let second = try value(right)
    if case .quantity(let a) = first, case .quantity(let b) = second {
      guard a.dimension == b.dimension else { throw mismatch(a, b, at: right.span) }
      if a.unit.isPercent, let literal = right.literal, literal.isPlain,
        literal.magnitude != 0, literal.magnitude != 1
      {
        throw Diagnostic(
          .percentAndNumber, "That compares a percentage with a plain number.", at: right.span
        ).label("\(right.text) has no unit; \(left.text) is a share (%)")
          .try("\(left.text) \(comparison.rawValue) \(right.text)%")
      }
      return decide(
        comparison, a.unit == b.unit ? a.magnitude : a.base, a.unit == b.unit ? b.magnitude : b.base
      )
    }
    guard comparison == .equal || comparison == .unequal, first.sameKind(as: second) else {
      throw Diagnostic(
        .wrongKind, "\(first.kind.capitalizedFirst) and \(second.kind) cannot be compared so.",
        at: span)
    }
    return (first == second) == (comparison == .equal)
  }

  private func decide(
    _ comparison: Expression.Comparison, _ left: Double, _ right: Double
  ) -> Bool {
    switch comparison {
    case .equal: left == right
    case .unequal: left != right
    case .less: left < right
    case .greater: left > right
    case .atMost: left <= right
    case .atLeast: left >= right
    }
  }
}

extension Value {
  fileprivate func sameKind(as other: Value) -> Bool {
    switch (self, other) {
    case (.bool, .bool), (.text, .text), (.record, .record): true
    default: false
    }
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
