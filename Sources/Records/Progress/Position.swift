/// Where a learner is in a chapter.
public struct Position: Hashable, Sendable {
  /// The lesson's id.
  public var lesson: String
  /// 0-based step within the lesson.
  public var step: Int
  /// How many of the step's suggested lines were run.
  public var line: Int

  /// - Parameters:
  ///   - lesson: its id.
  ///   - step: 0-based.
  ///   - line: how many of the step's suggested lines were run.
  public init(lesson: String, step: Int = 0, line: Int = 0) {
    self.lesson = lesson
    self.step = step
    self.line = line
  }
}
