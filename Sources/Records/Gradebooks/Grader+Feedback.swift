import Answers
import Diagnostics

extension Grader {
  /// The exercise as its learner had it, and what is to be said to an answer, judged again.
  /// - Returns: no verdict where it is another now than in the gradebook: the exercise asks something
  ///   else, or a person has to say what it is worth.
  /// - Throws: what is wrong with the exercise.
  public func feedback(
    on answer: GradedSubmission.Answer, in exercise: String, for person: String
  ) throws(Diagnostic) -> (posed: PosedExercise, verdict: Verdict?) {
    let posed = try posed(exercise, for: person)
    let box = AnswerBox(most: Grader.mostLooks, isCancelled: isCancelled)
    // What was no answer then is none now.
    let verdict = try? PosedExercise(posed, in: box).verdict(on: answer.text)
    guard box.reason == nil, let verdict, verdict.finding.key == answer.finding else {
      return (posed, nil)
    }
    return (posed, verdict)
  }

  /// The exercise as a learner has it.
  /// - Throws: what is wrong with it.
  public func exercise(
    _ id: String, of person: String
  ) throws(Diagnostic) -> PosedExercise { try posed(id, for: person) }
}
