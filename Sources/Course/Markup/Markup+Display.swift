import Display

extension Markup {
  /// The prose as it is shown.
  /// - Parameter figure: the text to show for a value, at the time of the call.
  public func display(figure: (Figure) -> Text) -> [Block] {
    blocks.map { $0.display(figure) }
  }
}

extension MarkupBlock {
  fileprivate func display(_ figure: (Figure) -> Text) -> Block {
    switch form {
    case .paragraph(let inlines): return .paragraph(inlines.display(figure))
    case .heading(let inlines, let level):
      return .heading(inlines.display(figure, role: .heading), level: level)
    case .list(let items, let start):
      return .list(items.map { $0.display(figure) }, start: start)
    case .quote(let inner): return .quote(inner.map { $0.display(figure) })
    case .code(let code):
      let language = code.info.split(separator: " ").first.map(String.init) ?? ""
      return .code(code.text, language: language)
    case .table(let table):
      return .table(
        Table(
          header: table.header.map { $0.display(figure) },
          rows: table.rows.map { row in row.map { $0.display(figure) } },
          alignments: table.alignments.map { $0.display }))
    case .rule: return .rule
    }
  }
}

extension ListItem {
  /// The box of a task stands in front of the item's first words.
  fileprivate func display(_ figure: (Figure) -> Text) -> [Block] {
    var shown = blocks.map { $0.display(figure) }
    guard let isTicked else { return shown }
    let box = Text(isTicked ? "[x] " : "[ ] ")
    if case .paragraph(let text)? = shown.first {
      shown[0] = .paragraph(box + text)
    } else {
      shown.insert(.paragraph(box), at: 0)
    }
    return shown
  }
}

extension MarkupTable.Alignment {
  fileprivate var display: Table.Alignment {
    switch self {
    case .leading: .leading
    case .center: .center
    case .trailing: .trailing
    }
  }
}

extension [Inline] {
  /// The pieces as one text.
  public func display(_ figure: (Figure) -> Text, role: Role = .plain) -> Text {
    reduce(into: Text([])) { $0 += $1.display(figure, role: role) }
  }
}

extension Inline {
  fileprivate func display(_ figure: (Figure) -> Text, role: Role) -> Text {
    switch self {
    case .text(let text): Text(text, role)
    case .emphasis(let inner): inner.display(figure, role: .emphasis)
    case .strong(let inner): inner.display(figure, role: .strong)
    case .struck(let inner): inner.display(figure, role: .muted)
    case .code(let text): Text(text, .code)
    case .link(let inner, let destination, _): inner.display(figure, role: .link(destination))
    case .image(let text, _, _): Text(text, role)
    case .figure(let value): figure(value)
    case .when(_, let words, _): words.display(figure, role: role)
    case .authorsValues: Text([])
    case .softBreak: Text(" ", role)
    case .lineBreak: Text("\n", role)
    }
  }
}
