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
  /// Where in its part of the distribution each sample stands: so far from the middle, to the right or
  /// to the left, by a share that each draw has of its own. nil for the middle.
  public var shift: Shift?
  /// Those that were met, in the order of evaluation.
  private(set) public var met: [Met] = []

  /// Draws as they are.
  public init() {}

  /// Which way samples are moved within their parts.
  public struct Shift: Sendable {
    let round: Int
    let isBackward: Bool

    /// - Parameter round: equal rounds move each draw equally far, forward as well as backward.
    public init(round: Int, isBackward: Bool) {
      (self.round, self.isBackward) = (round, isBackward)
    }
  }

  /// How far the samples of a draw are moved, in parts.
  func shift(of key: String) -> Double {
    guard let shift else { return 0 }
    var random = SplitMix64(seed: StableHash.fnv1a("shift \(shift.round) \(key)".utf8))
    let share = random.uniform() - 0.5
    return shift.isBackward ? -share : share
  }

  mutating func note(_ key: String, at span: SourceSpan, _ quantity: UncertainQuantity) {
    met.append(Met(key: key, span: span, quantity: quantity))
  }
}
