import Display

/// Many instances as one band over time: at work below, then being started, then without work.
extension Drawer {
  /// Rows of a band.
  private static let rows = 8

  func band(
    _ timeline: Timeline, _ scale: AxisScale, _ count: Int, _ margin: Int
  ) -> [Line] {
    let most = timeline.mostInstances
    guard most > 0 else { return [] }
    let columns = columns(timeline.levels, scale, count)
    let each = most / Double(Drawer.rows)
    return (0..<Drawer.rows).map { row in
      let place = Drawer.rows - 1 - row
      let name = row == 0 ? AxisNumber.short(most) : place == 0 ? "0" : ""
      var line =
        Line.spaces(max(0, margin - 1 - name.columns)) + Line(name, .muted) + Line.spaces(1)
      for column in columns {
        let cell = column.cell(place, each)
        line.append(cell.glyph(style), cell.role)
      }
      return line
    }
  }

  /// The mean of what lies over each column.
  private func columns(
    _ levels: [Timeline.Level], _ scale: AxisScale, _ count: Int
  ) -> [Timeline.Level] {
    let step = (scale.high - scale.low) / Double(count)
    return (0..<count).map { column in
      let (low, high) = (scale.low + Double(column) * step, scale.low + Double(column + 1) * step)
      var sum = Timeline.Level(start: low, end: high, busy: 0, starting: 0, idle: 0)
      for level in levels where level.end > low && level.start < high {
        let share = (min(level.end, high) - max(level.start, low)) / step
        sum.busy += level.busy * share
        sum.starting += level.starting * share
        sum.idle += level.idle * share
      }
      return sum
    }
  }
}

extension Timeline.Level {
  /// What there is of, for the legend.
  var segments: [Segment] {
    [(Activity.busy, busy), (.starting, starting), (.idle, idle)].compactMap { activity, count in
      count > 0 ? Segment(start: start, end: end, activity: activity) : nil
    }
  }

  /// What stands at a place of the band, from below, where each is so many instances. The lowest
  /// place says that there was work, however little.
  fileprivate func cell(_ place: Int, _ each: Double) -> StripCells.Cell {
    let middle = (Double(place) + 0.5) * each
    if middle < busy { return .full(.busy) }
    if place == 0, busy > 0 { return .sliver(.busy) }
    if middle < busy + starting { return .full(.starting) }
    return .full(middle < all ? .idle : .off)
  }
}
