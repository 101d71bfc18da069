import Display

/// Many instances as one band over time: at work below, then being started, then without work.
extension Drawer {
  /// Rows of a band.
  private static let rows = 8

  /// The highest number of instances, as it stands beside the band.
  static func mostInstances(_ levels: [Timeline.Level]) -> String {
    AxisNumber.short(most(levels))
  }

  private static func most(_ levels: [Timeline.Level]) -> Double {
    let most = levels.reduce(0) { max($0, $1.all) }
    return most.isFinite ? most.rounded(.up) : 0
  }

  func band(
    _ levels: [Timeline.Level], _ scale: Scale, _ count: Int, _ margin: Int
  ) -> [Line] {
    let most = Drawer.most(levels)
    guard most > 0 else { return [] }
    let columns = columns(levels, scale, count)
    let each = most / Double(Drawer.rows)
    return (0..<Drawer.rows).map { row in
      let place = Drawer.rows - 1 - row
      let name = row == 0 ? Drawer.mostInstances(levels) : place == 0 ? "0" : ""
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
    _ levels: [Timeline.Level], _ scale: Scale, _ count: Int
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

  /// The means over the whole time, in words.
  static func means(_ levels: [Timeline.Level], _ length: Double) -> String {
    func mean(_ read: (Timeline.Level) -> Double) -> String {
      AxisNumber.short(
        length > 0 ? levels.reduce(0) { $0 + read($1) * ($1.end - $1.start) } / length : 0)
    }
    return "instances, on average: busy \(mean { $0.busy }), starting \(mean { $0.starting }), "
      + "idle \(mean { $0.idle }), at most \(Drawer.mostInstances(levels))"
  }
}

extension Timeline.Level {
  var all: Double { busy + starting + idle }

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
