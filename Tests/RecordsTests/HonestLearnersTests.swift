import Answers
import Diagnostics
import SampleExercises
import Testing

@testable import Records

/// The edges of what is flagged: who does nothing wrong is not suspected.
@Suite struct HonestLearnersTests {
  private func flags(
    _ submission: Submission, now: Double = Class.now
  ) throws -> [GradedSubmission.Flag.Kind] {
    try Grader(try Class.exercises(), now: now).grade(text: submission.text).flags.map { $0.kind }
  }

  /// So many answers so many seconds apart; over twenty within a second are not typed by hand.
  @Test(
    arguments: [
      (100, 0.5, false), (100, 0.0625, false), (20, 0.015625, false), (21, 0.03125, true),
      (21, 0.015625, true),
    ] as [(Int, Double, Bool)])
  func quickAnswers(_ count: Int, _ spacing: Double, _ isFlagged: Bool) throws {
    let submission = try Class.submission(
      "ada", (0..<count).map { (.exercise, "price-of-work", "\($0)") }, spacing: spacing)
    #expect(try flags(submission) == (isFlagged ? [.tooFast] : []))
  }

  /// A clock may be a day ahead of the one that grades.
  @Test(arguments: [(0.0, false), (3600, false), (86_400, false), (86_401, true)])
  func clocksThatAreAhead(_ ahead: Double, _ isFlagged: Bool) throws {
    let submission = try Class.diligent("ada")
    #expect(
      try flags(submission, now: submission.written - ahead) == (isFlagged ? [.fromTheFuture] : []))
  }

  /// A clock may be set back by a minute between two answers, or before the file is written.
  @Test(arguments: [(0.0, false), (60, false), (61, true)])
  func clocksThatAreSetBack(_ back: Double, _ isFlagged: Bool) throws {
    var submission = try Class.submission(
      "ada", [(.exercise, "twice", "1"), (.exercise, "twice", "2")], spacing: -back)
    let last = submission.events[0].time
    submission.written = last
    submission.seal = submission.fittingSeal
    #expect(try flags(submission) == (isFlagged ? [.impossibleTime] : []))
    submission = try Class.submission("ada", [(.exercise, "twice", "1")])
    submission.written = submission.events[0].time - back
    submission.seal = submission.fittingSeal
    #expect(try flags(submission) == (isFlagged ? [.impossibleTime] : []))
  }
}
