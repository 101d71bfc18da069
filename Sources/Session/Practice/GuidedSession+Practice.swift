import Answers
import Basics
import Course
import Diagnostics
import Display
import NativeFunctions
import Presentation
import Quantities
import Records
import Workbook

extension GuidedSession {
  /// Opens the exercises of a course apart from its lessons.
  /// - Parameters:
  ///   - name: an exercise's id, or the beginning of just one; nil takes what is due.
  ///   - store: where progress is kept; nil for nowhere.
  ///   - runner: what runs models; nil for the course's own.
  ///   - now: seconds since 1970.
  ///   - isInterrupted: whether Ctrl-C was pressed.
  ///   - onProgress: told what takes long, in a few words.
  /// - Throws: where the course has no such exercise, or nothing is due.
  public init(
    practising name: String?, course: Course, store: (any Progress)?, runner: ModelRunner? = nil,
    now: @escaping @Sendable () -> Double = { 0 },
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    onProgress: @escaping @Sendable (WorkProgress) -> Void = { _ in }
  ) throws(Diagnostic) {
    guard let some = course.exercises.first else {
      throw Diagnostic(.notFound, "This course has no exercises.")
        .try("gpulearn new exercise my-first")
    }
    self.init(
      course, Keeper(store, presentExercise: course.presentExercise, now: now),
      Desk(isInterrupted: isInterrupted, onProgress: onProgress),
      at: Place(exercise: some.id, of: try course.open(nil)), runner)
    practice = Practice()
    let id: String
    if let name {
      id = try course.findExercise(name, by: "gpulearn practice").id
    } else if let next = try nextDue() {
      id = next
    } else {
      throw try nothingDue()
    }
    try openPractice(id)
  }

  /// Makes an exercise the only step there is.
  private mutating func openPractice(_ id: String) throws(Diagnostic) {
    let file = try course.findExercise(id)
    let opened = try course.open(file.chapter)
    try keeper.readFinished(
      of: [opened.chapter.id] + opened.chapter.was, lesson: opened.chapter.presentLesson)
    arrive(at: Place(exercise: file.id, of: opened))
    if case .unavailable(_, let problem) = activity { throw problem }
  }

  /// What Enter does where an exercise is over, and skip anywhere.
  mutating func nextInPractice() -> Reply {
    if let exercise { practice?.pass(exercise.id) }
    do throws(Diagnostic) {
      guard let id = try nextDue() else { return try showPracticeEnd() }
      return goto(exercise: id)
    } catch {
      return Reply(error)
    }
  }

  mutating func goto(exercise name: String) -> Reply {
    do throws(Diagnostic) {
      let id: String
      do throws(Diagnostic) {
        id = try course.findExercise(name, by: "goto").id
      } catch {
        guard let file = exercise(titled: name) else { throw error }
        id = file.id
      }
      try openPractice(id)
      return Reply(showStep(withTitle: true))
    } catch {
      return Reply(error)
    }
  }

  // MARK: What is due

  private func nextDue() throws(Diagnostic) -> String? {
    practice?.next(among: try candidates(), at: keeper.now())?.id
  }

  /// Every exercise of the course, or of one chapter, in order, with what is known of it.
  func candidates(of chapter: String? = nil) throws(Diagnostic) -> [Practice.Candidate] {
    let attempts = try keeper.attempts()
    let learner = attempts.isEmpty ? "" : try keeper.learner()
    var histories: [String: ExerciseHistory] = [:]
    for (id, attempts) in attempts where attempts.contains(where: { $0.kind.asGraded.isSubmitted })
    {
      // What cannot be posed comes as if it was never tried; where one comes to it, it is said why.
      histories[id] = try? exercises.history(of: id, for: learner, after: attempts)
    }
    var all: [Practice.Candidate] = []
    for file in course.chapters {
      // What is wrong with a chapter is said where it is opened.
      guard let head = try? course.head(of: file), chapter.map({ $0 == head.id }) ?? true else {
        continue
      }
      let ids = Set(course.exercises.filter { $0.chapter == head.id }.map { $0.id })
      let seen = try keeper.seenLessons(of: head.id, was: head.was).map {
        Set($0.map(head.presentLesson))
      }
      let lessons = seen == nil ? [:] : lessonsOfExercises(file)
      for id in course.exercisesInOrder where ids.contains(id) {
        let objectives = head.objectives.map { $0.exercises.map { $0.id } }.filter {
          $0.contains(id)
        }
        let masteries = (objectives.isEmpty ? [[id]] : objectives).map { ids in
          Mastery(ids.flatMap { histories[$0]?.observations ?? [] })
        }
        let isSeen = seen.flatMap { seen in lessons[id].map(seen.contains) } ?? true
        all.append(
          Practice.Candidate(
            id: id, repetition: histories[id]?.repetition ?? Repetition([]),
            mastery: masteries.min { $0.known < $1.known } ?? Mastery(), isSeen: isSeen))
      }
    }
    return all
  }

  /// The lesson to which each exercise of a chapter belongs.
  private func lessonsOfExercises(_ file: Course.ChapterFile) -> [String: String] {
    // As above.
    guard let chapter = try? course.chapter(file).chapter else { return [:] }
    return chapter.placesOfExercises(course.presentExercise).mapValues { chapter.lessons[$0].id }
  }

  private func nothingDue() throws(Diagnostic) -> Diagnostic {
    let all = try candidates()
    if all.contains(where: { !$0.isSeen && $0.repetition.state == .new }) {
      return Diagnostic(
        .nothingTo, "Nothing is to be practised of the lessons that you have come to."
      )
      .note("Further exercises belong to lessons still to come; one of them opens by its name.")
      .try("gpulearn")
    }
    let base = Diagnostic(.nothingTo, "Every exercise is done, and none is due again yet.")
    guard let first = waiting(all).first else {
      return base.try("gpulearn practice \(course.exercises.first?.id ?? "")")
    }
    let time = Showing.duration(first.time - keeper.now())
    return base.note("The next one comes again in \(time).").try("gpulearn practice \(first.id)")
  }

  /// What comes again and when, the earliest first.
  private func waiting(_ all: [Practice.Candidate]) -> [(id: String, time: Double)] {
    all.compactMap { candidate in candidate.repetition.dueTime.map { (candidate.id, $0) } }
      .sorted { $0.1 < $1.1 }
  }

  private func showPracticeEnd() throws(Diagnostic) -> Reply {
    let now = keeper.now()
    let all = try candidates()
    var lines = [Text("That is all for now.", .strong)]
    if let first = waiting(all).first(where: { $0.time > now }) {
      lines.append(
        Text("The next one comes again in \(Showing.duration(first.time - now)).", .muted))
    }
    if all.contains(where: { !$0.isSeen && $0.repetition.state == .new }) {
      lines.append(
        Text("More belongs to lessons still to come: ", .muted) + Text("gpulearn", .input)
          + Text(" goes on with them.", .muted))
    }
    return Reply(Display([.lines(lines)]), ends: true) + showStandings()
  }

  /// What practice would go on with, and why, for the end of a chapter; nothing where all is known.
  func practiceAdvice() throws(Diagnostic) -> [Block] {
    guard let next = Practice().next(among: try candidates(of: chapter.id), at: keeper.now()) else {
      return []
    }
    let objective = chapter.objectives.first { $0.exercises.contains { $0.id == next.id } }
    var line = Text("Practice goes on with ", .muted) + Text(next.id, .name)
    if let objective, next.mastery.count > 0, !next.mastery.isEnough {
      let sure = Quantity((next.mastery.known * 100).rounded(), .percent).text
      line += Text(": “\(objective.text)” is what you have shown least of (\(sure) sure).", .muted)
    } else {
      line += Text(".", .muted)
    }
    return [.lines([line])]
  }
}
