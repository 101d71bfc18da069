import Diagnostics
import Language
import Quantities
import Simulation

extension Recorded {
  /// How many lanes a timeline has; the others are counted.
  private static let lanes = 16
  /// About how many requests are in the beginning.
  private static let requests = 40
  /// The parts of a stretch, where instances are counted together, and where costs are told.
  private static let parts = 120
  private static let costs = 6
  /// The most intervals of a stretch.
  private static let intervals = 100_000

  func timeline(_ window: RunWindow, withCosts: Bool) throws(Diagnostic) -> RunTimeline {
    let (start, end) = try bounds(window)
    if start == 0, end <= recording.end, !withCosts {
      return timeline(of: recording, 0, end, costs: [])
    }
    guard let outcome, let fleet = simulated?.fleet else {
      if start >= recording.end { throw outside(start) }
      return timeline(of: recording, start, min(end, recording.end), costs: [])
    }
    try checkInput(fleet)
    do throws(SimulationError) {
      let found = try outcome.recording(
        of: fleet, from: start, to: end, limit: Self.intervals, parts: Self.costs, leadIn: leadIn)
      guard found.recording.end > start else { throw SimulationError.cancelled }
      return timeline(
        of: found.recording, start, min(end, found.recording.end),
        costs: withCosts ? found.costs.map { RunTimeline.Spending($0.time, $0.dollars) } : [])
    } catch {
      if error == .cancelled { throw outside(start) }
      throw error.diagnostic(nil)
    }
  }

  func with(leadIn: Double) throws(Diagnostic) -> any RunRecording {
    guard let outcome, let simulated, leadIn != self.leadIn else { return self }
    do throws(SimulationError) {
      let other = try outcome.recording(
        of: simulated.fleet, from: 0, to: max(recording.end, 1e-9), limit: Self.intervals,
        parts: 1, leadIn: leadIn)
      return Recorded(
        recording: other.recording, simulated: simulated, outcome: outcome, lane: lane,
        leadIn: leadIn)
    } catch {
      throw error.diagnostic(nil)
    }
  }

  private func outside(_ start: Double) -> Diagnostic {
    Diagnostic(
      .outOfRange,
      "The run ends before \(Quantity(start, Units.second).text) from its beginning.")
  }

  /// - Throws: where the requests came through standard input, which cannot be read again.
  func checkInput(_ fleet: Fleet) throws(Diagnostic) {
    guard case .trace(let file) = fleet.arrivals, file.path == "-", file.content == nil else {
      return
    }
    throw Diagnostic(
      .unreadable, "Standard input can be read once, and this reads it again."
    )
    .note("Keep the requests in a file, and give its name.")
  }

  /// From when until when a stretch is.
  private func bounds(_ window: RunWindow) throws(Diagnostic) -> (Double, Double) {
    switch window {
    case .beginning: return beginning
    case .between(let start, let end): return (start, end)
    case .around(let time):
      let half = (beginning.1 - beginning.0) / 2
      return (max(0, time - half), time + half)
    case .firstColdStart:
      // One that began before the run is cut at its beginning.
      let all = recording.intervals.filter { $0.state == .starting }
      let whole = all.filter { $0.start > 0 }
      let starts = whole.isEmpty ? all : whole
      guard let first = starts.min(by: { $0.start < $1.start }) else {
        throw Diagnostic(.outOfRange, "No instance was started in what was recorded of the run.")
      }
      return around(first.start, first.end)
    case .longestWait:
      let longest = recording.requests.max { $0.begin - $0.arrival < $1.begin - $1.arrival }
      guard let longest, longest.begin > longest.arrival else {
        throw Diagnostic(.outOfRange, "No request waited in what was recorded of the run.")
      }
      return around(longest.arrival, longest.end)
    }
  }

  /// An event, and as much time again before and after it.
  private func around(_ start: Double, _ end: Double) -> (Double, Double) {
    let length = max(end - start, 1e-3)
    return (max(0, start - length), end + length)
  }

  /// Until the fortieth request and a little more, or to the end of what was recorded; less where
  /// most starts or services would not fill a cell, and then around the first request and the start
  /// that is made for it, before it or after.
  private var beginning: (Double, Double) {
    var end = max(recording.end, 1e-9)
    let arrivals = recording.arrivals
    if arrivals.count > Self.requests {
      end = min(recording.end, max(arrivals[Self.requests] * 1.05, 1e-9))
    }
    guard let phases = phases, end > max(Self.cells * phases.shortest, 2 * phases.start) else {
      return (0, end)
    }
    let length = max(Self.cells * phases.shortest, 2 * phases.start)
    // What was over long before anybody came is no beginning.
    let arrival = arrivals.first ?? 0
    let first = recording.intervals.reduce(arrivals.isEmpty ? end : arrival) {
      $1.state == .idle || $1.start < arrival - length / 2 ? $0 : min($0, $1.start)
    }
    if max(first, arrival) < length / 2 { return (0, length) }
    let start = max(0, first - length / 16)
    return (start, min(start + length, end))
  }

  /// About how many cells a lane has.
  private static let cells = 64.0

  /// How long a start or a service takes, whichever is shorter, and a start: the medians of what was
  /// recorded whole. Nil where nothing was.
  private var phases: (shortest: Double, start: Double)? {
    func median(_ lengths: [Double]) -> Double? {
      lengths.isEmpty ? nil : lengths.sorted()[lengths.count / 2]
    }
    let start = median(
      recording.intervals.filter { $0.state == .starting }.map { $0.end - $0.start })
    let service = median(recording.requests.map { $0.end - $0.begin })
    guard let shortest = [start, service].compactMap({ $0 }).filter({ $0 > 0 }).min() else {
      return nil
    }
    return (shortest, start ?? 0)
  }

  private func timeline(
    of recording: Recording, _ start: Double, _ end: Double, costs: [RunTimeline.Spending]
  ) -> RunTimeline {
    let there = recording.intervals.filter { $0.start < end && $0.end > start }
    // Those of a pool stand together.
    let used = Set(there.map { $0.lane }).sorted {
      (pool(of: $0, recording), $0) < (pool(of: $1, recording), $1)
    }
    var places: [Int: Int] = [:]
    for (place, lane) in used.prefix(Self.lanes).enumerated() { places[lane] = place }
    var spans = [[RunTimeline.Span]](repeating: [], count: places.count)
    for interval in there {
      guard let place = places[interval.lane] else { continue }
      spans[place].append(
        RunTimeline.Span(
          max(interval.start, start), min(interval.end, end), interval.state.inTimeline))
    }
    return RunTimeline(
      start: start, end: end,
      lanes: zip(names(of: Array(used.prefix(Self.lanes)), recording), spans).map {
        RunTimeline.Lane(name: $0, spans: $1)
      },
      arrivals: recording.arrivals.filter { $0 >= start && $0 < end },
      lanesLeftOut: max(0, used.count - Self.lanes),
      levels: used.count > Self.lanes ? levels(there, start, end) : [], costs: costs)
  }

  private func pool(of lane: Int, _ recording: Recording) -> Int {
    recording.pools.indices.contains(lane) ? recording.pools[lane] : 0
  }

  /// What the rows are called: by their pools, where there are several.
  private func names(of lanes: [Int], _ recording: Recording) -> [String] {
    let pools = simulated?.fleet.pools ?? []
    var counts: [Int: Int] = [:]
    return lanes.map { number in
      let pool = pool(of: number, recording)
      counts[pool, default: 0] += 1
      let name = pools.indices.contains(pool) ? pools[pool].name : lane
      return recording.lanes > 1 ? "\(name) \(counts[pool] ?? 1)" : name
    }
  }

  /// All instances together, part by part.
  private func levels(
    _ intervals: [Recording.Interval], _ start: Double, _ end: Double
  ) -> [RunTimeline.Level] {
    let length = (end - start) / Double(Self.parts)
    var sums = [[Recording.State: Double]](repeating: [:], count: Self.parts)
    for interval in intervals {
      let (from, to) = (max(interval.start, start), min(interval.end, end))
      let first = min(Self.parts - 1, max(0, Int((from - start) / length)))
      let last = min(Self.parts - 1, max(first, Int((to - start) / length)))
      for part in first...last {
        let low = max(from, start + Double(part) * length)
        let high = min(to, start + Double(part + 1) * length)
        if high > low { sums[part][interval.state, default: 0] += (high - low) / length }
      }
    }
    return sums.enumerated().map { part, sums in
      RunTimeline.Level(
        start + Double(part) * length, start + Double(part + 1) * length, busy: sums[.busy] ?? 0,
        starting: sums[.starting] ?? 0, idle: sums[.idle] ?? 0)
    }
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
