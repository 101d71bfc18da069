import Diagnostics
import Quantities

/// Where an evaluation finds what names mean.
public protocol Scope {
  /// The value of the longest part of `path` that names a cell, and how many parts that took.
  mutating func value(
    of path: [String], at span: SourceSpan, _ budget: inout Budget
  ) throws(Diagnostic) -> (Value, used: Int)

  /// Whether a binding could give a name this value.
  func canSet(_ path: [String], to value: Quantity) -> Bool

  /// A function of the language's own, if there is one of that name.
  func definition(of function: String) -> FunctionDefinition?

  /// A function in Swift.
  func native(_ function: String) -> Function?

  /// Whether any name is a list, or has one as a field.
  var holdsSeries: Bool { get }

  /// Names that a misspelt function may have meant.
  var functionNames: [String] { get }
}

extension Scope {
  /// Looks for lists in every formula.
  public var holdsSeries: Bool { true }
}
