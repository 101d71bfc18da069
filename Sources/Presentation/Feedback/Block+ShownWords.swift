import Display

extension [Block] {
  /// What can be read in them, without pictures.
  var shownWords: String { map { $0.shownWords }.joined(separator: " ") }
}

extension Block {
  fileprivate var shownWords: String {
    switch self {
    case .paragraph(let text), .heading(let text, _): text.plain
    case .list(let items, _): items.map { $0.shownWords }.joined(separator: " ")
    case .quote(let blocks): blocks.shownWords
    case .code(let text, _): text
    case .table(let table):
      ([table.header] + table.rows).map { $0.map { $0.plain }.joined(separator: " ") }
        .joined(separator: " ")
    case .lines(let texts): texts.map { $0.plain }.joined(separator: " ")
    case .rule, .note, .plot, .strip, .timeline, .heatMap, .slider, .snippet: ""
    }
  }
}
