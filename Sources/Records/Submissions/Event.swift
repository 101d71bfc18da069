import Answers

/// An answer to an exercise, or help that was looked at, as it stands in a submission.
///
/// Each event is numbered and carries a hash of itself and of the one before. What was taken out,
/// put in or changed by hand so shows. It keeps nobody from forging a whole chain with a program.
public struct Event: Hashable, Sendable {
  /// The number of the event, from 1 in order of time.
  public var number: Int
  /// What was answered or looked at.
  public var kind: Attempt.Kind
  /// The exercise's id.
  public var exercise: String
  /// What was typed; the number of a hint; empty for a solution.
  public var answer: String
  /// When it happened, in seconds since 1970.
  public var time: Double
  /// The identity of the variant that was asked.
  public var variant: String
  /// The version of the course that asked.
  public var version: String
  /// What it meant when it happened.
  public var meant: Meant
  /// The hash of this event and of the one before, 32 hexadecimal digits.
  public var hash = ""

  /// Numbers an attempt.
  /// - Parameter attempt: one that `isSubmitted`.
  public init(_ attempt: Attempt, number: Int) {
    self.init(
      number: number, kind: attempt.kind, exercise: attempt.item, answer: attempt.answer,
      time: attempt.time, variant: attempt.origin.variant, version: attempt.origin.version,
      meant: attempt.meant)
  }

  /// Creates an event without a hash; `time` is in seconds since 1970.
  public init(
    number: Int, kind: Attempt.Kind, exercise: String, answer: String, time: Double,
    variant: String, version: String, meant: Meant = Meant()
  ) {
    self.number = number
    self.kind = kind
    self.exercise = exercise
    self.answer = answer
    self.time = time
    self.variant = variant
    self.version = version
    self.meant = meant
  }

  /// The hash that it should carry.
  /// - Parameters:
  ///   - previous: the hash of the event before; empty for the first.
  ///   - course: the course's id.
  public func hash(after previous: String, learner: String, course: String) -> String {
    let parts =
      [
        previous, learner, course, "\(number)", "\(time)", kind.rawValue, exercise, variant,
        version,
        answer,
      ] + meant.parts
    return String(SHA256.hex(of: parts).prefix(32))
  }
}

extension Attempt {
  /// The same for scoring.
  init(_ event: Event) {
    self.init(
      kind: event.kind, chapter: "", lesson: "", item: event.exercise, answer: event.answer,
      time: event.time, origin: Origin(version: event.version, variant: event.variant),
      meant: event.meant)
  }
}
