import Display

extension [Block] {
  /// What stands as code, in order: each piece within a paragraph, with the figure behind it where it
  /// ends with =, and each line of a block.
  var codes: [String] { flatMap { $0.codes } }
}

extension Block {
  fileprivate var codes: [String] {
    switch self {
    case .paragraph(let text), .heading(let text, _): text.codes
    case .list(let items, _): items.flatMap { $0.codes }
    case .quote(let blocks): blocks.codes
    case .code(let text, _): text.split(separator: "\n").map(String.init)
    case .table(let table): table.rows.flatMap { $0.flatMap { $0.codes } }
    case .lines(let texts): texts.flatMap { $0.codes }
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
