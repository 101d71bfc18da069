import Display
import Language
import Quantities

extension RunTimeline {
  /// The picture, below its name where it has one.
  var blocks: [Block] {
    (name.isEmpty ? [] : [.lines([Text(name, .strong)])]) + [.timeline(drawing)]
  }

  /// The lanes on an axis in seconds, minutes or hours, whatever reads best; many instances as one
  /// band.
  public var drawing: Timeline {
    let length = end - start
    let unit: (seconds: Double, name: String) =
      length >= 7200 ? (3600, "h") : length >= 300 ? (60, "min") : (1, "s")
    var words = "\(arrivals.count) \(arrivals.count == 1 ? "request" : "requests")"
    if !levels.isEmpty {
      words += "; \(lanes.count + lanesLeftOut) instances were there, drawn together"
    } else if lanes.isEmpty {
      words += "; no instance was there"
    } else if busyBefore > 0 {
      words += busyBefore == 1 ? "; one instance was" : "; \(busyBefore) instances were"
      words += " busy before"
    }
    var drawing = Timeline(
      start: start / unit.seconds, end: end / unit.seconds, unit: unit.name,
      lanes: levels.isEmpty
        ? lanes.map { lane in
          Timeline.Lane(
            name: lane.name,
            segments: lane.spans.map { span in
              Segment(
                start: span.start / unit.seconds, end: span.end / unit.seconds,
                activity: span.state.activity)
            })
        } : [],
      levels: levels.map {
        Timeline.Level(
          start: $0.start / unit.seconds, end: $0.end / unit.seconds, busy: $0.busy,
          starting: $0.starting, idle: $0.idle)
      },
      arrivals: arrivals.map { $0 / unit.seconds },
      notes: costs.map {
        Timeline.Note(
          time: $0.time / unit.seconds,
          text: Quantity($0.dollars, .dollar).text(significant: 3))
      }, caption: Text(names.text(words), .muted))
    drawing.instanceWord = names.text("instances")
    drawing.requestWord = names.text("requests")
    drawing.oneRequest = names.text("request")
    return drawing
  }
}

extension RunTimeline {
  /// How many instances are at work on what came before the beginning of the picture.
  private var busyBefore: Int {
    let busy = lanes.count { lane in
      lane.spans.first.map { $0.state == .busy && $0.start <= start } ?? false
    }
    return max(0, busy - arrivals.count { $0 <= start })
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
