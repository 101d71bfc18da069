import Basics
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
  /// Where in its part of the distribution each sample stands; nil for the middle.
  public var shift: Shift?
  /// Whether a function told something of samples.
  public internal(set) var isRead = false
  /// Those that were met, in the order of evaluation.
  private(set) public var met: [Met] = []

  /// Draws as they are.
  public init() {}

  /// Which way samples are moved within their parts.
  public enum Shift: Sendable {
    /// All of them, by a share of a part that each draw has of its own. Equal rounds move each draw
    /// equally far, forward as well as backward.
    case places(round: Int, isBackward: Bool)
    /// The outermost of each range, by this many deviations of their parts, at least -1/3.
    case tails(Double)
    /// None; but what is read between two of them is moved by as much as it may be off.
    case readings
  }

  /// How far the samples of a draw are moved, in parts, and the outermost in their deviations.
  func shift(of key: String) -> (places: Double, tails: Double) {
    switch shift {
    case nil, .readings: return (0, 0)
    case .tails(let deviations): return (0, deviations)
    case .places(let round, let isBackward):
      var random = SplitMix64(seed: StableHash.fnv1a("shift \(round) \(key)".utf8))
      let share = random.uniform() - 0.5
      return (isBackward ? -share : share, 0)
    }
  }

  mutating func note(_ key: String, at span: SourceSpan, _ quantity: UncertainQuantity) {
    met.append(Met(key: key, span: span, quantity: quantity))
  }
}
