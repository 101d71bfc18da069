import Display

extension [Block] {
  /// What stands as code, in order: each piece within a paragraph, with the figure behind it where it
  /// ends with =, and each line of a block.
  var codes: [String] { flatMap { $0.codes } }

  /// All that is read, without what is drawn.
  var words: String { flatMap { $0.texts }.map { $0.plain }.joined(separator: "\n") }
}

extension Block {
  fileprivate var codes: [String] {
    guard case .code(let text, _) = self else { return texts.flatMap { $0.codes } }
    return text.split(separator: "\n").map(String.init)
  }

  fileprivate var texts: [Text] {
    switch self {
    case .paragraph(let text), .heading(let text, _): [text]
    case .list(let items, _): items.flatMap { $0.flatMap { $0.texts } }
    case .quote(let blocks): blocks.flatMap { $0.texts }
    case .code(let text, _): [Text(text, .code)]
    case .table(let table): table.rows.flatMap { $0 }
    case .lines(let texts): texts
    case .rule, .note, .plot, .strip, .timeline, .heatMap, .slider, .snippet: []
    }
  }
}

extension Text {
  fileprivate var codes: [String] {
    let pieces = spans.filter { !$0.text.allSatisfy { $0.isWhitespace } }
    return pieces.indices.filter { pieces[$0].role == .code }.map { index in
      let code = pieces[index].text
      let next = index + 1
      guard code.hasSuffix("="), pieces.indices.contains(next), pieces[next].role == .value else {
        return code
      }
      return code + " " + pieces[next].text
    }
  }
}
