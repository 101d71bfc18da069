/// A run whose length is given, or that of a trace: a lead-in, then twenty stretches. A file is cut
/// in stretches of so many requests each, twenty to forty of them, since its length is known only at
/// its end.
struct FixedRun {
  /// In how many stretches the measured part is cut.
  static let batches = 20
  /// The most events that a lead-in by the fleet's own times may take.
  private static let leadInEvents = 2e6

  /// Ends of the stretches: as times, or as numbers of requests since the measured part began.
  private var times: [Double] = []
  private var counts: [Int] = []
  /// Length of the lead-in in seconds, or in requests.
  private var leadIn = 0.0
  private var leadInRequests = 0
  private let drains: Bool
  /// Of a file, the most requests that are measured.
  private var most = 0

  init(_ fleet: Fleet, _ run: Run) {
    let isTrace = fleet.arrivals.isTrace
    drains = run.drains ?? isTrace
    var requests = SimulationLimits.requests
    let own = FleetTimes(fleet)
    // By the fleet's own times, a tenth of the run at least, but not without end.
    func usual(_ length: Double) -> Double {
      min(
        max(own.leadIn, length / 10),
        max(length, Self.leadInEvents / (own.rate * own.eventsPerRequest)))
    }
    switch run.horizon {
    case .seconds(let seconds):
      leadIn = run.warmUp.map { $0 * seconds } ?? (isTrace ? 0 : usual(seconds))
      times = (1...Self.batches).map { leadIn + seconds * Double($0) / Double(Self.batches) }
      return
    case .requests(let count): requests = count
    case .precise: break
    }
    switch fleet.arrivals {
    case .list(let list): requests = min(requests, list.count)
    case .trace:
      leadInRequests = Int(Double(requests) * (run.warmUp ?? 0))
      most = requests
      return
    default:
      if run.warmUp == nil { leadIn = usual(Double(requests) / own.rate) }
    }
    leadInRequests = Int(Double(requests) * (run.warmUp ?? 0))
    counts = (1...Self.batches).map {
      Int(Int64(requests) * Int64($0) / Int64(Self.batches))
    }
  }

  /// Runs a fleet from one seed.
  /// - Parameter progress: takes the share done, 0 to 1, and answers whether to go on.
  func replication(
    _ fleet: Fleet, seed: UInt64, recorded: Int, follows: Bool,
    progress: @escaping (Double) -> Bool
  ) throws(SimulationError) -> Replication {
    let share = Share()
    let run = try EngineRun(fleet, seed: seed, leadIn: leadIn, recorded: recorded) {
      progress(share.done)
    }
    if leadIn > 0 { try run.advance(to: leadIn) }
    if leadInRequests > 0 { try run.advance(arrivals: leadInRequests) }
    run.beginMeasuring()
    if most > 0 { return try whole(run, follows) }
    var batches: [Batch] = []
    for index in 0..<Self.batches {
      if times.isEmpty {
        let done = index == 0 ? 0 : counts[index - 1]
        if counts[index] > done { try run.advance(arrivals: counts[index] - done) }
      } else {
        try run.advance(to: times[index])
      }
      share.done = Double(index + 1) / Double(Self.batches)
      if index == Self.batches - 1, drains { try run.drain() }
      let batch = run.takeBatch()
      if batch.totals.time > 0 || batch.totals.arrivals > 0 { batches.append(batch) }
    }
    return try run.finish(batches, follows: follows)
  }

  /// Plays a file to its end.
  private func whole(_ run: EngineRun, _ follows: Bool) throws(SimulationError) -> Replication {
    var batches: [Batch] = []
    var length = 32
    var (left, isAtEnd) = (most, false)
    while left > 0, !isAtEnd {
      let wanted = min(length, left)
      let count = try run.advance(arrivals: wanted)
      left -= count
      isAtEnd = count < wanted
      if isAtEnd || left == 0, drains { try run.drain() }
      batches.append(run.takeBatch())
      if batches.count == 2 * Self.batches {
        batches = stride(from: 0, to: batches.count, by: 2).map { index in
          var pair = batches[index]
          pair.add(batches[index + 1])
          return pair
        }
        length *= 2
      }
    }
    // What is left over at the end is too short to be compared with the others.
    if let last = batches.popLast() {
      if batches.isEmpty || 2 * last.totals.arrivals >= length {
        batches.append(last)
      } else {
        batches[batches.count - 1].add(last)
      }
    }
    return try run.finish(batches, follows: follows)
  }

  /// How much is done, where the engine can see it.
  private final class Share { var done = 0.0 }
}
