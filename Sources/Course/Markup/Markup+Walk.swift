import Diagnostics

extension Markup {
  /// The pieces of all paragraphs, headings and table cells, from the outside in.
  public func visitInlines(_ body: (Inline) -> Void) {
    visitBlocks { block in
      switch block.form {
      case .paragraph(let inlines), .heading(let inlines, _):
        for inline in inlines { inline.visit(body) }
      case .table(let table):
        for cell in table.header + table.rows.flatMap({ $0 }) {
          for inline in cell { inline.visit(body) }
        }
      case .list, .quote, .code, .rule: break
      }
    }
  }

  /// All blocks, those in lists and quotes behind what holds them.
  public func visitBlocks(_ body: (MarkupBlock) -> Void) {
    for block in blocks {
      body(block)
      switch block.form {
      case .list(let items, _): for item in items { Markup(item.blocks).visitBlocks(body) }
      case .quote(let inner): Markup(inner).visitBlocks(body)
      case .paragraph, .heading, .code, .table, .rule: break
      }
    }
  }

  /// The words of it all without any form, a block in each line.
  public var plain: String {
    var lines: [String] = []
    visitBlocks { block in
      func words(_ inlines: [Inline]) -> String { inlines.map { $0.plain }.joined() }
      switch block.form {
      case .paragraph(let inlines), .heading(let inlines, _): lines.append(words(inlines))
      case .table(let table):
        for row in [table.header] + table.rows {
          lines.append(row.map(words).joined(separator: " | "))
        }
      case .code(let code): lines.append(code.text)
      case .list, .quote, .rule: break
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The values in the prose, in order.
  public var figures: [Figure] {
    var found: [Figure] = []
    visitInlines { if case .figure(let figure) = $0 { found.append(figure) } }
    return found
  }

  /// Figures that stand side by side: those of a column of a table, or of a list.
  public var figureGroups: [[Figure]] {
    var groups: [[Figure]] = []
    visitBlocks { block in
      switch block.form {
      case .table(let table):
        for column in table.header.indices {
          let cells = table.rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }
          groups.append(cells.flatMap { Markup(of: $0, at: block.span).figures })
        }
      case .list(let items, _): groups.append(Markup(items.flatMap { $0.blocks }).figures)
      case .paragraph, .heading, .quote, .code, .rule: break
      }
    }
    return groups.filter { $0.count > 1 }
  }

  private init(of inlines: [Inline], at span: SourceSpan) {
    self.init([MarkupBlock(form: .paragraph(inlines), span: span)])
  }

  /// The conditions of words in the prose, in order.
  public var conditions: [Figure] {
    var found: [Figure] = []
    visitInlines { if case .when(let condition, _, _) = $0 { found.append(condition) } }
    return found
  }

  /// Where links and images lead, in order.
  public var destinations: [(destination: String, span: SourceSpan)] {
    var found: [(destination: String, span: SourceSpan)] = []
    visitInlines { inline in
      switch inline {
      case .link(_, let destination, let span), .image(_, let destination, let span):
        found.append((destination, span))
      default: break
      }
    }
    return found
  }

  /// The same with every figure replaced.
  func mapFigures(_ change: (Figure) -> Figure) -> Markup {
    Markup(blocks.map { $0.mapFigures(change) })
  }
}

extension MarkupBlock {
  func mapFigures(_ change: (Figure) -> Figure) -> MarkupBlock {
    func map(_ inlines: [Inline]) -> [Inline] { inlines.map { $0.mapFigures(change) } }
    var copy = self
    switch form {
    case .paragraph(let inlines): copy.form = .paragraph(map(inlines))
    case .heading(let inlines, let level): copy.form = .heading(map(inlines), level: level)
    case .list(let items, let start):
      copy.form = .list(
        items.map { item in
          var item = item
          item.blocks = item.blocks.map { $0.mapFigures(change) }
          return item
        }, start: start)
    case .quote(let inner): copy.form = .quote(inner.map { $0.mapFigures(change) })
    case .table(var table):
      table.header = table.header.map(map)
      table.rows = table.rows.map { $0.map(map) }
      copy.form = .table(table)
    case .code, .rule: break
    }
    return copy
  }
}

extension Inline {
  func visit(_ body: (Inline) -> Void) {
    body(self)
    switch self {
    case .emphasis(let inner), .strong(let inner), .struck(let inner), .link(let inner, _, _):
      for inline in inner { inline.visit(body) }
    case .when(_, let words, let others):
      for inline in words + others { inline.visit(body) }
    case .text, .code, .image, .figure, .authorsValues, .softBreak, .lineBreak: break
    }
  }

  func mapFigures(_ change: (Figure) -> Figure) -> Inline {
    func map(_ inlines: [Inline]) -> [Inline] { inlines.map { $0.mapFigures(change) } }
    switch self {
    case .figure(let figure): return .figure(change(figure))
    case .emphasis(let inner): return .emphasis(map(inner))
    case .strong(let inner): return .strong(map(inner))
    case .struck(let inner): return .struck(map(inner))
    case .link(let inner, let destination, let span):
      return .link(map(inner), destination: destination, at: span)
    case .when(let condition, let words, let others):
      return .when(change(condition), then: map(words), otherwise: map(others))
    case .text, .code, .image, .authorsValues, .softBreak, .lineBreak: return self
    }
  }
}
