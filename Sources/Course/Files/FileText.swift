import Diagnostics

/// A file's bytes made fit for reading: the same length and lines, every control character a space.
struct FileText {
  let source: Source
  let bytes: [UInt8]
  /// The offset at which each line starts, and one more at the end.
  let lineStarts: [Int]

  /// Bytes a file may have.
  static let largest = 1 << 20
  /// Levels of lists and quotes that one line may open.
  static let deepestNesting = 100

  /// - Parameter isMarkdown: whether what would keep the Markdown parser too long is blanked.
  init(_ source: Source, _ problems: inout Problems, isMarkdown: Bool = true) {
    self.source = source
    var bytes = Array(source.text.utf8)
    for index in bytes.indices {
      let control = Self.controlWidth(bytes, at: index)
      guard let width = control ?? Self.invisibleWidth(bytes, at: index) else { continue }
      let place = SourceSpan(source, index..<index + width)
      problems.report(
        Diagnostic(
          .notText,
          control == nil
            ? "A character that is not shown, or turns the text around, stands here."
            : "A control character stands in the text.", at: place
        )
        .label("a character that cannot be seen").note("Delete it."))
      for offset in 0..<width { bytes[index + offset] = UInt8(ascii: " ") }
    }
    if bytes.count > FileText.largest {
      problems.report(
        Diagnostic(
          .tooLarge, "The file is larger than 1 MiB.",
          at: SourceSpan(source, FileText.largest..<FileText.largest)
        ).label("the limit is here")
          .note(
            source.name?.hasPrefix("Exercises/") == true
              ? "Nobody reads so much." : "Split it into several chapters."))
      for index in FileText.largest..<bytes.count where bytes[index] != UInt8(ascii: "\n") {
        bytes[index] = UInt8(ascii: " ")
      }
    }
    var starts = [0]
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") { starts.append(index + 1) }
    if starts.last != bytes.count { starts.append(bytes.count) }
    if starts.count == 1 { starts.append(0) }
    lineStarts = starts
    if isMarkdown {
      Self.flatten(&bytes, starts, source, &problems)
      Self.limitParagraphs(&bytes, starts, source, &problems)
    }
    self.bytes = bytes
  }

  var lineCount: Int { lineStarts.count - 1 }

  /// Offsets of a 0-based line without its line end; empty at the end of the file beyond it.
  func line(_ index: Int) -> Range<Int> {
    guard index >= 0, index < lineCount else { return bytes.count..<bytes.count }
    let start = lineStarts[index]
    var end = lineStarts[index + 1]
    if end > start, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  /// The offset at which a 0-based line starts, clamped to the file.
  func start(ofLine index: Int) -> Int { lineStarts[min(max(0, index), lineCount)] }

  /// The 0-based line that holds an offset.
  func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineCount
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// A range without white space at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (low, high) = (range.lowerBound, min(range.upperBound, bytes.count))
    while low < high, isBlank(bytes[low]) { low += 1 }
    while high > low, isBlank(bytes[high - 1]) { high -= 1 }
    return low..<max(low, high)
  }

  func isEmptyLine(_ index: Int) -> Bool { trimmed(line(index)).isEmpty }

  func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(source, range) }

  func string(_ range: Range<Int>) -> String { source.string(range) }

  /// The bytes of a control character at an index: all of ASCII's but tab and line ends, and the
  /// 32 beyond ASCII, which terminals obey too.
  private static func controlWidth(_ bytes: [UInt8], at index: Int) -> Int? {
    switch bytes[index] {
    case 9, 10: return nil
    case 13: return index + 1 < bytes.count && bytes[index + 1] == 10 ? nil : 1
    case 0..<32, 127: return 1
    case 0xC2:
      return index + 1 < bytes.count && (0x80...0x9F).contains(bytes[index + 1]) ? 2 : nil
    default: return nil
    }
  }

  /// The bytes of a character that is shown as nothing, or turns the direction of the text, at an
  /// index: zero width space, marks and overrides of direction, invisible operators, a byte order
  /// mark inside of the text. Joiners stay: words of some languages and emoji need them.
  private static func invisibleWidth(_ bytes: [UInt8], at index: Int) -> Int? {
    guard index + 2 < bytes.count else { return nil }
    let last = bytes[index + 2]
    switch (bytes[index], bytes[index + 1]) {
    case (0xE2, 0x80) where [0x8B, 0x8E, 0x8F].contains(last) || (0xAA...0xAE).contains(last):
      return 3
    case (0xE2, 0x81) where (0xA0...0xA4).contains(last) || (0xA6...0xA9).contains(last): return 3
    case (0xEF, 0xBB) where last == 0xBF && index > 0: return 3
    default: return nil
    }
  }

  static func tooDeep(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(.tooDeep, "This is nested more than 100 levels deep.", at: span)
      .label("level 101 starts here")
  }
}

/// Space, tab and line ends.
func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
