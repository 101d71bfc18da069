import Display

extension Drawer {
  /// The way between the two ends to scale, with the value and where it started from; below it what
  /// the marks are.
  ///
  ///     1% ├─────╂━━━━━━━━━●───────────────────┤ 100%
  ///            start      40%
  ///
  /// The ends stand below where there is little room. Words alone where there is no picture, or no
  /// room for one.
  func slider(_ slider: Slider, _ width: Int) -> [Line] {
    let (low, high) = (style.label(slider.low), style.label(slider.high))
    guard !style.isPlain, width >= Drawer.narrowest else { return words(slider, width) }
    let columns = min(64, width - low.columns - high.columns - 2)
    guard columns < 2 * Drawer.narrowest else {
      let (way, start, value) = way(slider, columns)
      let line = Line(low + " ") + way + Line(" " + high)
      let origin = low.columns + 1
      return [line, labels(slider, origin + start, origin + value, line.columns)]
    }
    let between = width - low.columns - high.columns
    guard between > 0 else { return [way(slider, width).line] }
    return [way(slider, width).line, Line(low) + Line.spaces(between) + Line(high)]
  }

  /// The way itself, and the columns of both marks.
  private func way(_ slider: Slider, _ columns: Int) -> (line: Line, start: Int, value: Int) {
    let way = columns - 2
    let start = place(slider.startShare, of: way)
    let value = place(slider.share, of: way)
    var line = Line(style.glyph("├", "|"), .muted)
    for column in 0..<way {
      if column == value {
        line.append(style.glyph("●", "O"), .value)
      } else if column == start {
        line.append(style.glyph("╂", "+"), .strong)
      } else if column > min(start, value), column < max(start, value) {
        line.append(style.glyph("━", "="), .name)
      } else {
        line.append(style.glyph("─", "-"), .muted)
      }
    }
    return (line + Line(style.glyph("┤", "|"), .muted), start + 1, value + 1)
  }

  private func place(_ share: Double, of count: Int) -> Int {
    guard share.isFinite else { return 0 }
    return Int((min(1, max(0, share)) * Double(count - 1)).rounded())
  }

  /// The value under its mark, and `start` under the other where there is room.
  private func labels(_ slider: Slider, _ start: Int, _ value: Int, _ width: Int) -> Line {
    let name = style.label(slider.value, width: width)
    let from = min(max(0, value - (name.columns - 1) / 2), width - name.columns)
    let word = "start"
    let origin = min(max(0, start - (word.count - 1) / 2), max(0, width - word.count))
    let label = Line(name, .value)
    if start == value || width < word.count { return Line.spaces(from) + label }
    if origin + word.count + 1 <= from {
      return Line.spaces(origin) + Line(word, .muted)
        + Line.spaces(from - origin - word.count) + label
    }
    if from + name.columns + 1 <= origin {
      return Line.spaces(from) + label
        + Line.spaces(origin - from - name.columns) + Line(word, .muted)
    }
    return Line.spaces(from) + label
  }

  private func words(_ slider: Slider, _ width: Int) -> [Line] {
    let text =
      Text(slider.value, .value)
      + Text(" on the way from \(slider.low) to \(slider.high), started at \(slider.start)", .muted)
    return wrap(text, width: width, hanging: 2, style)
  }
}
