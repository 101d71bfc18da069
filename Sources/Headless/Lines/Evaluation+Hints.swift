import Course
import Diagnostics

extension Evaluation {
  /// Says in which chapter a name is that was not found without one.
  /// - Parameter course: opened only where it is needed.
  public static func hinted(
    _ problem: Diagnostic, line: String, in course: () -> Course?
  ) -> Diagnostic {
    guard problem.code == .unknownName, let name = problem.span?.text, let course = course() else {
      return problem
    }
    for file in course.chapters {
      // A chapter that cannot be read has no name to hint at.
      guard let chapter = try? course.chapter(file).chapter else { continue }
      let names = chapter.models.flatMap { $0.names }
      guard let found = names.contains(name) ? name : closest(to: name, among: names.sorted())
      else {
        continue
      }
      let meant = line.replacing(name, with: found)
      return problem.note("Chapter \(file.number) has a \(found); name the chapter to use it.")
        .try("gpulearn eval --chapter \(file.number) '\(meant)'")
    }
    return problem
  }
}
