import Diagnostics
import Quantities

/// A formula as a tree. Sums and products are flat chains, so that a long line is not a deep tree.
public struct Expression: Hashable, Sendable {
  /// What the expression is made of.
  public let form: Form
  /// Where it stands in its source.
  public let span: SourceSpan

  /// The kinds of expression.
  public indirect enum Form: Hashable, Sendable {
    /// A number with its unit, as written.
    case number(Quantity)
    case text(String)
    case bool(Bool)
    /// A name, with the parts behind its dots: a cell, a cell of a model, a field of a record.
    case name([String])
    case field(Expression, String)
    case call(String, [Argument])
    case negate(Expression)
    case not(Expression)
    case sum(Expression, [Link])
    case product(Expression, [Link])
    case power(Expression, Expression)
    case compare(Expression, Comparison, Expression)
    case all([Expression])
    case any([Expression])
    case convert(Expression, Unit)
    /// `[1, 2, 4]`
    case list([Expression])
    /// `low to high`: a 90% range.
    case range(Expression, Expression)
    case choice(if: Expression, then: Expression, else: Expression)
  }

  /// A further term of a sum or factor of a product.
  public struct Link: Hashable, Sendable {
    /// Whether the term is subtracted, or the factor divides.
    public let isInverse: Bool
    /// The term or factor.
    public let operand: Expression
  }

  /// An argument of a call.
  public struct Argument: Hashable, Sendable {
    /// The name it was given with, if any.
    public let label: String?
    /// What is given.
    public let value: Expression
    /// Where the argument stands, its name included.
    public let span: SourceSpan
    /// A bare number in it whose comma may have been meant to part two arguments: `4,128`.
    public let doubtful: SourceSpan?
  }

  /// How two values are compared.
  public enum Comparison: String, Hashable, Sendable {
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case greater = ">"
    case atMost = "<="
    case atLeast = ">="
  }

  /// The text it was parsed from.
  public var text: String { span.text }

  /// The number, where this is nothing but a number with an optional sign.
  public var literal: Quantity? {
    switch form {
    case .number(let quantity): quantity
    case .negate(let inner):
      inner.literal.map { Quantity(-$0.magnitude, $0.unit) }
    default: nil
    }
  }

  /// The names it reads, each once, in order of appearance; `parameters` are left out.
  public func names(without parameters: Set<String> = []) -> [[String]] {
    var found: [[String]] = []
    visit { expression in
      if case .name(let path) = expression.form, let first = path.first,
        !(path.count == 1 && parameters.contains(first)), !found.contains(path)
      {
        found.append(path)
      }
    }
    return found
  }

  /// The functions it calls, each once.
  public var calls: [String] {
    var found: [String] = []
    visit { expression in
      if case .call(let name, _) = expression.form, !found.contains(name) { found.append(name) }
    }
    return found
  }

  /// Goes through the tree from the outside in, from left to right.
  public func visit(_ body: (Expression) -> Void) {
    body(self)
    for part in parts { part.visit(body) }
  }

  /// The parts right below.
  var parts: [Expression] {
    switch form {
    case .number, .text, .bool, .name: []
    case .field(let inner, _), .negate(let inner), .not(let inner), .convert(let inner, _): [inner]
    case .call(_, let arguments): arguments.map { $0.value }
    case .sum(let first, let links), .product(let first, let links):
      [first] + links.map { $0.operand }
    case .power(let left, let right), .compare(let left, _, let right), .range(let left, let right):
      [left, right]
    case .all(let parts), .any(let parts), .list(let parts): parts
    case .choice(let condition, let first, let second): [condition, first, second]
    }
  }
}
