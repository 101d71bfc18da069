/// A text that was typed or read, with its name where it has one.
public final class Source: Sendable, Hashable {
  /// The file's path as the user knows it; nil for a typed line.
  public let name: String?
  /// The characters, just as they were typed or read.
  public let text: String
  /// The UTF-8 offset at which each line starts; never empty.
  let lineStarts: [Int]

  /// Creates a source; `name` is nil for a line that was typed.
  public init(name: String? = nil, _ text: String) {
    self.name = name
    self.text = text
    var starts = [0]
    var offset = 0
    for byte in text.utf8 {
      offset += 1
      if byte == UInt8(ascii: "\n") { starts.append(offset) }
    }
    lineStarts = starts
  }

  /// Sources are equal when their names and their texts are.
  public static func == (left: Source, right: Source) -> Bool {
    left === right || (left.name == right.name && left.text == right.text)
  }

  /// Hashes the name and the text.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(text)
  }

  /// The whole text as a span.
  public var whole: SourceSpan { SourceSpan(self, 0..<text.utf8.count) }

  /// The line and column of a UTF-8 offset. Both count from 1, the column in characters; an offset
  /// outside the text is clamped.
  public func position(of offset: Int) -> (line: Int, column: Int) {
    let index = lineIndex(of: offset)
    let start = lineStarts[index]
    return (index + 1, string(start..<max(start, offset)).count + 1)
  }

  /// The 0-based line that holds a UTF-8 offset.
  func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The UTF-8 range of the 0-based line, without its line ending.
  public func lineRange(_ index: Int) -> Range<Int> {
    guard lineStarts.indices.contains(index) else { return text.utf8.count..<text.utf8.count }
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] - 1 : text.utf8.count
    if end > start, string(end - 1..<end) == "\r" { end -= 1 }
    return start..<max(start, end)
  }

  /// The number of lines, at least one.
  public var lineCount: Int { lineStarts.count }

  /// The text of a UTF-8 range, clamped to the text.
  public func string(_ range: Range<Int>) -> String {
    let count = text.utf8.count
    let low = min(max(0, range.lowerBound), count)
    let high = min(max(low, range.upperBound), count)
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: low)
    let end = utf8.index(start, offsetBy: high - low)
    return String(decoding: utf8[start..<end], as: UTF8.self)
  }
}

/// A stretch of a source.
public struct SourceSpan: Hashable, Sendable {
  /// The text that it is a part of.
  public var source: Source
  /// The UTF-8 offsets in the text.
  public var range: Range<Int>

  /// Creates a span from UTF-8 offsets.
  public init(_ source: Source, _ range: Range<Int>) {
    self.source = source
    self.range = range
  }

  /// The characters of the span.
  public var text: String { source.string(range) }

  /// What to type instead, when `text` replaces this span: the whole line where it was typed, else
  /// `text` alone.
  public func replaced(with text: String) -> String {
    guard source.name == nil else { return text }
    return source.string(0..<range.lowerBound) + text
      + source.string(range.upperBound..<source.text.utf8.count)
  }

  /// From the start of this span to the end of the other, in the same source.
  public func joined(to other: SourceSpan) -> SourceSpan {
    SourceSpan(
      source,
      min(range.lowerBound, other.range.lowerBound)..<max(range.upperBound, other.range.upperBound))
  }

  /// The empty span at this one's end: where something is missing.
  public var end: SourceSpan { SourceSpan(source, range.upperBound..<range.upperBound) }

  /// The line and column at which the span starts. Both count from 1, the column in characters.
  public var position: (line: Int, column: Int) { source.position(of: range.lowerBound) }
}
