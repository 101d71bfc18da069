import Basics
import Diagnostics
import Yams

/// Reads the YAML of a file or its head, with the exact place of every key and value.
struct YAMLReader {
  let file: FileText
  let range: Range<Int>
  /// What it is called in messages.
  let part: String
  private let text: String
  /// The offset in the file of each line as YAML counts them.
  private let lineStarts: [Int]

  /// Levels of lists and maps: well over what any file needs, and well under what the parser, which
  /// calls itself for each, can take.
  private static let deepest = 40

  init(_ file: FileText, _ range: Range<Int>, called part: String = "head") {
    self.file = file
    self.range = range
    self.part = part
    text = String(decoding: file.bytes[range], as: UTF8.self)
    var starts = [range.lowerBound]
    var offset = range.lowerBound
    for scalar in text.unicodeScalars {
      offset += UTF8.width(scalar)
      if scalar == "\n" || scalar == "\u{2028}" || scalar == "\u{2029}" { starts.append(offset) }
    }
    lineStarts = starts
  }

  /// The value of the whole range; nil where it is empty.
  func read() throws(Diagnostic) -> YAMLValue? {
    try refuseAnchors()
    try refuseDepth()
    do {
      guard let node = try Yams.compose(yaml: text) else { return nil }
      return value(node)
    } catch let error as YamlError {
      throw diagnostic(error)
    } catch {
      throw Diagnostic(.frontMatter, "The \(part) cannot be read.", at: file.span(range))
    }
  }

  // MARK: What is refused before anything is built

  /// Names for parts of the text that are used again can blow up a small file without bound.
  private func refuseAnchors() throws(Diagnostic) {
    var before = UInt8(ascii: "\n")
    var isTight = false
    for index in range {
      let byte = file.bytes[index]
      let isStart =
        before == UInt8(ascii: "\n") || (!isTight && ":-?".utf8.contains(before))
        || "[{,".utf8.contains(before)
      if byte == UInt8(ascii: "&"), isStart, index + 1 < range.upperBound,
        !isBlank(file.bytes[index + 1])
      {
        throw Diagnostic(
          .frontMatter, "Anchors (&name) are not used here.", at: file.span(index..<index + 1)
        ).label("quote the text if it starts like this").note(
          "Write the value out where it is used.")
      }
      isTight = !isBlank(byte)
      if byte == UInt8(ascii: "\n") || isTight { before = byte }
    }
  }

  private func refuseDepth() throws(Diagnostic) {
    var open = 0
    for line in lineStarts.indices {
      let end = line + 1 < lineStarts.count ? lineStarts[line + 1] : range.upperBound
      var isIndent = true
      for index in lineStarts[line]..<end {
        let byte = file.bytes[index]
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): open = max(0, open - 1)
        default: break
        }
        isIndent = isIndent && (isBlank(byte) || "-?:".utf8.contains(byte))
        let isDeep = isIndent && index - lineStarts[line] > 4 * Self.deepest && !isBlank(byte)
        guard open <= Self.deepest, !isDeep else {
          throw Diagnostic(
            .tooDeep, "The \(part) is nested too deeply.", at: file.span(index..<index + 1)
          ).label("more than 40 levels")
        }
      }
    }
  }

  // MARK: Places

  func offset(_ mark: Mark) -> Int {
    guard mark.line >= 1, mark.line <= lineStarts.count else { return range.upperBound }
    var offset = lineStarts[mark.line - 1]
    var left = mark.column - 1
    while left > 0, offset < range.upperBound {
      offset += 1
      while offset < range.upperBound, file.bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      left -= 1
    }
    return offset
  }

  private func value(_ node: Node) -> YAMLValue {
    let start = node.mark.map(offset) ?? range.lowerBound
    switch node {
    case .scalar(let scalar):
      let (text, outer) = place(scalar, at: start)
      return YAMLValue(form: .text(text), span: file.span(outer))
    case .sequence(let sequence):
      let items = sequence.map(value)
      return YAMLValue(form: .list(items), span: around(items, start))
    case .mapping(let mapping):
      let entries = mapping.map { key, value in
        let key = self.value(key)
        var name = ""
        if case .text(let text) = key.form { name = text.value }
        return YAMLEntry(key: name, keySpan: key.span, value: self.value(value))
      }
      let spans = entries.flatMap { [YAMLValue(form: .list([]), span: $0.keySpan), $0.value] }
      return YAMLValue(form: .map(entries), span: around(spans, start))
    case .alias:
      // Refused before; an empty text is what an unknown name stands for.
      let text = YAMLText(value: "", range: start..<start, isVerbatim: true, isPlain: true)
      return YAMLValue(form: .text(text), span: file.span(start..<start))
    }
  }

  private func around(_ parts: [YAMLValue], _ start: Int) -> SourceSpan {
    var end = max(start, parts.last?.span.range.upperBound ?? start + 1)
    if start < range.upperBound, "[{".utf8.contains(file.bytes[start]) {
      let closing = file.bytes[min(end, range.upperBound)..<range.upperBound].firstIndex {
        !isBlank($0) && $0 != UInt8(ascii: ",")
      }
      if let closing, "]}".utf8.contains(file.bytes[closing]) { end = closing + 1 }
    }
    return file.span(start..<min(end, range.upperBound))
  }

  private func place(_ scalar: Node.Scalar, at start: Int) -> (YAMLText, Range<Int>) {
    var inner: Range<Int>
    var outer: Range<Int>
    switch scalar.style {
    case .singleQuoted, .doubleQuoted:
      inner = quoted(from: start)
      outer = start..<min(inner.upperBound + 1, range.upperBound)
    case .literal, .folded:
      inner = indented(from: start)
      outer = inner
    case .any, .plain:
      inner = plain(scalar.string, from: start)
      outer = inner
    }
    inner = inner.clamped(to: range)
    outer = outer.clamped(to: range)
    // Markdown folds its lines itself, and knows an empty line for the end of a paragraph.
    let value = scalar.style == .folded ? unindented(inner) : scalar.string
    return (
      YAMLText(
        value: value, range: inner, isVerbatim: isSame(scalar.string, inner),
        isPlain: scalar.style == .plain || scalar.style == .any), outer
    )
  }

  /// What stands between the quote at `start` and its partner.
  private func quoted(from start: Int) -> Range<Int> {
    guard start < range.upperBound else { return start..<start }
    let quote = file.bytes[start]
    var index = start + 1
    while index < range.upperBound {
      if file.bytes[index] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        index += 1
      } else if file.bytes[index] == quote {
        guard quote == UInt8(ascii: "'"), index + 1 < range.upperBound,
          file.bytes[index + 1] == quote
        else { break }
        index += 1
      }
      index += 1
    }
    return start + 1..<max(start + 1, min(index, range.upperBound))
  }

  /// The indented lines below the line of a | or >.
  private func indented(from start: Int) -> Range<Int> {
    let first = file.lineIndex(of: start) + 1
    var end = file.line(first).lowerBound
    var indent: Int?
    var line = first
    while file.line(line).lowerBound < range.upperBound {
      let place = file.line(line)
      if !file.isEmptyLine(line) {
        let depth = file.bytes[place].prefix { $0 == UInt8(ascii: " ") }.count
        guard depth > 0, depth >= indent ?? depth else { break }
        indent = indent ?? depth
        end = place.upperBound
      }
      line += 1
    }
    let low = min(file.line(first).lowerBound, range.upperBound)
    return file.trimmed(low..<max(low, min(end, range.upperBound)))
  }

  /// The lines of a range without the indentation of the first.
  private func unindented(_ range: Range<Int>) -> String {
    guard !range.isEmpty else { return "" }
    let first = file.lineIndex(of: range.lowerBound)
    let depth = range.lowerBound - file.line(first).lowerBound
    var lines = [file.string(range.lowerBound..<min(file.line(first).upperBound, range.upperBound))]
    var line = first + 1
    while file.line(line).lowerBound < range.upperBound {
      let place = file.line(line)
      let spaces = file.bytes[place].prefix { $0 == UInt8(ascii: " ") }.count
      lines.append(file.string(place.lowerBound + min(depth, spaces)..<place.upperBound))
      line += 1
    }
    return lines.joined(separator: "\n")
  }

  /// The stretch that says `value`, with spaces and line ends as they come.
  private func plain(_ value: String, from start: Int) -> Range<Int> {
    var index = start
    for byte in value.utf8 where !isBlank(byte) {
      while index < range.upperBound, isBlank(file.bytes[index]) { index += 1 }
      guard index < range.upperBound, file.bytes[index] == byte else { break }
      index += 1
    }
    return start..<max(start, index)
  }

  private func isSame(_ value: String, _ place: Range<Int>) -> Bool {
    let said = file.bytes[place].filter { !isBlank($0) }
    return said.elementsEqual(value.utf8.filter { !isBlank($0) })
  }
}
