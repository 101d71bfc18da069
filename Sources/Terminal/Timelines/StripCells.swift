import Display

/// A bar of cells to scale.
struct StripCells {
  enum Cell: Equatable {
    case full(Activity)
    /// Something that happened and is too short for half a cell.
    case sliver(Activity)
  }

  private(set) var cells: [Cell] = []

  /// Cells are shared out among the activities by largest remainder, so that two activities are
  /// each true to their share within half a cell and more of them within one; then each
  /// activity's cells among its stretches in order.
  init(_ segments: [Segment], length: Double, count: Int) {
    let stretches = segments.filled(0, length)
    var time: [Activity: Double] = [:]
    for stretch in stretches {
      time[stretch.activity, default: 0] += stretch.end - stretch.start
    }
    let shares = Activity.allCases.compactMap { activity in
      time[activity].map { (activity, $0 / length * Double(count)) }
    }
    var whole: [Activity: Int] = [:]
    for (activity, share) in shares { whole[activity] = Int(min(share, Double(count))) }
    let byRemainder = shares.sorted { $0.1 - $0.1.rounded(.down) > $1.1 - $1.1.rounded(.down) }
    for (activity, _) in byRemainder.prefix(max(0, count - whole.values.reduce(0, +))) {
      whole[activity, default: 0] += 1
    }
    var passed: [Activity: Double] = [:]
    var slivers: [(Int, Activity)] = []
    for stretch in stretches {
      let activity = stretch.activity
      let all = Double(whole[activity] ?? 0)
      let total = time[activity] ?? 1
      let before = ((passed[activity] ?? 0) / total * all).rounded()
      passed[activity, default: 0] += stretch.end - stretch.start
      let after = ((passed[activity] ?? 0) / total * all).rounded()
      if whole[activity] == 0 { slivers.append((cells.count, activity)) }
      cells += [Cell](repeating: .full(activity), count: max(0, Int(after - before)))
    }
    for (place, activity) in slivers where !cells.isEmpty {
      cells[min(place, cells.count - 1)] = .sliver(activity)
    }
  }

  func line(_ style: Style) -> Line {
    var line = Line()
    for cell in cells { line.append(cell.glyph(style), cell.role) }
    return line
  }
}

extension StripCells.Cell {
  func glyph(_ style: Style) -> String {
    switch self {
    case .full(let activity): activity.glyph(style)
    case .sliver(let activity): activity.sliver(style)
    }
  }

  var isSliver: Bool {
    if case .sliver = self { return true }
    return false
  }

  var role: Role {
    switch self {
    case .full(let activity), .sliver(let activity): activity.role
    }
  }
}
