import Answers
import Diagnostics

/// What a file that was handed in came to.
public struct GradedSubmission: Hashable, Sendable {
  /// As it was named to the program.
  public var file: String
  /// Why it could not be graded, in a sentence; nil where it was.
  public var refusal: String?
  /// Empty where the file was refused.
  public var learner = ""
  public var name = ""
  public var course = ""
  public var courseVersion = ""
  /// Seconds since 1970.
  public var written = 0.0
  /// The exercises with answers, hints or a solution looked at, in the order of the course.
  public var results: [Result] = []
  public var flags: [Flag] = []

  /// What an exercise came to.
  public struct Result: Hashable, Sendable {
    public var exercise: String
    public var points: Double
    public var outOf: Int
    public var isSolved: Bool
    public var hints: Int
    public var sawSolution: Bool
    /// The answers that count, in order.
    public var answers: [Answer]

    /// The key of what was found of the last answer that counts; nil where there is none.
    public var finding: String? { answers.last?.finding }
  }

  public struct Answer: Hashable, Sendable {
    public var text: String
    public var time: Double
    /// A finding's key.
    public var finding: String
    /// 0...1.
    public var share: Double
  }

  /// A file that could not be graded.
  init(file: String, refused problem: Diagnostic) {
    self.file = file
    var reason = problem.message
    if let expected = problem.expected, let found = problem.found {
      reason += " Expected \(expected), found \(found)."
    }
    refusal = reason
  }

  init(file: String, _ submission: Submission) {
    self.file = file
    learner = submission.learner
    name = submission.name
    course = submission.course
    courseVersion = submission.courseVersion
    written = submission.written
  }

  public func result(of exercise: String) -> Result? { results.first { $0.exercise == exercise } }
}

extension GradedSubmission.Result {
  init(_ exercise: String, _ score: Score) {
    self.init(
      exercise: exercise, points: score.points, outOf: score.outOf, isSolved: score.isSolved,
      hints: score.hints, sawSolution: score.sawSolution,
      answers: score.answers.map {
        .init(text: $0.text, time: $0.time, finding: $0.finding.key, share: $0.share)
      })
  }
}
