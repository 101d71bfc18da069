/// A line of source with a part of it marked.
public struct Snippet: Hashable, Sendable {
  /// Where the line stands, as "file:line:column"; nil for a line just typed.
  public var origin: String?
  /// 1-based; nil for a line just typed.
  public var lineNumber: Int?
  public var line: String
  /// The marked characters of `line`, as offsets in characters; may be empty, and may stand one
  /// past the end.
  public var marked: Range<Int>
  /// What is said beside the marks.
  public var label: String

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
