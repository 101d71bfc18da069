import Diagnostics
import Language
import Quantities

extension Answer {
  /// An expression as it is and as it would be with other settings.
  public struct Comparison: Sendable {
    /// What would be set.
    public struct Setting: Sendable {
      public let name: String
      /// nil where there is no value.
      public let before: Value?
      public let after: Value?
    }

    /// A measure of two runs that met the same requests, several times over.
    public struct Difference: Sendable {
      public let name: String
      public let before: Value
      public let after: Value
      /// After less before.
      public let difference: Value
      /// Half the width of the 95% interval of the difference; nil where it cannot be told.
      public let margin: Value?
      /// Whether 0 lies outside of that interval.
      public let isClear: Bool
    }

    /// In the order typed.
    public let settings: [Setting]
    /// The expression, as it was written.
    public let name: String
    /// Its value as the workbook is; nil where it has none.
    public let before: Value?
    /// Its value with the settings; nil where it has none.
    public let after: Value?
    /// Why one of the two has no value; nil where both have.
    public var lack: Diagnostic? = nil
    /// Half the width of the 95% interval of `before`, where that is simulated.
    public var marginBefore: Quantity? = nil
    /// The same of `after`.
    public var marginAfter: Quantity? = nil
    /// Empty where the values are no simulated runs.
    public let runs: [Difference]
    /// How many runs of each there were; 1 of a file, whose requests are the same each time.
    public let times: Int
    /// What the course calls requests.
    public var names = FleetNames.usual
  }
}
