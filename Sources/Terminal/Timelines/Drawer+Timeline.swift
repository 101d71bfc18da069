import Display

extension Drawer {
  /// A lane for each instance over a common axis of time, with the arrivals above.
  func timeline(_ timeline: Timeline, _ width: Int) -> [Line] {
    let caption = timeline.caption.isEmpty ? [] : wrap(timeline.caption, width: width, style)
    guard timeline.end > timeline.start, (timeline.end - timeline.start).isFinite else {
      return caption
    }
    if style.isPlain { return inWords(timeline, width) + caption }
    let names = timeline.lanes.map { style.label($0.name, width: width / 3) }
    let margin = (names.map { $0.columns }.max() ?? 0) + 1
    let cells = min(width - margin, 100)
    let scale = Scale(low: timeline.start, high: timeline.end)
    var result: [Line] = []
    if !timeline.arrivals.isEmpty {
      let marked = Set(timeline.arrivals.compactMap { cell(of: $0, scale, cells) })
      let row = (0..<cells).map { marked.contains($0) ? style.glyph("↓", "v") : " " }
      result.append(Line.spaces(margin) + Line(row.joined(), .name))
    }
    for (lane, name) in zip(timeline.lanes, names) {
      let label = Line(name, .muted) + Line.spaces(margin - name.columns)
      result.append(label + bar(sampled(lane.segments, scale, cells)))
    }
    result.append(
      Line.spaces(margin) + Line(hours(scale, timeline.unit, cells).labels, .muted))
    let segments = timeline.lanes.flatMap { $0.segments }
    let words = captioned(timeline.caption, segments, arrivals: !timeline.arrivals.isEmpty)
    return words.isEmpty ? result : result + wrap(words, width: width, style)
  }

  /// The cell in which a moment falls; nil outside.
  private func cell(of moment: Double, _ scale: Scale, _ count: Int) -> Int? {
    guard let share = scale.share(moment), share >= 0, share <= 1 else { return nil }
    return min(count - 1, Int(share * Double(count)))
  }

  private func bar(_ cells: [Activity]) -> Line {
    var line = Line()
    for activity in cells { line.append(activity.glyph(style), activity.role) }
    return line
  }

  /// For each cell the activity that fills most of it. Work is never lost: a cell with a little of
  /// it and nothing but absence otherwise shows it.
  private func sampled(_ segments: [Segment], _ scale: Scale, _ count: Int) -> [Activity] {
    var time = [[Activity: Double]](repeating: [:], count: count)
    for segment in segments.filled(scale.low, scale.high) where segment.activity != .off {
      guard let first = cell(of: segment.start, scale, count),
        let last = cell(of: segment.end, scale, count), first <= last
      else { continue }
      let step = (scale.high - scale.low) / Double(count)
      for cell in first...last {
        let low = max(segment.start, scale.low + Double(cell) * step)
        let high = min(segment.end, scale.low + Double(cell + 1) * step)
        if high > low { time[cell][segment.activity, default: 0] += (high - low) / step }
      }
    }
    return time.map { shares in
      let alive = shares.values.reduce(0, +)
      let most = Activity.allCases.max { (shares[$0] ?? 0) < (shares[$1] ?? 0) } ?? .off
      if alive >= 0.5 { return most }
      return (shares[.busy] ?? 0) > 0 ? .busy : .off
    }
  }

  /// `1: busy 40%, idle 30%` for each lane.
  private func inWords(_ timeline: Timeline, _ width: Int) -> [Line] {
    let length = timeline.end - timeline.start
    return timeline.lanes.flatMap { lane -> [Line] in
      let stretches = lane.segments.filled(timeline.start, timeline.end)
      let shares = Activity.allCases.compactMap { activity -> String? in
        let time = stretches.filter { $0.activity == activity }.reduce(0) {
          $0 + ($1.end - $1.start)
        }
        return time > 0
          ? "\(activity.rawValue) \(AxisNumber.short(time / length * 100))%" : nil
      }
      let name = style.label(lane.name)
      return wrap(
        Text("\(name): \(shares.joined(separator: ", "))"), width: width, hanging: 2, style)
    }
  }
}
