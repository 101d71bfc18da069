import Answers
import Course
import Diagnostics
import Workbook

/// Exercises as learners have them, and what is right for whom.
extension Grader {
  /// Whether a typed answer is right for another learner's figures.
  func isRight(_ answer: String, in exercise: String, for learner: String) -> Bool {
    // What cannot be posed or read for another learner is right for none.
    guard let posed = try? posed(exercise, for: learner) else { return false }
    let key = Judged(
      figures: Figures(exercise: exercise, places: posed.variant.places), answer: answer)
    if !posed.isPicked, let known = compared.withLock({ $0[key] }) { return known }
    let box = AnswerBox(most: Grader.mostLooks, isCancelled: isCancelled)
    // What is no answer to it is not right.
    let verdict = try? PosedExercise(posed, in: box).verdict(on: answer)
    let isRight = box.reason == nil && verdict?.isRight == true
    // What was not judged to its end is not kept.
    guard !posed.isPicked, !isCancelled() else { return isRight }
    compared.withLock { known in
      if known.count >= 1 << 16 { known.removeAll() }
      known[key] = isRight
    }
    return isRight
  }

  /// Whether what is right for one learner is a few times what is right for another, or a few parts of
  /// it, as where an exercise varies over round figures: then a plain slip leads from the one to the
  /// other.
  func areSimplyRelated(_ exercise: String, _ learner: String, _ other: String) -> Bool {
    // What cannot be posed has no figures to relate.
    guard let own = (try? posed(exercise, for: learner))?.expectedQuantity?.base,
      let others = (try? posed(exercise, for: other))?.expectedQuantity?.base, own != 0, others != 0
    else { return false }
    let ratio = own / others
    return (1...12).contains { parts in
      let times = ratio * Double(parts)
      return times.rounded() != 0 && abs(times.rounded()) <= 12
        && abs(times - times.rounded()) <= 5e-4 * abs(times)
    }
  }

  /// Which values a learner's exercise has; empty for an exercise that there is not.
  func places(of id: String, for learner: String) -> [Int] {
    // What a file names need not be there; what is wrong with exercises that are was thrown by `init`.
    guard let exercise = try? exercises.exercise(id).exercise else { return [] }
    return Variant(of: exercise, learner: learner, salt: exercises.salt).places
  }

  /// A learner's exercise. Those with the same figures are made once; only what is shuffled differs.
  /// - Throws: what is wrong with it, and with its answer: nobody's may count for nothing because of that.
  func posed(_ id: String, for learner: String) throws(Diagnostic) -> PosedExercise {
    let (exercise, workbook) = try exercises.exercise(id)
    let variant = Variant(of: exercise, learner: learner, salt: exercises.salt)
    let key = Figures(exercise: id, places: variant.places)
    if let posed = known.withLock({ $0[key] }) { return PosedExercise(posed, as: variant) }
    let posed = try PosedExercise(exercise, variant, in: workbook)
    try posed.requireAnswer()
    known.withLock { known in
      // Bounded: an exercise may vary more than there is memory.
      if known.count >= 4096 { known.removeAll() }
      known[key] = posed
    }
    return posed
  }
}
