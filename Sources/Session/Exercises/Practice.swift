import Answers
import Basics
import Course
import Diagnostics
import Display
import Language
import NativeFunctions
import Presentation
import Records
import Workbook

/// Exercises one after another, apart from lessons.
struct Practice {
  /// What was left unsolved this time; it is not offered again until all else is done.
  var passed: Set<String> = []
}

extension GuidedSession {
  /// Opens the exercises of a course apart from its lessons.
  /// - Parameters:
  ///   - name: an exercise's id, or the beginning of just one; nil takes what is due.
  ///   - now: seconds since 1970.
  /// - Throws: where the course has no such exercise, or nothing is due.
  public init(
    practising name: String?, course: Course, store: (any Progress)?, runner: ModelRunner? = nil,
    now: @escaping @Sendable () -> Double = { 0 },
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    onProgress: @escaping @Sendable (WorkProgress) -> Void = { _ in }
  ) throws(Diagnostic) {
    guard !course.exercises.isEmpty else {
      throw Diagnostic(.notFound, "This course has no exercises.")
        .try("gpulearn new exercise my-first")
    }
    let first = try course.open(nil)
    self.init(
      course: course, store: store, chapter: first.chapter, runner ?? ModelRunner(course), now,
      isInterrupted, onProgress)
    practice = Practice()
    let id: String
    if let name {
      id = try course.findExercise(name, by: "gpulearn practice").id
    } else if let next = nextDue() {
      id = next
    } else {
      throw nothingDue()
    }
    try openPractice(id)
  }

  /// Makes an exercise the only step there is.
  mutating func openPractice(_ id: String) throws(Diagnostic) {
    let file = try course.findExercise(id)
    let opened = try course.open(file.chapter)
    chapter = opened.chapter
    number = opened.number
    steps = [[Step(interaction: .exercise(file.id))]]
    place(at: 0, 0)
    if let warning {
      self.warning = nil
      throw warning
    }
  }

  /// What Enter does where an exercise is over, and skip anywhere.
  mutating func nextInPractice() -> Reply {
    if let exercise {
      if exercise.score.isOver { practice?.passed.remove(exercise.id) }
      practice?.passed.insert(exercise.id)
    }
    guard let id = nextDue() else { return Reply(Display(showPracticeEnd()), ends: true) }
    return goto(exercise: id)
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

  private func nextDue() -> String? {
    let passed = practice?.passed ?? []
    return Repetition.next(among: repetitions.filter { !passed.contains($0.id) }, at: now())
  }

  /// Every exercise of the course in order, with when it comes again.
  private var repetitions: [(id: String, repetition: Repetition)] {
    let attempts = Dictionary(grouping: (try? store?.attempts()) ?? [], by: { $0.item })
    return course.exercisesInOrder.map { id in
      guard let attempts = attempts[id], let posed = try? exercises.posed(id, for: learner()) else {
        return (id, Repetition([]))
      }
      return (id, posed.repetition(after: attempts))
    }
  }

  private func nothingDue() -> Diagnostic {
    let base = Diagnostic(.nothingTo, "Every exercise is done, and none is due again yet.")
    guard let first = Repetition.waiting(repetitions).first else {
      return base.try("gpulearn practice \(course.exercises.first?.id ?? "")")
    }
    return base.note("The next one comes again in \(Showing.duration(first.time - now())).")
      .try("gpulearn practice \(first.id)")
  }

  private func showPracticeEnd() -> [Block] {
    var lines = [Text("That is all for now.", .strong)]
    if let first = Repetition.waiting(repetitions).first(where: { $0.time > now() }) {
      lines.append(
        Text("The next one comes again in \(Showing.duration(first.time - now())).", .muted))
    }
    return [.lines(lines)] + showStandings().blocks
  }
}

extension Course {
  /// The exercises chapter by chapter, each in the order in which its objectives name them.
  var exercisesInOrder: [String] {
    let heads = chapters.compactMap { try? head(of: $0) }
    let named = heads.flatMap { $0.objectives }.flatMap { $0.exercises }.map { $0.id }
    let ids = heads.flatMap { head in exercises.filter { $0.chapter == head.id }.map { $0.id } }
    var seen: Set<String> = []
    let known = Set(ids)
    let places = Dictionary(named.enumerated().map { ($1, $0) }) { first, _ in first }
    return heads.flatMap { head in
      exercises.filter { $0.chapter == head.id }.map { $0.id }.sorted {
        (places[$0] ?? .max, $0) < (places[$1] ?? .max, $1)
      }
    }.filter { known.contains($0) && seen.insert($0).inserted }
  }

  /// The exercise that a learner means: its id, or the beginning of just one.
  /// - Parameter command: what stands before a name that would do.
  func findExercise(
    _ name: String, by command: String = "goto"
  ) throws(Diagnostic) -> ExerciseFile {
    if let file = exercises.first(where: { $0.id == name }) { return file }
    let matches = exercises.filter { !name.isEmpty && $0.id.hasPrefix(name.lowercased()) }
    if matches.count == 1 { return matches[0] }
    let base = Diagnostic(
      .notFound,
      matches.isEmpty
        ? "There is no exercise “\(name)”." : "Several exercises start with “\(name)”.")
    if !matches.isEmpty {
      throw base.note(matches.map { $0.id }.joined(separator: ", ")).try(
        "\(command) \(matches[0].id)")
    }
    throw base.try(
      closest(to: name, among: exercises.map { $0.id }).map { "\(command) \($0)" }
        ?? (command == "goto" ? "map" : command))
  }
}
