import Display

extension Activity {
  func glyph(_ style: Style) -> String {
    switch self {
    case .starting: style.hasUnicode ? "▒" : ":"
    case .busy: style.hasUnicode ? "█" : "#"
    case .idle: style.hasUnicode ? "░" : "-"
    case .off: " "
    }
  }

  var role: Role {
    switch self {
    case .starting: .warning
    case .busy: .success
    case .idle, .off: .muted
    }
  }
}

extension Drawer {
  /// One bar to scale: each cell shows what most of its stretch is, and the cells of each activity
  /// together are true to its share within half a cell.
  func strip(_ strip: Strip, _ width: Int) -> [Line] {
    var result: [Line] = []
    if !strip.name.isEmpty { result.append(Line(strip.name, .name)) }
    if !style.isPlain, strip.length > 0 {
      let cells = max(10, min(width - 2, 72))
      result.append(Line(" ") + bar(cellsOf(strip.segments, 0, strip.length, cells)))
      let end = number(strip.length) + " " + strip.unit
      let left = "0"
      result.append(
        Line(
          " " + left + String(repeating: " ", count: max(1, cells - left.count - end.columns))
            + end, .muted))
    }
    result += wrap(legend(strip.segments) + strip.caption, width: width - 1, style).map {
      Line(" ") + $0
    }
    return result
  }

  /// "█ busy 15%, ░ idle 85%" is said by the caption; here only what the shapes mean.
  private func legend(_ segments: [Segment]) -> Text {
    guard !style.isPlain else { return "" }
    let present = Activity.allCases.filter { activity in
      activity != .off && segments.contains { $0.activity == activity && $0.end > $0.start }
    }
    let parts = present.map { Text($0.glyph(style), $0.role) + Text(" \($0.rawValue)", .muted) }
    return Text.joined(parts, by: Text("  ")) + Text("   ")
  }

  private func bar(_ cells: [Activity]) -> Line {
    var spans: [Span] = []
    for activity in cells {
      if spans.last?.role == activity.role, let last = spans.indices.last {
        spans[last].text += activity.glyph(style)
      } else {
        spans.append(Span(activity.glyph(style), activity.role))
      }
    }
    return Line(spans)
  }

  /// For each cell what happens in it. Cells are shared out among the activities by largest
  /// remainder, then each activity's cells among its stretches cumulatively.
  private func cellsOf(
    _ segments: [Segment], _ start: Double, _ end: Double, _ count: Int
  ) -> [Activity] {
    let stretches = withGaps(segments.sorted { $0.start < $1.start }, start, end)
    var time: [Activity: Double] = [:]
    for stretch in stretches { time[stretch.activity, default: 0] += stretch.end - stretch.start }
    let scale = Double(count) / (end - start)
    var cells = time.mapValues { Int(($0 * scale).rounded(.down)) }
    let byRemainder = Activity.allCases.filter { time[$0] != nil }.sorted {
      let a = (time[$0] ?? 0) * scale
      let b = (time[$1] ?? 0) * scale
      return a - a.rounded(.down) > b - b.rounded(.down)
    }
    for activity in byRemainder.prefix(max(0, count - cells.values.reduce(0, +))) {
      cells[activity, default: 0] += 1
    }
    var passed: [Activity: Double] = [:]
    var result: [Activity] = []
    for stretch in stretches {
      let activity = stretch.activity
      let share = Double(cells[activity] ?? 0) / (time[activity] ?? 1)
      let before = ((passed[activity] ?? 0) * share).rounded()
      passed[activity, default: 0] += stretch.end - stretch.start
      let after = ((passed[activity] ?? 0) * share).rounded()
      result += [Activity](repeating: activity, count: max(0, Int(after - before)))
    }
    return result
  }

  /// The stretches with what lies between them as off.
  private func withGaps(_ segments: [Segment], _ start: Double, _ end: Double) -> [Segment] {
    var result: [Segment] = []
    var position = start
    for segment in segments where segment.end > max(position, segment.start) {
      let from = max(position, segment.start)
      guard from < end else { break }
      if from > position {
        result.append(Segment(start: position, end: from, activity: .off))
      }
      position = min(end, segment.end)
      result.append(Segment(start: from, end: position, activity: segment.activity))
    }
    if position < end { result.append(Segment(start: position, end: end, activity: .off)) }
    return result
  }

  // MARK: Timelines

  /// A lane for each instance, with the arrivals above.
  func timeline(_ timeline: Timeline, _ width: Int) -> [Line] {
    guard timeline.end > timeline.start else { return wrap(timeline.caption, width: width, style) }
    let name = timeline.lanes.map(\.name.columns).max() ?? 0
    let cells = max(10, min(width - name - 2, 100))
    var result: [Line] = []
    if style.isPlain {
      for lane in timeline.lanes { result.append(Line("\(lane.name): \(words(lane, timeline))")) }
    } else {
      var marks = [Character](repeating: " ", count: cells)
      for arrival in timeline.arrivals where arrival >= timeline.start && arrival <= timeline.end {
        let place = (arrival - timeline.start) / (timeline.end - timeline.start) * Double(cells)
        marks[min(cells - 1, Int(place))] = style.hasUnicode ? "↓" : "v"
      }
      let margin = String(repeating: " ", count: name + 1)
      if !timeline.arrivals.isEmpty { result.append(Line(margin) + Line(String(marks), .name)) }
      for lane in timeline.lanes {
        let pad = String(repeating: " ", count: name - lane.name.columns + 1)
        result.append(
          Line(lane.name + pad, .muted)
            + bar(sampled(lane.segments, timeline.start, timeline.end, cells)))
      }
      let left = number(timeline.start)
      let right = "\(number(timeline.end)) \(timeline.unit)"
      result.append(
        Line(
          margin + left
            + String(repeating: " ", count: max(1, cells - left.columns - right.columns)) + right,
          .muted))
      result += wrap(legend(timeline.lanes.flatMap(\.segments)), width: width, style)
    }
    return result + (timeline.caption.isEmpty ? [] : wrap(timeline.caption, width: width, style))
  }

  /// For each cell the activity that fills most of it.
  private func sampled(
    _ segments: [Segment], _ start: Double, _ end: Double, _ count: Int
  ) -> [Activity] {
    let step = (end - start) / Double(count)
    var filled = [[Activity: Double]](repeating: [:], count: count)
    for segment in segments where segment.end > start && segment.start < end {
      let first = max(0, Int((segment.start - start) / step))
      let last = min(count - 1, Int((segment.end - start) / step))
      guard first <= last else { continue }
      for cell in first...last {
        let low = max(segment.start, start + Double(cell) * step)
        let high = min(segment.end, start + Double(cell + 1) * step)
        if high > low { filled[cell][segment.activity, default: 0] += high - low }
      }
    }
    return filled.map { shares in
      let best = Activity.allCases.max { (shares[$0] ?? 0) < (shares[$1] ?? 0) } ?? .off
      let alive = shares.values.reduce(0, +)
      return alive > step * 0.5 || (shares[.busy] ?? 0) > 0
        ? ((shares[best] ?? 0) > 0 ? best : .off) : .off
    }
  }

  private func words(_ lane: Timeline.Lane, _ timeline: Timeline) -> String {
    let length = timeline.end - timeline.start
    return Activity.allCases.compactMap { activity -> String? in
      let time = lane.segments.filter { $0.activity == activity }.reduce(0) {
        $0 + $1.end - $1.start
      }
      return time > 0 ? "\(activity.rawValue) \(number(time / length * 100))%" : nil
    }.joined(separator: ", ")
  }

  func number(_ value: Double) -> String { TickText.number(value) }
}
