import Language
import Quantities

extension Answer {
  /// For which values of a name a condition holds.
  public struct Solution: Sendable {
    /// A value, or a stretch of them with both ends.
    public enum Root: Sendable {
      case at(Quantity)
      case stretch(Quantity, Quantity)
    }

    /// The least or the most that the expression becomes, and where.
    public struct Extreme: Sendable {
      /// What the expression is there.
      public let value: Quantity
      /// The value of the name.
      public let at: Quantity
    }

    /// What is solved for, as it is typed.
    public let name: String
    /// The condition's left side, as it was written.
    public let expression: String
    /// How both sides are to stand.
    public let relation: Question.Relation
    /// Its right side.
    public let wanted: String
    /// At least one, in the order of the range.
    public let roots: [Root]
    /// The ends of the range that was searched.
    public let searched: (low: Quantity, high: Quantity)
    /// Over the values that were tried.
    public let extremes: (least: Extreme, most: Extreme)?
  }
}
