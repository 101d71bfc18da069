import Diagnostics

/// A chapter that is open: its text with its number in the course.
public struct OpenChapter: Sendable {
  /// The number in front of the file's name; 0 where it has none.
  public let number: Int
  /// What was read.
  public let chapter: Chapter

  /// A chapter with its number.
  public init(number: Int, chapter: Chapter) {
    self.number = number
    self.chapter = chapter
  }
}

extension Course {
  /// Opens the chapter that a learner means: its number, its id, or the beginning of just one id;
  /// the first where `name` is nil.
  /// - Throws: `not-found`, or what keeps the file from being read.
  public func open(_ name: String?) throws(Diagnostic) -> OpenChapter {
    if let name {
      let file = try find(name)
      return OpenChapter(number: file.number, chapter: try chapter(file).chapter)
    }
    guard let first = chapters.first else {
      throw Diagnostic(.notFound, "This course has no chapters.")
        .try("gpulearn new chapter my-first")
    }
    return OpenChapter(number: first.number, chapter: try chapter(first).chapter)
  }

  /// The chapter behind the one with this id; nil at the end.
  public func following(_ id: String) -> ChapterHead? {
    guard let index = chapters.firstIndex(where: { (try? head(of: $0))?.id == id }),
      index + 1 < chapters.count
    else { return nil }
    // What is wrong with the next chapter is said when it is opened.
    return try? head(of: chapters[index + 1])
  }
}

extension Chapter {
  /// The lesson that a learner means: its number from 1, its id, or the beginning of just one id.
  public func lessonIndex(named name: String) throws(Diagnostic) -> Int {
    try ChapterHead(source).lessonIndex(name)
  }
}
