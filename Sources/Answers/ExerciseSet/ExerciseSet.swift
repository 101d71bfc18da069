import Course
import Diagnostics
import Synchronization
import Workbook

/// The exercises of a course, posed to whoever asks. Each file is read once, when it is needed.
public struct ExerciseSet: Sendable {
  /// The course.
  public let course: Course
  /// What variants are drawn with besides learner and exercise.
  public let salt: String
  /// The course's id; empty where it has none.
  public let courseID: String
  private let statedVersion: String
  private let workbook: @Sendable (Chapter) -> Workbook
  private let files = Files()

  /// - Parameters:
  ///   - salt: the course's own where it is nil.
  ///   - workbook: makes the workbook of a chapter, with its models and those of the chapters it
  ///     uses.
  public init(
    course: Course, salt: String? = nil, workbook: @escaping @Sendable (Chapter) -> Workbook
  ) {
    self.course = course
    let settings = course.settings().settings
    self.salt = salt ?? settings.salt
    courseID = settings.id
    statedVersion = settings.version
    self.workbook = workbook
  }

  /// Every exercise's id, by chapter.
  public var ids: [String] { course.exercises.map { $0.id } }

  /// Which version of the course this is: what its author wrote in `course.yaml`, else a digest of
  /// what is asked and what is right.
  public var version: String { statedVersion.isEmpty ? contentDigest : statedVersion }

  /// A digest of what is asked and what is right, whatever its author calls the version. 16 hexadecimal
  /// digits.
  public var contentDigest: String {
    if let known = files.version { return known }
    let digest = course.digest(salt: salt)
    files.keep(version: digest)
    return digest
  }

  /// An exercise, by its id or one that it had before, and the workbook of its chapter.
  /// - Throws: `not-found`, what keeps a file from being read, or the first thing that keeps the
  ///   file from being an exercise.
  public func exercise(
    _ id: String
  ) throws(Diagnostic) -> (exercise: Exercise, workbook: Workbook) {
    let id = course.presentExercise(id)
    guard let file = course.exercise(id) else {
      throw Diagnostic(.notFound, "There is no exercise “\(id)”.")
        .try(closest(to: id, among: ids))
    }
    if let known = files.exercise(id) { return known }
    let chapterWorkbook = try self.workbook(of: file.chapter)
    let (exercise, problems) = try course.exercise(file, units: chapterWorkbook.units)
    guard let exercise else {
      throw problems.first ?? Diagnostic(.unreadable, "The file \(file.name) is no exercise.")
    }
    files.keep(exercise, chapterWorkbook, as: id)
    return (exercise, chapterWorkbook)
  }

  /// The variant of an exercise that a learner has.
  /// - Parameter round: 0 for the one that is graded, 1 for the first review.
  public func posed(
    _ id: String, for learner: String, round: Int = 0
  ) throws(Diagnostic) -> PosedExercise {
    let (exercise, workbook) = try self.exercise(id)
    let variant = Variant(of: exercise, learner: learner, salt: salt, round: round)
    return try PosedExercise(exercise, variant, in: workbook)
  }

  /// An exercise with the figures that somebody was asked, whichever are drawn today.
  /// - Parameter figures: as `Variant.figures(of:)` writes them.
  /// - Returns: nil where the exercise does not have them any more.
  /// - Throws: what keeps it from being posed.
  public func posed(_ id: String, figures: [String]) throws(Diagnostic) -> PosedExercise? {
    let (exercise, workbook) = try self.exercise(id)
    guard let variant = Variant(of: exercise, figures: figures, seed: 0) else { return nil }
    return try PosedExercise(exercise, variant, in: workbook)
  }

  /// A digest of what an exercise asks: its words, its lists and what varies, the same in the whole
  /// course and in a copy without answers. 16 hexadecimal digits; empty for an exercise that cannot
  /// be read.
  public func digest(of id: String) -> String {
    let id = course.presentExercise(id)
    if let known = files.digest(of: id) { return known }
    // What cannot be read has no digest; whoever poses it is told why.
    guard let (exercise, workbook) = try? exercise(id) else { return "" }
    // What no copy can be made of is digested as it stands; exporting it says why.
    let text = (try? exercise.withheldText(units: workbook.units)) ?? exercise.source.text
    let digest = String(SHA256.hex(of: [Course.asked(in: text)]).prefix(16))
    files.keep(digest: digest, of: id)
    return digest
  }

  private func workbook(of chapter: String) throws(Diagnostic) -> Workbook {
    // A chapter that cannot be read has no id; check says why.
    guard let file = course.chapters.first(where: { (try? course.head(of: $0))?.id == chapter })
    else {
      throw Diagnostic(.notFound, "There is no chapter “\(chapter)”.")
        .note("Exercises stand in Exercises/CHAPTER-ID/.")
    }
    return try files.workbook(of: chapter) { () throws(Diagnostic) in
      workbook(try course.chapter(file).chapter)
    }
  }

  /// What was read so far.
  private final class Files: Sendable {
    private let exercises = Mutex<[String: (exercise: Exercise, workbook: Workbook)]>([:])
    private let workbooks = Mutex<[String: Workbook]>([:])
    private let digest = Mutex<String?>(nil)
    private let digests = Mutex<[String: String]>([:])

    var version: String? { digest.withLock { $0 } }

    func digest(of id: String) -> String? { digests.withLock { $0[id] } }

    func keep(digest: String, of id: String) { digests.withLock { $0[id] = digest } }

    func keep(version: String) { digest.withLock { $0 = version } }

    func exercise(_ id: String) -> (exercise: Exercise, workbook: Workbook)? {
      exercises.withLock { $0[id] }
    }

    func keep(_ exercise: Exercise, _ workbook: Workbook, as id: String) {
      exercises.withLock { $0[id] = (exercise, workbook) }
    }

    /// A chapter's workbook. Its models may take seconds to compute, so who comes meanwhile waits
    /// rather than computing them too.
    func workbook(
      of chapter: String, _ make: () throws(Diagnostic) -> Workbook
    ) throws(Diagnostic) -> Workbook {
      try workbooks.withLock { known throws(Diagnostic) in
        if let workbook = known[chapter] { return workbook }
        let made = try make()
        known[chapter] = made
        return made
      }
    }
  }
}
