import Basics
import Diagnostics
import Quantities

extension Evaluator {
  mutating func sum(
    _ first: Expression, _ links: [Expression.Link]
  ) throws(Diagnostic) -> Amount {
    var total = try amount(first)
    var isSum = isShare || total.unit.isPercent
    var before = first.span
    var isWhole = first.isOne
    for (position, link) in links.enumerated() {
      var next = try amount(link.operand)
      let isNext = isShare || next.unit.isPercent
      // Twice a share and a share: both with their %.
      if isSum, isNext, total.unit.isPercent != next.unit.isPercent {
        total = total.converted(to: .percent) ?? total
        next = next.converted(to: .percent) ?? next
      }
      let step = Addition(
        left: total, right: next, isMinus: link.isInverse, before: before,
        term: position == 0 ? first : nil, after: link.operand, isWhole: isWhole)
      total = try add(step)
      before = step.span
      isWhole = isWhole && isNext
      isSum = isSum && isNext
    }
    isShare = isSum
    return total
  }

  private func add(_ step: Addition) throws(Diagnostic) -> Amount {
    if step.left.unit.isPercent != step.right.unit.isPercent,
      !(step.left.unit.isPercent ? step.after.isOne : step.isWhole)
    {
      throw shareProblem(step)
    }
    guard let sum = step.left.adding(step.right, sign: step.isMinus ? -1 : 1) else {
      throw step.mismatch
    }
    return try finite(sum, step.span)
  }

  /// A percentage and something that is none: only the whole, 1, may stand with it.
  private func shareProblem(_ step: Addition) -> Diagnostic {
    let (left, right) = (step.left, step.right)
    guard left.unit.isPercent else { return step.percentOfWhat }
    guard right.unit.isNone else {
      return step.mismatch.try(
        step.isMinus || step.term == nil
          ? nil : step.replaced(with: "\(step.after.text) * (1 + \(step.before.text))"))
    }
    let problem = Diagnostic(
      .percentAndNumber,
      "That \(step.isMinus ? "subtracts" : "adds") a percentage and a plain number.",
      at: step.after.span
    ).label("\(step.after.text) has no unit; \(step.before.text) is a share (%)")
    guard step.after.literal != nil else { return problem }
    // The learner wants another value more often than a sum.
    let (share, number) = (left.typical.magnitude, right.typical.magnitude)
    let meant = Quantity(share + (step.isMinus ? -1 : 1) * number, .percent)
    if left.isCertain, case .name(let path)? = step.term?.form, isSettable(path, to: meant),
      step.before.source.text.trimmed == step.span.text
    {
      return problem.try("\(step.before.text) = \(meant.text)")
    }
    return problem.try(
      step.replaced(with: "\(step.before.text) \(step.word) \(step.after.text)%"))
  }

  private func isSettable(_ path: [String], to value: Quantity) -> Bool {
    guard let first = path.first, locals[first] == nil else { return false }
    return scope.canSet(path, to: value)
  }
}

/// A step of a sum: what stands so far, and the term that comes to it.
private struct Addition {
  let left: Amount
  let right: Amount
  let isMinus: Bool
  /// All that stands so far.
  let before: SourceSpan
  /// The same as an expression; nil where it is several terms.
  let term: Expression?
  let after: Expression
  /// Whether `left` is the whole, 1, with nothing but shares added or taken away.
  let isWhole: Bool

  var span: SourceSpan { before.joined(to: after.span) }
  var word: String { isMinus ? "-" : "+" }

  /// The line with this step replaced.
  func replaced(with text: String) -> String { span.replaced(with: text) }

  var percentOfWhat: Diagnostic {
    let base = term == nil ? "(\(before.text))" : before.text
    return Diagnostic(.percentOfWhat, "A percentage of what?", at: span)
      .label("\(right.text) has to be a share of something")
      .note("A share is taken of a value by multiplying.")
      .try(replaced(with: "\(base) * (1 \(word) \(after.text))"))
  }

  /// Two kinds. Dollars may have been meant per something; two numbers to be multiplied.
  var mismatch: Diagnostic {
    let problem = Language.mismatch(left, right, at: after.span)
    if let meant = after.literal?.asPrice(in: left.unit) {
      return problem.try(replaced(with: "\(before.text) \(word) \(meant.text)"))
    }
    if let meant = term?.literal?.asPrice(in: right.unit) {
      return problem.try(replaced(with: "\(meant.text) \(word) \(after.text)"))
    }
    guard !isMinus, term?.literal != nil, after.literal != nil else { return problem }
    return problem.try(replaced(with: "\(before.text) * \(after.text)"))
  }
}

extension Expression {
  /// Whether this is the number 1 as written, the whole that shares are parts of.
  fileprivate var isOne: Bool { literal.map { $0.isPlain && $0.magnitude == 1 } ?? false }
}
