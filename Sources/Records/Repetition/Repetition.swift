/// When an exercise comes again, from what became of it so far.
///
/// Spaced repetition in the manner of Leitner's boxes: what was missed comes again soon, and each
/// time it is done without help it rests longer. What was right at once does not come again.
public struct Repetition: Hashable, Sendable {
  /// Where an exercise stands in its schedule.
  public enum State: Hashable, Sendable {
    /// Never answered.
    case new
    /// Answered, but not yet right nor given up.
    case begun
    /// Missed at least once; comes again at a time in seconds since 1970.
    case due(Double)
    /// Right at once, or right without help as often as it takes.
    case learned
  }

  /// What happened with an exercise, as the scheduling sees it.
  public enum Event: Hashable, Sendable {
    case right, wrong
    /// A hint was taken.
    case helped
    /// The solution was looked at.
    case shown
  }

  /// Seconds until an exercise comes again that was done 0, 1, 2 … times without help since it was
  /// missed: ten minutes, a day, three days, a week, three weeks.
  static let rests: [Double] = [600, 86_400, 3 * 86_400, 7 * 86_400, 21 * 86_400]

  /// Where the exercise stands after all events.
  public private(set) var state = State.new
  /// Times in a row that it was done without help since it was missed; nil if it never was.
  private var box: Int?
  /// Whether anything went wrong since it was opened.
  private var isTainted = false

  /// Works out the schedule from events.
  /// - Parameter events: in order of time, each with its time in seconds since 1970.
  public init(_ events: [(event: Event, time: Double)]) {
    for (event, time) in events { take(event, time) }
  }

  private mutating func take(_ event: Event, _ time: Double) {
    switch event {
    case .wrong, .helped:
      isTainted = true
      if case .new = state { state = .begun }
    case .shown: rest(at: time, after: false)
    case .right: rest(at: time, after: !isTainted)
    }
  }

  /// The exercise is over for this time.
  private mutating func rest(at time: Double, after isClean: Bool) {
    isTainted = false
    guard isClean else {
      box = 0
      state = .due(time + Repetition.rests[0])
      return
    }
    guard let reached = box.map({ $0 + 1 }), reached < Repetition.rests.count else {
      state = .learned
      return
    }
    box = reached
    state = .due(time + Repetition.rests[reached])
  }

  /// When it comes again, in seconds since 1970; nil where it does not, or is still to be solved.
  public var dueTime: Double? {
    if case .due(let time) = state { return time }
    return nil
  }
}
