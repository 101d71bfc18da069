/// The state of a fleet at a moment, and how it moves on from event to event.
///
/// What keeps it fast: the next arrival is one number; starts and requests in service are in one
/// small heap; with one keep-alive in force, instances stop in the order in which they became idle,
/// so a list replaces a timer for each; free instances are bits. Work and memory depend on the
/// number of events and of live instances alone, never on the length of time simulated.
///
/// Order of what falls on the same instant: ends of starts and of requests, then arrivals, then
/// stops and control; an instance whose keep-alive ends at the instant of an arrival takes it.
struct FleetEngine: ~Copyable {
  let settings: EngineSettings
  var clock: EngineClock
  var pool = InstancePool()
  var queue: RequestQueue
  var levels = Levels()
  var control: EngineControl
  var tallies: Tallies
  var router: Router
  var agenda = Agenda()
  /// Its pools, where it has several; it has no instances of its own then.
  let mixture: Mixture?

  /// - Parameters:
  ///   - arrivals: made for this fleet and seed.
  ///   - seed: of this replication.
  ///   - phase: the time at which a cycle begins.
  ///   - mixture: the pools of a fleet that has several.
  ///   - created: how many instances there were before its own.
  init(
    _ fleet: Fleet, arrivals: ArrivalSampler, seed: UInt64, phase: Double, recorder: Recorder?,
    isStopped: @escaping () -> Bool, mixture: Mixture? = nil, created: Int32 = 0
  ) {
    self.mixture = mixture
    settings = EngineSettings(fleet, isRecording: recorder != nil)
    queue = RequestQueue(settings)
    clock = EngineClock(fleet, arrivals: arrivals, seed: seed)
    control = EngineControl(fleet, phase: phase, isStopped: isStopped)
    pool.created = created
    tallies = Tallies(fleet, recorder)
    router = Router(fleet.routing, isUsed: settings.isRouted, seed: seed)
    if settings.hasOwnLines { queue.own = ServerLines(servers: settings.reserved) }
    let ready = settings.reserved + settings.ready + (control.schedule?.first ?? 0)
    for _ in 0..<ready { addReadyInstance() }
    if settings.isScheduled { beginSchedule() }
    if settings.tick < .infinity {
      control.nextTick = settings.tick
      control.wanted = settings.ready
    }
    clock.nextArrival = clock.arrivals.next()
  }

  /// Moves the clock, and sums what there was over the time that went by.
  @inline(__always)
  mutating func advance(to time: Double) {
    let span = time - clock.now
    clock.now = time
    tallies.totals.busy += levels.busy * span
    tallies.totals.alive += Double(pool.alive) * span
    if levels.starting + levels.waiting > 0 {
      tallies.totals.starting += levels.starting * span
      tallies.totals.waiting += levels.waiting * span
      if levels.pending > 0 { tallies.totals.pending += levels.pending * span }
    }
    if !settings.sumsMore { return }
    if levels.busyReserved > 0 { tallies.totals.busyReserved += levels.busyReserved * span }
    if settings.concurrency > 1 { tallies.totals.inService += levels.inService * span }
  }

  /// Everything summed up to now.
  func totalsNow() -> Totals {
    if let mixture { return totals(mixture) }
    var sums = tallies.totals
    sums.time = clock.now
    // What follows from the rest is not counted request by request.
    let begun = sums.arrivals - sums.rejected - Int(levels.waiting)
    sums.served = begun - Int(settings.concurrency > 1 ? levels.inService : levels.busy)
    if settings.isTroubled {
      sums.served = tallies.totals.served
      if settings.concurrency == 1 { sums.served -= Int(levels.busy - levels.doomed) }
    }
    return sums
  }

  /// Requests waiting or in service.
  @inline(__always)
  var inSystem: Double {
    levels.waiting + (settings.concurrency > 1 ? levels.inService : levels.busy)
  }

  /// The summed load: request-seconds in the system.
  @inline(__always)
  var summedLoad: Double {
    tallies.totals.waiting
      + (settings.concurrency > 1 ? tallies.totals.inService : tallies.totals.busy)
  }

  /// Instances of those that come and go that are ready: idle or busy.
  @inline(__always)
  var readyElastic: Int { pool.alive - pool.dismissed - Int(levels.starting) }

  /// Those that come and go and are not to go.
  @inline(__always)
  var lasting: Int { pool.alive - pool.dismissed }

  /// Idle instances of those that come and go.
  @inline(__always)
  var idleElastic: Int {
    pool.alive - Int(levels.starting) - Int(levels.busy - levels.busyReserved)
  }

  /// Handles arrivals up to the limit of time, at most `count`, and whatever falls between.
  /// Returns how many were handled; fewer than `count` if the limit was reached or the arrivals
  /// ended.
  mutating func run(arrivals count: Int, until limit: Double) -> Int {
    var handled = 0
    while handled < count {
      let time = clock.nextArrival
      if time > limit || time == .infinity { break }
      runEvents(upTo: time)
      if control.hasStopped { break }
      arrive(at: time)
      clock.nextArrival = clock.arrivals.next()
      handled &+= 1
    }
    return handled
  }

  /// Handles everything but arrivals that is due by `limit`.
  @inline(__always)
  mutating func runEvents(upTo limit: Double) {
    if let mixture { return runPools(upTo: limit, mixture) }
    while true {
      let event = clock.events.firstTime
      let other = min(pool.idle.since + control.keepAlive, control.nextControl)
      if event <= limit, event <= other {
        advance(to: event)
        if settings.concurrency == 1 { endSingle() } else { endBatched() }
      } else if other < limit {
        if !act(before: min(limit, event)) { return }
      } else {
        return
      }
    }
  }
}
