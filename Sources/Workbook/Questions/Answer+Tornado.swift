import Quantities

extension Answer {
  /// Which inputs an uncertain result hangs on, the one that matters most first.
  public struct Tornado: Sendable {
    /// Something that is drawn: the range of a cell, or one inside of a formula.
    public struct Input: Sendable {
      /// The cell as it can be typed, or the range and the cell in whose formula it stands.
      public let name: String
      /// What 5% of the input lie below.
      public let low: Quantity
      /// What 95% of it lie below.
      public let high: Quantity
      /// The median of the result where the input is `low`.
      public let atLow: Quantity
      /// The median of the result where the input is `high`.
      public let atHigh: Quantity
      /// How much of the variance of the result would go if this input were known, from 0 to 1: its
      /// first-order Sobol index.
      public let share: Double
      /// How much of the variance it has a part in, alone or with others: its total index, from 0 to
      /// 1, not below `share`.
      public let withOthers: Double
    }

    /// How the shares were found.
    public enum Method: Sendable {
      /// From means and variances of the parts of sums and products.
      case exact
      /// From samples; 95 of 100 shares lie no further off than the margin, which is a share too.
      case sampled(margin: Double)
    }

    /// The expression, as it was written.
    public let name: String
    /// What it comes to.
    public let value: UncertainQuantity
    /// Ordered by their shares, the largest first.
    public let inputs: [Input]
    /// How the shares were found.
    public let method: Method

    /// How much of the variance no input makes by itself: what they do together, from 0 to 1.
    public var joint: Double { max(0, 1 - inputs.reduce(0) { $0 + $1.share }) }
  }
}
