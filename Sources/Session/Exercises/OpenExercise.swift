import Answers
import Course
import Display
import Quantities
import Records
import Workbook

/// An exercise that the learner is at.
struct OpenExercise {
  let posed: PosedExercise
  /// What happened with it so far, in order; another sitting's too.
  private(set) var attempts: [Attempt]
  /// How many hints were shown since it was opened.
  var hintsShown: Int
  /// Whether Enter was pressed without an answer; once more leaves the exercise.
  var isLeaving = false
  /// Whether it takes no answer any more: it is right, given up, or its attempts are used up.
  private(set) var isOver: Bool

  /// - Parameter isAnew: whether it is done once more, whatever became of it before.
  init(_ posed: PosedExercise, attempts: [Attempt], isAnew: Bool) {
    self.posed = posed
    self.attempts = attempts
    let score = Score(of: posed, attempts: attempts)
    isOver = !isAnew && score.isOver
    hintsShown = isAnew ? 0 : min(score.hints, posed.hints.count)
  }

  var id: String { posed.exercise.id }

  /// Computed again from what was answered.
  var score: Score { Score(of: posed, attempts: attempts) }

  /// Adds what just happened.
  mutating func add(_ attempt: Attempt) {
    attempts.append(attempt)
    if score.isOver { isOver = true }
  }

  /// What the next hint costs, in words; nil where there is none left.
  var nextHint: String? {
    guard hintsShown < posed.hints.count else { return nil }
    let price = posed.exercise.price(ofHint: hintsShown + 1)
    let words = hintsShown == 0 ? " helps" : " helps further"
    guard price > 0 else { return words + "." }
    return words + ", for " + (price == 1 ? "1 point." : "\(numberText(price)) points.")
  }

  mutating func end() { isOver = true }
}
