import Diagnostics
import Display
import Language
import Simulation

/// What was recorded of a run, as the language carries it.
final class Recorded: RunRecording {
  let recording: Recording
  /// What was simulated, to run it again; nil where it really happened.
  let simulated: (fleet: Fleet, run: Run)?
  /// What a lane of the timeline is.
  let lane: String

  init(recording: Recording, simulated: (fleet: Fleet, run: Run)? = nil, lane: String = "GPU") {
    (self.recording, self.simulated, self.lane) = (recording, simulated, lane)
  }

  var csv: String { recording.csv }
  var chromeTrace: String { recording.chromeTrace }
  var timeline: Timeline { Recorded.timeline(recording, lane) }

  /// How many lanes are drawn; the others are mentioned in words.
  private static let lanes = 16
  /// About how many requests are shown.
  private static let requests = 40

  static func timeline(_ recording: Recording, _ lane: String = "GPU") -> Timeline {
    let end = window(recording)
    let unit = end >= 7200 ? (3600.0, "h") : end >= 300 ? (60.0, "min") : (1.0, "s")
    var segments = [[Segment]](repeating: [], count: min(lanes, recording.lanes))
    for interval in recording.intervals where interval.lane < segments.count && interval.start < end
    {
      segments[interval.lane].append(
        Segment(
          start: interval.start / unit.0, end: min(interval.end, end) / unit.0,
          activity: activity(interval.state)))
    }
    let drawn = segments.enumerated().filter { !$0.element.isEmpty }
    let arrivals = recording.arrivals.filter { $0 < end }
    var words = "\(arrivals.count) requests"
    let used = Set(recording.intervals.filter { $0.start < end }.map { $0.lane }).count
    if used > lanes { words += "; \(used - lanes) further instances are not shown" }
    return Timeline(
      start: 0, end: end / unit.0, unit: unit.1,
      lanes: drawn.map {
        Timeline.Lane(
          name: recording.lanes > 1 ? "\(lane) \($0.offset + 1)" : lane, segments: $0.element)
      },
      arrivals: arrivals.map { $0 / unit.0 }, caption: Text(words, .muted))
  }

  /// Until the fortieth request and a little more, or to the end of what was recorded.
  private static func window(_ recording: Recording) -> Double {
    guard recording.arrivals.count > requests else { return max(recording.end, 1e-9) }
    return min(recording.end, max(recording.arrivals[requests] * 1.05, 1e-9))
  }

  private static func activity(_ state: Recording.State) -> Activity {
    switch state {
    case .starting: .starting
    case .busy: .busy
    case .idle: .idle
    }
  }
}
