/// What a terminal shows, as a picture for a page: its colours, bold and underlines.
struct ScreenPicture {
  /// Characters in one manner, at a column.
  private struct Run {
    var column: Int
    var text: String
    var look: [String]
  }

  /// The size of a character's cell.
  private static let cell = (width: 8.4, height: 18.0)
  private static let margin = 16.0

  let svg: String

  /// - Parameters:
  ///   - screen: what was written to the terminal.
  ///   - title: what the picture is called for whoever cannot see it.
  init(_ screen: String, title: String) {
    var rows = screen.split(separator: "\n", omittingEmptySubsequences: false).map(
      ScreenPicture.runs)
    while rows.last?.isEmpty == true { rows.removeLast() }
    let (cell, margin) = (ScreenPicture.cell, ScreenPicture.margin)
    let width = ScreenPicture.number(2 * margin + cell.width * Double(Demo.width))
    let height = ScreenPicture.number(2 * margin + cell.height * Double(rows.count))
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img">
      """,
      "<title>\(ScreenPicture.escaped(title))</title>",
      "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#15181d\"/>",
      """
      <g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" \
      font-size="14" fill="#dfe3e8" xml:space="preserve">
      """,
    ]
    for (row, runs) in rows.enumerated() {
      let y = ScreenPicture.number(margin + cell.height * (Double(row) + 0.75))
      for run in runs where run.text.contains(where: { $0 != " " }) {
        let x = ScreenPicture.number(margin + cell.width * Double(run.column))
        // Whatever the font's widths, a run is as wide as its cells.
        let length = ScreenPicture.number(cell.width * Double(run.text.count))
        let look = run.look.map { " " + $0 }.joined()
        lines.append(
          """
          <text x="\(x)" y="\(y)" textLength="\(length)"\(look)>\(ScreenPicture.escaped(run.text))</text>
          """)
      }
    }
    svg = (lines + ["</g>", "</svg>", ""]).joined(separator: "\n")
  }

  /// A row of the terminal by the codes in it: ESC [ parameters m.
  private static func runs(_ row: Substring) -> [Run] {
    var runs: [Run] = []
    var (look, column): ([String], Int) = ([], 0)
    var rest = row
    while let first = rest.first {
      if first == "\u{1B}", let end = rest.firstIndex(of: "m") {
        look = attributes(rest[rest.startIndex..<end].dropFirst(2))
        rest = rest[rest.index(after: end)...]
        continue
      }
      let text = rest.prefix { $0 != "\u{1B}" }
      guard !text.isEmpty else { return runs }
      runs.append(Run(column: column, text: String(text), look: look))
      column += text.count
      rest = rest[text.endIndex...]
    }
    return runs
  }

  private static func attributes(_ parameters: Substring) -> [String] {
    let numbers = parameters.split(separator: ";").compactMap { Int($0) }
    var attributes: [String] = []
    for (index, number) in numbers.enumerated() {
      switch number {
      case 38 where numbers.count >= index + 5:
        let parts = numbers[(index + 2)...(index + 4)].map { "\($0)" }.joined(separator: ",")
        return attributes + ["fill=\"rgb(\(parts))\""]
      case 1: attributes.append("font-weight=\"bold\"")
      case 3: attributes.append("font-style=\"italic\"")
      case 4: attributes.append("text-decoration=\"underline\"")
      default: break
      }
    }
    return attributes
  }

  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
