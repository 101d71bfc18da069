import Course
import Diagnostics

/// What `gpulearn check` finds.
public enum CourseCheck {
  /// Everything that is wrong with a course: its structure, and each file run as a learner would.
  public static func problems(of course: Course) -> [Diagnostic] {
    let contents = course.contents()
    return sorted(
      contents.problems
        + contents.chapters.flatMap { ChapterCheck.problems(of: $0.chapter, in: course) })
  }

  /// Everything that is wrong with one chapter's file.
  public static func problems(
    of file: Course.ChapterFile, in course: Course
  ) -> [Diagnostic] {
    do throws(Diagnostic) {
      let (chapter, found) = try course.chapter(file)
      return sorted(found + ChapterCheck.problems(of: chapter, in: course))
    } catch {
      return [error]
    }
  }

  /// By file, then by place.
  private static func sorted(_ problems: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return problems.filter { seen.insert($0).inserted }.sorted { left, right in
      let (a, b) = (left.span, right.span)
      let names = (a?.source.name ?? "", b?.source.name ?? "")
      if names.0 != names.1 { return names.0 < names.1 }
      return (a?.range.lowerBound ?? 0) < (b?.range.lowerBound ?? 0)
    }
  }
}
