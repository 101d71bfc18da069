import Answers
import Basics
import Course
import Diagnostics
import Display
import NativeFunctions
import Presentation
import Records
import Workbook

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A chapter or an exercise as a learner sees it, with the author's values and without any progress.
///
///     let preview = try Preview(of: "Chapters/01-costs.md")
///     show(preview.display)
///     for problem in preview.problems() { show(problem.display) }
public struct Preview: Sendable {
  /// What is read and asked, lesson by lesson; an exercise is a single part. Of what cannot be read,
  /// what is there.
  public let parts: [Display]
  private let findProblems: @Sendable () -> [Diagnostic]
  private let values: @Sendable () -> [JSON]

  /// Who the variants of exercises are drawn for, as in a session without progress.
  private static let learner = "guest"

  /// - Parameters:
  ///   - path: a chapter's file or an exercise's, in a course or by itself.
  ///   - lesson: the only lesson that is shown, by number or id; nil for all.
  ///   - course: the course that a file outside of its place belongs to; nil for none.
  ///   - model: path of the model that is taken where the course has none.
  /// - Throws: where the file cannot be read, or has no such lesson.
  public init(
    of path: String, lesson: String? = nil, course: Course? = nil, model: String? = nil
  ) throws(Diagnostic) {
    if let (home, file) = CourseCheck.exercise(at: path) {
      let runner = ModelRunner(home, otherwise: model)
      self = try Preview(exercise: file, in: home, runner)
      return
    }
    let isExercise = try Course.holdsExercise(path)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let home = CourseCheck.home(of: path) ?? course ?? .alone(in: folder)
    let runner = ModelRunner(home, otherwise: model)
    self =
      isExercise
      ? try Preview(exerciseAlone: path, in: home, runner)
      : try Preview(chapter: path, lesson, in: home, runner, model: model)
  }

  private init(
    _ parts: [Display], values: @escaping @Sendable () -> [JSON],
    problems: @escaping @Sendable () -> [Diagnostic]
  ) {
    self.parts = parts
    self.values = values
    findProblems = problems
  }

  /// An exercise by itself; nil where it cannot be posed.
  private init(_ posed: PosedExercise?, problems: @escaping @Sendable () -> [Diagnostic]) {
    self.init(
      posed.map { [$0.preview] } ?? [], values: { posed.map { [$0.jsonWithHelp] } ?? [] },
      problems: problems)
  }

  /// What is shown as values: `parts`, a lesson or an exercise each, and the `problems` that were
  /// found.
  public func json(with problems: [Diagnostic]) -> JSON {
    .object([
      "parts": .array(values()), "problems": .array(problems.map { JSON($0) }),
    ])
  }

  /// All parts.
  public var display: Display { parts.reduce(into: Display()) { $0 += $1 } }

  /// Everything that `check` finds wrong with the file. It runs what the file claims, which can take
  /// seconds.
  public func problems() -> [Diagnostic] { findProblems() }

  /// The problems, and how many they are.
  public static func report(_ problems: [Diagnostic]) -> Display {
    guard !problems.isEmpty else {
      return Display([.rule, .paragraph(Text("Everything holds.", .success))])
    }
    let words = problems.count == 1 ? "One problem." : "\(problems.count) problems."
    return problems.reduce(into: Display([.rule])) { $0 += $1.display }
      + Display([.paragraph(Text(words, .failure))])
  }

  // MARK: Chapters

  private init(
    chapter path: String, _ lesson: String?, in home: Course, _ runner: ModelRunner, model: String?
  ) throws(Diagnostic) {
    let file = CourseCheck.chapterFile(at: path, in: home)
    let isOwn = home.chapters.contains(file)
    let (chapter, _) = try home.chapter(file)
    let only = try lesson.map { name throws(Diagnostic) in try chapter.lessonIndex(named: name) }
    var lessons = LessonPreview(
      of: chapter, number: file.number, Workbook(of: chapter, in: home, runner: runner),
      ExerciseSet(of: home, runner: runner), learner: Preview.learner)
    let unread = lessons
    let values: @Sendable () -> [JSON] = {
      var lessons = unread
      return lessons.json(only: only)
    }
    self.init(lessons.lessons(only: only), values: values) {
      do throws(Diagnostic) {
        let found = try CourseCheck.problems(at: path, in: home, model: model).problems
        return CourseCheck.sorted(found + Preview.strangers(in: chapter, isOwn ? file : nil, home))
      } catch {
        return [error]
      }
    }
  }

  /// What is wrong with what a chapter says of other files.
  private static func strangers(
    in chapter: Chapter, _ own: Course.ChapterFile?, _ home: Course
  ) -> [Diagnostic] {
    if let own { return home.contents().problems.filter { $0.span?.source.name == own.name } }
    return chapter.lessons.flatMap { $0.elements }.compactMap { element in
      guard case .exercise(let reference) = element.form, home.exercise(reference.id) == nil else {
        return nil
      }
      return Diagnostic(.notFound, "There is no exercise “\(reference.id)”.", at: reference.span)
        .label("not in this course").note("Its file is Exercises/CHAPTER-ID/\(reference.id).md.")
    }
  }

  // MARK: Exercises

  private init(
    exercise file: Course.ExerciseFile, in home: Course, _ runner: ModelRunner
  ) throws(Diagnostic) {
    // What cannot be read at all is said at once.
    _ = try home.exercise(file)
    // Why it cannot be posed is one of the problems.
    let posed = try? ExerciseSet(of: home, runner: runner).posed(file.id, for: Preview.learner)
    self.init(posed) {
      let others = home.contents().problems.filter { $0.span?.source.name == file.name }
      return CourseCheck.sorted(
        others + CourseCheck.problems(of: file, in: home, runner: runner))
    }
  }

  /// An exercise outside of its place can read no model.
  private init(
    exerciseAlone path: String, in home: Course, _ runner: ModelRunner
  ) throws(Diagnostic) {
    let (exercise, problems) = try home.exercise(Course.ExerciseFile(path: path))
    let workbook = Workbook.native(runner, home)
    guard let exercise else {
      self.init(nil) { problems }
      return
    }
    let variant = Variant(
      of: exercise, learner: Preview.learner, salt: home.settings().settings.salt)
    // Why it cannot be posed is one of the problems.
    let posed = try? PosedExercise(exercise, variant, in: workbook)
    self.init(posed) {
      problems + HiddenWords.problems(of: exercise)
        + ExerciseProof.problems(of: exercise, in: workbook)
    }
  }
}
