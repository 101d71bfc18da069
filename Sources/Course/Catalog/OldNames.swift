import Basics
import Diagnostics

/// What the exercises of a course were called before: read once, and only when an id is met that no
/// exercise has now.
final class OldNames: Sendable {
  private let exercises = Locked<[String: String]?>(nil)

  /// The present id of an old one; nil where no exercise was called so.
  /// - Parameter read: gives each exercise's id with its old ones.
  func exercise(_ old: String, _ read: () -> [(id: String, was: [String])]) -> String? {
    if let known = exercises.withLock({ $0 }) { return known[old] }
    var found: [String: String] = [:]
    for (id, was) in read() {
      // Two claims of one old id are an error of the course; the first counts.
      for old in was where found[old] == nil { found[old] = id }
    }
    let names = found
    exercises.withLock { $0 = names }
    return names[old]
  }
}

extension Course {
  /// What an exercise is called now that was called `id` once, or is.
  ///
  /// Answers are recorded under the id that an exercise had when it was answered; its head says what
  /// it was called before: `was: old-id`. An id that no exercise has or had is given back as it is.
  public func presentExercise(_ id: String) -> String {
    if exercises.contains(where: { $0.id == id }) { return id }
    return oldNames.exercise(id) { exercises.map { ($0.id, formerIDs(of: $0)) } } ?? id
  }

  /// What the head of an exercise's file says of former ids. Of a file that cannot be read there are
  /// none: whoever opens it is told why.
  private func formerIDs(of file: ExerciseFile) -> [String] {
    do throws(Diagnostic) {
      var ignored = Problems()
      let text = FileText(try CourseFile.read(file.path, as: file.name).0, &ignored)
      return FrontMatter.read(text, &ignored).fields.formerIDs(Exercise.Key.was, &ignored)
    } catch {
      return []
    }
  }
}
