import Display
import Language

extension RunTimeline {
  /// The lanes on an axis in seconds, minutes or hours, whatever reads best.
  public var drawing: Timeline {
    let unit: (seconds: Double, name: String) =
      end >= 7200 ? (3600, "h") : end >= 300 ? (60, "min") : (1, "s")
    var words = "\(arrivals.count) requests"
    if lanesLeftOut > 0 { words += "; \(lanesLeftOut) further instances are not shown" }
    return Timeline(
      start: 0, end: end / unit.seconds, unit: unit.name,
      lanes: lanes.map { lane in
        Timeline.Lane(
          name: lane.name,
          segments: lane.spans.map { span in
            Segment(
              start: span.start / unit.seconds, end: span.end / unit.seconds,
              activity: span.state.activity)
          })
      },
      arrivals: arrivals.map { $0 / unit.seconds }, caption: Text(words, .muted))
  }
}

extension RunTimeline.State {
  fileprivate var activity: Activity {
    switch self {
    case .starting: .starting
    case .busy: .busy
    case .idle: .idle
    }
  }
}
