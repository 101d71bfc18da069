/// How a run is cut: a lead-in, then batches, by time or by requests.
struct RunPlan {
  /// In how many batches the measured part is cut.
  static let batches = 20
  /// Requests of a run whose arrivals do not end, when no horizon is given.
  static let usualRequests = 200_000

  /// Ends of the lead-in and of each batch, as times or as numbers of requests since the beginning.
  var times: [Double] = []
  var counts: [Int] = []
  var drains: Bool

  /// Length of the lead-in in seconds; 0 when it is counted in requests.
  var leadIn: Double { times.first ?? 0 }

  init(_ fleet: Fleet, _ run: Run) throws(SimulationError) {
    let isTrace = fleet.arrivals.isTrace
    drains = run.drains ?? isTrace
    let warmUp = run.warmUp ?? (isTrace ? 0 : 0.1)
    var requests: Int
    switch run.horizon {
    case .seconds(let seconds):
      times = (0...Self.batches).map {
        seconds * warmUp + seconds * Double($0) / Double(Self.batches)
      }
      return
    case .requests(let count): requests = count
    case .whole: requests = isTrace ? SimulationLimits.requests : Self.usualRequests
    }
    switch fleet.arrivals {
    case .list(let list): requests = min(requests, list.count)
    case .trace(let file): requests = min(requests, max(1, try RowReader.lineCount(file) - 1))
    default: break
    }
    let first = Int(Double(requests) * warmUp)
    counts = (0...Self.batches).map {
      first + Int(Int64(requests) * Int64($0) / Int64(Self.batches))
    }
  }
}

extension Replication {
  /// Arrivals between two looks at whether to stop.
  private static let chunk = 8192

  /// Runs a fleet from one seed.
  /// - Parameter progress: takes the share done, 0 to 1, and answers whether to go on.
  init(
    _ fleet: Fleet, _ run: Run, seed: UInt64, recorded: Int, progress: @escaping (Double) -> Bool
  ) throws(SimulationError) {
    let plan = try RunPlan(fleet, run)
    let share = Share()
    let arrivals = try ArrivalSampler(
      fleet.arrivals, random: Xoshiro(seed: seed, stream: Stream.arrivals), phase: plan.leadIn)
    var engine = FleetEngine(
      fleet, arrivals: arrivals, seed: seed,
      recorder: recorded > 0 ? Recorder(limit: recorded) : nil,
      isStopped: { !progress(share.done) })
    var before = Totals()
    var handled = 0
    for index in 0...RunPlan.batches {
      let limit = plan.times.isEmpty ? Double.greatestFiniteMagnitude : plan.times[index]
      // Without a lead-in, an arrival at time 0 is measured.
      let isNone = index == 0 && limit == 0
      let target = isNone ? 0 : plan.counts.isEmpty ? Int.max : plan.counts[index]
      while handled < target {
        let part = min(Self.chunk, target - handled)
        let count = engine.run(arrivals: part, until: limit)
        handled += count
        share.done =
          plan.times.isEmpty
          ? Double(handled) / Double(plan.counts[RunPlan.batches])
          : engine.clock.now / plan.times[RunPlan.batches]
        if engine.control.hasStopped || !progress(min(share.done, 1)) { throw .cancelled }
        if count < part { break }
      }
      if !plan.times.isEmpty, !isNone { engine.runEvents(upTo: limit) }
      if !plan.times.isEmpty, !engine.control.hasStopped {
        engine.advance(to: max(limit, engine.clock.now))
      }
      if index == RunPlan.batches, plan.drains {
        engine.runEvents(upTo: .greatestFiniteMagnitude)
      }
      if engine.control.hasStopped { throw .cancelled }
      if let failure = engine.clock.arrivals.source?.failure { throw failure }
      let totals = engine.totalsNow()
      let batch = Batch(
        totals: totals - before, latency: engine.tallies.latency.take(),
        wait: engine.tallies.wait.take(),
        firstToken: engine.tallies.firstToken.take())
      before = totals
      if index == 0 {
        beginMeasuring(&engine)
      } else if batch.totals.time > 0 || batch.totals.arrivals > 0 {
        append(batch)
      }
    }
    for batch in batches { total.add(batch.totals) }
    // Each request comes and ends; each start begins and ends.
    events = 2 * Int64(before.arrivals) + 2 * Int64(before.starts) + Int64(engine.control.ticks)
    finish(&engine)
  }

  private mutating func beginMeasuring(_ engine: inout FleetEngine) {
    inSystemBefore = Int(engine.inSystem)
    engine.pool.aliveMost = engine.pool.alive
    engine.clock.starts.clear()
    engine.tallies.recorder?.begin(at: engine.clock.now)
  }

  private mutating func finish(_ engine: inout FleetEngine) {
    inSystemAfter = Int(engine.inSystem)
    instancesMost = engine.pool.aliveMost + engine.settings.reserved
    phases = engine.clock.starts.seconds
    isSaturated = engine.tallies.isSaturated
    trace = engine.clock.arrivals.source?.summary
    // The lines were counted before.
    bytesRead = 2 * (engine.clock.arrivals.source?.bytesRead ?? 0)
    if engine.tallies.recorder != nil {
      for slot in 0..<engine.pool.top {
        engine.tallies.recorder?.close(engine.pool.instances[slot], at: engine.clock.now)
      }
      recording = engine.tallies.recorder?.finish(at: engine.clock.now)
    }
  }

  /// How much is done, where the engine can see it.
  private final class Share { var done = 0.0 }
}
