import Answers
import Basics
import Diagnostics
import Language
import Workbook

/// The workbook that lines go to: the lesson's, or while an exercise is open, the exercise's own.
///
/// What a learner has set in the lesson waits until the exercise is closed.
struct Desk {
  var workbook = Workbook()
  private var lessons: Workbook?
  /// The lesson's own, which waits while an exercise is open.
  var lesson: Workbook { lessons ?? workbook }
  /// Whether what takes long is computed at once.
  var computesAtOnce = false { didSet { workbook.isAutomatic = computesAtOnce } }
  private let isInterrupted: @Sendable () -> Bool
  private let onProgress: @Sendable (WorkProgress) -> Void

  init(
    isInterrupted: @escaping @Sendable () -> Bool,
    onProgress: @escaping @Sendable (WorkProgress) -> Void
  ) {
    self.isInterrupted = isInterrupted
    self.onProgress = onProgress
  }

  /// Lays a chapter's workbook down, in place of whatever lies there.
  mutating func open(_ workbook: Workbook) {
    lessons = nil
    self.workbook = workbook
    prepare(computesAtOnce: computesAtOnce)
  }

  /// Lays an exercise's workbook on the lesson's: the chapter's models with the author's values and
  /// the learner's variant.
  ///
  /// Each change of a goal is checked at once, however long it takes, and it starts from figures
  /// that are as new as its settings.
  mutating func open(_ posed: PosedExercise) throws(Diagnostic) {
    let start = try posed.start()
    if lessons == nil { lessons = workbook }
    workbook = start
    prepare(computesAtOnce: computesAtOnce || posed.exercise.kind == .goal)
    // A cell that fails says so itself wherever it is read.
    if workbook.isAutomatic { _ = try? workbook.run(in: []) }
  }

  /// Brings the lesson's workbook back.
  mutating func closeExercise() {
    guard let lessons else { return }
    workbook = lessons
    self.lessons = nil
    // It may have been chosen anew while the exercise was open.
    workbook.isAutomatic = computesAtOnce
  }

  private mutating func prepare(computesAtOnce: Bool) {
    workbook.isInterrupted = isInterrupted
    workbook.onProgress = onProgress
    workbook.isAutomatic = computesAtOnce
  }
}
