import Diagnostics

extension Diagnostic {
  /// Everything it says, a line for each part, the marked characters underlined.
  public var rendering: String {
    var lines = ["\(code.name): \(message)"]
    if let snippet {
      lines.append("  " + snippet.line)
      let before = snippet.line.prefix(snippet.marked.lowerBound).map { $0 == "\t" ? "\t" : " " }
      let padding = String(repeating: " ", count: snippet.marked.lowerBound - before.count)
      let marks = String(repeating: "^", count: max(1, snippet.marked.count))
      let end = snippet.label.isEmpty ? "" : " " + snippet.label
      lines.append("  " + before.joined() + padding + marks + end)
    }
    if let expected, let found { lines.append("expected \(expected), found \(found)") }
    lines += notes.map { "note: " + $0 }
    if let suggestion { lines.append("try: " + suggestion) }
    return lines.joined(separator: "\n")
  }
}
