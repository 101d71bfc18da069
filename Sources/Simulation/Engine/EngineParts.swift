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
  /// What decodes many requests together on each instance; nil where each has a speed of its own.
  let server: GPUServer?
  /// Whether there is such a server: asked at each event, where comparing it with nil would copy it.
  let isServer: Bool
  /// Whether anything is to be done after each arrival and each end of service.
  let hasHooks: Bool
  let isTraced: Bool
  let isRecording: Bool
  /// Seconds between two looks of the autoscaler.
  let tick: Double
  /// Seconds after which Kubernetes' or Ray's autoscaler has settled.
  let settling: Double
  /// Instances that are ready at the beginning, besides those that are always there.
  let ready: Int
  /// Seconds after which a request that waits has an instance started for it; nil where it need not
  /// wait for that.
  let startDelay: Double?
  /// Requests for each instance, where they are counted; infinite where they are not.
  let requestsPerInstance: Double
  /// Whether Knative's or Ray's autoscaler says how many there are: a request starts none but the
  /// first.
  let isAutoscaled: Bool
  /// Whether instances come and go by the clock.
  let isScheduled: Bool
  /// Whether clients may leave or come again.
  let hasClients: Bool
  let timeout: Double
  let retries: Int16
  /// Whether instances are taken away, and with how much notice.
  let isSpot: Bool
  let notice: Double
  /// Whether a service that begins may not come to its end, or that to nothing.
  let isTroubled: Bool
  /// Whether a service that begins asks for more than its end and its latency to be written down.
  let isSpecial: Bool
  /// Whether more is summed over time than what instances do that come and go, one request at a time.
  let sumsMore: Bool
  /// Whether an arrival needs more than an instance: its own line, a client's patience, a pool.
  let isUnusual: Bool

  init(_ fleet: Fleet, isRecording: Bool) {
    concurrency = fleet.concurrency
    server = fleet.service.server
    isServer = server != nil
    reserved = fleet.reserved
    let room =
      min(SimulationLimits.instances, SimulationLimits.inService / fleet.concurrency)
      - fleet.reserved
    maxElastic = min(fleet.maxInstances ?? .max, room)
    isLimitedByUs = (fleet.maxInstances ?? .max) > room
    var least = fleet.isElastic ? fleet.minWarm : 0
    // The horizontal autoscaler by itself never turns the last one off.
    if fleet.isElastic, case .horizontal(let settings) = fleet.scaling, settings.toZero == nil {
      least = max(1, least)
    }
    minWarm = least
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
    var ready = least
    switch fleet.scaling {
    case .horizontal(let settings): settling = 2 * settings.window + 4 * settings.period
    case .rayServe(let settings): settling = settings.settling
    case .knative(let settings):
      settling = 0
      if fleet.isElastic { ready = min(max(least, settings.initialScale), maxElastic) }
    default: settling = 0
    }
    self.ready = ready
    if fleet.isElastic, case .afterWait(let seconds) = fleet.starting {
      startDelay = seconds
    } else {
      startDelay = nil
    }
    var requests = Double.infinity
    if fleet.isElastic, case .byCount(let count) = fleet.starting { requests = count }
    requestsPerInstance = requests
    var isScheduled = false
    if fleet.isElastic, case .schedule = fleet.scaling { isScheduled = true }
    self.isScheduled = isScheduled
    hasHooks =
      fleet.isElastic && !isScheduled
      && (fleet.buffer > 0 || fleet.keepAlive == nil || requests < .infinity)
    hasClients = fleet.clients.areImpatient
    timeout = fleet.clients.timeout
    retries = Int16(clamping: fleet.clients.retries)
    isSpot = fleet.isElastic && fleet.mishaps.interruptions != nil
    notice = fleet.mishaps.interruptions?.notice ?? 0
    isTroubled = hasClients || isSpot || isScheduled
    isUnusual = hasOwnLines || hasClients || fleet.isMixed || isServer
    isSpecial = isTroubled || metersPieces || isRecording || fleet.service.hasTokens
    sumsMore = concurrency > 1 || reserved > 0
    isTraced = fleet.arrivals.isTrace
    self.isRecording = isRecording
    switch fleet.scaling {
    case .knative, .rayServe: isAutoscaled = fleet.isElastic
    default: isAutoscaled = false
    }
    switch fleet.scaling {
    case .knative(let settings) where fleet.isElastic: tick = settings.tick
    case .horizontal(let settings) where fleet.isElastic: tick = settings.period
    case .rayServe(let settings) where fleet.isElastic: tick = settings.tick
    default: tick = .infinity
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
  /// When nothing can be started, where that is ever so.
  var outages: OutageSpells?
  var interruptions: SpanSampler
  var patience: SpanSampler
  var retries: SpanSampler
  var events = EventHeap()

  init(_ fleet: Fleet, arrivals: ArrivalSampler, seed: UInt64) {
    self.arrivals = arrivals
    service = ServiceSampler(fleet.service, random: Xoshiro(seed: seed, stream: Stream.service))
    starts = StartSampler(
      fleet.coldStart, service: fleet.coldService,
      random: Xoshiro(seed: seed, stream: Stream.coldStart), failing: fleet.mishaps.failedStarts,
      luck: Xoshiro(seed: seed, stream: Stream.failedStarts))
    outages = fleet.mishaps.outages.map {
      OutageSpells($0, random: Xoshiro(seed: seed, stream: Stream.outages))
    }
    interruptions = SpanSampler(
      fleet.mishaps.interruptions.map { .exponential(mean: $0.every) },
      Xoshiro(seed: seed, stream: Stream.interruptions))
    patience = SpanSampler(
      fleet.clients.patience, Xoshiro(seed: seed, stream: Stream.patience))
    retries = SpanSampler(
      fleet.clients.retryAfter, Xoshiro(seed: seed, stream: Stream.retries))
  }
}

/// Draws times by a law; endless ones where there is none.
struct SpanSampler: Sendable {
  private let law: LawSampler?
  private var random: Xoshiro

  init(_ law: Law?, _ random: Xoshiro) {
    (self.law, self.random) = (law.map { LawSampler($0) }, random)
  }

  mutating func draw() -> Double { law?.draw(&random) ?? .infinity }
}

/// The instances: reserved ones first, then the others in the order of their creation.
struct InstancePool: ~Copyable {
  var instances = Storage<Instance>(capacity: 64, filledWith: Instance())
  /// One above the highest number that is taken.
  var top = 0
  var available = AvailabilityMap(capacity: 64)
  /// Of those that come and go, the idle ones.
  var idle = IdleLine()
  /// Instances of those that come and go.
  var alive = 0
  var aliveMost = 0
  /// Those of them that are to go, and are still at work.
  var dismissed = 0
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
  var active = Storage<ActiveRequest>(capacity: 1, filledWith: ActiveRequest(arrival: 0, begin: 0))
  /// Their instances' progress at which they end, and at which their first tokens come; the latter
  /// is infinite when that is past or not counted.
  var ends: LeastOfBlocks
  var firstTokens: LeastOfBlocks
  /// What else is kept of those in service, where they may have to begin anew.
  var served = Storage<ServedRequest>(
    capacity: 1,
    filledWith: ServedRequest(
      request: WaitingRequest(arrival: 0, work: Work(seconds: 0, prefill: 0))))
  /// Those whose clients have gone for a while.
  var away = AwayRequests()
  /// Servers that decode many together, one to an instance, in place of blocks.
  var servers: [ServerEngine] = []
  var freeBlocks: [Int32] = []
  var blocks: Int32 = 0

  init(_ settings: EngineSettings) {
    let isOneByOne = settings.concurrency == 1 || settings.isServer
    ends = LeastOfBlocks(size: isOneByOne ? 0 : settings.concurrency)
    firstTokens = LeastOfBlocks(size: isOneByOne ? 0 : settings.concurrency)
  }
}

/// How many there are now, as numbers that are summed over time.
struct Levels {
  var starting = 0.0
  var busy = 0.0
  var busyReserved = 0.0
  var waiting = 0.0
  var inService = 0.0
  /// Instances that there is no room for yet, of those starting.
  var pending = 0.0
  /// Services that will be cut off, of instances that take one at a time.
  var doomed = 0.0
}

/// What starts and stops instances besides the requests themselves.
struct EngineControl {
  var keepAlive = Double.infinity
  var knative: KnativeAutoscaler?
  var nextTick = Double.infinity { didSet { setNext() } }
  var wanted = Int.max
  var lastChange = 0.0
  var sleptLoad = 0.0
  var sleptArrivals = 0.0
  var idleTimes: IdleTimes?
  var emptySince = Double.infinity
  var nextPrewarm = Double.infinity { didSet { setNext() } }
  /// When the first errand is due.
  var nextErrand = Double.infinity { didSet { setNext() } }
  var horizontal: HorizontalDecisions?
  var ray: RayDecisions?
  /// What stopped instances left behind, where that grows cold.
  var places: WarmPlaces?
  /// What a limit leaves to start, and whether someone waits for it.
  var bucket: StartBucket?
  var awaitsRefill = false
  var schedule: ScheduleClock?
  /// Whether the clock runs on without further arrivals until all is done.
  var isDraining = false
  /// How long the request that comes now would wait.
  var patience = Double.infinity
  /// The soonest of the three.
  private(set) var nextControl = Double.infinity
  /// Asked now and then in long stretches without arrivals; true ends the run.
  let isStopped: () -> Bool
  var hasStopped = false
  var ticks = 0

  private mutating func setNext() { nextControl = min(nextTick, nextPrewarm, nextErrand) }

  init(_ fleet: Fleet, phase: Double, isStopped: @escaping () -> Bool) {
    self.isStopped = isStopped
    guard fleet.isElastic else { return }
    bucket = fleet.startLimit.map { StartBucket($0) }
    places = fleet.coldStart.cooling.map { WarmPlaces($0, least: fleet.coldStart.warmth) }
    switch fleet.scaling {
    case .keepAlive(let seconds): keepAlive = seconds
    case .knative(let settings):
      knative = KnativeAutoscaler(settings, concurrency: fleet.concurrency)
    case .idleHistogram(let settings):
      idleTimes = IdleTimes(settings)
      keepAlive = settings.fallback
    case .horizontal(let settings): horizontal = HorizontalDecisions(settings)
    case .rayServe(let settings): ray = RayDecisions(settings)
    case .schedule(let settings): schedule = ScheduleClock(settings, phase: phase)
    }
  }
}

/// What comes out. Requests that came in the measured part are followed to their end: their times
/// are counted, and no others.
struct Tallies: ~Copyable {
  /// The requests that are followed, by when they came.
  var followed = FollowedTime()
  var totals = Totals()
  var latency: HistogramRecorder
  var wait: HistogramRecorder
  var firstToken: HistogramRecorder
  var betweenTokens: HistogramRecorder
  var isSaturated = false
  /// Kinds of requests, where a pool tells several apart.
  var kinds: [KindAtWork] = []
  var recorder: Recorder?

  init(_ fleet: Fleet, _ recorder: Recorder?) {
    self.recorder = recorder
    // The requests of a fleet of several pools are counted by these.
    latency = HistogramRecorder(isUsed: !fleet.isMixed)
    wait = HistogramRecorder(isUsed: !fleet.isMixed)
    firstToken = HistogramRecorder(isUsed: fleet.service.hasTokens && !fleet.isMixed)
    betweenTokens = HistogramRecorder(isUsed: fleet.service.server != nil)
  }
}

/// The time in which requests come that are followed to their end. (A value of its own: asked of all
/// the tallies, it would copy them at each event.)
struct FollowedTime {
  /// When the first of them came; infinite before the measured part.
  var from = Double.infinity
  /// When the last of them came; infinite while they come.
  var until = Double.infinity

  /// Whether a request that came at this time is followed.
  @inline(__always)
  func contains(_ arrival: Double) -> Bool { arrival >= from && arrival <= until }
}
