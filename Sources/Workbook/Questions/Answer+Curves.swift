import Quantities

extension Answer {
  /// Curves over a common axis, the same as a table, and where the workbook stands now.
  public struct Curves: Sendable {
    /// What an axis measures, and in what.
    public struct Axis: Sendable {
      /// Empty where several curves share it.
      public let name: String
      /// The unit of its numbers.
      public let unit: Unit
      /// Whether its numbers are spread by ratio.
      public let isLogarithmic: Bool
    }

    /// A point in the units of the axes.
    public struct Point: Sendable {
      /// The value of the name.
      public let x: Double
      /// The middle, where it is uncertain; nil where the curve has no value.
      public let y: Double?
      /// The ends of nine in ten; nil where the value is certain.
      public let band: (low: Double, high: Double)?
    }

    /// One curve.
    public struct Series: Sendable {
      /// The expression, as it was written.
      public let name: String
      /// In the order of the axis.
      public let points: [Point]
      /// Whether any of it is uncertain.
      public var hasBand: Bool { points.contains { $0.band != nil } }
    }

    /// The present value of an expression.
    public struct Mark: Sendable {
      /// The expression, as it was written.
      public let name: String
      /// What the name on the axis is now.
      public let at: Quantity
      /// The value, in its own unit.
      public let value: Amount
      /// The value, or its middle, in the unit of the axis.
      public let height: Double
    }

    /// What is varied.
    public let x: Axis
    /// What is drawn.
    public let y: Axis
    /// One for each expression.
    public let series: [Series]
    /// The name on the axis, as it is typed.
    public let cell: String
    /// Empty where the present value lies outside the range.
    public let marks: [Mark]
    /// The same at round values.
    public let table: Sweep
  }
}
