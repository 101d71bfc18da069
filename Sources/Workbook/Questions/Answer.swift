import Language
import Quantities

/// What a line came to, as data: no words, no layout.
public enum Answer: Sendable {
  case nothing
  case changed(Changes)
  case defined(FunctionDefinition, Changes)
  /// A unit that is new.
  case unit(UnitDeclaration)
  case value(Value, of: Expression)
  /// What was simulated, or is told of samples, a mean or a chance, where luck shows in its digits: 95
  /// of 100 values with other luck lie no further away than the margin.
  case estimate(Quantity, margin: Quantity, from: EstimatedValue.Origin, of: Expression)
  /// Curves over a name.
  case plot(Curves)
  /// How an uncertain quantity or the times of a run are spread; with what to know of the run.
  case histogram(Histogram, remarks: [String])
  /// One result against another.
  case tradeOff(TradeOff)
  case sweep(Sweep)
  case why(Explanation)
  case tornado(Tornado)
  case compare(Comparison)
  case solve(Solution)
  case table([Row])
  /// `table` of lists: side by side.
  case columns([Column])
  /// Of one run, or of two with their costs; with what to know of the run before its figures are trusted.
  case timeline(RunTimeline, against: RunTimeline?, remarks: [String])
  case tune(TuneTable)

  /// What an expression came to; nil for every other answer.
  public var value: Value? {
    switch self {
    case .value(let value, _): value
    case .estimate(let quantity, _, _, _): .quantity(quantity)
    default: nil
    }
  }

  /// A column of `table`: an expression, and its values.
  public struct Column: Sendable {
    /// The expression, or the column of a table that it names, as it was written.
    public let name: String
    /// As many as every other column has.
    public let values: Series
  }

  /// A line of `table`: an expression, its value, and the sentence of the cell that it names.
  public struct Row: Sendable {
    /// The expression, as it was written.
    public let name: String
    /// What it comes to.
    public let value: Value
    /// Half the width of its interval; nil where it has none.
    public let margin: Quantity?
    /// Empty where there is none.
    public let sentence: String
  }
}
