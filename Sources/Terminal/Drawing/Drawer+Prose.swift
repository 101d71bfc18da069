import Display

extension Drawer {
  /// A title between two marks, as `── Title ──`; smaller headings stand bare.
  func heading(_ text: Text, _ level: Int, _ width: Int) -> [Line] {
    let marked = Text(text.spans.map { Span($0.text, $0.role == .plain ? .heading : $0.role) })
    guard level <= 2, width > Drawer.narrowest, !style.isPlain else {
      return wrap(marked, width: width, style)
    }
    let mark = Line(style.glyph("──", "--"), .muted)
    var lines = wrap(marked, width: width - 6, style)
    for index in lines.indices {
      lines[index] = (index == 0 ? mark + Line(" ") : Line.spaces(3)) + lines[index]
    }
    if let last = lines.indices.last { lines[last] += Line(" ") + mark }
    return lines
  }

  // MARK: Lists

  /// Numbers stand right-aligned. Where an item has several parts, items are set apart.
  func list(_ items: [[Block]], _ start: Int?, _ width: Int) -> [Line] {
    let marks = items.indices.map { index in
      start.map { "\($0.addingReportingOverflow(index).partialValue)." } ?? style.glyph("•", "*")
    }
    let room = marks.map { $0.columns }.max() ?? 0
    let isLoose = items.contains { item in
      item.filter { if case .list = $0 { false } else { true } }.count > 1
    }
    let isNarrow = width - room - 2 < Drawer.narrowest
    var result: [Line] = []
    for (mark, item) in zip(marks, items) {
      if isLoose, !result.isEmpty { result.append(Line()) }
      var body = listItem(item, isNarrow ? width : width - room - 2, isLoose)
      if body.isEmpty { body = [Line()] }
      guard !isNarrow else {
        result += body
        continue
      }
      for (row, line) in body.enumerated() {
        let lead =
          row == 0
          ? Line.spaces(1 + room - mark.columns) + Line(mark, .muted) + Line(" ")
          : Line.spaces(room + 2)
        result.append(lead + line)
      }
    }
    return result
  }

  /// An inner list follows its sentence closely.
  private func listItem(_ blocks: [Block], _ width: Int, _ isLoose: Bool) -> [Line] {
    isLoose
      ? lines(blocks, width: width) : blocks.flatMap { lines([$0], width: width) }
  }

  // MARK: Quotes and notes

  /// Blocks behind a bar; in plain text only further in, for a bar would be read out.
  func barred(_ blocks: [Block], _ role: Role, _ width: Int, head: [Line] = []) -> [Line] {
    guard width - 2 >= Drawer.narrowest else { return head + lines(blocks, width: width) }
    let bar = style.isPlain ? "  " : style.glyph("│ ", "| ")
    return (head + lines(blocks, width: width - 2)).behind(Line(bar, role))
  }

  func note(_ note: Note, _ width: Int) -> [Line] {
    let (word, role): (String, Role) =
      switch note.kind {
      case .note: ("Note", .strong)
      case .warning: ("Warning", .warning)
      case .source: ("Source", .muted)
      case .success: ("Right", .success)
      case .failure: ("Wrong", .failure)
      }
    var head = Text(word, role)
    if !note.title.isEmpty {
      let title = note.title.spans.map { Span($0.text, $0.role == .plain ? .strong : $0.role) }
      head += Text(": ", role) + (note.kind == .source ? note.title : Text(title))
    }
    let body = note.kind == .source ? note.blocks.muted : note.blocks
    return barred(body, role, width, head: wrap(head, width: max(2, width - 2), style))
  }

  // MARK: Code

  /// Lines as they are; those that are too wide go on below, further in. A drawing that is too wide
  /// is cut into two that stand one below the other.
  func code(_ text: String, _ width: Int) -> [Line] {
    let clean = style.clean(text, isPreformatted: true)
    let lines = clean.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let widest = lines.map { $0.columns }.max() ?? 0
    let indent = widest + 2 > width ? 0 : 2
    if widest > width, text.isDrawing {
      return WideDrawing(lines).parts(width: width).enumerated().flatMap { index, part in
        (index == 0 ? [] : wrap(Text("to the right of it:", .muted), width: width, style))
          + part.map { Line($0, .code) }
      }
    }
    let drawn = lines.flatMap { line -> [Line] in
      guard line.columns > width - indent else { return [Line(line, .code)] }
      let lead = min(line.prefix { $0 == " " }.count + 4, width / 3)
      return wrap(Text(line, .code), width: width - indent, hanging: lead, style)
    }
    return drawn.droppingBlankEnd.behind(.spaces(indent))
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
