extension Markup {
  /// The same with conditional words chosen: those whose condition holds, and the others of those
  /// whose condition does not. A paragraph of which nothing is left is left out.
  public func choosing(_ holds: (Figure) -> Bool) -> Markup {
    guard !conditions.isEmpty else { return self }
    return Markup(blocks.compactMap { $0.choosing(holds) })
  }
}

extension MarkupBlock {
  /// Whether it is a paragraph about the author's values.
  public var isAboutAuthorsValues: Bool {
    guard case .paragraph(let inlines) = form, case .authorsValues? = inlines.first else {
      return false
    }
    return true
  }

  /// Whether it can belong to the paragraph above it: a list, a table or a listing.
  public var continuesParagraph: Bool {
    switch form {
    case .list, .table, .code: true
    case .paragraph, .heading, .quote, .rule: false
    }
  }

  /// nil where nothing is left.
  fileprivate func choosing(_ holds: (Figure) -> Bool) -> MarkupBlock? {
    var copy = self
    switch form {
    case .paragraph(let inlines):
      let chosen = inlines.choosing(holds)
      guard chosen.contains(where: { !$0.plain.allSatisfy { $0 == " " } }) else { return nil }
      copy.form = .paragraph(chosen)
    case .heading(let inlines, let level):
      copy.form = .heading(inlines.choosing(holds), level: level)
    case .list(let items, let start):
      copy.form = .list(
        items.compactMap { item in
          var item = item
          item.blocks = item.blocks.compactMap { $0.choosing(holds) }
          return item.blocks.isEmpty ? nil : item
        }, start: start)
    case .quote(let inner): copy.form = .quote(inner.compactMap { $0.choosing(holds) })
    case .table(var table):
      table.header = table.header.map { $0.choosing(holds) }
      table.rows = table.rows.map { row in row.map { $0.choosing(holds) } }
      copy.form = .table(table)
    case .code, .rule: break
    }
    return copy
  }
}

extension [Inline] {
  /// The same with conditional words chosen. Where none are, no second space is left in their place.
  public func choosing(_ holds: (Figure) -> Bool) -> [Inline] {
    var chosen: [Inline] = []
    var isGap = false
    for inline in self {
      let words = inline.choosing(holds).filter { $0 != .text("") }
      if words.isEmpty {
        if case .when = inline { isGap = true }
        continue
      }
      for (place, word) in words.enumerated() {
        let isDoubled = isGap && place == 0 && (chosen.last?.endsInSpace ?? true)
        isGap = false
        guard isDoubled else {
          chosen.append(word)
          continue
        }
        switch word {
        case .softBreak: isGap = true
        case .text(let text):
          let rest = text.drop { $0 == " " }
          if rest.isEmpty { isGap = true } else { chosen.append(.text(String(rest))) }
        default: chosen.append(word)
        }
      }
    }
    return chosen
  }
}

extension Inline {
  fileprivate func choosing(_ holds: (Figure) -> Bool) -> [Inline] {
    switch self {
    case .when(let condition, let words, let others):
      (holds(condition) ? words : others).choosing(holds)
    case .emphasis(let inner): [.emphasis(inner.choosing(holds))]
    case .strong(let inner): [.strong(inner.choosing(holds))]
    case .struck(let inner): [.struck(inner.choosing(holds))]
    case .link(let inner, let destination, let span):
      [.link(inner.choosing(holds), destination: destination, at: span)]
    case .text, .code, .image, .figure, .authorsValues, .softBreak, .lineBreak: [self]
    }
  }

  /// Whether a space behind it would be a second one.
  fileprivate var endsInSpace: Bool {
    switch self {
    case .text(let text): text.last == " "
    case .softBreak, .lineBreak: true
    default: false
    }
  }
}
