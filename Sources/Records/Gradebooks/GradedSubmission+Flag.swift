import Answers
import Basics

extension GradedSubmission {
  /// Something about a submission that whoever grades should look at. It changes no score.
  public struct Flag: Hashable, Sendable {
    /// What is remarkable about a submission.
    public enum Kind: String, Sendable, CaseIterable {
      /// The file, or an event in it, is not as the program wrote it.
      case edited
      /// Events that were there are gone, or stand twice.
      case missingEvents = "missing-events"
      /// An answer was given to other figures than this learner's.
      case otherVariant = "other-variant"
      /// An answer to what the exercise does not ask any more: a person has to say what it is worth.
      case unmatched
      /// An answer that would take too much work, measures or reads a file: a person has to say what
      /// it is worth.
      case notGradable = "not-gradable"
      /// The last line that was recorded for an exercise is no answer to it, and nothing before it is
      /// right.
      case notTaken = "not-taken"
      /// The exercise asked something else when it was answered.
      case changedExercise = "changed-exercise"
      /// Answered in another version of the course.
      case otherVersion = "other-course-version"
      /// Of a course with another id.
      case otherCourse = "other-course"
      case unknownExercise = "unknown-exercise"
      /// Before there was a course, after the file was written, or before what came before.
      case impossibleTime = "impossible-time"
      /// More answers in a second than anybody types.
      case tooFast = "too-fast"
      /// Handed in later than now, by the clock of whoever grades.
      case fromTheFuture = "from-the-future"
      /// Keys that submissions do not have, such as a score.
      case unknownKeys = "unknown-keys"
      /// The learner's id is another spelling of the roster's.
      case otherSpelling = "other-spelling"
      /// The same, and it was graded without the roster.
      case ungradedSpelling = "graded-without-roster"
      /// A platform's download has it from another name than the roster's.
      case otherSender = "other-sender"
      case notOnRoster = "not-on-roster"
      /// Another file is of the same learner.
      case sameLearner = "same-learner"
      /// Answers that another learner gave at the same moments.
      case sameEvents = "same-events"
      /// A wrong answer that is right for another learner's figures.
      case anothersAnswer = "anothers-answer"
      /// A wrong answer, with many digits, that another learner gave too.
      case sameWrongAnswer = "same-wrong-answer"

      /// Whether it is mentioned only for completeness.
      public var isNote: Bool {
        self == .fromTheFuture || self == .unknownKeys || self == .changedExercise
      }

      /// Whether it comes from comparing files, and not from the file alone.
      var isOfComparison: Bool {
        switch self {
        case .notOnRoster, .ungradedSpelling, .sameLearner, .sameEvents, .anothersAnswer,
          .sameWrongAnswer:
          true
        default: false
        }
      }
    }

    /// What is remarkable.
    public var kind: Kind
    /// The reason, in one sentence.
    public var message: String
    /// The exercise that it is about; nil where it is about the whole file.
    public var exercise: String?

    /// Creates a flag.
    public init(_ kind: Kind, _ message: String, exercise: String? = nil) {
      self.kind = kind
      self.message = message
      self.exercise = exercise
    }

    /// On one line: "other-variant (price-of-work): …".
    public var line: String {
      kind.rawValue + (exercise.map { " (\($0.showable))" } ?? "") + ": " + message
    }
  }
}
