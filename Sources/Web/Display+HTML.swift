import Display

extension Display {
  /// The blocks as HTML, without a page around them. Beside a picture stands what it shows.
  public var html: String { blocks.map { $0.html }.joined(separator: "\n") }

  /// The same without classes, for pages that have a style of their own.
  public var plainHTML: String { Display(blocks.map { $0.unmarked }).html }

  /// A whole page that asks for nothing: no script, no other file.
  /// - Parameter language: of its prose, as in `en`.
  public func page(title: String, language: String = "en") -> String {
    """
    <!DOCTYPE html>
    <html lang="\(HTML.text(language))">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" \
    content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(HTML.text(title))</title>
    <style>\(HTML.style)</style>
    </head>
    <body>
    <main>
    \(html)
    </main>
    </body>
    </html>

    """
  }
}

extension Block {
  fileprivate var html: String {
    switch self {
    case .paragraph(let text): HTML.element("p", text.html)
    case .heading(let text, let level):
      HTML.element("h\(min(max(level, 1), 6))", text.html)
    case .list(let items, let start): list(items, start)
    case .quote(let blocks): HTML.element("blockquote", inner(blocks))
    case .code(let text, _): HTML.element("pre", HTML.element("code", HTML.text(text)))
    case .table(let table): table.html
    case .rule: "<hr>"
    case .note(let note):
      HTML.element(
        "aside",
        HTML.element(
          "p", HTML.element("strong", note.title.isEmpty ? note.kind.word : note.title.html))
          + inner(note.blocks), class: note.kind.rawValue)
    case .plot(let plot): plot.html
    case .strip(let strip): strip.html
    case .timeline(let timeline): timeline.html
    case .heatMap(let map): map.html
    case .slider(let slider):
      HTML.element(
        "p",
        HTML.text("\(slider.low) … ") + HTML.element("strong", HTML.text(slider.value))
          + HTML.text(" … \(slider.high)"))
    case .snippet(let snippet):
      HTML.element("pre", HTML.element("code", HTML.text(snippet.line)))
        + (snippet.label.isEmpty ? "" : HTML.element("p", HTML.text(snippet.label), class: "muted"))
    case .lines(let lines): HTML.element("p", lines.map { $0.html }.joined(separator: "<br>\n"))
    }
  }

  private func inner(_ blocks: [Block]) -> String {
    blocks.map { $0.html }.joined(separator: "\n")
  }

  private func list(_ items: [[Block]], _ start: Int?) -> String {
    let lines = items.map { HTML.element("li", inner($0)) }.joined(separator: "\n")
    guard let start else { return "<ul>\n\(lines)\n</ul>" }
    return "<ol start=\"\(start)\">\n\(lines)\n</ol>"
  }
}

extension Note.Kind {
  fileprivate var word: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

extension Table {
  var html: String {
    func row(_ cells: [Text], _ name: String) -> String {
      let cells = cells.enumerated().map { index, cell in
        let alignment = alignments.indices.contains(index) ? alignments[index] : .leading
        return HTML.element(name, cell.html, class: alignment == .leading ? "" : "\(alignment)")
      }
      return HTML.element("tr", cells.joined())
    }
    let head = header.isEmpty ? "" : HTML.element("thead", row(header, "th")) + "\n"
    let body = rows.map { row($0, "td") }.joined(separator: "\n")
    return "<table>\n\(head)<tbody>\n\(body)\n</tbody>\n</table>"
  }
}

extension Text {
  /// The words as HTML, without a paragraph around them.
  public var html: String { spans.map { $0.html }.joined() }
}

extension Span {
  fileprivate var html: String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let text = lines.map { HTML.text(String($0)) }.joined(separator: "<br>")
    return switch role {
    case .plain: text
    case .emphasis: HTML.element("em", text)
    case .strong, .heading: HTML.element("strong", text)
    case .code: HTML.element("code", text)
    case .link(let target):
      HTML.isAllowed(target)
        ? "<a href=\"\(HTML.text(target))\" rel=\"noreferrer\">\(text)</a>" : text
    case .name: HTML.element("span", text, class: "name")
    case .value: HTML.element("span", text, class: "value")
    case .muted: HTML.element("span", text, class: "muted")
    case .success: HTML.element("span", text, class: "success")
    case .failure: HTML.element("span", text, class: "failure")
    case .warning: HTML.element("span", text, class: "warning")
    case .input: HTML.element("span", text, class: "input")
    }
  }
}
