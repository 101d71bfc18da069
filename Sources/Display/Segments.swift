extension [Segment] {
  /// The stretches within a range, in order, with what lies between them as off; where two overlap
  /// the earlier one counts.
  public func filled(_ start: Double, _ end: Double) -> [Segment] {
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

  /// `busy 40%, idle 30%, off 30%`: how much of a range each activity takes.
  public func shares(_ start: Double, _ end: Double) -> String {
    guard end > start, (end - start).isFinite else { return "" }
    let stretches = filled(start, end)
    return Activity.allCases.compactMap { activity -> String? in
      let time = stretches.filter { $0.activity == activity }.reduce(0) { $0 + $1.end - $1.start }
      guard time > 0 else { return nil }
      return "\(activity.rawValue) \(AxisNumber.short(time / (end - start) * 100))%"
    }.joined(separator: ", ")
  }
}
