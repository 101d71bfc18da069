import Answers
import Diagnostics
import Records

/// Writes down what happens, where progress is kept. What goes wrong is said, and the session goes
/// on.
struct Keeper {
  /// nil where progress is not kept.
  private(set) var progress: (any Progress)?
  /// Seconds since 1970.
  let now: @Sendable () -> Double
  /// The lessons of the chapter that were worked through.
  private(set) var finished: Set<String> = []

  init(_ progress: (any Progress)?, now: @escaping @Sendable () -> Double) {
    self.progress = progress
    self.now = now
  }

  /// Neither reads nor writes any more.
  mutating func stop() {
    progress = nil
    finished = []
  }

  // MARK: Reading

  /// Who the variants are drawn for.
  func learner() throws(Diagnostic) -> String { try progress?.learner().id ?? "guest" }

  /// What a learner set in a chapter, and where they left it.
  mutating func open(
    chapter: String
  ) throws(Diagnostic) -> (settings: [String], position: Position?) {
    finished = []
    guard let progress else { return ([], nil) }
    finished = try progress.finishedLessons(of: chapter)
    return (
      try progress.settings(of: chapter).map { $0.line }, try progress.position(in: chapter)
    )
  }

  /// Every attempt by its exercise, of a chapter or of all.
  func attempts(in chapter: String? = nil) throws(Diagnostic) -> [String: [Attempt]] {
    guard let progress else { return [:] }
    return Dictionary(grouping: try progress.attempts(in: chapter), by: { $0.item })
  }

  // MARK: Writing

  /// Writes where the learner is.
  /// - Parameter done: how much of the step, as `Activity.done` says.
  func keep(_ place: Place, done: Int) -> Reply {
    write { (progress) throws(Diagnostic) in
      let position = Position(lesson: place.lessonID, step: place.step, line: done)
      try progress.save(position, in: place.chapter.id, at: now())
    }
  }

  /// Writes what the learner has set.
  func keep(_ settings: [Setting], of chapter: String) -> Reply {
    write { (progress) throws(Diagnostic) in
      try progress.replaceSettings(of: chapter, with: settings)
    }
  }

  /// Writes an answer down, or that help was looked at.
  func keep(_ attempt: Attempt) -> Reply {
    write { (progress) throws(Diagnostic) in try progress.append(attempt) }
  }

  /// Writes that a lesson was worked through.
  mutating func finish(_ place: Place) -> Reply {
    finished.insert(place.lessonID)
    return write { (progress) throws(Diagnostic) in
      try progress.finish(lesson: place.lessonID, of: place.chapter.id, at: now())
    }
  }

  private func write(_ body: (any Progress) throws(Diagnostic) -> Void) -> Reply {
    guard let progress else { return Reply() }
    do throws(Diagnostic) {
      try body(progress)
      return Reply()
    } catch {
      return Reply(error)
    }
  }
}
