import Diagnostics
import Language

extension Scaffold {
  /// The files of a new course: what it says of itself, a chapter with a model, and an exercise in its
  /// first lesson. It passes check as it stands.
  /// - Parameters:
  ///   - id: lower-case words with hyphens.
  ///   - folder: where it goes.
  ///   - names: what its servers and requests are called, in its examples as well.
  /// - Throws: `bad-name`; `bad-field` for names that are none.
  public static func courseFiles(
    id: String, in folder: String, names: String = ""
  ) throws(Diagnostic) -> [File] {
    try check(id, offering: { "gpulearn new course \($0)" })
    let first = "first-steps"
    let exercise = "\(first)-1"
    let settings =
      settings(id)
      + (names.isEmpty
        ? "# What the simulator's servers and requests are called, where they are no GPUs:\n"
          + "# names: {server: barista, request: customer}\n" : names)
    let parsed = CourseSettings.parse(Source(name: Course.settingsName, settings))
    if let problem = parsed.problems.first { throw problem }
    let words = parsed.settings.names
    let text = chapter(id: first, in: words)
    return [
      File(path: "\(folder)/\(Course.settingsName)", text: settings),
      File(
        path: "\(folder)/Chapters/01-\(first).md",
        text: text + "\n```{exercise} \(exercise)\n```\n"),
      File(
        path: "\(folder)/Exercises/\(first)/\(exercise).md",
        text: self.exercise(id: exercise, kind: .number, model: .waste, in: words)),
    ]
  }

  private static func settings(_ id: String) -> String {
    """
    title: \(title(of: id))
    id: \(id)
    # Drawn into every figure; another one each term gives everybody other figures.
    salt: \(id)

    """
  }
}
