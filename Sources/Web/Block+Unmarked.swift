import Display

extension Text {
  /// The words without what only this program's own style gives a look.
  public var unmarked: Text {
    Text(
      spans.map { span in
        switch span.role {
        case .plain, .emphasis, .strong, .code, .link: span
        case .heading: Span(span.text, .strong)
        case .name, .value, .muted, .success, .failure, .warning, .input: Span(span.text, .plain)
        }
      })
  }
}

extension Block {
  /// The block with unmarked words.
  var unmarked: Block {
    switch self {
    case .paragraph(let text): return .paragraph(text.unmarked)
    case .heading(let text, let level): return .heading(text.unmarked, level: level)
    case .list(let items, let start):
      return .list(items.map { $0.map { $0.unmarked } }, start: start)
    case .quote(let blocks): return .quote(blocks.map { $0.unmarked })
    case .table(let table):
      var plain = table
      plain.header = table.header.map { $0.unmarked }
      plain.rows = table.rows.map { row in row.map { $0.unmarked } }
      return .table(plain)
    case .note(let note):
      return .quote([.paragraph(note.title.unmarked)] + note.blocks.map { $0.unmarked })
    case .lines(let lines): return .lines(lines.map { $0.unmarked })
    case .code, .rule, .plot, .strip, .timeline, .heatMap, .slider, .snippet: return self
    }
  }
}
