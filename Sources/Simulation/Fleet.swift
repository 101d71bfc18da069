/// A fleet of GPU instances, the requests that come to it, and what it costs.
///
/// ```swift
/// var fleet = Fleet.serverless(arrivals: .poisson(rate: 0.9), service: .exponential(mean: 2))
/// fleet.scaling = .keepAlive(600)
/// let outcome = try simulate(fleet)
/// print(outcome.coldShare, outcome.latency.p99)
/// ```
///
/// Times are in seconds, prices in dollars. `reserved` instances are always there; up to
/// `maxInstances` more come and go by `scaling`. With both, the fleet is a hybrid: reserved
/// instances take what they can, the rest overflows.
public struct Fleet: Sendable, Equatable {
  /// When requests come.
  public var arrivals = Arrivals.poisson(rate: 1)
  /// How much work each one is. Durations in a trace take precedence.
  public var service = Service.exponential(mean: 1)
  /// What starting an instance takes.
  public var coldStart = ColdStart()
  /// Seconds of service of the first request on a fresh instance, in place of its own, for platforms
  /// that measure a cold request only as a whole; `coldStart` is then usually empty. Nil serves it
  /// like any other. Only at concurrency 1.
  public var coldService: Law?
  /// When instances that come and go are kept.
  public var scaling = Scaling.keepAlive(60)
  /// When requests have instances started for them, where no autoscaler counts for itself.
  public var starting = Starting.atOnce
  /// How quickly instances may be started; nil where nothing limits that.
  public var startLimit: StartLimit?
  /// This many of the instances that come and go are always ready, idle or busy, from the beginning.
  public var minWarm = 0
  /// While any request waits or is served, this many more instances are kept idle, or started to be.
  public var buffer = 0
  /// The most instances that come and go; nil where the platform sets no limit.
  public var maxInstances: Int?
  /// Instances that are always there, never start and never stop.
  public var reserved = 0
  /// Requests that an instance takes at once.
  public var concurrency = 1
  /// How many times the work of one request an instance does at best when it has many at once:
  /// each of n requests then runs at 1 / (1 + (n - 1) / batchSpeedup) of its own speed, as when a
  /// step over n requests takes a fixed time plus a time for each. 1 shares the instance out,
  /// infinity has no slowdown. At least 1; unused at concurrency 1.
  public var batchSpeedup = 8.0
  /// What happens to requests that no instance can take.
  public var queue = Queue.unbounded
  /// Where a request waits.
  public var waiting = Waiting.forFirstFree
  /// Which instance with room gets a request.
  public var routing = Routing.newest
  /// What goes wrong with the instances that come and go.
  public var mishaps = Mishaps()
  /// How long those who send requests wait, and what they do then.
  public var clients = Clients()
  /// GPUs of one instance; only GPU-seconds and cost depend on it.
  public var gpusPerInstance = 1
  /// What is charged.
  public var prices = Prices()
  /// Instances of several kinds, with one line for all of them. Where there are any, they say
  /// everything about instances, and what is said of them above holds for none.
  public var pools: [Pool] = []
  /// Which of several pools gets a request.
  public var poolChoice = PoolChoice.asListed
  /// Kinds of requests that pools tell apart; where there are none, all are as `service` says.
  public var kinds: [RequestKind] = []

  /// Creates a fleet of one-second requests, one a second, on instances that are kept for a minute.
  public init() {}

  /// A fleet that scales to zero.
  public static func serverless(
    arrivals: Arrivals, service: Service, coldStart: ColdStart = ColdStart(),
    keepAlive: Double = 60, prices: Prices = Prices()
  ) -> Fleet {
    var fleet = Fleet()
    fleet.arrivals = arrivals
    fleet.service = service
    fleet.coldStart = coldStart
    fleet.scaling = .keepAlive(keepAlive)
    fleet.prices = prices
    return fleet
  }

  /// A fixed number of servers with one queue.
  public static func dedicated(
    arrivals: Arrivals, service: Service, servers: Int, prices: Prices = Prices()
  ) -> Fleet {
    var fleet = Fleet()
    fleet.arrivals = arrivals
    fleet.service = service
    fleet.reserved = servers
    fleet.maxInstances = 0
    fleet.prices = prices
    return fleet
  }

  /// Reserved instances for the base of the load, and more that come and go for the rest.
  public static func hybrid(
    arrivals: Arrivals, service: Service, reserved: Int, coldStart: ColdStart = ColdStart(),
    keepAlive: Double = 60, prices: Prices = Prices()
  ) -> Fleet {
    var fleet = Fleet.serverless(
      arrivals: arrivals, service: service, coldStart: coldStart, keepAlive: keepAlive,
      prices: prices)
    fleet.reserved = reserved
    return fleet
  }

  /// Whether any instance comes and goes.
  public var isElastic: Bool {
    isMixed ? pools.contains { $0.maxInstances != 0 } : maxInstances != 0
  }

  /// Whether each server has a line of its own.
  var hasOwnLines: Bool { !isElastic && reserved > 1 && routing.sendsAhead }

  /// Seconds of keep-alive, when it is fixed.
  public var keepAlive: Double? {
    if case .keepAlive(let seconds) = scaling { return seconds }
    return nil
  }

  /// Whether a request may end without an answer, or be served in vain.
  public var losesAnswers: Bool {
    clients.areImpatient || isElastic && mishaps.interruptions != nil
  }

  /// Speed of each of `count` requests that run at once on an instance, over its speed alone.
  public func batchedSpeed(_ count: Int) -> Double {
    1 / (1 + Double(max(0, count - 1)) / batchSpeedup)
  }
}

extension Fleet {
  /// Throws when a setting makes no fleet.
  /// - Throws: `SimulationError.unusable`, with the setting.
  public func validate() throws(SimulationError) {
    try arrivals.validate()
    try service.validate()
    if isMixed { return try validatePools() }
    try coldStart.validate()
    if let coldService {
      try coldService.validate(Setting(.coldService))
      if concurrency > 1 { throw .unusable(Setting(.coldService), .needsSingleRequests) }
    }
    switch scaling {
    case .keepAlive(let seconds):
      if seconds != .infinity {
        try SimulationError.check(
          seconds, Setting(.keepAlive), in: 0...SimulationLimits.longestTime)
      }
    case .knative(let settings): try settings.validate()
    case .idleHistogram(let settings): try settings.validate()
    case .horizontal(let settings): try settings.validate()
    case .rayServe(let settings): try settings.validate()
    case .schedule(let schedule):
      try schedule.validate()
      if minWarm > 0 { throw .unusable(Setting(.minWarm), .needsOtherScaling) }
      if buffer > 0 { throw .unusable(Setting(.buffer), .needsOtherScaling) }
      if waiting == .forItsInstance { throw .unusable(Setting(.schedule), .needsOneLine) }
    }
    let instances = 0...SimulationLimits.instances
    try SimulationError.check(minWarm, Setting(.minWarm), in: instances)
    try SimulationError.check(buffer, Setting(.buffer), in: instances)
    try SimulationError.check(reserved, Setting(.reserved), in: instances)
    try SimulationError.check(
      concurrency, Setting(.concurrency),
      in: 1...(service.server == nil ? SimulationLimits.concurrency : 100_000))
    if let server = service.server {
      if concurrency != server.sequences {
        throw .unusable(
          Setting(.concurrency),
          .below(Double(concurrency), Setting(.server, .sequences), Double(server.sequences)))
      }
      var isScheduled = false
      if case .schedule = scaling { isScheduled = isElastic }
      if clients.areImpatient || mishaps.interruptions != nil || isScheduled {
        throw .unusable(Setting(.service), .isBatched)
      }
    }
    if batchSpeedup != .infinity {
      try SimulationError.check(batchSpeedup, Setting(.batchSpeedup), in: 1...1e9)
    }
    if let maxInstances {
      try SimulationError.check(maxInstances, Setting(.maxInstances), in: 0...1_000_000_000)
      if maxInstances == 0, reserved == 0 {
        throw .unusable(Setting(.maxInstances), .nothingServes)
      }
      if minWarm > maxInstances {
        throw .unusable(
          Setting(.minWarm), .above(Double(minWarm), Setting(.maxInstances), Double(maxInstances)))
      }
    }
    if keepAlive == nil, reserved > 0, isElastic {
      throw .unusable(
        Setting(.scaling), .excludes(Setting(.reserved), instead: Setting(.minWarm)))
    }
    let capacity = min(
      SimulationLimits.instances, SimulationLimits.inService / max(concurrency, 1))
    if reserved + minWarm > capacity {
      throw .unusable(
        Setting(.reserved),
        .tooMany(.instances, Double(reserved) + Double(minWarm), most: Double(capacity)))
    }
    if case .bounded(let length) = queue {
      try SimulationError.check(length, Setting(.queue), in: 0...SimulationLimits.waiting)
    }
    try SimulationError.check(gpusPerInstance, Setting(.gpusPerInstance), in: 1...1_000_000)
    if isElastic {
      try starting.validate(self)
      try startLimit?.validate(self)
    }
    try mishaps.validate(self)
    try clients.validate(self)
    try prices.validate()
  }
}
