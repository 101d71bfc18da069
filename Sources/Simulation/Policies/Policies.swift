/// How a fleet decides which instances to keep.
public enum Scaling: Sendable, Equatable {
  /// An instance stops after this many seconds without work; infinite keeps it for ever.
  case keepAlive(Double)
  /// As Knative's autoscaler does.
  case knative(Knative)
  /// Keep-alive and prewarming follow the gaps between requests seen so far.
  case idleHistogram(IdleHistogram)
  /// As Kubernetes' horizontal autoscaler or KEDA does.
  case horizontal(HorizontalAutoscaler)
  /// As Ray Serve's autoscaler does.
  case rayServe(RayServe)
  /// By the clock.
  case schedule(Schedule)
}

/// Where a request waits when no instance is free.
public enum Waiting: Sendable, Equatable {
  /// In one line; the first instance that is free takes it.
  case forFirstFree
  /// For the very instance that was started for it, even if another is free before.
  case forItsInstance
}

/// Which of several instances with room gets a request. In a fleet that comes and goes, reserved
/// instances go first, and what finds no room waits as `Waiting` says.
///
/// In one of reserved instances alone, `newest`, `oldest` and `pack` leave one line for all, and the
/// first that has room is taken. The others send each request to a server as it comes, free or not,
/// and it waits in that server's own line.
public enum Routing: Sendable, Equatable {
  /// The one created last: old ones stay idle and can stop.
  case newest
  /// The one created first.
  case oldest
  /// The one with the fewest requests; of several, the one created first.
  case leastLoaded
  /// One after the other.
  case roundRobin
  /// The one with fewer requests of two that are drawn.
  case randomOfTwo
  /// The one that has the most requests and room for another; of several, the one created last.
  case pack

  /// Whether servers that are always there have a line each.
  public var sendsAhead: Bool {
    switch self {
    case .leastLoaded, .roundRobin, .randomOfTwo: true
    case .newest, .oldest, .pack: false
    }
  }
}

/// What happens to requests that no instance can take.
public enum Queue: Sendable, Equatable {
  /// They wait, however many (up to `SimulationLimits.waiting`).
  case unbounded
  /// Up to this many wait; more are rejected. Requests that an instance being started will take
  /// do not count.
  case bounded(Int)
  /// None waits, unless an instance is being started for it.
  public static let reject = Queue.bounded(0)
}

/// The settings of Knative's pod autoscaler (KPA), with its defaults.
/// Source: knative/serving, config/core/configmaps/autoscaler.yaml and pkg/autoscaler/scaling.
public struct Knative: Sendable, Equatable {
  /// What is averaged.
  public enum Metric: Sendable, Equatable {
    /// Requests in the system.
    case concurrency
    /// Requests that come in a second (`rps`).
    case requestsPerSecond
  }

  /// By what it scales.
  public var metric = Metric.concurrency
  /// How much of that an instance is to have; nil is `utilization` of the fleet's concurrency, or of
  /// 200 requests a second (`requests-per-second-target-default`).
  public var target: Double?
  /// Share aimed at when `target` is nil.
  public var utilization = 0.7
  /// Seconds over which the usual average is taken.
  public var stableWindow = 60.0
  /// The panic window, as a share of the stable one.
  public var panicWindow = 0.1
  /// Panic begins when the panic average asks for this many times the ready instances.
  public var panicThreshold = 2.0
  /// At most this many times the ready instances after one step up.
  public var maxScaleUp = 1000.0
  /// At most down to the ready instances over this in one step down.
  public var maxScaleDown = 2.0
  /// Seconds between decisions.
  public var tick = 2.0
  /// Seconds that the last instance stays after the average has gone to nothing.
  public var scaleToZeroGrace = 30.0
  /// Seconds for which a step down must be asked for all the time before it is made.
  public var scaleDownDelay = 0.0
  /// Where any instance is wanted, at least so many are (`activation-scale`).
  public var activationScale = 1
  /// Instances that are there when the run begins (`initial-scale`; a new revision has 1).
  public var initialScale = 0

  /// Creates settings with Knative's own defaults.
  public init() {}

  func validate() throws(SimulationError) {
    let times = 1e-3...1e9
    try SimulationError.check(target ?? 1, Setting(.knative, .target), in: 1e-3...1e6)
    try SimulationError.check(utilization, Setting(.knative, .utilization), in: 1e-3...1)
    try SimulationError.check(stableWindow, Setting(.knative, .stableWindow), in: times)
    try SimulationError.check(panicWindow, Setting(.knative, .panicWindow), in: 1e-3...1)
    try SimulationError.check(panicThreshold, Setting(.knative, .panicThreshold), in: 1...1e6)
    try SimulationError.check(maxScaleUp, Setting(.knative, .maxScaleUp), in: 1.0001...1e9)
    try SimulationError.check(maxScaleDown, Setting(.knative, .maxScaleDown), in: 1.0001...1e9)
    try SimulationError.check(tick, Setting(.knative, .tick), in: times)
    try SimulationError.check(scaleToZeroGrace, Setting(.knative, .scaleToZeroGrace), in: 0...1e9)
    try SimulationError.check(scaleDownDelay, Setting(.knative, .scaleDownDelay), in: 0...1e9)
    let counts = 0...10_000
    try SimulationError.check(activationScale, Setting(.knative, .activationScale), in: counts)
    try SimulationError.check(initialScale, Setting(.knative, .initialScale), in: counts)
    if stableWindow / tick > 100_000 || scaleDownDelay / tick > 100_000 {
      throw .unusable(
        Setting(.knative, .tick),
        .tooMany(.ticks, max(stableWindow, scaleDownDelay) / tick, most: 100_000))
    }
  }
}

/// The settings of keep-alive by a histogram of idle times: how long the fleet was without a
/// request before the next one came. After a request an instance is kept, or, when gaps are long,
/// stopped and started again shortly before the next request is due.
/// After Shahrad et al., "Serverless in the Wild", USENIX ATC 2020.
public struct IdleHistogram: Sendable, Equatable {
  /// Width of a bin, seconds.
  public var bin = 60.0
  /// Gaps of more bins than this are counted, but not told apart.
  public var bins = 240
  /// The next instance is started again at this share of the gaps seen.
  public var prewarmPercentile = 0.05
  /// It is kept until this share of the gaps seen.
  public var keepAlivePercentile = 0.99
  /// Both are widened by this share.
  public var margin = 0.1
  /// Until this many gaps were seen, or while most are longer than the histogram, instances are
  /// kept for `fallback` seconds.
  public var minimumGaps = 10
  /// Below this coefficient of variation of the bins' counts, gaps are spread too evenly for the
  /// histogram to say anything, and the fallback holds as well.
  public var minimumVariation = 2.0
  /// Seconds of keep-alive while the histogram says nothing.
  public var fallback = 600.0

  /// Creates settings with the defaults of the paper.
  public init() {}

  func validate() throws(SimulationError) {
    try SimulationError.check(bin, Setting(.idleHistogram, .bin), in: 1e-3...1e9)
    try SimulationError.check(bins, Setting(.idleHistogram, .bins), in: 1...100_000)
    try SimulationError.check(
      prewarmPercentile, Setting(.idleHistogram, .prewarmPercentile), in: 0...1)
    try SimulationError.check(
      keepAlivePercentile, Setting(.idleHistogram, .keepAlivePercentile), in: 0...1)
    try SimulationError.check(margin, Setting(.idleHistogram, .margin), in: 0...0.9)
    try SimulationError.check(
      minimumGaps, Setting(.idleHistogram, .minimumGaps), in: 1...1_000_000_000)
    try SimulationError.check(
      minimumVariation, Setting(.idleHistogram, .minimumVariation), in: 0...1e9)
    try SimulationError.check(fallback, Setting(.idleHistogram, .fallback), in: 0...1e12)
    if keepAlivePercentile < prewarmPercentile {
      throw .unusable(
        Setting(.idleHistogram, .keepAlivePercentile),
        .below(
          keepAlivePercentile, Setting(.idleHistogram, .prewarmPercentile), prewarmPercentile))
    }
  }
}
