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
      return base.try(first.span.joined(to: divisor.span).replaced(with: "\(before)1"))
    }
    if case .name = divisor.form { return base.try("why \(divisor.text)") }
    return base
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
        .try(exponent.span.replaced(with: "2"))
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
    guard quantity.unit.isReasonable else {
      throw Diagnostic(.badExponent, "This unit has too high a power.", at: span)
        .label("powers go up to 30")
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
          .try(right.span.replaced(with: literal.asPercent.text))
      }
      return decide(
        comparison, a.unit == b.unit ? a.magnitude : a.base, a.unit == b.unit ? b.magnitude : b.base
      )
    }
    guard first.sameKind(as: second) else {
      throw Diagnostic(
        .wrongKind, "\(first.kind.capitalizedFirst) and \(second.kind) cannot be compared.",
        at: right.span
      ).label("this is \(second.kind)").expected(first.kind, found: second.kind)
    }
    guard comparison == .equal || comparison == .unequal else {
      throw Diagnostic(.wrongKind, "Only quantities are larger or smaller.", at: span)
        .label("this is \(first.kind)").try(
          span.replaced(with: "\(left.text) == \(right.text)"))
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

extension Quantity {
  /// The share that a plain number was probably meant as: 0.4 as 40%, 15 as 15%.
  public var asPercent: Quantity {
    Quantity(abs(magnitude) < 1 ? magnitude * 100 : magnitude, .percent)
  }
}

extension Quantity {
  /// A plain number, or bare dollars for a price, in the unit that was probably meant; nil for any
  /// other kind.
  public func asPrice(in unit: Unit) -> Quantity? {
    isPlain || (self.unit == .dollar && unit.hasDollarPrefix) ? Quantity(magnitude, unit) : nil
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
