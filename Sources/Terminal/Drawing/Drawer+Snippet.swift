import Display

extension Drawer {
  /// The line with carets under what is marked. A long line is shown around the mark.
  func snippet(_ snippet: Snippet, _ width: Int) -> [Line] {
    var result: [Line] = []
    if let origin = snippet.origin {
      result.append(
        Line("  \(glyph("┌─", "+-")) ", .muted)
          + Line(origin.sanitized(hasUnicode: style.hasUnicode), .muted))
    }
    let number = snippet.lineNumber.map { "\($0) \(glyph("│", "|")) " } ?? ""
    let gutter = String(repeating: " ", count: number.columns)
    let room = max(20, width - 2 - number.columns)
    let (text, mark) = window(Array(snippet.line), snippet.marked, room)
    let lead = String(text.prefix(mark.lowerBound)).shown(style)
    let marked = String(text[mark]).shown(style)
    let rest = String(text.dropFirst(mark.upperBound)).shown(style)
    result.append(
      Line("  " + number, .muted) + Line(lead) + Line(marked, .strong) + Line(rest))
    let indent = "  " + gutter + String(repeating: " ", count: lead.columns)
    let carets = String(repeating: "^", count: max(1, marked.columns))
    var under = Line(indent) + Line(carets, .failure)
    let label = snippet.label.sanitized(hasUnicode: style.hasUnicode)
    if label.isEmpty || under.columns + 1 + label.columns <= width {
      if !label.isEmpty { under = under + Line(" " + label, .failure) }
      return result + [under]
    }
    let start = min(indent.columns, max(2, width - label.columns))
    let lines = wrap(Text(label, .failure), width: width - start, style)
    return result + [under] + lines.map { Line(String(repeating: " ", count: start)) + $0 }
  }

  /// At most `room` characters with the mark among them, and where the mark then is.
  private func window(
    _ line: [Character], _ marked: Range<Int>, _ room: Int
  ) -> ([Character], Range<Int>) {
    let low = min(max(0, marked.lowerBound), line.count)
    let high = min(max(low, marked.upperBound), line.count)
    guard line.count > room else { return (line, low..<high) }
    let inner = room - 2
    let start = max(0, min(low - inner / 3, line.count - inner))
    let end = min(line.count, start + inner)
    var text = Array(line[start..<end])
    var shift = -start
    if start > 0 {
      text.insert("…", at: 0)
      shift += 1
    }
    if end < line.count { text.append("…") }
    return (text, min(low, end) + shift..<min(high, end) + shift)
  }
}

extension String {
  fileprivate func shown(_ style: Style) -> String {
    replacing("\n", with: " ").sanitized(hasUnicode: style.hasUnicode)
  }
}
