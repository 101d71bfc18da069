import Basics
import Diagnostics

/// Reads Markdown from a part of a file.
struct MarkupReader {
  let file: FileText
  var problems = Problems()
  /// The 0-based line of the file on which the Markdown parser's first line stands.
  private var firstLine = 0
  /// Where everything that is being read stands, when the lines of the parser are not the file's.
  private var frame: Range<Int>?

  init(_ file: FileText) { self.file = file }

  /// Reads whole lines of the file.
  /// - Parameter blanked: lines, 0-based, that are read as if they were empty.
  mutating func read(_ range: Range<Int>, blanking blanked: [Range<Int>] = []) -> Markup {
    firstLine = file.lineIndex(of: range.lowerBound)
    frame = nil
    var bytes = file.bytes[range]
    for lines in blanked {
      let low = max(range.lowerBound, file.start(ofLine: lines.lowerBound))
      let high = min(range.upperBound, file.start(ofLine: lines.upperBound))
      for index in low..<max(low, high) where !isBlank(bytes[index]) {
        bytes[index] = UInt8(ascii: " ")
      }
    }
    return read(bytes, within: range)
  }

  /// Reads a text that stands in the file in another form, such as one folded into YAML.
  /// - Parameter range: where it stands.
  mutating func read(_ text: String, standingAt range: Range<Int>) -> Markup {
    frame = range
    // The parser would take a byte order mark away, and nothing else is needed of the bytes.
    return read(Array(text.utf8)[...], within: range)
  }

  private mutating func read(_ bytes: ArraySlice<UInt8>, within range: Range<Int>) -> Markup {
    guard let tree = MarkdownTree(bytes) else { return Markup() }
    return Markup(blocks(of: tree.root, within: range, level: 1))
  }

  // MARK: Blocks

  /// The offsets of a block's lines; `within` where the parser does not tell.
  private func range(of node: MarkdownTree.Node, within outer: Range<Int>) -> Range<Int> {
    if let frame { return frame }
    guard node.startLine > 0 else { return outer }
    let first = firstLine + node.startLine - 1
    let last = firstLine + max(node.startLine, node.endLine) - 1
    let line = file.line(first)
    let start = min(line.lowerBound + max(0, node.startColumn - 1), line.upperBound)
    let end = max(start, file.line(last).upperBound)
    let range = start..<end
    return range.clamped(to: outer).isEmpty ? outer : file.trimmed(range.clamped(to: outer))
  }

  private mutating func blocks(
    of node: MarkdownTree.Node, within outer: Range<Int>, level: Int
  ) -> [MarkupBlock] {
    let children = node.children
    guard level <= FileText.deepestNesting else {
      if let first = children.first {
        let place = range(of: first, within: outer).lowerBound
        problems.report(FileText.tooDeep(file.span(place..<min(place + 1, outer.upperBound))))
      }
      return []
    }
    var found: [MarkupBlock] = []
    for child in children {
      let range = range(of: child, within: outer)
      guard let form = form(of: child, range, level: level) else { continue }
      found.append(MarkupBlock(form: form, span: file.span(range)))
    }
    return found
  }

  private mutating func form(
    of node: MarkdownTree.Node, _ range: Range<Int>, level: Int
  ) -> MarkupBlock.Form? {
    switch node.kind {
    case .paragraph: return .paragraph(inlines(of: node, range))
    case .heading: return .heading(inlines(of: node, range), level: node.headingLevel)
    case .list:
      return .list(
        node.children.map { item in
          let place = self.range(of: item, within: range)
          return ListItem(
            blocks: blocks(of: item, within: place, level: level + 1), isTicked: item.isTicked,
            span: file.span(place))
        }, start: node.listStart)
    case .quote: return .quote(blocks(of: node, within: range, level: level + 1))
    case .code: return .code(code(node, range))
    case .table: return .table(table(node, range))
    case .rule: return .rule
    case .html:
      let text = node.literal
      // Remarks of authors are not for readers.
      if text.hasPrefix("<!--") {
        if !text.holds("-->") { reportOpenRemark(at: range) }
        return nil
      }
      return .paragraph([.text(String(text.split(separator: "\n").joined(separator: " ")))])
    default: return nil
    }
  }

  /// Whatever stands below it is a part of it.
  private mutating func reportOpenRemark(at range: Range<Int>) {
    let line = file.line(file.lineIndex(of: range.lowerBound))
    problems.report(
      Diagnostic(
        .unclosedFence, "This remark is not closed.",
        at: file.span(range.lowerBound..<max(range.lowerBound, line.upperBound))
      ).label("all that follows is a part of it").try("-->"))
  }

  private func code(_ node: MarkdownTree.Node, _ range: Range<Int>) -> CodeBlock {
    guard let fence = node.fence, frame == nil else {
      return CodeBlock(
        text: node.literal, info: node.fence == nil ? "" : node.info, infoSpan: file.span(range),
        body: nil, isClosed: true)
    }
    let first = file.lineIndex(of: range.lowerBound)
    let last = firstLine + node.endLine - 1
    var info = range.lowerBound
    let line = file.line(first)
    while info < line.upperBound, file.bytes[info] != fence.character { info += 1 }
    while info < line.upperBound, file.bytes[info] == fence.character { info += 1 }
    let infoRange = file.trimmed(info..<max(info, line.upperBound))
    let isClosed = last > first && closes(file.line(last), fence.length, fence.character)
    let body = file.start(ofLine: first + 1)
    let end = isClosed ? file.start(ofLine: last) : file.start(ofLine: last + 1)
    return CodeBlock(
      text: node.literal, info: file.string(infoRange), infoSpan: file.span(infoRange),
      body: min(body, end)..<end, isClosed: isClosed)
  }

  /// Whether a line is a closing fence, whatever list or quote it stands in.
  private func closes(_ line: Range<Int>, _ length: Int, _ character: UInt8) -> Bool {
    let text = file.bytes[file.trimmed(line)]
    let fence = text.drop { isBlank($0) || $0 == UInt8(ascii: ">") }
    return fence.count >= length && fence.allSatisfy { $0 == character }
  }

  private mutating func table(_ node: MarkdownTree.Node, _ range: Range<Int>) -> MarkupTable {
    var locator = InlineLocator(file, range)
    defer { if frame != nil { frame = locator.cursor..<range.upperBound } }
    var rows: [[[Inline]]] = []
    for row in node.children {
      if frame == nil, row.startLine > 0 {
        locator.skip(to: file.start(ofLine: firstLine + row.startLine - 1))
      }
      rows.append(row.children.map { inlines(of: $0, &locator, file.span(range)) })
      if frame == nil, row.startLine > 0 { checkCells(of: firstLine + row.startLine - 1, rows) }
    }
    let alignments: [MarkupTable.Alignment] = node.columnAlignments.map { letter in
      switch letter {
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .trailing
      default: .leading
      }
    }
    let header = rows.isEmpty ? [] : rows.removeFirst()
    return MarkupTable(header: header, rows: rows, alignments: alignments)
  }

  /// A row with as many cells as the header: the parser fills up what is missing, and drops the rest.
  private mutating func checkCells(of line: Int, _ rows: [[[Inline]]]) {
    let place = file.trimmed(file.line(line))
    var bytes = file.bytes[place].drop { isBlank($0) || $0 == UInt8(ascii: ">") }
    var count = 1
    var isEscaped = false
    if bytes.first == UInt8(ascii: "|") { bytes = bytes.dropFirst() }
    if bytes.last == UInt8(ascii: "|"), bytes.dropLast().last != UInt8(ascii: "\\") {
      bytes = bytes.dropLast()
    }
    for byte in bytes {
      if byte == UInt8(ascii: "|"), !isEscaped { count += 1 }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    guard let header = rows.first, rows.count > 1, count != header.count else { return }
    let text = file.string(place)
    let problem = Diagnostic(
      .unevenTable,
      "This row has \(count) cell\(count == 1 ? "" : "s"), and the table \(header.count).",
      at: file.span(place)
    ).label(count > header.count ? "the last ones are lost" : "the last ones are empty")
    problems.report(
      count > header.count && text.holds("{eval}")
        ? problem.note("A | in a figure ends its cell: write \\| there.") : problem)
  }

  /// The pieces of a paragraph or heading. Text that stands elsewhere in another form is searched
  /// through from where the last paragraph of it ended.
  private mutating func inlines(of node: MarkdownTree.Node, _ range: Range<Int>) -> [Inline] {
    var locator = InlineLocator(file, range)
    defer { if frame != nil { frame = locator.cursor..<range.upperBound } }
    return inlines(of: node, &locator, file.span(range))
  }
}
