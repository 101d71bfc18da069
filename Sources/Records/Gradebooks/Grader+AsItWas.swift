import Answers
import Diagnostics

/// Answers to what an exercise asked before it was corrected.
extension Grader {
  /// The exercise as it was, where it differs in what the event does not tell: what there was to pick
  /// from, in one of an older program, and the unit of a bare number, in a copy without answers.
  func untold(
    _ attempt: Attempt, _ posed: PosedExercise, _ learner: String, _ looks: inout Int
  ) -> PosedExercise? {
    guard let before = before(attempt, learner), before.exercise.kind == posed.exercise.kind else {
      return nil
    }
    if posed.isPicked {
      let offered = Meant(figures: before.askedFigures).offered
      return attempt.meant.offered == nil && offered.map { posed.asksForMore(than: $0) } == true
        ? before : nil
    }
    guard let unit = posed.expectedQuantity?.unit, unit != before.expectedQuantity?.unit else {
      return nil
    }
    return isBareNumber(attempt, posed, &looks) ? before : nil
  }

  /// The exercise as it was when it was answered, where an older copy of the course has it and drew
  /// these figures for this learner.
  func before(_ attempt: Attempt, _ learner: String) -> PosedExercise? {
    let meant = attempt.meant
    for (set, id) in older[meant.exercise] ?? [] {
      // What cannot be posed any more cannot be judged: a person has to.
      guard let before = try? set.posed(id, for: learner),
        before.variant.identity == attempt.origin.variant,
        meant.isOf(before.variant.figures(of: before.exercise)),
        meant.figures(otherThan: before.askedFigures).isEmpty
      else { continue }
      return before
    }
    return nil
  }

  func worth(
    _ attempt: Attempt, asItWas before: PosedExercise, _ looks: inout Int
  ) -> Score.Worth? {
    if before.isPicked { return Score.Worth(of: attempt, at: before) }
    guard looks <= Grader.mostLooksOfFile else { return Score.Worth(.work, attempt) }
    let ruling = ruling(on: attempt, before)
    looks += ruling.looks
    return ruling.worth
  }

  func isBareNumber(
    _ attempt: Attempt, _ posed: PosedExercise, _ looks: inout Int
  ) -> Bool {
    let box = AnswerBox(most: Grader.mostLooks, isCancelled: isCancelled)
    defer { looks += box.looks }
    return PosedExercise(posed, in: box).isBareNumber(attempt.answer)
  }
}
