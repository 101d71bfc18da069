import Display

extension Activity {
  func glyph(_ style: Style) -> String {
    switch self {
    case .starting: style.glyph("▒", ":")
    case .busy: style.glyph("█", "#")
    case .idle: style.glyph("░", "-")
    case .off: " "
    }
  }

  /// For what is there and takes up less than half a cell.
  func sliver(_ style: Style) -> String { self == .off ? " " : style.glyph("▏", "|") }

  var role: Role {
    switch self {
    case .starting: .warning
    case .busy: .success
    case .idle, .off: .muted
    }
  }
}

extension [Segment] {
  /// The stretches within a range, in order, with what lies between them as off; where two overlap
  /// the earlier one counts.
  func filled(_ start: Double, _ end: Double) -> [Segment] {
    var result: [Segment] = []
    var position = start
    let whole = filter { $0.start.isFinite && $0.end.isFinite && $0.end > $0.start }
    for segment in whole.sorted(by: { $0.start < $1.start }) where segment.end > position {
      let from = Swift.max(position, segment.start)
      guard from < end else { break }
      if from > position {
        result.append(Segment(start: position, end: from, activity: .off))
      }
      position = Swift.min(end, segment.end)
      result.append(Segment(start: from, end: position, activity: segment.activity))
    }
    if position < end { result.append(Segment(start: position, end: end, activity: .off)) }
    return result
  }
}
