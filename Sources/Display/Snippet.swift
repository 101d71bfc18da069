/// A line of source with a part of it marked.
public struct Snippet: Hashable, Sendable {
  /// Where the line stands, as "file:line:column"; nil for a line just typed.
  public var origin: String?
  /// The number of the line, from 1; nil for a line just typed.
  public var lineNumber: Int?
  /// The text of the line, without its line ending.
  public var line: String
  /// The marked characters of `line`, as offsets in characters. The range may be empty, and may
  /// stand one past the end.
  public var marked: Range<Int>
  /// What is written beside the marks.
  public var label: String

  /// Creates a snippet.
  public init(
    origin: String? = nil, lineNumber: Int? = nil, line: String, marked: Range<Int>,
    label: String = ""
  ) {
    self.origin = origin
    self.lineNumber = lineNumber
    self.line = line
    self.marked = marked
    self.label = label
  }
}
