import Display

extension Display {
  /// The text that shows it: each line ends with a line end.
  public func drawn(_ style: Style) -> String {
    drawnLines(style).map { $0 + "\n" }.joined()
  }

  /// Line by line, for the pager.
  public func drawnLines(_ style: Style) -> [String] {
    let shown = style.isNarrated ? Narrator(style: style).blocks(blocks) : blocks
    let lines = Drawer(style: style).lines(shown, width: style.width).map { $0.painted(style) }
    return style.isNarrated ? lines.map(Narrator.withoutDrawing) : lines
  }
}

/// Turns blocks into lines, none of them wider than asked for.
struct Drawer {
  let style: Style

  /// Where less is left than this, nothing is indented any more and pictures become words.
  static let narrowest = 12

  /// Blocks with a blank line between those that read as paragraphs.
  func lines(_ blocks: [Block], width: Int) -> [Line] {
    var result: [Line] = []
    var before: Block?
    for block in blocks {
      let lines = lines(block, width: width)
      guard !lines.isEmpty else { continue }
      if let before, separates(before, block) { result.append(Line()) }
      result += lines
      before = block
    }
    return result
  }

  /// Prose, tables and pictures are set apart; lines stand close to what they belong to, and so does
  /// what a heading heads.
  private func separates(_ first: Block, _ second: Block) -> Bool {
    switch (first, second) {
    case (_, .snippet), (.snippet, _), (.heading, _), (_, .lines), (.lines, .paragraph): false
    case (.lines, .table(let table)): table.style == .ruled
    case (.lines, .plot), (.lines, .timeline), (.lines, .strip), (.lines, .slider),
      (.lines, .heatMap):
      false
    default: true
    }
  }

  private func lines(_ block: Block, width: Int) -> [Line] {
    let reading = min(width, Style.readingWidth)
    switch block {
    case .paragraph(let text): return wrap(text, width: reading, style)
    case .heading(let text, let level): return heading(text, level, reading)
    case .list(let items, let start): return list(items, start, reading)
    case .quote(let inner): return barred(inner, .muted, reading)
    case .code(let text, _): return code(text, width)
    case .table(let table): return self.table(table, width)
    case .rule: return [Line(String(repeating: style.glyph("─", "-"), count: reading), .muted)]
    case .note(let note): return self.note(note, reading)
    case .plot(let plot):
      return PlotDrawer(plot, style, width)?.lines() ?? table(plot.table, width)
    case .strip(let strip): return self.strip(strip, reading)
    case .timeline(let timeline): return self.timeline(timeline, width)
    case .heatMap(let map): return heatMap(map, width)
    case .slider(let slider): return self.slider(slider, reading)
    case .snippet(let snippet): return self.snippet(snippet, width)
    case .lines(let texts):
      return texts.flatMap { wrap($0, width: reading, hanging: $0.mark + 2, style) }
    }
  }
}

extension [Line] {
  /// Each line behind something.
  func behind(_ lead: Line) -> [Line] { map { lead + $0 } }

  var droppingBlankEnd: [Line] {
    var lines = self
    while let last = lines.last, last.isBlank { lines.removeLast() }
    return lines
  }
}

extension Text {
  /// The columns of what stands in front of the first word: spaces, and a mark between them.
  fileprivate var mark: Int {
    plain.first == " " ? plain.prefix { " ▸✓".contains($0) }.count : 0
  }
}
