import Answers

/// An answer as it was given. Whether it was right is never stored: that is computed again.
public struct Attempt: Hashable, Sendable {
  /// What was answered or looked at.
  public enum Kind: String, Sendable {
    case predict, quiz, exercise
    /// A hint to an exercise was looked at; the answer is its number from 1.
    case hint
    /// The worked solution of an exercise was looked at.
    case solution
    /// An answer, a hint and the solution in a review, which has figures of its own and no points.
    case review
    case reviewHint = "review-hint"
    case reviewSolution = "review-solution"

    /// Whether it belongs to an exercise, and so into a submission.
    public var isSubmitted: Bool {
      switch self {
      case .exercise, .hint, .solution: true
      case .predict, .quiz, .review, .reviewHint, .reviewSolution: false
      }
    }

    /// Whether it happened in a review of an exercise.
    public var isReview: Bool { asGraded != self }

    /// What it would be outside of a review.
    public var asGraded: Kind {
      switch self {
      case .review: .exercise
      case .reviewHint: .hint
      case .reviewSolution: .solution
      case .predict, .quiz, .exercise, .hint, .solution: self
      }
    }

    /// What it is in a review.
    public var inReview: Kind {
      switch self {
      case .exercise: .review
      case .hint: .reviewHint
      case .solution: .reviewSolution
      case .predict, .quiz, .review, .reviewHint, .reviewSolution: self
      }
    }
  }

  /// What was answered or looked at.
  public var kind: Kind
  /// The id of the chapter.
  public var chapter: String
  /// The id of the lesson; empty for practice.
  public var lesson: String
  /// Which of the lesson's questions: the exercise's id, or a number within the lesson.
  public var item: String
  /// What was typed.
  public var answer: String
  /// Seconds since 1970.
  public var time: Double
  /// Which exercise this was exactly; empty for what is not submitted.
  public var origin: Origin
  /// What it meant when it was given; nothing for what is not submitted.
  public var meant: Meant

  /// What was asked, in a form that whoever grades can compare with their own course.
  public struct Origin: Hashable, Sendable {
    /// The course's id, empty where it has none.
    public var course: String
    /// The course's version.
    public var version: String
    /// The variant's identity.
    public var variant: String

    /// Creates an origin.
    public init(course: String = "", version: String = "", variant: String = "") {
      self.course = course
      self.version = version
      self.variant = variant
    }
  }

  /// Creates an attempt; `time` is in seconds since 1970.
  public init(
    kind: Kind, chapter: String, lesson: String, item: String, answer: String, time: Double,
    origin: Origin = Origin(), meant: Meant = Meant()
  ) {
    self.kind = kind
    self.chapter = chapter
    self.lesson = lesson
    self.item = item
    self.answer = answer
    self.time = time
    self.origin = origin
    self.meant = meant
  }
}

extension Attempt {
  /// An answer to an exercise, or help that was looked at.
  /// - Parameters:
  ///   - exercises: the course's, which say its id and version.
  ///   - lesson: where it was met; empty for practice.
  ///   - answer: as it was typed; the number of a hint; empty for a solution.
  ///   - time: seconds since 1970.
  public init(
    _ kind: Kind, at posed: PosedExercise, of exercises: ExerciseSet, chapter: String,
    lesson: String = "", answer: String = "", time: Double
  ) {
    self.init(
      kind: kind, chapter: chapter, lesson: lesson, item: posed.exercise.id, answer: answer,
      time: time,
      origin: Origin(
        course: exercises.courseID, version: exercises.version, variant: posed.variant.identity),
      meant: Meant(kind.asGraded == .exercise ? answer : "", at: posed, of: exercises))
  }
}
