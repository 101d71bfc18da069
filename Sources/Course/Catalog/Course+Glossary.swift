import Diagnostics

extension Course {
  /// The glossary, with everything that is wrong within its file; empty where the course has none.
  /// - Throws: `unreadable`, `too-large`.
  public func glossary() throws(Diagnostic) -> (glossary: Glossary, problems: [Diagnostic]) {
    guard let glossaryPath else { return (Glossary(), []) }
    let (source, unreadable) = try read(glossaryPath, as: Self.glossaryName)
    let read = Glossary.parse(source)
    return (read.glossary, unreadable + read.problems)
  }
}
