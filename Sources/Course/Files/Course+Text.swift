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
}
