import Diagnostics

/// Finds where the pieces of a paragraph stand in the file.
///
/// The Markdown parser's own columns are off inside quotes, list items and tables and after line
/// breaks, so the pieces are looked up in the file's text, in their order: each search starts where
/// the last one ended.
struct InlineLocator {
  private struct Run {
    var start: Int
    var length: Int
    /// The index of the next run of the same length, if any.
    var closing: Int?
    /// Whether a backslash takes the first backtick's meaning away (if it stands outside of code).
    var isEscaped: Bool
  }

  private let file: FileText
  private let end: Int
  private let runs: [Run]
  /// Everything before this offset is done with.
  private(set) var cursor: Int

  /// How far ahead a piece of text is looked for, so that odd files do not take long.
  private static let reach = 1024

  init(_ file: FileText, _ range: Range<Int>) {
    self.file = file
    end = min(range.upperBound, file.bytes.count)
    cursor = min(range.lowerBound, end)
    runs = Self.runs(file.bytes, cursor..<end)
  }

  private static func runs(_ bytes: [UInt8], _ range: Range<Int>) -> [Run] {
    var runs: [Run] = []
    var index = range.lowerBound
    while index < range.upperBound {
      guard bytes[index] == UInt8(ascii: "`") else {
        index += 1
        continue
      }
      let start = index
      while index < range.upperBound, bytes[index] == UInt8(ascii: "`") { index += 1 }
      runs.append(
        Run(
          start: start, length: index - start, closing: nil,
          isEscaped: isEscaped(bytes, start, from: range.lowerBound)))
    }
    var next: [Int: Int] = [:]
    for index in runs.indices.reversed() {
      // An escaped run opens code with one backtick less.
      runs[index].closing = next[runs[index].length - (runs[index].isEscaped ? 1 : 0)]
      next[runs[index].length] = index
    }
    return runs
  }

  private static func isEscaped(_ bytes: [UInt8], _ index: Int, from low: Int) -> Bool {
    var slashes = 0
    while index - slashes > low, bytes[index - slashes - 1] == UInt8(ascii: "\\") { slashes += 1 }
    return slashes % 2 == 1
  }

  /// Where a code span stands, with and without its backticks.
  /// - Parameter literal: its text as the Markdown parser gives it.
  mutating func code(_ literal: String) -> (outer: Range<Int>, inner: Range<Int>)? {
    var tries = 0
    var index = firstRun(at: cursor)
    while index < runs.count, tries < 64 {
      let run = runs[index]
      let start = run.start + (run.isEscaped ? 1 : 0)
      if start >= cursor, let closing = run.closing {
        let inner = run.start + run.length..<runs[closing].start
        if matches(inner, literal, skipping: isContainer) {
          let outer = start..<inner.upperBound + runs[closing].length
          cursor = outer.upperBound
          return (outer, file.trimmed(inner))
        }
        tries += 1
      }
      index += 1
    }
    return nil
  }

  private func firstRun(at offset: Int) -> Int {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].start < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Bytes that the Markdown parser may have taken out of the text: those of quotes around it and
  /// the backslashes before bars in tables.
  private func isContainer(_ byte: UInt8) -> Bool {
    isBlank(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\\")
  }

  /// Whether the text of a range says the same as `literal`, some bytes set aside on both sides.
  func matches(_ range: Range<Int>, _ literal: String, skipping: (UInt8) -> Bool = isBlank) -> Bool
  {
    var index = range.lowerBound
    for byte in literal.utf8 where !skipping(byte) {
      while index < range.upperBound, skipping(file.bytes[index]) { index += 1 }
      guard index < range.upperBound, file.bytes[index] == byte else { return false }
      index += 1
    }
    return file.bytes[index..<range.upperBound].allSatisfy(skipping)
  }

  /// Whether the bytes in front of an offset are `text`, not escaped.
  func precedes(_ text: String, _ offset: Int) -> Range<Int>? {
    let wanted = Array(text.utf8)
    let start = offset - wanted.count
    guard start >= 0, start <= offset, file.bytes[start..<offset].elementsEqual(wanted),
      !Self.isEscaped(file.bytes, start, from: 0)
    else { return nil }
    return start..<offset
  }

  /// The next place of a text that is not escaped, within reach of `start`.
  func find(_ text: String, from start: Int) -> Range<Int>? {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return nil }
    let last = min(end, start + Self.reach + wanted.count) - wanted.count
    var index = max(start, 0)
    while index <= last {
      if file.bytes[index] == first,
        file.bytes[index..<index + wanted.count].elementsEqual(wanted),
        !Self.isEscaped(file.bytes, index, from: 0)
      {
        return index..<index + wanted.count
      }
      index += 1
    }
    return nil
  }

  /// Whether backticks that are closed later stand at an offset.
  func opensCode(at offset: Int) -> Bool {
    let index = firstRun(at: offset)
    return index < runs.count && runs[index].start == offset && runs[index].closing != nil
  }

  /// Goes on behind an offset.
  mutating func skip(to offset: Int) { cursor = max(cursor, min(offset, end)) }
}
