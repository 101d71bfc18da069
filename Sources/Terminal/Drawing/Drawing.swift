import Display

extension Display {
  /// The text that shows it: each line ends with a line end.
  public func drawn(_ style: Style) -> String {
    drawnLines(style).map { $0 + "\n" }.joined()
  }

  /// Line by line, for the pager.
  public func drawnLines(_ style: Style) -> [String] {
    Drawer(style: style).lines(blocks, width: style.width).map { $0.painted(style) }
  }
}

/// Turns blocks into lines.
struct Drawer {
  let style: Style

  /// Blocks with a blank line between those that read as paragraphs.
  func lines(_ blocks: [Block], width: Int) -> [Line] {
    var result: [Line] = []
    for (index, block) in blocks.enumerated() {
      let lines = lines(block, width: width)
      guard !lines.isEmpty else { continue }
      if index > 0, !result.isEmpty, separates(blocks[index - 1], block) { result.append(Line()) }
      result += lines
    }
    return result
  }

  /// Prose, models, tables and notes are set apart; lines that say what an answer means stand close
  /// to it.
  private func separates(_ first: Block, _ second: Block) -> Bool {
    switch (first, second) {
    case (_, .snippet), (.snippet, _), (.heading, _), (_, .lines), (.lines, .paragraph): false
    case (.lines, .table(let table)): table.style == .ruled
    case (.lines, .plot), (.lines, .timeline), (.lines, .strip): false
    default: true
    }
  }

  private func lines(_ block: Block, width: Int) -> [Line] {
    let reading = min(width, Style.readingWidth)
    switch block {
    case .paragraph(let text): return wrap(text, width: reading, style)
    case .heading(let text, let level): return heading(text, level, reading)
    case .list(let items, let start): return list(items, start, reading)
    case .quote(let inner):
      return lines(inner, width: reading - 2).map { Line(bar, .muted) + $0 }
    case .code(let text, _):
      return text.sanitized(hasUnicode: style.hasUnicode).split(
        separator: "\n", omittingEmptySubsequences: false
      ).map { Line("  ") + Line(String($0), .code) }.droppingBlankEnd
    case .table(let table): return self.table(table, width)
    case .rule: return [Line(String(repeating: glyph("─", "-"), count: reading), .muted)]
    case .note(let note): return self.note(note, reading)
    case .plot(let plot):
      return style.isPlain ? table(plot.table, width) : PlotDrawer(plot, style, width).lines()
    case .strip(let strip): return self.strip(strip, reading)
    case .timeline(let timeline): return self.timeline(timeline, width)
    case .snippet(let snippet): return self.snippet(snippet, width)
    case .lines(let texts): return texts.flatMap { wrap($0, width: width, style) }
    }
  }

  func glyph(_ unicode: String, _ ascii: String) -> String { style.hasUnicode ? unicode : ascii }

  private var bar: String { glyph("│ ", "| ") }

  private func heading(_ text: Text, _ level: Int, _ width: Int) -> [Line] {
    let marked = Text(text.spans.map { Span($0.text, $0.role == .plain ? .heading : $0.role) })
    guard level <= 2 else { return wrap(marked, width: width, style) }
    let mark = glyph("──", "--")
    return wrap(marked, width: width - 6, style).map {
      Line("\(mark) ", .muted) + $0 + Line(" \(mark)", .muted)
    }
  }

  private func list(_ items: [[Block]], _ start: Int?, _ width: Int) -> [Line] {
    var result: [Line] = []
    for (index, item) in items.enumerated() {
      let mark = start.map { "\($0 + index). " } ?? glyph("• ", "* ")
      let body = lines(item, width: width - mark.columns - 1)
      for (row, line) in body.enumerated() {
        let indent = row == 0 ? mark : String(repeating: " ", count: mark.columns)
        result.append(Line(" " + indent, .muted) + line)
      }
    }
    return result
  }

  private func note(_ note: Note, _ width: Int) -> [Line] {
    let (word, role): (String, Role) =
      switch note.kind {
      case .note: ("Note", .strong)
      case .warning: ("Warning", .warning)
      case .source: ("Source", .muted)
      case .success: ("Right", .success)
      case .failure: ("Wrong", .failure)
      }
    var head = Text(word, role)
    if !note.title.isEmpty { head += Text(": ", role) + note.title }
    let body = note.kind == .source ? note.blocks.muted : note.blocks
    let inner = wrap(head, width: width - 2, style) + lines(body, width: width - 2)
    return inner.map { Line(bar, role) + $0 }
  }
}

extension [Block] {
  /// Sources are small print.
  fileprivate var muted: [Block] {
    map { block in
      guard case .paragraph(let text) = block else { return block }
      return .paragraph(
        Text(text.spans.map { $0.role == .plain ? Span($0.text, .muted) : $0 }))
    }
  }
}

extension [Line] {
  var droppingBlankEnd: [Line] {
    var lines = self
    while let last = lines.last, last.isBlank { lines.removeLast() }
    return lines
  }
}
