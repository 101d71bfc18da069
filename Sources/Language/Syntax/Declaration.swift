import Diagnostics
import Quantities

/// A line of a model.
public enum Declaration: Hashable, Sendable {
  case parameter(ParameterDeclaration)
  case result(ResultDeclaration)
  case check(CheckDeclaration)
  case unit(UnitDeclaration)
  case function(FunctionDefinition)
}

/// `param gpus: gpu = 4 in 1..64 "GPUs rented"`
public struct ParameterDeclaration: Hashable, Sendable {
  public let name: String
  public let nameSpan: SourceSpan
  /// The declared unit; nil where the default's own is meant.
  public let unit: Unit?
  public let value: Expression
  public let low: Expression?
  public let high: Expression?
  public let sentence: String
}

/// `result effective: $/(gpu*h) = rent / used "the price of an hour of work"`
public struct ResultDeclaration: Hashable, Sendable {
  public let name: String
  public let nameSpan: SourceSpan
  /// The unit to show it in; nil where the formula's own is meant.
  public let unit: Unit?
  public let formula: Expression
  public let sentence: String
}

/// `check effective == $27.78/(gpu*h) within $0.01/(gpu*h)`
public struct CheckDeclaration: Hashable, Sendable {
  public let condition: Expression
  public let tolerance: Expression?
  public let span: SourceSpan
}

/// `unit trip` for a kind of its own, `unit fortnight = 14 days` for a multiple of another.
public struct UnitDeclaration: Hashable, Sendable {
  public let name: String
  public let nameSpan: SourceSpan
  public let unit: NamedUnit
  public let sentence: String

  /// The unit with its names: words of four letters and more have a plural with s.
  public var entry: UnitCatalog.Entry {
    UnitCatalog.Entry(
      unit: unit, names: unit.plural == name ? [name] : [name, unit.plural], sentence: sentence)
  }
}
