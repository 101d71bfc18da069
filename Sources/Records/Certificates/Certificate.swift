import Answers
import Basics
import Course
import Diagnostics

/// What a learner has solved of a chapter or a course, and when, with the answers that prove it.
///
/// Whoever has the course checks every answer again: what it says of points is a claim, and nothing
/// that counts.
public struct Certificate: Hashable, Sendable {
  static let formatName = "gpulearn certificate"
  static let formatVersion = 1

  /// What became of an exercise.
  public struct Line: Hashable, Sendable {
    /// The exercise's id.
    public var exercise: String
    /// Its title.
    public var title: String
    /// The points that the answers earned.
    public var points: Double
    /// The points to be had.
    public var outOf: Int
    /// When it was first answered fully right, in seconds since 1970; nil where it was not.
    public var solved: Double?

    /// Creates a line.
    public init(
      exercise: String, title: String, points: Double, outOf: Int, solved: Double?
    ) {
      self.exercise = exercise
      self.title = title
      self.points = points
      self.outOf = outOf
      self.solved = solved
    }
  }

  /// The id of the chapter; empty where it is of the whole course.
  public var chapter: String
  /// What readers call the chapter or the course.
  public var title: String
  /// A digest of what the course asked when it was written, 16 hexadecimal digits.
  public var digest: String
  /// Every exercise of it, in the order of the course.
  public var lines: [Line]
  /// The answers.
  public var submission: Submission
  /// What its head says otherwise than the rest of it, in sentences.
  var contradictions: [String] = []
  /// Keys that no certificate has.
  var unknownKeys: [String] = []

  /// Creates a certificate from what is known.
  public init(
    chapter: String, title: String, digest: String, lines: [Line], submission: Submission
  ) {
    self.chapter = chapter
    self.title = title
    self.digest = digest
    self.lines = lines
    self.submission = submission
  }

  /// Grades what a learner handed in, as whoever checks it will.
  /// - Parameter chapter: its name, number or a part of them; nil for the whole course.
  /// - Throws: `nothing-to-do` where none of it was answered; what keeps the course from being graded
  ///   with.
  public init(of submission: Submission, for chapter: String?, by grader: Grader)
    throws(Diagnostic)
  {
    let course = grader.exercises.course
    let id = try chapter.map { (name) throws(Diagnostic) in try course.open(name).chapter.id } ?? ""
    let name = (id: id, title: try course.title(ofChapter: id))
    let lines = try grader.lines(of: submission, chapter: name.id)
    guard lines.contains(where: { $0.points > 0 }) else {
      throw Diagnostic(
        .nothingTo,
        chapter == nil
          ? "No exercise of this course was solved yet."
          : "No exercise of “\(name.title)” was solved yet."
      ).try("gpulearn progress")
    }
    self.init(
      chapter: name.id, title: name.title, digest: grader.exercises.contentDigest, lines: lines,
      submission: submission)
  }

  /// The points of all lines.
  public var points: Double { roundedPoints(lines.reduce(0) { $0 + $1.points }) }
  /// The points to be had.
  public var outOf: Int { lines.reduce(0) { $0 + $1.outOf } }
  /// How many exercises were solved.
  public var solved: Int { lines.count { $0.solved != nil } }
}

extension Course {
  /// What readers call a chapter, or the course where that is empty.
  func title(ofChapter id: String) throws(Diagnostic) -> String {
    id.isEmpty ? settings().settings.title : try open(id).chapter.title
  }
}

extension Grader {
  /// Every exercise of a chapter, or of the course where that is empty, as a submission's answers are
  /// worth now.
  func lines(
    of submission: Submission, chapter: String
  ) throws(Diagnostic) -> [Certificate.Line] {
    let graded = try grade(submission, file: "", unknownKeys: [])
    let order = exercises.course.exercisesInOrder
    let places = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
    let asked = columns.filter { chapter.isEmpty || $0.chapter == chapter }.sorted {
      (places[$0.id] ?? .max, $0.id) < (places[$1.id] ?? .max, $1.id)
    }
    return asked.map { column in
      let result = graded.result(of: column.id)
      return Certificate.Line(
        exercise: column.id, title: column.title, points: roundedPoints(result?.points ?? 0),
        outOf: column.points,
        solved: result.flatMap { $0.isSolved ? $0.answers.first { $0.share >= 1 }?.time : nil })
    }
  }
}
