import Course
import Diagnostics
import Display
import Grading
import NativeFunctions

/// A file as learners meet it, for its author: a chapter lesson by lesson, or an exercise with its
/// hints and its solution.
public struct Preview: Sendable {
  /// What is shown of its own: the lessons of a chapter; an exercise is a single part.
  public let parts: [Display]
  /// What cannot be read; the rest is shown nevertheless. `check` finds more.
  public let problems: [Diagnostic]

  /// - Parameters:
  ///   - path: the file of a chapter or an exercise.
  ///   - course: the course that a chapter elsewhere is shown in; nil where there is none.
  ///   - model: path of the model that is taken where the course has none.
  /// - Throws: `unreadable`, `too-large`; and where there is nothing to show.
  public init(
    of path: String, in course: Course?, model: String? = nil
  ) throws(Diagnostic) {
    if let (home, file) = CourseCheck.exercise(at: path) {
      (parts, problems) = try Preview.exercise(file, home, ModelRunner(home, otherwise: model))
      return
    }
    guard let home = CourseCheck.home(of: path) ?? course else {
      throw CourseCheck.homeless(path, "preview")
    }
    let file = CourseCheck.chapterFile(at: path, in: home)
    (parts, problems) = try Preview.chapter(file, home, ModelRunner(home, otherwise: model))
  }

  private static func chapter(
    _ file: Course.ChapterFile, _ course: Course, _ runner: ModelRunner
  ) throws(Diagnostic) -> ([Display], [Diagnostic]) {
    let (chapter, problems) = try course.chapter(file)
    guard !chapter.lessons.isEmpty else {
      throw problems.first
        ?? Diagnostic(.missingField, "The chapter has no lessons yet.")
        .note("A lesson starts with a line: ## Its title")
    }
    let workbook = Session.workbook(of: chapter, in: course, runner)
    var session = Session(checking: chapter, course: course, workbook: workbook, runner)
    session.number = file.number
    var lessons: [Display] = []
    for lesson in session.steps.indices {
      var display = Display()
      for step in session.steps[lesson].indices {
        session.place(at: lesson, step)
        display += session.showStep(withTitle: step == 0)
      }
      lessons.append(display)
    }
    return (lessons, problems)
  }

  private static func exercise(
    _ file: Course.ExerciseFile, _ course: Course, _ runner: ModelRunner
  ) throws(Diagnostic) -> ([Display], [Diagnostic]) {
    let units = (try? course.open(file.chapter))?.chapter.units ?? .standard
    let (exercise, problems) = try course.exercise(file, units: units)
    if exercise == nil, let problem = problems.first { throw problem }
    let session = try Session(practising: file.id, course: course, store: nil, runner: runner)
    var display = session.showStep(withTitle: true)
    if let posed = session.exercise?.posed {
      for (index, hint) in posed.hints.enumerated() {
        display += Display([.paragraph(Text("Hint \(index + 1)", .strong))] + hint)
      }
      display += Display([.paragraph(Text("Solution", .strong))] + posed.solution)
    }
    return ([display], problems)
  }
}
