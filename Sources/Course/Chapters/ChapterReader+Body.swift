import Diagnostics

extension ChapterReader {
  /// The blocks of the text behind the head.
  ///
  /// A fence that is not closed swallows what follows, often up to the end of the next block. Such a
  /// fence is told where it opens, cut off at the next sign that it should have ended, and the rest
  /// is read as if it had.
  mutating func body(from start: Int) -> [MarkupBlock] {
    let range = start..<file.bytes.count
    var recovered: [MarkupBlock] = []
    var blanked: [Range<Int>] = []
    while true {
      var reader = MarkupReader(file)
      let markup = reader.read(range, blanking: blanked)
      let open = blanked.count < 8 ? markup.blocks.lazy.compactMap(openFence).first : nil
      guard let open else {
        problems.report(reader.problems.list)
        reportOpenFences(markup, except: recovered)
        let blocks = markup.blocks + recovered
        return blocks.sorted { $0.span.range.lowerBound < $1.span.range.lowerBound }
      }
      report(openFenceAt: open.block)
      recovered.append(open.block)
      blanked.append(open.lines)
    }
  }

  private mutating func reportOpenFences(_ markup: Markup, except known: [MarkupBlock]) {
    var found: [MarkupBlock] = []
    markup.visitBlocks { block in
      if case .code(let code) = block.form, !code.isClosed { found.append(block) }
    }
    for block in found where !known.contains(block) { report(openFenceAt: block) }
  }

  private mutating func report(openFenceAt block: MarkupBlock) {
    let line = file.line(file.lineIndex(of: block.span.range.lowerBound))
    let place = file.trimmed(block.span.range.lowerBound..<line.upperBound)
    let fence = file.bytes[place].prefix { $0 == file.bytes[place].first }
    problems.report(
      Diagnostic(.unclosedFence, "This block is not closed.", at: file.span(place))
        .label("opened here")
        .try(String(decoding: fence, as: UTF8.self)))
  }

  /// A top-level fence that is not closed where it should be: what it holds up to there, and the
  /// lines from its opening to there.
  private func openFence(_ block: MarkupBlock) -> (block: MarkupBlock, lines: Range<Int>)? {
    guard case .code(var code) = block.form, let body = code.body else { return nil }
    let first = file.lineIndex(of: body.lowerBound)
    let last = file.lineIndex(of: max(body.lowerBound, body.upperBound - 1))
    let opening = file.trimmed(file.line(first - 1))
    guard let character = file.bytes[opening].first,
      first <= last || !code.isClosed
    else { return nil }
    let length = file.bytes[opening].prefix { $0 == character }.count
    let next = (first..<max(first, last + 1)).first { line in
      opensFence(line, character, length) || (!code.isClosed && startsLesson(line))
    }
    guard next != nil || !code.isClosed else { return nil }
    let cut = cut(first..<max(first, next ?? last + 1))
    code.body =
      body.lowerBound..<max(body.lowerBound, min(body.upperBound, file.start(ofLine: cut)))
    code.text = code.body.map(file.string) ?? ""
    code.isClosed = false
    let span = file.span(
      block.span.range.lowerBound..<file.line(max(first - 1, cut - 1)).upperBound)
    return (MarkupBlock(form: .code(code), span: span), first - 1..<max(first, cut))
  }

  /// Where the lines of a block that was not closed most likely end: at the first empty line that
  /// nothing follows which only a block holds.
  private func cut(_ lines: Range<Int>) -> Int {
    var filled = lines.first { !file.isEmptyLine($0) } ?? lines.upperBound
    while filled < lines.upperBound {
      guard let empty = (filled..<lines.upperBound).first(where: file.isEmptyLine),
        let next = (empty..<lines.upperBound).first(where: { !file.isEmptyLine($0) })
      else { return lines.upperBound }
      let text = file.string(file.line(next))
      guard Self.inner.contains(where: text.hasPrefix) else { return empty }
      filled = next
    }
    return filled
  }

  /// How lines start that seldom stand outside of a block.
  private static let inner = ["param ", "result ", "check ", "unit ", "- [", "  "]

  /// Whether a line opens another block with a fence of the same kind.
  private func opensFence(_ line: Int, _ character: UInt8, _ length: Int) -> Bool {
    let place = file.trimmed(file.line(line))
    guard place.lowerBound - file.line(line).lowerBound <= 3 else { return false }
    let fence = file.bytes[place].prefix { $0 == character }
    let info = file.bytes[place].dropFirst(fence.count)
    return fence.count >= max(3, length) && !info.isEmpty && !info.contains(UInt8(ascii: "`"))
  }

  private func startsLesson(_ line: Int) -> Bool {
    file.bytes[file.line(line)].starts(with: "## ".utf8)
  }
}
