/// Knative's decision how many instances there should be, at every tick.
/// Source: knative/serving pkg/autoscaler/scaling/autoscaler.go, `Scale`.
struct KnativeAutoscaler: Sendable {
  /// Requests a second of an instance, where nothing is said.
  private static let usualRate = 200.0
  private let settings: Knative
  private let target: Double
  /// When panic last had a reason; nil is no panic.
  private(set) var panicTime: Double?
  private var panicInstances = 0
  private var window: LoadWindow
  /// Decisions of the last `scaleDownDelay` seconds.
  private var decisions: [Int]
  private var decisionCount = 0
  private var zeroSince: Double?

  init(_ settings: Knative, concurrency: Int) {
    self.settings = settings
    let most = settings.metric == .concurrency ? Double(concurrency) : Self.usualRate
    target = max(settings.target ?? settings.utilization * most, 1e-3)
    window = LoadWindow(span: settings.stableWindow, tick: settings.tick)
    // One that begins with several is in panic, so that it does not shrink before it has seen much.
    if settings.initialScale > 1 { (panicTime, panicInstances) = (0, settings.initialScale) }
    decisions = Array(
      repeating: 0, count: max(1, Int((settings.scaleDownDelay / settings.tick).rounded(.up))))
  }

  /// Whether it scales by requests that come in a second, not by those in the system.
  var countsArrivals: Bool { settings.metric == .requestsPerSecond }

  /// Takes the load summed over time (request-seconds since the beginning, or requests that came) at
  /// a tick, and decides.
  /// - Parameters:
  ///   - ready: instances that are ready.
  mutating func decide(at now: Double, load: Double, ready: Int) -> Int {
    window.add(load)
    let panicTicks = Int((settings.stableWindow * settings.panicWindow / settings.tick).rounded())
    return decide(
      at: now, stable: window.average(over: window.ticks, load),
      panic: window.average(over: panicTicks, load),
      ready: ready)
  }

  /// The decision from the two averages.
  mutating func decide(at now: Double, stable: Double, panic: Double, ready: Int) -> Int {
    let readyOrOne = Double(max(1, ready))
    let most = (settings.maxScaleUp * readyOrOne).rounded(.up)
    let least = (readyOrOne / settings.maxScaleDown).rounded(.down)
    let stableCount = (stable / target - 1e-9).rounded(.up)
    let panicCount = (panic / target - 1e-9).rounded(.up)
    func clamp(_ count: Double) -> Int {
      let clamped = Int(min(max(count, least), most, 1e9))
      return count > 0 ? max(clamped, settings.activationScale) : clamped
    }
    let isOver = panicCount / readyOrOne >= settings.panicThreshold
    if isOver {
      panicTime = now
    } else if let start = panicTime, start + settings.stableWindow < now {
      panicTime = nil
      panicInstances = 0
    }
    var wanted = clamp(stableCount)
    if panicTime != nil {
      wanted = max(wanted, clamp(panicCount))
      // While in panic, the fleet never shrinks.
      panicInstances = max(panicInstances, wanted)
      wanted = panicInstances
    }
    if settings.scaleDownDelay > 0 {
      decisions[decisionCount % decisions.count] = wanted
      decisionCount += 1
      wanted = decisions.prefix(decisionCount).max() ?? wanted
    }
    return withGrace(wanted, now)
  }

  /// Keeps the last instance for the grace period.
  private mutating func withGrace(_ wanted: Int, _ now: Double) -> Int {
    if wanted > 0 {
      zeroSince = nil
      return wanted
    }
    let since = zeroSince ?? now
    zeroSince = since
    return now - since < settings.scaleToZeroGrace ? 1 : 0
  }

  /// Seconds without a change of load after which every further tick decides the same.
  var settling: Double {
    3 * settings.stableWindow + settings.scaleDownDelay + settings.scaleToZeroGrace
      + 2 * settings.tick
  }

  /// Fills in the ticks that were slept through, during which the load was constant.
  mutating func wake(at now: Double, load: Double, constant: Double) {
    window.wake(load: load, constant: constant)
  }
}
