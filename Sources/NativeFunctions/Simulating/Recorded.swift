import Diagnostics
import Language
import Simulation

/// What was recorded of a run, as the language carries it.
final class Recorded: RunRecording {
  let recording: Recording
  /// What was simulated, to run it again; nil where it really happened.
  let simulated: (fleet: Fleet, run: Run)?
  /// What a run found, to take its tables from.
  let outcome: Outcome?
  /// What a lane of the timeline is.
  let lane: String

  init(
    recording: Recording, simulated: (fleet: Fleet, run: Run)? = nil, outcome: Outcome? = nil,
    lane: String = "GPU"
  ) {
    (self.recording, self.simulated, self.lane) = (recording, simulated, lane)
    self.outcome = outcome
  }

  var csv: String { recording.csv }
  var chromeTrace: String { recording.chromeTrace }

  /// How many lanes a timeline has; the others are counted.
  private static let lanes = 16
  /// About how many requests are in it.
  private static let requests = 40

  var timeline: RunTimeline {
    let end = window
    var spans = [[RunTimeline.Span]](repeating: [], count: min(Recorded.lanes, recording.lanes))
    for interval in recording.intervals where interval.lane < spans.count && interval.start < end {
      spans[interval.lane].append(
        RunTimeline.Span(interval.start, min(interval.end, end), interval.state.inTimeline))
    }
    let used = Set(recording.intervals.filter { $0.start < end }.map { $0.lane }).count
    return RunTimeline(
      end: end,
      lanes: spans.enumerated().filter { !$0.element.isEmpty }.map {
        RunTimeline.Lane(
          name: recording.lanes > 1 ? "\(lane) \($0.offset + 1)" : lane, spans: $0.element)
      },
      arrivals: recording.arrivals.filter { $0 < end },
      lanesLeftOut: max(0, used - Recorded.lanes))
  }

  /// Until the fortieth request and a little more, or to the end of what was recorded.
  private var window: Double {
    guard recording.arrivals.count > Recorded.requests else { return max(recording.end, 1e-9) }
    return min(recording.end, max(recording.arrivals[Recorded.requests] * 1.05, 1e-9))
  }
}

extension Recording.State {
  fileprivate var inTimeline: RunTimeline.State {
    switch self {
    case .starting: .starting
    case .busy: .busy
    case .idle: .idle
    }
  }
}
