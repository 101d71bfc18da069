import Diagnostics

extension Course {
  /// The exercises chapter by chapter, each in the order in which its objectives name them.
  public var exercisesInOrder: [String] {
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

  /// The exercise that a learner means: its id, one it had before, or the beginning of just one.
  /// - Parameter command: what stands before a name that would do.
  /// - Throws: `not-found`.
  public func findExercise(
    _ name: String, by command: String = "goto"
  ) throws(Diagnostic) -> ExerciseFile {
    let present = presentExercise(name)
    if let file = exercises.first(where: { $0.id == present }) { return file }
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
