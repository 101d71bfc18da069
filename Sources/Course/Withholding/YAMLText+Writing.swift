extension YAMLValue {
  /// The value as it stands behind `key:` in a file: every text quoted, so that it reads back as it
  /// was, and formulas without an escape, so that they have their places.
  /// - Parameter indent: spaces in front of the key.
  func written(indent: Int = 0) -> String {
    let margin = String(repeating: " ", count: indent + 2)
    switch form {
    case .text(let text): return " " + YAMLText.written(text.value, indent: indent + 2) + "\n"
    case .list(let items):
      guard !items.isEmpty else { return " []\n" }
      return "\n"
        + items.map { item in
          // Maps within a list start on the line of their dash.
          let inner = item.written(indent: indent + 2)
          if case .map = item.form { return margin + "-" + " " + inner.dropFirst(indent + 5) }
          return margin + "-" + inner
        }.joined()
    case .map(let entries):
      guard !entries.isEmpty else { return " {}\n" }
      return "\n"
        + entries.map { margin + $0.key + ":" + $0.value.written(indent: indent + 2) }.joined()
    }
  }
}

extension YAMLText {
  /// A text in quotes of a kind that it does not hold, or as a block of its own.
  /// - Parameter indent: spaces in front of the lines of a block.
  static func written(_ text: String, indent: Int) -> String {
    if !text.contains(where: { $0.isNewline }) {
      if !text.contains("'") { return "'\(text)'" }
      if !text.contains(where: { $0 == "\"" || $0 == "\\" }) { return "\"\(text)\"" }
    }
    let margin = String(repeating: " ", count: indent)
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: { $0.isNewline })
    return "|-\n" + lines.map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
  }
}
