import Answers
import Basics
import Course
import Diagnostics
import Display
import NativeFunctions
import Presentation
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
    arrive(at: Place(exercise: file.id, of: try course.open(file.chapter)))
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
      try openPractice(try course.findExercise(name, by: "goto").id)
      return Reply(showStep(withTitle: true))
    } catch {
      return Reply(error)
    }
  }

  // MARK: What is due

  private func nextDue() throws(Diagnostic) -> String? {
    practice?.next(among: try repetitions(), at: keeper.now())
  }

  /// Every exercise of the course in order, with when it comes again.
  private func repetitions() throws(Diagnostic) -> [(id: String, repetition: Repetition)] {
    let attempts = try keeper.attempts()
    let learner = attempts.isEmpty ? "" : try keeper.learner()
    return course.exercisesInOrder.map { id in
      // What cannot be posed comes as if it was never tried; where one comes to it, it is said why.
      guard let attempts = attempts[id],
        let posed = try? exercises.posed(id, for: learner)
      else {
        return (id, Repetition([]))
      }
      return (id, posed.repetition(after: attempts))
    }
  }

  private func nothingDue() throws(Diagnostic) -> Diagnostic {
    let base = Diagnostic(.nothingTo, "Every exercise is done, and none is due again yet.")
    guard let first = Repetition.waiting(try repetitions()).first else {
      return base.try("gpulearn practice \(course.exercises.first?.id ?? "")")
    }
    let time = Showing.duration(first.time - keeper.now())
    return base.note("The next one comes again in \(time).").try("gpulearn practice \(first.id)")
  }

  private func showPracticeEnd() throws(Diagnostic) -> Reply {
    let now = keeper.now()
    var lines = [Text("That is all for now.", .strong)]
    if let first = Repetition.waiting(try repetitions()).first(where: { $0.time > now }) {
      lines.append(
        Text("The next one comes again in \(Showing.duration(first.time - now)).", .muted))
    }
    return Reply(Display([.lines(lines)]), ends: true) + showStandings()
  }
}
