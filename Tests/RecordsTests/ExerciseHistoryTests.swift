import Answers
import Course
import SampleExercises
import Testing

@testable import Records

/// What a learner did with an exercise, read back from what was recorded.
@Suite struct ExerciseHistoryTests {
  private static let day = 86_400.0

  /// An answer to a round as the program records it.
  private func attempt(
    _ kind: Attempt.Kind, _ answer: String, at posed: PosedExercise, of exercises: ExerciseSet,
    day: Double
  ) -> Attempt {
    Attempt(
      kind, at: posed, of: exercises, chapter: "sample", answer: answer, time: day * Self.day)
  }

  /// Missed, then right in each of three reviews: they count whichever figures are drawn today.
  @Test(arguments: ["", "another salt", "a third"]) func reviewsCountAfterDrawingChanged(
    _ salt: String
  ) throws {
    let exercises = try Class.exercises()
    let today = ExerciseSet(course: exercises.course, salt: salt.isEmpty ? nil : salt) {
      workbook($0)
    }
    let id = "price-of-work"
    var attempts = [
      attempt(.exercise, "1 s", at: try exercises.posed(id, for: "ada"), of: exercises, day: 0),
      attempt(.solution, "", at: try exercises.posed(id, for: "ada"), of: exercises, day: 0),
    ]
    for round in 1...3 {
      let posed = try exercises.posed(id, for: "ada", round: round)
      attempts.append(
        attempt(
          .review, posed.rightAnswer ?? "", at: posed, of: exercises, day: 100 * Double(round)))
    }
    let history = try today.history(of: id, for: "ada", after: attempts)
    #expect(history.rounds.count == 4)
    #expect(history.rounds.dropFirst().allSatisfy { $0.isReview && $0.score.isOver })
    #expect(history.observations.map { $0.isRight } == [false, true, true, true])
    #expect(history.repetition.state == .due((300 + 7) * Self.day))
    #expect(history.current.isReview && !history.current.score.isOver)
  }

  /// However many reviews of another drawing there are, the last ones count, and no more than that.
  @Test func veryManyReviews() throws {
    let exercises = try Class.exercises()
    let posed = try exercises.posed("price-of-work", for: "ada", round: 1)
    let attempts = (1...300).map { number in
      var attempt = attempt(.review, "1 s", at: posed, of: exercises, day: Double(number))
      attempt.origin.variant = "\(number)"
      return attempt
    }
    let history = try exercises.history(of: "price-of-work", for: "ada", after: attempts.reversed())
    #expect(history.rounds.count == 1 + Variant.mostRounds)
    #expect(history.rounds.last?.events.first?.time == 300 * Self.day)
  }
}
