import Diagnostics

/// How points follow from answers in one class: until when, what lateness takes, what is left out.
///
/// It is read from `policy.yaml` beside `course.yaml`, and a course without that file has one without
/// rules, which changes nothing.
public struct Policy: Hashable, Sendable {
  /// A day that answers are due on.
  public struct Due: Hashable, Sendable {
    /// A chapter's id or an exercise's; nil for what no other names.
    public var of: String?
    /// The last moment that is in time.
    public var moment: Moment
  }

  /// What a late answer costs.
  public struct Late: Hashable, Sendable {
    /// What each begun unit of time takes, from 0 to 1.
    public var take: Double
    /// That unit, in seconds; nil where it is taken once.
    public var unit: Double?
    /// Whether it is a share of what there is to be had, and not of what the answer earns.
    public var isOfAll: Bool
    /// What is taken at most, from 0 to 1.
    public var atMost: Double
  }

  /// Which of several files of a learner count.
  public enum Files: String, Sendable, CaseIterable {
    /// The one that was written last.
    case newest
    /// The one with the most points.
    case best
    /// The answers of all of them, in the order of their times.
    case joined
  }

  /// When answers are no longer taken.
  public enum Closing: Hashable, Sendable {
    /// So many seconds after they are due.
    case after(Double)
    case at(Moment)
  }

  /// Seconds by which the clock of its times is ahead of UTC.
  public var offset = 0
  /// The days that answers are due on.
  public var dues: [Due] = []
  /// Seconds after that in which nothing is late.
  public var grace = 0.0
  /// What lateness takes; nil where late answers count for nothing.
  public var late: Late?
  /// When late answers are no longer taken; nil for never.
  public var closing: Closing?
  /// Whether the best answer counts, and not the last.
  public var countsBest = false
  /// Which of several files of a learner count.
  public var files = Files.newest
  /// How many answers count, by the exercise's id; nil for all that are not named.
  public var attempts: [String?: Int] = [:]
  /// How many of the exercises that count are left out, the lowest first.
  public var dropsLowest = 0
  /// Exercises whose points come on top.
  public var extraCredit: Set<String> = []

  /// Creates a policy without rules.
  public init() {}

  /// Whether it has no rule.
  public var isEmpty: Bool {
    dues.isEmpty && attempts.isEmpty && dropsLowest == 0 && extraCredit.isEmpty && !countsBest
      && files == .newest
  }

  /// When an exercise is due: by its own id, else by its chapter's, else by the day for all.
  public func due(of exercise: String, in chapter: String) -> Moment? {
    let due =
      dues.first { $0.of == exercise } ?? dues.first { $0.of == chapter }
      ?? dues.first { $0.of == nil }
    return due?.moment
  }

  /// How many answers to an exercise count; nil where it sets no limit.
  public func attempts(at exercise: String) -> Int? { attempts[exercise] ?? attempts[nil] }
}
