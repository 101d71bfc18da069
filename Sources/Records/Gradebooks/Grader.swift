import Answers
import Basics
import Course
import Diagnostics
import Synchronization
import Workbook

/// Checks every answer of submissions again, with the course that holds the right ones.
///
/// Nothing is kept between submissions but figures that are the same for everybody, so that any
/// number of threads and of machines may grade parts of a class.
public final class Grader: Sendable {
  /// An exercise as a column of the gradebook.
  public struct Column: Hashable, Sendable {
    /// The exercise's id.
    public var id: String
    /// The exercise's title.
    public var title: String
    /// The id of its chapter.
    public var chapter: String
    /// The points to be had.
    public var points: Int
    /// Whether it counts in the total.
    public var counts: Bool
    /// Whether its learner sees at once what an answer is worth, so that trying brings the points:
    /// it keeps its answer in the learners' copy, or its model can be tried.
    public var tellsOutcome = false
  }

  /// The exercises of the course that is graded with.
  public let exercises: ExerciseSet
  /// The exercises, in the order of the chapters, then by id.
  public let columns: [Column]
  /// The version of the course that grades.
  public let version: String
  /// Who belongs to the class; nil where anybody may hand in.
  public let roster: Roster?
  /// Seconds since 1970.
  let now: Double
  /// Exercises as they were, from older copies of the course, by the digest of what they ask.
  let older: [String: [(exercises: ExerciseSet, id: String)]]
  let known = Mutex<[Figures: PosedExercise]>([:])
  /// The figures of questions that do not vary.
  private let asked = Mutex<[Figures: [String]]>([:])
  private let judged = Mutex<[Judged: Ruling]>([:])
  /// Whether an answer is right for figures that may be another learner's.
  let compared = Mutex<[Judged: Bool]>([:])
  /// Whether grading is to end at once.
  let isCancelled: @Sendable () -> Bool

  /// Figures that many learners share.
  struct Figures: Hashable {
    var exercise: String
    var places: [Int]
  }

  /// An answer that many learners give to the same figures.
  struct Judged: Hashable {
    var figures: Figures
    var answer: String
  }

  /// What an answer is worth, nil where it is none, and the looks that it took to tell.
  struct Ruling {
    var worth: Score.Worth?
    var looks: Int
  }

  /// Looks that judging an answer may take: a million steps of formulas, or some million requests.
  static let mostLooks = 1000
  /// Looks that the answers of one file may take together; what comes after is not gradable.
  static let mostLooksOfFile = 2500
  /// Looks that reading a line counts for: it takes as long as the line is long, some microseconds a
  /// byte, and no answer has more than 4 KiB.
  private static func looks(toRead answer: String) -> Int { answer.utf8.count / 32 }

  /// Reads every exercise.
  /// - Parameters:
  ///   - older: the course as it was, to judge answers to what is not asked any more.
  ///   - roster: the class, whose spelling of an id is the learner's.
  ///   - now: seconds since 1970.
  ///   - isCancelled: asked while answers are judged; what is then half graded counts for nothing.
  /// - Throws: what is wrong with an exercise, since grading without it would be unfair;
  ///   `answers-withheld` for a learners' copy.
  public init(
    _ exercises: ExerciseSet, older: [ExerciseSet] = [], roster: Roster? = nil, now: Double,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(Diagnostic) {
    self.exercises = exercises
    self.isCancelled = isCancelled
    self.roster = roster
    self.older = Dictionary(
      grouping: older.flatMap { set in set.ids.map { (exercises: set, id: $0) } }
    ) { $0.exercises.digest(of: $0.id) }
    self.now = now
    // Chapters only order the columns here: one that cannot be read has its exercises last, and each
    // of them is read below, where what is wrong with it is thrown.
    let chapters = exercises.course.chapters.map { (try? exercises.course.head(of: $0))?.id ?? "" }
    let files = exercises.course.exercises.sorted { left, right in
      let (first, second) = (
        chapters.firstIndex(of: left.chapter), chapters.firstIndex(of: right.chapter)
      )
      return (first ?? .max, left.chapter, left.id) < (second ?? .max, right.chapter, right.id)
    }
    var read: [(file: Course.ExerciseFile, exercise: Exercise)] = []
    for file in files {
      let exercise = try exercises.exercise(file.id).exercise
      guard exercise.id == file.id else {
        throw Diagnostic(.badField, "The id is not the name of the file.", at: exercise.idSpan)
          .expected("“\(file.id)”, as the file is called", found: "“\(exercise.id)”")
      }
      guard !exercise.isWithheld else {
        throw Diagnostic(
          .answersWithheld, "The exercise \(file.id) has no answer in this copy of the course."
        )
        .try("gpulearn grade --course THE-WHOLE-COURSE …")
      }
      read.append((file, exercise))
    }
    // Where nothing is marked as graded, all of it is.
    let isMarked = read.contains { $0.exercise.isGraded }
    columns = read.map { file, exercise in
      Column(
        id: file.id, title: exercise.title, chapter: file.chapter, points: exercise.points,
        counts: exercise.isGraded || !isMarked,
        tellsOutcome: !exercise.isGraded || [.goal, .predict].contains(exercise.kind))
    }
    version = exercises.version
  }

  /// Grades a file. Whatever it holds, this ends with a row of the gradebook.
  public func grade(_ file: SubmissionFile) -> GradedSubmission {
    do throws(Diagnostic) {
      let (submission, unknownKeys) = try Submission.read(file: file)
      var graded = try grade(submission, file: file.name, unknownKeys: unknownKeys)
      if let flag = senderFlag(file, submission) { graded.flags.append(flag) }
      return graded
    } catch {
      return GradedSubmission(file: file.name, refused: error)
    }
  }

  /// Grades a file on disk.
  public func grade(file path: String) -> GradedSubmission { grade(SubmissionFile(path)) }

  /// Says where the platform had a file from somebody else than its learner.
  private func senderFlag(
    _ file: SubmissionFile, _ submission: Submission
  ) -> GradedSubmission.Flag? {
    guard let sender = file.sender, let place = roster?.place(of: submission.learner),
      let entry = roster?.entries[place], !SubmissionFile.isSame(sender, as: entry.name)
    else { return nil }
    return GradedSubmission.Flag(
      .otherSender,
      "The platform had the file from “\(sender.showable)”; its learner is \(entry.name.showable).")
  }

  /// Answers to one exercise beyond which a file is refused: nobody types so many, and checking
  /// them would keep others waiting.
  static let mostAnswers = 1000

  func grade(
    _ submission: Submission, file: String, unknownKeys: [String]
  ) throws(Diagnostic) -> GradedSubmission {
    let person = roster?.person(of: submission.learner) ?? submission.learner
    var graded = GradedSubmission(file: file, submission, of: person)
    let groups = submission.byExercise(exercises.course.presentExercise)
    for (id, events) in groups where events.count > Grader.mostAnswers {
      throw Diagnostic(
        .badSubmission,
        "It answers \(id.showable) \(events.count) times; more than \(Grader.mostAnswers) are not "
          + "checked.")
    }
    let byID = Dictionary(groups.map { ($0.exercise, $0.events) }) { first, _ in first }
    var variants: [String: String] = [:]
    var digests: [String: String] = [:]
    var askedFigures: [String: [String]] = [:]
    var looks = 0
    let seconds = submission.seconds(exercises.course.presentExercise)
    for column in columns {
      guard let events = byID[column.id] else { continue }
      let posed = try posed(column.id, for: person)
      variants[column.id] = posed.variant.identity
      var notTaken: [GradedSubmission.NotTaken] = []
      let score = Score(of: posed, attempts: events.map { Attempt($0) }) { attempt in
        let worth = worth(attempt, posed, person, &looks)
        if worth == nil {
          let reason = reason(against: attempt, posed, person, &looks)
          notTaken.append(.init(text: attempt.answer, time: attempt.time, reason: reason))
        }
        return worth
      }
      var result = GradedSubmission.Result(column.id, score)
      result.notTaken = notTaken
      result.seconds = seconds[column.id] ?? 0
      graded.results.append(result)
      digests[column.id] = exercises.digest(of: column.id)
      askedFigures[column.id] = asked(of: posed)
    }
    graded.flags =
      SubmissionCheck(
        submission: submission, person: person, groups: groups, variants: variants,
        digests: digests, asked: askedFigures,
        results: graded.results, unknownKeys: unknownKeys,
        course: exercises.courseID, version: version, now: now
      ).flags
    return graded
  }

  /// What an answer is worth; nil for a line that is none.
  ///
  /// Where the exercise asks something else than it did, what was picked is looked for in it by what
  /// it is. What is not there any more, and what was typed for other figures, is judged by the
  /// exercise as it was, where that is at hand and drew these figures for this learner; else it
  /// waits for a person.
  private func worth(
    _ attempt: Attempt, _ posed: PosedExercise, _ learner: String, _ looks: inout Int
  ) -> Score.Worth? {
    let meant = attempt.meant
    // Settings of a goal are many, and each is read by itself.
    if posed.exercise.kind != .goal {
      looks += Grader.looks(toRead: attempt.answer)
      guard looks <= Grader.mostLooksOfFile else { return Score.Worth(.work, attempt) }
    }
    guard !meant.isEmpty else { return present(attempt, posed, &looks) }
    let isSameText = meant.exercise == exercises.digest(of: posed.exercise.id)
    // Only a bare number depends on the unit that was asked for.
    let others = meant.figures(otherThan: asked(of: posed)).filter {
      !$0.hasPrefix("(unit) = ") || isBareNumber(attempt, posed, &looks)
    }
    if isSameText, others.isEmpty {
      // Figures of somebody else's are judged as this learner's, and flagged.
      let isDrawn = attempt.origin.variant == posed.variant.identity || posed.isPicked
      guard !isDrawn, let before = before(attempt, learner) else {
        return present(attempt, posed, &looks)
      }
      return worth(attempt, asItWas: before, &looks)
    }
    if !isSameText, let before = untold(attempt, posed, learner, &looks) {
      return worth(attempt, asItWas: before, &looks)
    }
    if others.contains(where: { $0.hasPrefix("(kind) = ") }) {
      // What was meant for a list says nothing of a number, nor the other way round.
    } else if posed.isPicked {
      // Marks hold for all figures.
      let worth = present(attempt, posed, &looks)
      if isSameText, let before = before(attempt, learner) {
        return self.worth(attempt, asItWas: before, &looks)
      }
      guard worth == nil || worth?.finding == .unmatched else { return worth }
    } else if attempt.origin.variant == posed.variant.identity, others.isEmpty,
      meant.isOf(posed.variant.figures(of: posed.exercise)),
      // What could be read then and cannot be now is about names that there are no more.
      let worth = present(attempt, posed, &looks)
    {
      return worth
    }
    guard let before = before(attempt, learner) else { return Score.Worth(unmatched: attempt) }
    return worth(attempt, asItWas: before, &looks)
  }

  /// The figures of a question that do not vary; those with the same variant have the same.
  private func asked(of posed: PosedExercise) -> [String] {
    let key = Figures(exercise: posed.exercise.id, places: posed.variant.places)
    if let known = asked.withLock({ $0[key] }) { return known }
    let figures = posed.askedFigures
    asked.withLock { asked in
      if asked.count >= 4096 { asked.removeAll() }
      asked[key] = figures
    }
    return figures
  }

  /// What an answer is worth in the exercise as it is. The same answer to the same figures is judged
  /// once, unless what it means depends on how a list was shuffled.
  private func present(
    _ attempt: Attempt, _ posed: PosedExercise, _ looks: inout Int
  ) -> Score.Worth? {
    if posed.isPicked { return Score.Worth(of: attempt, at: posed) }
    guard looks <= Grader.mostLooksOfFile else { return Score.Worth(.work, attempt) }
    let figures = Figures(exercise: posed.exercise.id, places: posed.variant.places)
    let key = Judged(figures: figures, answer: attempt.answer)
    if let known = judged.withLock({ $0[key] }) {
      looks += known.looks
      return known.worth
    }
    let ruling = ruling(on: attempt, posed)
    looks += ruling.looks
    // What was not judged to its end is not kept.
    guard !isCancelled() else { return ruling.worth }
    judged.withLock { known in
      if known.count >= 1 << 17 { known.removeAll() }
      known[key] = ruling
    }
    return ruling.worth
  }

  /// What a typed answer is worth, judged in a box.
  func ruling(on attempt: Attempt, _ posed: PosedExercise) -> Ruling {
    let box = AnswerBox(most: Grader.mostLooks, isCancelled: isCancelled)
    // A line that is no answer, for whatever reason, counts as no attempt, here as in a session.
    let verdict = try? PosedExercise(posed, in: box).verdict(on: attempt.answer)
    if let reason = box.reason {
      return Ruling(worth: Score.Worth(reason, attempt), looks: box.looks)
    }
    return Ruling(worth: verdict.map { Score.Worth($0) }, looks: box.looks)
  }

  /// Why a line is no answer, in a sentence.
  private func reason(
    against attempt: Attempt, _ posed: PosedExercise, _ learner: String, _ looks: inout Int
  ) -> String {
    let posed = before(attempt, learner) ?? posed
    let box = AnswerBox(most: Grader.mostLooks, isCancelled: isCancelled)
    defer { looks += box.looks }
    do throws(Diagnostic) {
      _ = try PosedExercise(posed, in: box).verdict(on: attempt.answer)
      return "What was picked is not known."
    } catch {
      return error.message.showable
    }
  }
}
