/// A run from one seed, which can be continued for as long as it is not finished: a lead-in, then
/// stretches that are measured one by one.
final class EngineRun {
  /// Arrivals between two looks at whether to stop.
  private static let chunk = 8192

  private var engine: FleetEngine
  private let isTrace: Bool
  /// Asked now and then whether to go on.
  private let goesOn: () -> Bool
  /// Everything counted when the last stretch ended.
  private var before = Totals()
  private var found = Replication()
  /// The requests that were followed to their end so far.
  private var ended = 0
  /// Of all that left without an answer, those that are among them.
  private var left = 0
  private var stretch = Stretch()
  /// Whether all that is due by now was done; after the last of some arrivals it was not.
  private var isSettled = false

  convenience init(
    _ fleet: Fleet, seed: UInt64, leadIn: Double, recorded: Int, goesOn: @escaping () -> Bool
  ) throws(SimulationError) {
    try self.init(
      fleet, seed: seed, leadIn: leadIn,
      recorder: recorded > 0 ? Recorder(limit: recorded) : nil, goesOn: goesOn)
  }

  init(
    _ fleet: Fleet, seed: UInt64, leadIn: Double, recorder: Recorder?,
    goesOn: @escaping () -> Bool
  ) throws(SimulationError) {
    let fleet = fleet.plain
    (stretch.seed, stretch.phase) = (seed, leadIn)
    isTrace = fleet.arrivals.isTrace
    self.goesOn = goesOn
    let arrivals = try ArrivalSampler(
      fleet.arrivals, random: Xoshiro(seed: seed, stream: Stream.arrivals), phase: leadIn)
    var recorder = recorder
    let mixture =
      try fleet.isMixed
      ? Mixture(fleet, seed: seed, recorder: &recorder, isStopped: { !goesOn() }) : nil
    engine = FleetEngine(
      fleet, arrivals: arrivals, seed: seed, phase: leadIn,
      recorder: recorder, isStopped: { !goesOn() }, mixture: mixture,
      created: mixture?.created ?? 0)
  }

  /// The clock, in seconds.
  var now: Double { engine.clock.now }

  /// What happened so far: each request comes and ends; each start begins and ends.
  var events: Int64 {
    2 * Int64(engine.tallies.totals.arrivals) + 2 * Int64(engine.starts)
      + Int64(engine.control.ticks)
  }

  /// Goes on to a time, or for so many arrivals, whichever is first, and returns how many came.
  @discardableResult
  func advance(
    to time: Double = .infinity, arrivals: Int = .max
  ) throws(SimulationError) -> Int {
    let limit = min(time, .greatestFiniteMagnitude)
    var left = arrivals
    while left > 0 {
      let part = min(Self.chunk, left)
      let count = engine.run(arrivals: part, until: limit)
      left -= count
      if engine.control.hasStopped || !goesOn() { throw .cancelled }
      if count < part { break }
    }
    isSettled = time.isFinite && left > 0
    if isSettled {
      engine.runEvents(upTo: limit)
      if engine.control.hasStopped { throw .cancelled }
      engine.advanceAll(to: max(limit, engine.clock.now))
    }
    if let failure = engine.clock.arrivals.source?.failure { throw failure }
    return arrivals - left
  }

  /// The measured part begins now: requests that come from now on are followed to their end.
  func beginMeasuring() {
    let now = engine.clock.now
    before = engine.totalsNow()
    left = before.gaveUp
    (stretch.begin, stretch.before) = (now, before.arrivals)
    stretch.beginsSettled = isSettled
    engine.beginMeasuring()
  }

  /// Ends a stretch, and returns what was counted in it.
  func takeBatch() -> Batch {
    let totals = engine.totalsNow()
    var batch = engine.takeTimes()
    batch.totals = totals - before
    before = totals
    ended += batch.latency.count + batch.totals.gaveUp
    left = totals.gaveUp
    return batch
  }

  /// Lets the clock run on without further arrivals until all is done.
  func drain() throws(SimulationError) {
    (stretch.isDrained, isSettled) = (true, true)
    engine.control.isDraining = true
    engine.runEvents(upTo: .greatestFiniteMagnitude)
    if engine.control.hasStopped { throw .cancelled }
  }

  /// Ends the measured part, which these stretches make up, and follows what came in it to its end,
  /// among the requests that come afterwards.
  /// - Parameter follows: whether it is followed at all.
  func finish(_ batches: [Batch], follows: Bool) throws(SimulationError) -> Replication {
    found.batches = batches
    for batch in batches { found.add(batch) }
    finishMeasuring()
    engine.endMeasuring()
    stretch.measured = found.total.arrivals
    (stretch.end, stretch.follows) = (engine.clock.now, follows)
    stretch.endsSettled = isSettled
    found.stretch = stretch
    if follows { try follow() }
    var rest = engine.takeTimes()
    rest.totals = followed()
    found.add(rest)
    if let last = found.batches.indices.last { found.batches[last].add(rest) }
    found.inFlight =
      found.total.arrivals - found.total.rejected - ended - rest.latency.count - rest.totals.gaveUp
    found.events = events
    found.bytesRead = engine.clock.arrivals.source?.bytesRead ?? 0
    found.trace = engine.clock.arrivals.source?.summary
    return found
  }

  /// Plays a run again that ended, in steps of so many seconds.
  /// - Parameter told: each step's beginning, and what was counted in it.
  func replay(
    _ stretch: Stretch, step: Double, told: (Double, Totals) -> Void
  ) throws(SimulationError) {
    try advance(arrivals: stretch.before)
    if stretch.beginsSettled { goOn(to: stretch.begin) }
    beginMeasuring()
    var (count, number) = (stretch.measured, 0.0)
    while true {
      let time = number * step
      let next = min(stretch.begin + (number + 1) * step, stretch.end)
      let isLast = next >= stretch.end
      // What is due at the very end belongs to it where the clock ran on until all was done.
      if isLast {
        try advance(arrivals: count)
        engine.control.isDraining = stretch.isDrained
        if stretch.endsSettled { goOn(to: stretch.isDrained ? stretch.end.nextUp : stretch.end) }
      } else {
        count -= try advance(to: next, arrivals: count)
        engine.control.isDraining = stretch.isDrained && count == 0
        goOn(to: next)
      }
      if engine.control.hasStopped || !goesOn() { throw .cancelled }
      let totals = engine.totalsNow()
      told(time.isFinite ? time : 0, totals - before)
      found.total.add(totals - before)
      before = totals
      if isLast { break }
      number += 1
    }
    engine.endMeasuring()
    let until = engine.clock.now
    engine.tallies.recorder?.until = until
    if stretch.follows { try follow() }
  }

  /// Plays a part of a run again that ended, and keeps what happened in it.
  func record(
    _ stretch: Stretch, from start: Double, to end: Double, parts: Int
  ) throws(SimulationError) -> (recording: Recording, totals: [(time: Double, totals: Totals)]) {
    if stretch.beginsByClock {
      try advance(to: stretch.begin)
    } else {
      try advance(arrivals: stretch.before)
      if stretch.beginsSettled { goOn(to: stretch.begin) }
    }
    beginMeasuring()
    var left = stretch.measured
    let last = min(stretch.begin + end, stretch.end)
    let first = min(stretch.begin + start, last)
    // Nothing is kept of what comes before.
    engine.tallies.recorder?.begin(at: first)
    if first > stretch.begin {
      left -= try advance(to: first, arrivals: left)
      engine.control.isDraining = stretch.isDrained && left == 0
      goOn(to: first)
    }
    before = engine.totalsNow()
    var totals: [(time: Double, totals: Totals)] = []
    for part in 1...parts {
      let share = Double(part) / Double(parts)
      let time = part == parts ? last : first + (last - first) * share
      left -= try advance(to: time, arrivals: left)
      engine.control.isDraining = stretch.isDrained && left == 0
      goOn(to: time)
      if engine.control.hasStopped { throw .cancelled }
      let now = engine.totalsNow()
      totals.append((time - stretch.begin, now - before))
    }
    finishMeasuring()
    var recording = found.recording ?? Recording()
    recording.shift(by: first - stretch.begin)
    return (recording, totals)
  }

  /// Does what is due by a time but arrivals, and moves the clock there.
  private func goOn(to time: Double) {
    engine.runEvents(upTo: time)
    let now = max(time, engine.clock.now)
    engine.advanceAll(to: now)
  }

  private func finishMeasuring() {
    found.instancesMost = engine.instancesMost
    found.phases = engine.clock.starts.seconds
    found.startsFrom = engine.control.places?.starts ?? []
    found.failedStarts = engine.clock.starts.failed
    found.isBeyondLimits = engine.tallies.isSaturated
    guard engine.tallies.recorder != nil else { return }
    engine.closeRecording()
    let now = engine.clock.now
    found.recording = engine.tallies.recorder?.finish(at: now)
    engine.tallies.recorder = nil
  }

  /// What the times of the requests add to since the last stretch; all else is of the time after.
  private func followed() -> Totals { Self.followed(engine.totalsNow() - before) }

  private static func followed(_ since: Totals) -> Totals {
    var totals = Totals()
    (totals.latency, totals.wait, totals.firstToken) = (since.latency, since.wait, since.firstToken)
    totals.betweenTokens = since.betweenTokens
    (totals.waited, totals.waitedForStart) = (since.waited, since.waitedForStart)
    totals.gaveUp = since.gaveUp
    totals.pools = since.pools.map { followed($0) }
    return totals
  }

  private func follow() throws(SimulationError) {
    let came = found.total.arrivals - found.total.rejected - ended
    var further = 0
    while engine.answered + engine.tallies.totals.gaveUp - left < came {
      // Requests that come without end, while some do not end, help nobody.
      if isTrace || further > max(10_000, 2 * found.total.arrivals) { return try drain() }
      let count = engine.run(arrivals: 64, until: .greatestFiniteMagnitude)
      further += count
      if engine.control.hasStopped || !goesOn() { throw .cancelled }
      if count < 64 { return try drain() }
    }
  }
}
