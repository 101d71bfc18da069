import Display

extension Drawer {
  /// One bar to scale over its hours, and in words what it shows.
  func strip(_ strip: Strip, _ width: Int) -> [Line] {
    var result: [Line] = []
    if !strip.name.isEmpty {
      result += wrap(Text(style.label(strip.name), .name), width: width, style)
    }
    let cells = min(width - 1, 72)
    if !style.isPlain, strip.length > 0, strip.length.isFinite, cells >= Drawer.narrowest {
      result.append(
        Line(" ") + StripCells(strip.segments, length: strip.length, count: cells).line(style))
      let scale = AxisScale(low: 0, high: strip.length)
      result.append(Line(" ") + Line(hours(scale, strip.unit, cells).labels, .muted))
    }
    let words = captioned(strip.caption, strip.segments)
    return words.isEmpty
      ? result : result + wrap(words, width: width - 1, style).behind(.spaces(1))
  }

  /// The numbers below, at round times, from end to end.
  func hours(_ scale: AxisScale, _ unit: String, _ columns: Int) -> Ruler {
    let ticks = timeTicks(scale, unit, columns)
    let last = ticks.values.count - 1
    let places = zip(ticks.values, ticks.texts).enumerated().compactMap { index, tick in
      scale.place(tick.0, of: columns).map {
        (column: $0, text: tick.1 + (index == last ? style.label(" " + unit) : ""))
      }
    }
    return Ruler(places, columns: columns)
  }

  /// Hours are counted in sixes and twelves, seconds and minutes in fifteens; both ends are told.
  private func timeTicks(_ scale: AxisScale, _ unit: String, _ columns: Int) -> AxisTicks {
    let count = Double(max(2, columns / 12))
    let steps: [Double] =
      switch unit {
      case "h": [1, 2, 3, 6, 12, 24]
      case "s", "min": [1, 2, 5, 10, 15, 30, 60]
      default: []
      }
    let span = scale.high / 2 - scale.low / 2
    guard let step = steps.first(where: { span * 2 <= $0 * count }), span * 2 >= step,
      scale.low == 0, (scale.high / step).rounded() == scale.high / step
    else {
      let round = scale.ticks(about: Int(count)).values
      var values = round.filter { $0 > scale.low && $0 < scale.high }
      if values.count > 1,
        values.last.map({ scale.high - $0 < (values[1] - values[0]) / 2 }) == true
      {
        values.removeLast()
      }
      return AxisTicks([scale.low] + values + [scale.high])
    }
    return AxisTicks(Array(stride(from: 0, through: scale.high, by: step)), step: step)
  }

  /// The caption, with each activity's sign before its word. Where it does not mention all of them,
  /// the signs are explained above it.
  func captioned(
    _ caption: Text, _ segments: [Segment], arrivals: Bool = false, slivers: Bool = false
  ) -> Text {
    guard !style.isPlain else { return caption }
    let present = Activity.allCases.filter { activity in
      activity != .off
        && segments.contains { $0.activity == activity && $0.end > $0.start }
    }
    var spans = caption.spans
    var missing = false
    for activity in present {
      let sign = Text(activity.glyph(style), activity.role)
      if let (index, range) = spans.firstWord(activity.rawValue) {
        let span = spans[index]
        let before = Span(String(span.text[..<range.lowerBound]), span.role)
        let after = Span(String(span.text[range.lowerBound...]), span.role)
        spans.replaceSubrange(index...index, with: [before] + sign.spans + [Span(" "), after])
      } else {
        missing = true
      }
    }
    guard missing || arrivals else { return Text(spans) }
    var legend = present.map {
      Text($0.glyph(style), $0.role) + Text(" \($0.rawValue)", .muted)
    }
    if slivers {
      legend.append(
        Text(Activity.busy.sliver(style), Activity.busy.role)
          + Text(" less than half a cell", .muted))
    }
    if arrivals {
      legend.append(Text(style.glyph("↓", "v"), .name) + Text("\u{00A0}arrival", .muted))
    }
    return Text.joined(legend, by: "  ") + (caption.isEmpty ? "" : "\n") + caption
  }
}

extension [Span] {
  /// Where a word first stands by itself.
  fileprivate func firstWord(_ word: String) -> (Int, Range<String.Index>)? {
    for (index, span) in enumerated() {
      var from = span.text.startIndex
      while let range = span.text[from...].firstRange(of: word) {
        let before = span.text[..<range.lowerBound].last
        let after = span.text[range.upperBound...].first
        if before?.isLetter != true, after?.isLetter != true { return (index, range) }
        from = range.upperBound
      }
    }
    return nil
  }
}
