import Language
import Quantities

extension Answer {
  /// For which values of a name a condition holds.
  public struct Solution: Sendable {
    /// A value, or a stretch of them with both ends.
    public enum Root: Sendable {
      /// The sides meet here: proved of a formula, found in a curve.
      case at(Quantity)
      /// The sides come so close here, without crossing, that it cannot be excluded; of a sampled
      /// curve, that other luck could take it there.
      case near(Quantity)
      /// A sampled or simulated curve goes over to the other side here, or steps over what is
      /// wanted.
      case crossing(Crossing)
      /// A sampled or simulated curve runs so close to what is wanted between these, over and back,
      /// that it cannot be told where they meet.
      case indistinct(Quantity, Quantity)
      /// All the way between two values; with how far the ends are off, where they were sampled.
      /// Whether an end is open says that it is no solution itself.
      case stretch(
        Quantity, Quantity, margins: (low: Quantity?, high: Quantity?) = (nil, nil),
        open: (low: Bool, high: Bool) = (false, false))

      /// The least and the greatest value.
      var ends: (low: Quantity, high: Quantity) {
        switch self {
        case .at(let value), .near(let value): (value, value)
        case .crossing(let crossing): (crossing.at, crossing.at)
        case .stretch(let low, let high, _, _), .indistinct(let low, let high): (low, high)
        }
      }
    }

    /// Where a curve that was sampled, simulated or jumps goes over to the other side.
    public struct Crossing: Sendable {
      /// The value of the name.
      public let at: Quantity
      /// How far that may be off, with a chance of 99%; nil where luck has no part in it.
      public let margin: Quantity?
      /// What the expression is just before, and just after; nil where it has no step.
      public let step: (before: Quantity, after: Quantity)?
      /// Of what is counted, the next whole number, at which it is what it is after the step.
      public var next: Quantity?
    }

    /// A part of the range.
    public struct Stretch: Sendable {
      /// Its lower end.
      public let low: Quantity
      /// Its upper end.
      public let high: Quantity
    }

    /// The least or the most that the expression becomes, and where.
    public struct Extreme: Sendable {
      /// What the expression is there.
      public let value: Quantity
      /// The value of the name.
      public let at: Quantity
      /// Whether the expression comes to that there, and not only as close as one likes.
      public var isReached = true
    }

    /// How the range was searched.
    public enum Method: Hashable, Sendable {
      /// All of it: what is not told was excluded.
      case proof
      /// So many values of it were tried.
      case trial(values: Int)
    }

    /// What is solved for, as it is typed.
    public let name: String
    /// The condition's left side, as it was written.
    public let expression: String
    /// How both sides are to stand.
    public let relation: Question.Relation
    /// Its right side.
    public let wanted: String
    /// All that were found, in the order of the range; none where nothing does it.
    public let roots: [Root]
    /// The range that was searched.
    public let searched: Stretch
    /// How it was searched.
    public let method: Method
    /// Parts of the range that were too much work to tell.
    public let unsettled: [Stretch]
    /// At how many of the values that were tried there is no result, and why at the first.
    public let missing: (count: Int, why: String)?
    /// The least that the expression becomes; nil where that is not known, or there is no least.
    public let least: Extreme?
    /// The most that it becomes.
    public let most: Extreme?
  }
}
