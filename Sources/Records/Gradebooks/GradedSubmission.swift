import Answers
import Diagnostics

/// What a file that was handed in came to.
public struct GradedSubmission: Hashable, Sendable {
  /// The path, as it was given to the program.
  public var file: String
  /// Why it could not be graded, in a sentence; nil where it was.
  public var refusal: String?
  /// The learner's id as the file has it; empty where the file was refused.
  public var learner = ""
  /// Whose file it is: the id that the roster has for the learner, else the file's own. Figures are
  /// drawn from it.
  public var person = ""
  /// The learner's name; often empty.
  public var name = ""
  /// The id of the course that the answers were given in.
  public var course = ""
  /// The version of that course.
  public var courseVersion = ""
  /// When the file was written, in seconds since 1970.
  public var written = 0.0
  /// The exercises with answers, hints or a solution looked at, in the order of the course.
  public var results: [Result] = []
  /// What whoever grades should look at.
  public var flags: [Flag] = []

  /// What an exercise came to.
  public struct Result: Hashable, Sendable {
    /// The exercise's id.
    public var exercise: String
    /// The points that the answers earned, from 0 to `outOf`.
    public var points: Double
    /// What became of them by a policy and by hand, as a gradebook told; nil where none did.
    public var counted: Double?
    /// The points to be had.
    public var outOf: Int
    /// Whether an answer that counts was fully right.
    public var isSolved: Bool
    /// How many hints were looked at.
    public var hints: Int
    /// Whether the solution was looked at.
    public var sawSolution: Bool
    /// When each hint was first looked at, in seconds since 1970, by their numbers from 1.
    public var hintTimes: [Int: Double] = [:]
    /// When the solution was first looked at; nil where it was not, or where that is not known.
    public var solutionTime: Double?
    /// Seconds spent on it: from the event before to each of its events, pauses of over half an hour
    /// left out.
    public var seconds = 0.0
    /// The answers that count, in order.
    public var answers: [Answer]
    /// What was recorded and is no answer, in order: a copy without answers cannot tell its learner.
    public var notTaken: [NotTaken] = []

    /// The key of what was found of the last answer that counts; nil where there is none.
    public var finding: String? { answers.last?.finding }
  }

  /// An answer, judged again.
  public struct Answer: Hashable, Sendable {
    /// What was typed.
    public var text: String
    /// When it was given, in seconds since 1970.
    public var time: Double
    /// The key of what was found.
    public var finding: String
    /// The share of the points that it is worth, from 0 to 1.
    public var share: Double
    /// The points that it brings, less the price of the hints taken before it.
    public var points: Double
  }

  /// A line that was recorded, and turned out to be no answer when it was judged.
  public struct NotTaken: Hashable, Sendable {
    /// What was typed.
    public var text: String
    /// When, in seconds since 1970.
    public var time: Double
    /// Why it is none, in a sentence.
    public var reason: String
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

  init(file: String, _ submission: Submission, of person: String? = nil) {
    self.file = file
    learner = submission.learner
    self.person = person ?? submission.learner
    name = submission.name
    course = submission.course
    courseVersion = submission.courseVersion
    written = submission.written
  }

  /// The result of an exercise; nil where nothing was answered or looked at.
  public func result(of exercise: String) -> Result? { results.first { $0.exercise == exercise } }
}

extension GradedSubmission.Result {
  /// The last line, where it was no answer and nothing before it was right: its learner does not know
  /// of it, so a person looks at it.
  var lastWordNotTaken: GradedSubmission.NotTaken? {
    guard !isSolved, !sawSolution, let last = notTaken.last,
      last.time >= answers.last?.time ?? -.infinity
    else { return nil }
    return last
  }

  init(_ exercise: String, _ score: Score) {
    self.init(
      exercise: exercise, points: score.points, outOf: score.outOf, isSolved: score.isSolved,
      hints: score.hints, sawSolution: score.sawSolution, hintTimes: score.hintTimes,
      solutionTime: score.solutionTime,
      answers: score.answers.map {
        .init(
          text: $0.text, time: $0.time, finding: $0.finding.key, share: $0.share, points: $0.points)
      })
  }
}
