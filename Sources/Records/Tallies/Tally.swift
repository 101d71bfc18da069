import Course

/// The points of a learner, and what they come from: the answers, the class's policy, corrections by
/// hand.
public struct Tally: Hashable, Sendable {
  /// An answer whose points may count.
  public struct Candidate: Hashable, Sendable {
    /// Which of the counted answers, from 1.
    public var answer: Int
    /// When it was given, in seconds since 1970.
    public var time: Double
    /// The points that it earned.
    public var earned: Double
    /// Seconds after the answers were due; 0 where it was in time.
    public var lateness = 0.0
    /// Days or hours that had begun by then; 1 where lateness is taken once.
    public var units = 0.0
    /// The points that lateness takes.
    public var deducted = 0.0

    /// The points that are left.
    public var points: Double { max(0, earned - deducted) }
  }

  /// The points for an exercise.
  public struct Line: Hashable, Sendable {
    /// The exercise's id.
    public var exercise: String
    /// The points to be had.
    public var outOf: Int
    /// Whether it counts in the total.
    public var counts: Bool
    /// Whether its points come on top.
    public var isExtra = false
    /// Whether it is left out as one of the lowest.
    public var isDropped = false
    /// The points that its answers earn without a policy; nil where there is nothing of it.
    public var earned: Double?
    /// When it was due for this learner.
    public var due: Moment?
    /// Until when late answers were taken.
    public var closes: Moment?
    /// How many answers count at most, by the policy.
    public var attempts: Int?
    /// Answers that do not count, since there were too many.
    public var beyond = 0
    /// Answers that do not count, since they came too late.
    public var tooLate = 0
    /// What stood when it was due.
    public var inTime: Candidate?
    /// The late answer that may count instead.
    public var late: Candidate?
    /// Corrections by hand, in their order.
    public var corrections: [Correction] = []
    /// The points that stand, to the hundredth.
    public var points = 0.0

    /// The answer that counts; nil where there is none.
    public var counted: Candidate? {
      guard let inTime else { return late }
      guard let late else { return inTime }
      return late.points > inTime.points ? late : inTime
    }

    /// Whether a policy or a hand has changed its points.
    var isChanged: Bool { isDropped || isExtra || points != roundedPoints(earned ?? 0) }
  }

  /// The exercises, in the order of the gradebook.
  public var lines: [Line]
  /// Corrections of the total.
  public var corrections: [Correction] = []
  /// The days that this learner has more, as the roster says it; empty for none.
  public var extensionText = ""

  /// The line of an exercise; nil for one that the course does not have.
  public func line(of exercise: String) -> Line? { lines.first { $0.exercise == exercise } }

  /// Points of the exercises that count, with corrections, never below 0.
  public var total: Double {
    var total = lines.filter { $0.counts && !$0.isDropped }.reduce(0) { $0 + $1.points }
    for correction in corrections {
      if case .add(let points) = correction.change { total += points }
    }
    return roundedPoints(max(0, total))
  }

  /// Points that can be had.
  public var outOf: Int {
    lines.filter { $0.counts && !$0.isDropped && !$0.isExtra }.reduce(0) { $0 + $1.outOf }
  }
}
