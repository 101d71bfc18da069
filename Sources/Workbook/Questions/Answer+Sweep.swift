import Diagnostics
import Quantities

extension Answer {
  /// Expressions at each of some values of a name.
  public struct Sweep: Sendable {
    /// One expression: a value for each of the sweep's values.
    public struct Column: Sendable {
      /// As it was written.
      public let name: String
      /// The unit of every value.
      public let unit: Unit
      /// nil where it has no value.
      public let amounts: [Amount?]
      /// How far each may be off by luck, where it is computed from simulated figures.
      public var margins: [Quantity?] = []
      /// The places without a value, and why.
      public let failures: [Failure]
    }

    /// A value at which an expression has none.
    public struct Failure: Sendable {
      /// Which of the sweep's values, from 0.
      public let place: Int
      /// Why it has none.
      public let reason: Diagnostic
    }

    /// What was varied.
    public let name: String
    /// The values that it goes through, in order.
    public let values: [Quantity]
    /// One for each expression.
    public let columns: [Column]
  }
}
