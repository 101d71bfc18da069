import Basics
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
    var index = 0
    for scalar in source.text.unicodeScalars {
      let width = UTF8.width(scalar)
      defer { index += width }
      guard Self.isOutOfPlace(scalar, at: index, in: bytes) else { continue }
      let place = SourceSpan(source, index..<index + width)
      problems.report(
        Diagnostic(
          .notText,
          scalar.isControl
            ? "A control character stands in the text."
            : "A character that is not shown, or turns the text around, stands here.", at: place
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

  /// Whether a character may not be shown and has no place in a text: tabs and line ends do, a byte
  /// order mark at the start, joiners, which words of some languages and emoji need, and the tags of
  /// flags.
  private static func isOutOfPlace(
    _ scalar: Unicode.Scalar, at index: Int, in bytes: [UInt8]
  ) -> Bool {
    switch scalar.value {
    case 0x0D: index + 1 >= bytes.count || bytes[index + 1] != UInt8(ascii: "\n")
    case 0x09, 0x0A, 0x200C, 0x200D, 0xE0020...0xE007F: false
    case 0xFEFF: index > 0
    default: scalar.isUnshowable
    }
  }

  static func tooDeep(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(.tooDeep, "This is nested more than 100 levels deep.", at: span)
      .label("level 101 starts here")
  }
}

/// Space, tab and line ends.
func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
