import Display

extension Diagnostic: CustomStringConvertible {
  /// The message, the line with its marks, what was expected, and a line to try.
  public var display: Display {
    var blocks: [Block] = [.paragraph(Text(message, .failure))]
    // Where Ctrl-C happened to meet the work is of no interest.
    if let snippet, code != .interrupted { blocks.append(.snippet(snippet)) }
    var lines: [Text] = []
    if let expected, let found {
      lines.append(
        Text("Expected ", .muted) + Text(expected) + Text(", found ", .muted) + Text(found))
    }
    lines += notes.map { Text($0) }
    if let suggestion { lines.append(Text("Try: ", .muted) + Text(suggestion, .input)) }
    lines.append(Text("More: ", .muted) + Text("explain \(code.name)", .muted))
    blocks.append(.lines(lines))
    return Display(blocks)
  }

  /// The marked line; nil where the problem has no place.
  public var snippet: Snippet? {
    guard let span else { return nil }
    let source = span.source
    let index = source.lineIndex(of: span.range.lowerBound)
    let line = source.lineRange(index)
    // A mark in the line ending stands behind the last character.
    let low = min(max(line.lowerBound, span.range.lowerBound), line.upperBound)
    let high = min(max(low, span.range.upperBound), line.upperBound)
    let start = source.string(line.lowerBound..<low).count
    let length = source.string(low..<high).count
    return Snippet(
      origin: place, lineNumber: source.name == nil ? nil : index + 1, line: source.string(line),
      marked: start..<start + length, label: label)
  }

  /// "file:line:column"; nil where it has no file.
  public var place: String? {
    guard let span, let name = span.source.name else { return nil }
    let (line, column) = span.position
    return "\(name):\(line):\(column)"
  }

  /// The same as `summary`.
  public var description: String { summary }

  /// The problem on one line, for logs and editors.
  public var summary: String {
    (place.map { "\($0): " } ?? "") + "\(message) [\(code.name)]"
  }
}
