import CMath
import Quantities

extension MovingFormula {
  /// What a part comes to: a quantity, or whether a condition can be true and can be false.
  enum Part {
    case amount(Enclosure)
    case condition(canHold: Bool, canFail: Bool, isDefined: Bool)
  }

  /// What the formula can be.
  /// - Parameter moving: what each name that moves can be, or why it has no value.
  public func enclosure(
    _ moving: [Result<Enclosure, EnclosureProblem>]
  ) throws(EnclosureProblem) -> Enclosure {
    try amount(root, moving)
  }

  private func amount(
    _ node: Node, _ moving: [Result<Enclosure, EnclosureProblem>]
  ) throws(EnclosureProblem) -> Enclosure {
    guard case .amount(let enclosure) = try part(node, moving) else { throw .impossible }
    return enclosure
  }

  private func part(
    _ node: Node, _ moving: [Result<Enclosure, EnclosureProblem>]
  ) throws(EnclosureProblem) -> Part {
    switch node {
    case .constant(let quantity): return .amount(Enclosure(quantity))
    case .truth(let holds): return .condition(canHold: holds, canFail: !holds, isDefined: true)
    case .moving(let place): return .amount(try moving[place].get())
    case .negate(let inner):
      let value = try amount(inner, moving)
      return .amount(
        value.mapped(-value.range, slope: Interval(-1), value.unit, isNonzero: value.isNonzero))
    case .sum(let first, let terms):
      var total = try amount(first, moving)
      for term in terms {
        let next = try amount(term.node, moving)
        total = try total.adding(next, sign: term.isInverse ? -1 : 1)
      }
      return .amount(total)
    case .product(let first, let terms):
      var total = try amount(first, moving)
      for term in terms {
        let next = try amount(term.node, moving)
        total = term.isInverse ? try total / next : total * next
      }
      return .amount(total)
    case .power(let base, let exponent):
      return .amount(try amount(base, moving).raised(to: try amount(exponent, moving)))
    case .convert(let inner, let unit):
      guard let converted = try amount(inner, moving).converted(to: unit) else {
        throw .impossible
      }
      return .amount(converted)
    case .call(let builtin, let arguments):
      var values: [Enclosure] = []
      for argument in arguments { values.append(try amount(argument, moving)) }
      return .amount(try builtin.enclosure(values))
    case .compare(let left, let comparison, let right):
      return try compare(try amount(left, moving), comparison, try amount(right, moving))
    case .not, .all, .any: return try condition(node, moving)
    case .choice(let condition, let first, let second):
      return .amount(try choice(condition, first, second, moving))
    }
  }

  private func condition(
    _ node: Node, _ moving: [Result<Enclosure, EnclosureProblem>]
  ) throws(EnclosureProblem) -> Part {
    switch node {
    case .not(let inner):
      guard case .condition(let canHold, let canFail, let isDefined) = try part(inner, moving)
      else { throw .impossible }
      return .condition(canHold: canFail, canFail: canHold, isDefined: isDefined)
    case .all(let nodes), .any(let nodes):
      var isAll = false
      if case .all = node { isAll = true }
      // Joined with `or`, the roles of true and false are exchanged.
      var canHold = true
      var canFail = false
      var isDefined = true
      for next in nodes where canHold {
        guard case .condition(let holds, let fails, let isThere) = try part(next, moving) else {
          throw .impossible
        }
        canHold = canHold && (isAll ? holds : fails)
        canFail = canFail || (isAll ? fails : holds)
        isDefined = isDefined && isThere
      }
      return .condition(
        canHold: isAll ? canHold : canFail, canFail: isAll ? canFail : canHold,
        isDefined: isDefined)
    default: return try part(node, moving)
    }
  }

  private func choice(
    _ condition: Node, _ first: Node, _ second: Node,
    _ moving: [Result<Enclosure, EnclosureProblem>]
  ) throws(EnclosureProblem) -> Enclosure {
    guard case .condition(let canHold, let canFail, let isDefined) = try part(condition, moving)
    else { throw .impossible }
    var result: Enclosure
    if canHold, canFail {
      let branches = [first, second].map { branch in
        Result { () throws(EnclosureProblem) -> Enclosure in try amount(branch, moving) }
      }
      switch (branches[0], branches[1]) {
      case (.success(let one), .success(let other)): result = try one.either(other)
      case (.success(let one), .failure(.nowhere)), (.failure(.nowhere), .success(let one)):
        result = one.broken
        result.isDefined = false
      case (.failure(let problem), _), (_, .failure(let problem)): throw problem
      }
    } else {
      result = try amount(canHold ? first : second, moving)
    }
    if !isDefined { result.isDefined = false }
    return result
  }

  /// To twelve digits, as everywhere.
  private func compare(
    _ left: Enclosure, _ comparison: Expression.Comparison, _ right: Enclosure
  ) throws(EnclosureProblem) -> Part {
    guard left.unit.dimension == right.unit.dimension,
      let a = left.converted(to: left.unit)?.range, let b = right.converted(to: left.unit)?.range
    else { throw .impossible }
    let slack = 1e-12 * min(max(a.largest, b.largest), .greatestFiniteMagnitude)
    let canBeSame = a.low <= b.high + slack && b.low <= a.high + slack
    let isSame = abs(a.low - b.high) <= slack / 2 && abs(a.high - b.low) <= slack / 2
    let canBeLess = !isSame && a.low < b.high
    let canBeMore = !isSame && a.high > b.low
    let isDefined = left.isDefined && right.isDefined
    func part(_ canHold: Bool, _ canFail: Bool) -> Part {
      .condition(canHold: canHold, canFail: canFail, isDefined: isDefined)
    }
    return switch comparison {
    case .equal: part(canBeSame, !isSame)
    case .unequal: part(!isSame, canBeSame)
    case .less: part(canBeLess, canBeSame || canBeMore)
    case .atLeast: part(canBeSame || canBeMore, canBeLess)
    case .greater: part(canBeMore, canBeSame || canBeLess)
    case .atMost: part(canBeSame || canBeLess, canBeMore)
    }
  }
}
