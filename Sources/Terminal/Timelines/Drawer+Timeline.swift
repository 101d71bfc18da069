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
    let most = AxisNumber.short(timeline.mostInstances)
    let margin =
      max(names.map { $0.columns }.max() ?? 0, timeline.levels.isEmpty ? 0 : most.columns) + 1
    let cells = min(width - margin, 100)
    let scale = AxisScale(low: timeline.start, high: timeline.end)
    var result: [Line] = []
    if !timeline.arrivals.isEmpty {
      let marked = Set(timeline.arrivals.compactMap { cell(of: $0, scale, cells) })
      let row = (0..<cells).map { marked.contains($0) ? style.glyph("↓", "v") : " " }
      result.append(Line.spaces(margin) + Line(row.joined(), .name))
    }
    var hasSlivers = false
    for (lane, name) in zip(timeline.lanes, names) {
      let label = Line(name, .muted) + Line.spaces(margin - name.columns)
      let shown = sampled(lane.segments, scale, cells)
      hasSlivers = hasSlivers || shown.contains { $0.isSliver }
      result.append(label + bar(shown))
    }
    if !timeline.levels.isEmpty { result += band(timeline, scale, cells, margin) }
    result.append(
      Line.spaces(margin) + Line(hours(scale, timeline.unit, cells).labels, .muted))
    if !timeline.notes.isEmpty {
      let places = timeline.notes.compactMap { note in
        scale.place(note.time, of: cells).map { (column: $0, text: style.label(note.text)) }
      }
      result.append(Line.spaces(margin) + Line(Ruler(places, columns: cells).labels, .value))
    }
    let segments = timeline.lanes.flatMap { $0.segments } + timeline.levels.flatMap { $0.segments }
    let words = captioned(
      timeline.caption, segments, arrivals: !timeline.arrivals.isEmpty, slivers: hasSlivers)
    return words.isEmpty ? result : result + wrap(words, width: width, style)
  }

  /// The cell in which a moment falls; nil outside.
  private func cell(of moment: Double, _ scale: AxisScale, _ count: Int) -> Int? {
    guard let share = scale.share(moment), share >= 0, share <= 1 else { return nil }
    return min(count - 1, Int(share * Double(count)))
  }

  private func bar(_ cells: [StripCells.Cell]) -> Line {
    var line = Line()
    for cell in cells { line.append(cell.glyph(style), cell.role) }
    return line
  }

  /// For each cell the activity that fills most of it. Work is never lost: where it fills less of a
  /// cell, a thin line says that there was some, and so
  /// does one for a start that has no cell of its own.
  private func sampled(_ segments: [Segment], _ scale: AxisScale, _ count: Int) -> [StripCells.Cell]
  {
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
    var shown = time.map { shares -> StripCells.Cell in
      let alive = shares.values.reduce(0, +)
      let most = Activity.allCases.max { (shares[$0] ?? 0) < (shares[$1] ?? 0) } ?? .off
      let shown: Activity = alive >= 0.5 ? most : .off
      return shown != .busy && (shares[.busy] ?? 0) > 0 ? .sliver(.busy) : .full(shown)
    }
    for start in segments where start.activity == .starting && start.end > start.start {
      guard let first = cell(of: max(start.start, scale.low), scale, count),
        let last = cell(of: min(start.end, scale.high), scale, count), first <= last,
        !shown[first...last].contains(.full(.starting)),
        let place = (first...last).first(where: {
          shown[$0] != .full(.busy) && shown[$0] != .sliver(.busy)
        })
      else { continue }
      shown[place] = .sliver(.starting)
    }
    return shown
  }

  /// `1: busy 40%, idle 30%` for each lane.
  private func inWords(_ timeline: Timeline, _ width: Int) -> [Line] {
    let notes = timeline.notes.last.map { [Line($0.text + " by then")] } ?? []
    if !timeline.levels.isEmpty {
      return wrap(Text(timeline.meansOfLevels), width: width, hanging: 2, style)
        + notes
    }
    return timeline.lanes.flatMap { lane -> [Line] in
      let name = style.label(lane.name)
      return wrap(
        Text("\(name): \(lane.segments.shares(timeline.start, timeline.end))"), width: width,
        hanging: 2, style)
    } + notes
  }
}
