import Basics
import CMath
import Diagnostics
import Quantities

/// Two quantities of different kinds where one kind is needed.
func mismatch(_ left: Amount, _ right: Amount, at span: SourceSpan) -> Diagnostic {
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
  ) throws(Diagnostic) -> Amount {
    var total = try amount(first)
    var kinds = ShareProduct()
    kinds.add(first, isShare: isShare || total.unit.isPercent)
    for link in links {
      let next = try amount(link.operand)
      kinds.add(link.operand, isShare: isShare || next.unit.isPercent, isInverse: link.isInverse)
      if link.isInverse {
        guard !next.contains(.zero) else { throw divisionByZero(link.operand) }
        total = total / next
      } else {
        total = total * next
      }
      total = try finite(total, first.span.joined(to: link.operand.span))
    }
    isShare = kinds.isShare
    return total
  }

  private func divisionByZero(_ divisor: Expression) -> Diagnostic {
    let base = Diagnostic(
      .divisionByZero, "Nothing can be divided by zero.", at: divisor.span
    ).label("this is zero")
    if let literal = divisor.literal {
      let one = Quantity(1, literal.unit).text
      return base.try(
        divisor.span.replaced(with: divisor.text.hasPrefix("(") ? "(\(one))" : one))
    }
    if case .name = divisor.form { return base.try("why \(divisor.text)") }
    return base
  }

  mutating func power(
    _ base: Expression, _ exponent: Expression, _ span: SourceSpan
  ) throws(Diagnostic) -> Amount {
    var left = try amount(base)
    var right = try amount(exponent)
    guard right.dimension.isNone, let plain = right.converted(to: .none) else {
      throw Diagnostic(.badExponent, "An exponent is a plain number.", at: exponent.span)
        .label("this is \(right.text)")
    }
    right = plain
    if left.unit.isPercent, let share = left.converted(to: .none) { left = share }
    if left.unit.isNone {
      let result = left.combined(with: right, in: .none) { pow($0, $1) }
      guard !result.contains(where: { $0.isNaN }) else {
        throw Diagnostic(
          .outsideDomain, "A negative number has no power that is not whole.", at: span
        ).label("\(left.text) to the power of \(right.text)")
      }
      guard !left.contains(where: { $0 == 0 }) || !right.contains(where: { $0 < 0 }) else {
        throw powerOfZero(base)
      }
      return try finite(result, span)
    }
    guard exponent.literal != nil, let whole = Int(exactly: right.typical.magnitude),
      (-9...9).contains(whole)
    else {
      throw Diagnostic(
        .badExponent, "A quantity with a unit takes a whole exponent from -9 to 9.",
        at: exponent.span
      ).label("\(left.unit.text) to the power of \(right.text) is no unit")
        .try(exponent.span.replaced(with: "2"))
    }
    guard whole >= 0 || !left.contains(where: { $0 == 0 }) else { throw powerOfZero(base) }
    return try finite(left.map(in: left.unit.raised(to: whole)) { pow($0, Double(whole)) }, span)
  }

  private func powerOfZero(_ base: Expression) -> Diagnostic {
    Diagnostic(
      .divisionByZero, "A negative power divides, and nothing can be divided by zero.",
      at: base.span
    ).label("this is zero")
  }

  func finite(_ amount: Amount, _ span: SourceSpan) throws(Diagnostic) -> Amount {
    guard amount.isFinite else {
      throw Diagnostic(.overflow, "This is too large to be a number.", at: span)
        .label("beyond 1.8e308")
    }
    guard amount.unit.isReasonable else {
      throw Diagnostic(.badExponent, "This unit has too high a power.", at: span)
        .label("powers go up to 30")
    }
    return amount
  }

  // MARK: Comparisons

  mutating func compare(
    _ left: Expression, _ comparison: Expression.Comparison, _ right: Expression,
    _ span: SourceSpan
  ) throws(Diagnostic) -> Value {
    let first = try value(left)
    let second = try value(right)
    if let a = first.amount, let b = second.amount {
      guard a.dimension == b.dimension else { throw mismatch(a, b, at: right.span) }
      if a.unit.isPercent, let literal = right.literal, literal.isPlain,
        literal.magnitude != 0, literal.magnitude != 1
      {
        throw Diagnostic(
          .percentAndNumber, "That compares a percentage with a plain number.", at: right.span
        ).label("\(right.text) has no unit; \(left.text) is a share (%)")
          .try(right.span.replaced(with: literal.asPercent.text))
      }
      return decide(comparison, a, b)
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
    return .bool((first == second) == (comparison == .equal))
  }

  private func decide(
    _ comparison: Expression.Comparison, _ left: Amount, _ right: Amount
  ) -> Value {
    let isSame = left.unit == right.unit
    let (a, b) = (isSame ? 1 : left.unit.scale, isSame ? 1 : right.unit.scale)
    if case .certain(let left) = left, case .certain(let right) = right {
      return .bool(decide(comparison, left.magnitude * a, right.magnitude * b))
    }
    let odds =
      switch comparison {
      case .less: Odds(left.samples(.less, right))
      case .greater: Odds(right.samples(.less, left))
      case .atMost: Odds(left.samples(.atMost, right))
      case .atLeast: Odds(right.samples(.atMost, left))
      case .equal: Odds(left.samples(.equal, right))
      case .unequal: Odds(left.samples(.equal, right)).inverted
      }
    return .odds(odds)
  }

  /// To twelve digits: 0.1 + 0.2 is 0.3.
  private func decide(
    _ comparison: Expression.Comparison, _ left: Double, _ right: Double
  ) -> Bool {
    let isSame = left.isSame(as: right)
    return switch comparison {
    case .equal: isSame
    case .unequal: !isSame
    case .less: left < right && !isSame
    case .greater: left > right && !isSame
    case .atMost: left < right || isSame
    case .atLeast: left > right || isSame
    }
  }
}

extension Quantity {
  /// The share that a plain number was probably meant as: 0.4 as 40%, 15 as 15%.
  public var asPercent: Quantity {
    Quantity(abs(magnitude) < 1 ? magnitude * 100 : magnitude, .percent)
  }

  /// The same, where it can mean only one: nil for 1, which may be 1% or all of it.
  public var asShare: Quantity? { abs(magnitude) == 1 ? nil : asPercent }
}

extension Quantity {
  /// A plain number, or bare money for a price, in the unit that was probably meant: 6 cents as
  /// $0.06/request. nil for any other kind.
  public func asPrice(in unit: Unit) -> Quantity? {
    if isPlain { return Quantity(magnitude, unit) }
    guard unit.hasDollarPrefix, dimension == Unit.dollar.dimension else { return nil }
    return Quantity(base, unit)
  }
}

/// What a product is made of, as far as it decides whether it reads best as a share: a share that is
/// multiplied or divided by bare numbers does, 15% of 200 does not.
private struct ShareProduct {
  private var hasShare = false
  private var hasNamedShare = false
  private var hasMultiplier = false
  private var hasOthers = false

  mutating func add(_ factor: Expression, isShare: Bool, isInverse: Bool = false) {
    if isShare, !isInverse {
      hasShare = true
      if !factor.isConstant { hasNamedShare = true }
    } else if !isShare, factor.isConstant {
      if !isInverse { hasMultiplier = true }
    } else {
      hasOthers = true
    }
  }

  var isShare: Bool { hasShare && !hasOthers && (hasNamedShare || !hasMultiplier) }
}

extension Expression {
  /// Whether it is computed from numbers alone, as written.
  fileprivate var isConstant: Bool {
    switch form {
    case .number: true
    case .negate(let inner): inner.isConstant
    case .sum(let first, let links), .product(let first, let links):
      first.isConstant && links.allSatisfy { $0.operand.isConstant }
    case .power(let base, let exponent): base.isConstant && exponent.isConstant
    default: false
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
