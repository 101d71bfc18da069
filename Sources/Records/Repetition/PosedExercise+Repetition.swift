import Answers

extension PosedExercise {
  /// When it comes again, after what became of it so far.
  /// - Parameter attempts: of this exercise, in order.
  public func repetition(after attempts: [Attempt]) -> Repetition {
    Repetition(
      attempts.compactMap { attempt in
        switch attempt.kind {
        case .hint: (.helped, attempt.time)
        case .solution: (.shown, attempt.time)
        case .exercise where isWithheld: (.right, attempt.time)
        case .exercise:
          // A line that is no answer is as little right as a wrong one.
          ((try? verdict(on: attempt.answer).isRight) ?? false ? .right : .wrong, attempt.time)
        case .predict, .quiz: nil
        }
      })
  }
}
