/// What stays as it is during a run, read from the fleet once.
struct EngineSettings {
  let concurrency: Int
  let reserved: Int
  let maxElastic: Int
  let minWarm: Int
  let buffer: Int
  let queueLimit: Int
  /// Whether it is our own limit, not the fleet's, that keeps it from starting more.
  let isLimitedByUs: Bool
  let bindsRequests: Bool
  let takesNewest: Bool
  /// Whether a reserved instance that is free goes first.
  let takesReserved: Bool
  /// Whether the router is asked.
  let isRouted: Bool
  /// Whether each server has a line of its own.
  let hasOwnLines: Bool
  let prices: Prices
  let metersLives: Bool
  let metersPieces: Bool
  let slowdown: Double
  /// Whether anything is to be done after each arrival and each end of service.
  let hasHooks: Bool
  let isTraced: Bool
  let isRecording: Bool
  /// Seconds between two looks of the autoscaler.
  let tick: Double

  init(_ fleet: Fleet, isRecording: Bool) {
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
    isRouted = fleet.routing != .newest && fleet.routing != .oldest
    hasOwnLines = fleet.hasOwnLines
    takesReserved = fleet.reserved > 0 && (fleet.isElastic || !isRouted)
    prices = fleet.prices
    metersLives = fleet.prices.rounds && fleet.prices.billsIdle
    metersPieces = fleet.prices.rounds && !fleet.prices.billsIdle
    slowdown = 1 / fleet.batchSpeedup
    hasHooks = fleet.isElastic && (fleet.buffer > 0 || fleet.keepAlive == nil)
    isTraced = fleet.arrivals.isTrace
    self.isRecording = isRecording
    if fleet.isElastic, case .knative(let settings) = fleet.scaling {
      tick = settings.tick
    } else {
      tick = .infinity
    }
  }
}

/// The time, and what drives it.
struct EngineClock: ~Copyable {
  var now = 0.0
  var nextArrival = 0.0
  var arrivals: ArrivalSampler
  var service: ServiceSampler
  var starts: StartSampler
  var events = EventHeap()

  init(_ fleet: Fleet, arrivals: ArrivalSampler, seed: UInt64) {
    self.arrivals = arrivals
    service = ServiceSampler(fleet.service, random: Xoshiro(seed: seed, stream: Stream.service))
    starts = StartSampler(
      fleet.coldStart, service: fleet.coldService,
      random: Xoshiro(seed: seed, stream: Stream.coldStart))
  }
}

/// The instances: reserved ones first, then the others in the order of their creation.
struct InstancePool: ~Copyable {
  var instances = Storage<Instance>(capacity: 64, filledWith: Instance())
  /// One above the highest number that is taken.
  var top = 0
  var available = AvailabilityMap(capacity: 64)
  var longestIdle: Int32 = -1
  var latestIdle: Int32 = -1
  /// Since when the longest idle instance is idle; infinite when none is.
  var oldestIdleSince = Double.infinity
  /// Instances of those that come and go.
  var alive = 0
  var aliveMost = 0
  var created: Int32 = 0
  /// Instances being started that no request was promised yet.
  var spareStarts = 0
  /// The instance being started that was promised to some requests and has room for more; -1 is none.
  var fillingStart: Int32 = -1
}

/// The requests that wait, and those in service on instances that take several.
struct RequestQueue: ~Copyable {
  var line = WaitingLine()
  /// Lines of servers that have one each.
  var own = ServerLines(servers: 0)
  /// In blocks, one to an instance.
  var active = Storage<ActiveRequest>(
    capacity: 1, filledWith: ActiveRequest(arrival: 0, begin: 0, end: 0, firstToken: 0))
  var freeBlocks: [Int32] = []
  var blocks: Int32 = 0
}

/// How many there are now, as numbers that are summed over time.
struct Levels {
  var starting = 0.0
  var busy = 0.0
  var busyReserved = 0.0
  var waiting = 0.0
  var inService = 0.0
}

/// What starts and stops instances besides the requests themselves.
struct EngineControl {
  var keepAlive = Double.infinity
  var knative: KnativeAutoscaler?
  var nextTick = Double.infinity { didSet { nextControl = min(nextTick, nextPrewarm) } }
  var wanted = Int.max
  var lastChange = 0.0
  var sleptLoad = 0.0
  var idleTimes: IdleTimes?
  var emptySince = Double.infinity
  var nextPrewarm = Double.infinity { didSet { nextControl = min(nextTick, nextPrewarm) } }
  /// The sooner of the two.
  private(set) var nextControl = Double.infinity
  /// Asked now and then in long stretches without arrivals; true ends the run.
  let isStopped: () -> Bool
  var hasStopped = false
  var ticks = 0

  init(_ fleet: Fleet, isStopped: @escaping () -> Bool) {
    self.isStopped = isStopped
    guard fleet.isElastic else { return }
    switch fleet.scaling {
    case .keepAlive(let seconds): keepAlive = seconds
    case .knative(let settings):
      knative = KnativeAutoscaler(settings, concurrency: fleet.concurrency)
    case .idleHistogram(let settings):
      idleTimes = IdleTimes(settings)
      keepAlive = settings.fallback
    }
  }
}

/// What comes out. Requests that came in the measured part are followed to their end: their times
/// are counted, and no others.
struct Tallies: ~Copyable {
  /// When the requests that are followed began to come; infinite before the measured part.
  var from = Double.infinity
  /// When the last of them came; infinite while they come.
  var until = Double.infinity
  var totals = Totals()
  var latency = HistogramRecorder()
  var wait = HistogramRecorder()
  var firstToken = HistogramRecorder()
  var isSaturated = false
  var recorder: Recorder?

  init(_ recorder: Recorder?) { self.recorder = recorder }

  /// Whether a request that came at this time is followed.
  @inline(__always)
  func follows(_ arrival: Double) -> Bool { arrival >= from && arrival <= until }
}
