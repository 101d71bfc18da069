import Diagnostics
import Quantities

/// A name that stands for different values in different variants of an exercise.
public struct Variation: Hashable, Sendable {
  /// A value that the name may have.
  public enum Value: Hashable, Sendable {
    case quantity(Quantity)
    case text(String)
  }

  /// What values the name may have.
  public enum Form: Hashable, Sendable {
    case values([Value])
    /// From `low` to `high` by `step`, all in the unit of `low`; any value between where `step` is
    /// nil, which only the variables of a formula may have.
    case range(low: Quantity, high: Quantity, step: Quantity?)
  }

  /// The name.
  public var name: String
  /// Where the name is written.
  public var nameSpan: SourceSpan
  /// The values.
  public var form: Form
  /// Where the variation is written.
  public var span: SourceSpan

  /// Values a range may have.
  static let most = 10_000

  /// How many values there are; 0 for a range without steps.
  public var count: Int {
    switch form {
    case .values(let values): return values.count
    case .range(_, _, nil): return 0
    case .range(let low, let high, let step?):
      let steps = ((high.magnitude - low.magnitude) / step.magnitude + 1e-9).rounded(.down)
      guard steps.isFinite, steps >= 0, steps < Double(Self.most) else { return 1 }
      return Int(steps) + 1
    }
  }

  /// The value at a place from 0; nil for one that is not in `0..<count`.
  public func value(_ index: Int) -> Value? {
    guard index >= 0, index < count else { return nil }
    switch form {
    case .values(let values): return values[index]
    case .range(let low, _, let step?):
      return .quantity(Quantity(low.magnitude + Double(index) * step.magnitude, low.unit))
    case .range: return nil
    }
  }
}
