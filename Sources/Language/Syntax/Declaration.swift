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

/// `param gpus: gpu = 4 in 1..64 step 1 "GPUs rented"`, or
/// `param model = "110m" in "15m", "110m" "the model that answers"`
public struct ParameterDeclaration: Hashable, Sendable {
  /// The name of the parameter.
  public let name: String
  /// Where the name stands.
  public let nameSpan: SourceSpan
  /// The declared unit; nil where the default's own is meant.
  public let unit: Unit?
  /// The default.
  public let value: Expression
  /// The lower end of the range; nil where there is no range.
  public let low: Expression?
  /// The upper end of the range; nil where there is no range.
  public let high: Expression?
  /// How far apart the values of the range are; nil where any in it will do.
  public let step: Expression?
  /// The texts that it may be; empty where it may be any.
  public let choices: [String]
  /// What the parameter means; empty where the author does not say.
  public let sentence: String
}

/// `result effective: $/(gpu*h) = rent / used "the price of an hour of work"`
public struct ResultDeclaration: Hashable, Sendable {
  /// The name of the result.
  public let name: String
  /// Where the name stands.
  public let nameSpan: SourceSpan
  /// The unit to show it in; nil where the formula's own is meant.
  public let unit: Unit?
  /// What it is computed from.
  public let formula: Expression
  /// What the result means; empty where the author does not say.
  public let sentence: String
}

/// `check effective == $27.78/(gpu*h) within $0.01/(gpu*h)`
public struct CheckDeclaration: Hashable, Sendable {
  /// What must hold.
  public let condition: Expression
  /// How far both sides of an equation may differ; nil where they must be equal.
  public let tolerance: Expression?
  /// Where the check stands.
  public let span: SourceSpan
}

/// `unit trip` for a kind of its own, `unit loaf loaves` with its plural, `unit fortnight = 14 days` for
/// a multiple of another.
public struct UnitDeclaration: Hashable, Sendable {
  /// The name of the unit.
  public let name: String
  /// Where the name stands.
  public let nameSpan: SourceSpan
  /// The unit itself.
  public let unit: NamedUnit
  /// What the unit means; empty where the author does not say.
  public let sentence: String
  /// The line that defines it, as written.
  public let text: String

  /// The unit with its names: its own, and its plural.
  public var entry: UnitCatalog.Entry {
    UnitCatalog.Entry(
      unit: unit, names: unit.plural == name ? [name] : [name, unit.plural], sentence: sentence)
  }
}
