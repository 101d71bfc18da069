import Diagnostics

extension Scaffold {
  /// The files of a new course: what it says of itself, a chapter with a model, and an exercise in its
  /// first lesson. It passes check as it stands.
  /// - Parameters:
  ///   - id: lower-case words with hyphens.
  ///   - folder: where it goes.
  /// - Throws: `bad-name`.
  public static func courseFiles(id: String, in folder: String) throws(Diagnostic) -> [File] {
    try check(id, offering: { "gpulearn new course \($0)" })
    let first = "first-steps"
    let exercise = "\(first)-1"
    let text = chapter(id: first, title: title(of: first))
    return [
      File(path: "\(folder)/\(Course.settingsName)", text: settings(id)),
      File(
        path: "\(folder)/Chapters/01-\(first).md",
        text: text + "\n```{exercise} \(exercise)\n```\n"),
      File(
        path: "\(folder)/Exercises/\(first)/\(exercise).md",
        text: self.exercise(id: exercise, title: title(of: exercise), kind: .number, model: .waste)),
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
