import Answers
import Diagnostics

/// All that a learner did with an exercise: the time that is graded, and each review, which has
/// figures of its own and changes no points.
public struct ExerciseHistory: Sendable {
  /// One time through.
  public struct Round: Sendable {
    /// Whether it is done once more for practice, and not the one that is graded.
    public let isReview: Bool
    /// The exercise with this round's figures.
    public let posed: PosedExercise
    /// What it has come to.
    public let score: Score
    /// What happened, in order of time.
    public let events: [(event: Repetition.Event, time: Double)]

    /// - Parameter attempts: of this round, in order.
    init(_ posed: PosedExercise, _ attempts: [Attempt], isReview: Bool) {
      self.isReview = isReview
      self.posed = posed
      let attempts = attempts.map { attempt in
        var attempt = attempt
        attempt.kind = attempt.kind.asGraded
        return attempt
      }
      let worths = attempts.map { $0.kind == .exercise ? Score.Worth(of: $0, at: posed) : nil }
      var score = Score(of: posed)
      for (attempt, worth) in zip(attempts, worths) { score.add(attempt, at: posed) { _ in worth } }
      self.score = score
      events = zip(attempts, worths).compactMap { attempt, worth in
        switch attempt.kind {
        case .hint: return (.helped, attempt.time)
        case .solution: return (.shown, attempt.time)
        case .exercise where posed.isWithheld: return (.right, attempt.time)
        // A line that is no answer is as little right as a wrong one.
        case .exercise:
          return (worth.map { $0.share >= 1 } ?? false ? .right : .wrong, attempt.time)
        case .predict, .quiz, .review, .reviewHint, .reviewSolution: return nil
        }
      }
    }
  }

  /// The graded round, then the reviews that were begun, those with figures of today first.
  public let rounds: [Round]
  /// The one to do in practice: the last one where it is not over, else a new review.
  public let current: Round

  /// - Parameters:
  ///   - attempts: at the exercise, in order.
  ///   - pose: gives the exercise with the figures of a round.
  ///   - poseAsAsked: gives it with the figures that an attempt was about; nil where it has them no
  ///     more.
  /// - Throws: what keeps it from being posed.
  public init(
    _ attempts: [Attempt], pose: (Int) throws(Diagnostic) -> PosedExercise,
    poseAsAsked: (Attempt) -> PosedExercise?
  ) throws(Diagnostic) {
    let graded = Round(try pose(0), attempts.filter { $0.kind.isSubmitted }, isReview: false)
    var reviews = Dictionary(grouping: attempts.filter { $0.kind.isReview }) { $0.origin.variant }
    var rounds = [graded]
    var current = graded
    var number = 0
    while current.score.isOver, !current.posed.isWithheld, number < Variant.mostRounds {
      number += 1
      let posed = try pose(number)
      let own = reviews.removeValue(forKey: posed.variant.identity)
      current = Round(posed, own ?? [], isReview: true)
      if own == nil { break }
      rounds.append(current)
    }
    // Reviews whose figures are not drawn any more were done all the same; of very many the last ones.
    let others = reviews.values.compactMap { own in own.first.map { (first: $0, own: own) } }
      .sorted {
        ($0.first.time, $0.first.origin.variant) < ($1.first.time, $1.first.origin.variant)
      }
    for (first, own) in others.suffix(Variant.mostRounds) {
      guard let posed = poseAsAsked(first) else { continue }
      rounds.append(Round(posed, own, isReview: true))
    }
    self.rounds = rounds
    self.current = current
  }

  /// What counts.
  public var score: Score { rounds[0].score }

  /// When it comes again.
  public var repetition: Repetition {
    Repetition(rounds.flatMap { $0.events }.sorted { $0.time < $1.time })
  }

  /// The first answer of each round, which tells what a learner can do: whether it was right without
  /// help, and how likely that is by luck.
  public var observations: [Mastery.Observation] {
    rounds.compactMap { round in
      guard !round.posed.isWithheld, let first = round.events.first,
        round.events.contains(where: { $0.event != .helped })
      else { return nil }
      return Mastery.Observation(
        isRight: first.event == .right, luck: round.posed.luck, time: first.time)
    }
  }
}

extension ExerciseSet {
  /// All that a learner did with an exercise.
  /// - Parameter attempts: at this exercise, in order.
  public func history(
    of id: String, for learner: String, after attempts: [Attempt]
  ) throws(Diagnostic) -> ExerciseHistory {
    try ExerciseHistory(attempts) { (round) throws(Diagnostic) in
      try posed(id, for: learner, round: round)
    } poseAsAsked: { attempt in
      // With figures that cannot be posed any more nothing can be judged.
      guard let posed = try? posed(id, figures: attempt.meant.figures),
        attempt.meant.figures(otherThan: posed.askedFigures).isEmpty
      else { return nil }
      return posed
    }
  }
}
