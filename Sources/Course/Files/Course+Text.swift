import Diagnostics

extension Course {
  /// The text of one of the course's files.
  /// - Parameter name: its path within the course: "Chapters/01-costs.md".
  /// - Throws: `unreadable`, `too-large`, `not-text`.
  public func text(of name: String) throws(Diagnostic) -> String {
    let (source, problems) = try CourseFile.read(folder + "/" + name, as: name)
    if let problem = problems.first { throw problem }
    return source.text
  }

  /// The text of a file, or of the draft that stands in its place.
  /// - Throws: `unreadable`, `too-large`.
  func read(_ path: String, as name: String) throws(Diagnostic) -> (Source, [Diagnostic]) {
    guard let draft = drafts[path] else { return try CourseFile.read(path, as: name) }
    guard draft.utf8.count <= FileText.largest else {
      throw Diagnostic(.tooLarge, "The text of \(name) is larger than 1 MiB.")
    }
    return (Source(name: name, draft), [])
  }
}
