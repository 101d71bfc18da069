import Diagnostics
import Quantities

/// How the draws of an evaluation come out, and which of them were met.
///
/// A draw is named by what its formula is bound to and by its place there: `my.x#0`.
public struct Draws: Sendable {
  /// A draw that was met.
  public struct Met: Sendable {
    /// What tells it from every other.
    public let key: String
    /// Where it stands: in the formula, or in a function that the formula calls.
    public let span: SourceSpan
    /// What was drawn.
    public let quantity: UncertainQuantity
  }

  /// Other luck for some draws, by their names: what their seeds begin with.
  public var luck: [String: String] = [:]
  /// Draws that come out at one value whatever luck says, by their names.
  public var held: [String: Quantity] = [:]
  /// Those that were met, in the order of evaluation.
  private(set) public var met: [Met] = []

  /// Draws as they are.
  public init() {}

  mutating func note(_ key: String, at span: SourceSpan, _ quantity: UncertainQuantity) {
    met.append(Met(key: key, span: span, quantity: quantity))
  }
}
