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
  // What stays as it is.
  let concurrency: Int
  let reserved: Int
  let maxElastic: Int
  let minWarm: Int
  let buffer: Int
  let queueLimit: Int
  let isLimitedByUs: Bool
  let bindsRequests: Bool
  let takesNewest: Bool
  let prices: Prices
  let metersLives: Bool
  let metersPieces: Bool
  let slowdown: Double
  /// Whether anything is to be done after each arrival and each end of service.
  let hasHooks: Bool
  let isTraced: Bool
  let isRecording: Bool

  // The clock, and what drives it.
  var now = 0.0
  var nextArrival = 0.0
  var arrivals: ArrivalSampler
  var service: ServiceSampler
  var starts: StartSampler
  var events = EventHeap()

  // The instances: reserved ones first, then the others in the order of their creation.
  var instances = Storage<Instance>(capacity: 64, filledWith: Instance())
  var top = 0
  var available = AvailabilityMap(capacity: 64)
  var longestIdle: Int32 = -1
  var latestIdle: Int32 = -1
  /// Since when the longest idle instance is idle; infinite when none is.
  var oldestIdleSince = Double.infinity
  var alive = 0
  var aliveMost = 0
  var created: Int32 = 0
  /// Instances being started that can still be promised to a request.
  var openStarts = 0

  var line = WaitingLine()
  var active = Storage<ActiveRequest>(
    capacity: 1, filledWith: ActiveRequest(arrival: 0, begin: 0, end: 0, firstToken: 0))
  var freeBlocks: [Int32] = []
  var blocks: Int32 = 0

  // How many there are now, as numbers that are summed over time.
  var startingNow = 0.0
  var busyNow = 0.0
  var busyReservedNow = 0.0
  var waitingNow = 0.0
  var inServiceNow = 0.0

  // Control.
  var keepAlive: Double
  var knative: KnativeAutoscaler?
  let tick: Double
  var nextTick = Double.infinity { didSet { nextControl = min(nextTick, nextPrewarm) } }
  var wanted = Int.max
  var lastChange = 0.0
  var sleptLoad = 0.0
  var idleTimes: IdleTimes?
  var emptySince = Double.infinity
  var nextPrewarm = Double.infinity { didSet { nextControl = min(nextTick, nextPrewarm) } }
  /// The sooner of the two.
  var nextControl = Double.infinity

  // What comes out.
  var totals = Totals()
  var latency = HistogramRecorder()
  var wait = HistogramRecorder()
  var firstToken = HistogramRecorder()
  var isSaturated = false
  var recorder: Recorder?
  /// Asked now and then in long stretches without arrivals; true ends the run.
  let isStopped: () -> Bool
  var hasStopped = false
  var ticks = 0

  /// - Parameters:
  ///   - arrivals: made for this fleet and seed.
  ///   - seed: of this replication.
  init(
    _ fleet: Fleet, arrivals: ArrivalSampler, seed: UInt64, recorder: Recorder?,
    isStopped: @escaping () -> Bool
  ) {
    concurrency = fleet.concurrency
    reserved = fleet.reserved
    let room =
      min(SimulationLimits.instances, SimulationLimits.inService / fleet.concurrency)
      - fleet.reserved
    maxElastic = min(fleet.maxInstances ?? .max, room)
    isLimitedByUs = (fleet.maxInstances ?? .max) > room
    minWarm = fleet.isElastic ? fleet.minWarm : 0
    buffer = fleet.isElastic ? fleet.buffer : 0
    if case .bounded(let length) = fleet.queue { queueLimit = length } else { queueLimit = .max }
    bindsRequests = fleet.waiting == .forItsInstance
    takesNewest = fleet.routing == .newest
    prices = fleet.prices
    metersLives = fleet.prices.rounds && fleet.prices.billsIdle
    metersPieces = fleet.prices.rounds && !fleet.prices.billsIdle
    slowdown = 1 / fleet.batchSpeedup

    self.arrivals = arrivals
    service = ServiceSampler(
      fleet.service, random: Xoshiro(seed: seed, stream: Stream.service))
    starts = StartSampler(
      fleet.coldStart, service: fleet.coldService,
      random: Xoshiro(seed: seed, stream: Stream.coldStart))

    var tick = Double.infinity
    keepAlive = .infinity
    if fleet.isElastic {
      switch fleet.scaling {
      case .keepAlive(let seconds): keepAlive = seconds
      case .knative(let settings):
        knative = KnativeAutoscaler(settings, concurrency: concurrency)
        tick = settings.tick
      case .idleHistogram(let settings):
        idleTimes = IdleTimes(settings)
        keepAlive = settings.fallback
      }
    }
    self.tick = tick
    hasHooks = fleet.isElastic && (fleet.buffer > 0 || fleet.keepAlive == nil)
    isTraced = fleet.arrivals.isTrace
    isRecording = recorder != nil
    self.recorder = recorder
    self.isStopped = isStopped
    for _ in 0..<reserved + minWarm { addReadyInstance() }
    if knative != nil {
      nextTick = tick
      // Observers do not run in an initializer.
      nextControl = tick
      wanted = minWarm
    }
    nextArrival = self.arrivals.next()
  }

  /// Moves the clock, and sums what there was over the time that went by.
  @inline(__always)
  mutating func advance(to time: Double) {
    let span = time - now
    now = time
    totals.busy += busyNow * span
    totals.alive += Double(alive) * span
    if startingNow + waitingNow > 0 {
      totals.starting += startingNow * span
      totals.waiting += waitingNow * span
    }
    if busyReservedNow > 0 { totals.busyReserved += busyReservedNow * span }
    if concurrency > 1 { totals.inService += inServiceNow * span }
  }

  /// Everything summed up to now.
  func totalsNow() -> Totals {
    var now = totals
    now.time = self.now
    // What follows from the rest is not counted request by request.
    now.begun = totals.arrivals - totals.rejected - Int(waitingNow)
    now.served = now.begun - Int(concurrency > 1 ? inServiceNow : busyNow)
    // With one request at a time, its end is known when it begins.
    now.measured = concurrency > 1 ? now.served : now.begun
    return now
  }

  /// Requests waiting or in service.
  var inSystem: Double { waitingNow + (concurrency > 1 ? inServiceNow : busyNow) }

  /// The summed load: request-seconds in the system.
  var summedLoad: Double {
    totals.waiting + (concurrency > 1 ? totals.inService : totals.busy)
  }

  /// Idle instances of those that come and go.
  var idleElastic: Int { alive - Int(startingNow) - Int(busyNow - busyReservedNow) }

  /// Handles arrivals up to the limit of time, at most `count`, and whatever falls between.
  /// Returns how many were handled; fewer than `count` if the limit was reached or the arrivals
  /// ended.
  mutating func run(arrivals count: Int, until limit: Double) -> Int {
    var handled = 0
    while handled < count {
      let time = nextArrival
      if time > limit || time == .infinity { break }
      runEvents(upTo: time)
      if hasStopped { break }
      arrive(at: time)
      nextArrival = arrivals.next()
      handled &+= 1
    }
    return handled
  }

  /// Handles everything but arrivals that is due by `limit`.
  @inline(__always)
  mutating func runEvents(upTo limit: Double) {
    while true {
      let event = events.firstTime
      let other = min(oldestIdleSince + keepAlive, nextControl)
      if event <= limit, event <= other {
        advance(to: event)
        if concurrency == 1 { endSingle() } else { endBatched() }
      } else if other < limit {
        if !control(before: min(limit, event)) { return }
      } else {
        return
      }
    }
  }
}
