import Course
import Diagnostics
import Display
import NativeFunctions
import Workbook

/// What `gpulearn check` finds.
public enum CourseCheck {
  /// How far it goes.
  public struct Manner: Sendable {
    /// Whether what measures this machine is measured.
    public var measures = true
    /// The day on which it is checked, as YYYY-MM-DD: no figure was looked up later. nil where that is
    /// not known.
    public var today: String?
    /// How an answer looks that a chapter says what it is; nil where such claims are passed over.
    public var drawn: (@Sendable (Display) -> String)?
    /// Whether it is to stop: then one of the problems is `interrupted`.
    public var isInterrupted: @Sendable () -> Bool = { false }

    /// All of it, or what is said.
    public init(
      measures: Bool = true, isInterrupted: @escaping @Sendable () -> Bool = { false }
    ) {
      (self.measures, self.isInterrupted) = (measures, isInterrupted)
    }
  }

  /// Everything that is wrong with a course: its structure, and each file run as a learner would.
  /// - Parameter runner: what runs models; nil for the course's own.
  public static func problems(
    of course: Course, runner: ModelRunner? = nil, _ manner: Manner = Manner()
  ) -> [Diagnostic] {
    let runner = runner ?? ModelRunner(course)
    let contents = course.contents()
    return sorted(
      FollowingProblems.without(
        contents.problems
          + contents.chapters.flatMap {
            ChapterCheck.problems(of: $0.chapter, in: course, runner, manner)
          }
          + ExerciseCheck.problems(of: contents, in: course, runner)
          + GradingFiles.problems(in: course, today: manner.today),
        contents.chapters.map { $0.chapter }))
  }

  /// Everything that is wrong with one exercise's file.
  public static func problems(
    of file: Course.ExerciseFile, in course: Course, runner: ModelRunner? = nil,
    _ manner: Manner = Manner()
  ) -> [Diagnostic] {
    do throws(Diagnostic) {
      let found = try ExerciseCheck.problems(
        of: file, in: course, runner ?? ModelRunner(course), manner)
      return sorted(found + amongFiles(file.name, in: course))
    } catch {
      return [error]
    }
  }

  /// Everything that is wrong with one chapter's file.
  public static func problems(
    of file: Course.ChapterFile, in course: Course, runner: ModelRunner? = nil,
    _ manner: Manner = Manner()
  ) -> [Diagnostic] {
    do throws(Diagnostic) {
      let (chapter, found) = try course.chapter(file)
      let isOfCourse = course.chapters.contains { $0.path == file.path }
      return sorted(
        FollowingProblems.without(
          found + (isOfCourse ? amongFiles(file.name, in: course) : [])
            + ChapterCheck.problems(
              of: chapter, in: course, runner ?? ModelRunner(course), manner),
          [chapter]))
    } catch {
      return [error]
    }
  }

  /// What is wrong with a file beside the others of its course: ids, references and links.
  static func amongFiles(_ name: String, in course: Course) -> [Diagnostic] {
    course.contents().problems.filter { $0.span?.source.name == name }
  }

  /// By file, then by place.
  static func sorted(_ problems: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return problems.filter { seen.insert($0).inserted }.sorted { left, right in
      let (a, b) = (left.span, right.span)
      let names = (a?.source.name ?? "", b?.source.name ?? "")
      if names.0 != names.1 { return names.0 < names.1 }
      return (a?.range.lowerBound ?? 0) < (b?.range.lowerBound ?? 0)
    }
  }
}
