import Diagnostics
import Language
import Quantities
import Workbook

/// Whether a condition of a goal holds, and what was found.
public struct ConditionResult: Hashable, Sendable {
  /// A condition that compares two values.
  public struct Compared: Hashable, Sendable {
    /// What is compared, as it is written; nil for a mere number.
    public let name: String?
    /// What it comes to.
    public let found: Value
    /// How the two are to stand to each other.
    public let comparison: Expression.Comparison
    /// What it is compared with.
    public let wanted: Value
    /// Half the width of the 95% interval of what was found, where it is simulated.
    public let margin: Quantity?
  }

  /// Whether it holds.
  public let holds: Bool
  /// As it is written.
  public let condition: String
  /// The two sides; nil where it is no comparison.
  public let compared: Compared?

  /// Whether a learner has to read it: a value that was to stay as it is, and did, is not news.
  public var isTold: Bool { !holds || compared?.comparison != .equal }

  /// Of each part of conditions that are joined by `and`.
  /// - Throws: where one has no value.
  public static func all(
    of condition: Expression, in workbook: Workbook
  ) throws(Diagnostic) -> [ConditionResult] {
    if case .all(let parts) = condition.form {
      var results: [ConditionResult] = []
      for part in parts { results += try all(of: part, in: workbook) }
      return results
    }
    return [try ConditionResult(condition, in: workbook)]
  }

  private init(_ condition: Expression, in workbook: Workbook) throws(Diagnostic) {
    holds = try workbook.value(of: condition) == .bool(true)
    self.condition = condition.text
    guard case .compare(let left, let comparison, let right) = condition.form else {
      compared = nil
      return
    }
    let found = try workbook.estimate(of: left)
    compared = Compared(
      name: left.literal == nil ? left.text : nil, found: found.value,
      comparison: comparison, wanted: try workbook.value(of: right),
      margin: found.margin)
  }
}
