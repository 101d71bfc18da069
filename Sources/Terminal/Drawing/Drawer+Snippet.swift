import Display

extension Drawer {
  /// The line with carets under what is marked. A long line is shown around the mark.
  func snippet(_ snippet: Snippet, _ width: Int) -> [Line] {
    var result: [Line] = []
    if let origin = snippet.origin {
      let lead = "  " + style.glyph("┌─ ", "+- ")
      result += wrap(Text(lead + style.label(origin), .muted), width: width, hanging: 5, style)
    }
    var number = snippet.lineNumber.map { "\($0) " + style.glyph("│ ", "| ") } ?? ""
    if number.columns > width / 3 { number = "" }
    let lead = "  " + number
    // A column is left for a mark behind the end.
    let shown = Window(
      snippet.line, snippet.marked, room: max(4, width - lead.columns - 1), style)
    result.append(
      Line(lead, .muted) + Line(shown.before) + Line(shown.marked, .strong) + Line(shown.after))
    let indent = lead.columns + shown.before.columns
    let carets = String(repeating: "^", count: max(1, shown.marked.columns))
    let under = Line.spaces(indent) + Line(carets, .failure)
    let label = style.label(snippet.label)
    guard !label.isEmpty else { return result + [under] }
    if under.columns + 1 + label.columns <= width {
      return result + [under + Line(" " + label, .failure)]
    }
    // Below the carets, moved to the left as far as it needs.
    let start = min(indent, max(2, width - label.columns))
    return result + [under]
      + wrap(Text(label, .failure), width: width - start, style).behind(.spaces(start))
  }
}

/// The part of a line that is shown, cut into what stands before, in and behind the mark.
private struct Window {
  private(set) var before = ""
  private(set) var marked = ""
  private(set) var after = ""

  /// - Parameter room: how many columns the parts may take up together.
  init(_ line: String, _ mark: Range<Int>, room: Int, _ style: Style) {
    let cells = line.map { style.label(String($0)) }
    let widths = cells.map { $0.columns }
    let low = min(max(0, mark.lowerBound), cells.count)
    let high = min(max(low, mark.upperBound), cells.count)
    var start = 0
    var end = cells.count
    if widths.reduce(0, +) > room {
      // A third of the room goes to what stands before the mark, or more where little follows it.
      let inner = room - 2
      let following = widths[low...].reduce(0, +)
      var lead = max(inner / 3, inner - following)
      start = low
      while start > 0, widths[start - 1] <= lead {
        start -= 1
        lead -= widths[start]
      }
      var left = inner - widths[start..<low].reduce(0, +)
      end = low
      while end < cells.count, widths[end] <= left {
        left -= widths[end]
        end += 1
      }
    }
    let dots = style.glyph("…", "~")
    before = (start > 0 ? dots : "") + cells[start..<low].joined()
    marked = cells[low..<min(high, end)].joined()
    after = cells[min(high, end)..<end].joined() + (end < cells.count ? dots : "")
  }
}
