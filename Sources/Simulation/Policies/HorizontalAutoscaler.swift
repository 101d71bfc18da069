/// Kubernetes' horizontal pod autoscaler (HPA) by requests per instance, with its defaults, and KEDA,
/// which sets its target by the length of a queue and turns the last instance off.
/// Sources: kubernetes.io "Horizontal Pod Autoscaling" (algorithm, tolerance, stabilization, default
/// behavior) and pkg/controller/podautoscaler; keda.sh "ScaledObject spec" (pollingInterval,
/// cooldownPeriod) and "Scaling deployments" (from 0 to 1 by KEDA, from 1 on by the HPA).
public struct HorizontalAutoscaler: Sendable, Equatable {
  /// Requests in the system per instance that it aims at.
  public var target: Double
  /// Seconds between two looks (`--horizontal-pod-autoscaler-sync-period`).
  public var period = 15.0
  /// Within this share of the target nothing changes.
  public var tolerance = 0.1
  /// Seconds for which fewer must be wanted all the time before some go
  /// (`scaleDown.stabilizationWindowSeconds`).
  public var downWindow = 300.0
  /// In one period there may come as many as there are times this, or this many more, whichever is
  /// more (`scaleUp.policies`).
  public var upShare = 1.0, upCount = 4
  /// KEDA's `pollingInterval` and `cooldownPeriod`, seconds: where there is none, one instance comes
  /// at the next poll that finds a request; the last one goes when there was none for the
  /// cool-down. Nil always keeps one, as the HPA by itself does.
  public var toZero: (polling: Double, cooldown: Double)?

  /// The HPA with its defaults.
  public init(target: Double) { self.target = target }

  /// KEDA with its defaults.
  public static func keda(target: Double) -> HorizontalAutoscaler {
    var settings = HorizontalAutoscaler(target: target)
    settings.toZero = (30, 300)
    return settings
  }

  /// Compares every setting.
  public static func == (a: HorizontalAutoscaler, b: HorizontalAutoscaler) -> Bool {
    a.target == b.target && a.period == b.period && a.tolerance == b.tolerance
      && a.downWindow == b.downWindow && a.upShare == b.upShare && a.upCount == b.upCount
      && a.toZero?.polling == b.toZero?.polling && a.toZero?.cooldown == b.toZero?.cooldown
  }

  /// The longest of its windows, seconds.
  var window: Double { downWindow + (toZero.map { $0.polling + $0.cooldown } ?? 0) }

  func validate() throws(SimulationError) {
    let times = 1...1e7
    try SimulationError.check(target, Setting(.horizontal, .target), in: 1e-3...1e6)
    try SimulationError.check(period, Setting(.horizontal, .tick), in: times)
    try SimulationError.check(tolerance, Setting(.horizontal, .margin), in: 0...10)
    try SimulationError.check(downWindow, Setting(.horizontal, .stableWindow), in: 0...1e7)
    try SimulationError.check(upShare, Setting(.horizontal, .maxScaleUp), in: 0...1e6)
    try SimulationError.check(upCount, Setting(.horizontal, .count), in: 0...1_000_000)
    if let toZero {
      try SimulationError.check(toZero.polling, Setting(.horizontal, .tick), in: times)
      try SimulationError.check(
        toZero.cooldown, Setting(.horizontal, .scaleToZeroGrace), in: 0...1e7)
    }
    if window / period > 100_000 {
      throw .unusable(
        Setting(.horizontal, .tick), .tooMany(.ticks, window / period, most: 100_000))
    }
  }
}

/// The autoscaler as it goes through a run.
struct HorizontalDecisions: Sendable {
  private let settings: HorizontalAutoscaler
  /// What was wanted at the last looks, with their times, oldest first.
  private var wanted: [(time: Double, count: Int)] = []
  private var lastPoll = -Double.infinity
  private var lastActive = -Double.infinity

  init(_ settings: HorizontalAutoscaler) { self.settings = settings }

  /// How many instances there should be.
  /// - Parameters:
  ///   - requests: waiting or in service now.
  ///   - current: instances that are there or come.
  mutating func decide(at now: Double, requests: Double, current: Int) -> Int {
    if let toZero = settings.toZero {
      if now - lastPoll >= toZero.polling - 1e-9 {
        lastPoll = now
        if requests > 0 { lastActive = now }
      }
      if current == 0 { return lastActive == now ? 1 : 0 }
      if requests == 0, now - lastActive > toZero.cooldown {
        wanted.removeAll()
        return 0
      }
    }
    let current = max(1, current)
    let ratio = requests / (settings.target * Double(current))
    var desired = Double(current)
    if abs(ratio - 1) > settings.tolerance + 1e-9 {
      desired = (requests / settings.target - 1e-9).rounded(.up)
    }
    let most = max(
      (Double(current) * (1 + settings.upShare)).rounded(.up), Double(current + settings.upCount))
    var count = max(1, Int(min(desired, 1e9)))
    wanted.append((now, count))
    wanted.removeAll { $0.time < now - settings.downWindow + 1e-9 && $0.time < now }
    // The most of those wanted lately, but never more than there are for that reason alone.
    if count < current {
      count = min(current, wanted.reduce(count) { max($0, $1.count) })
    }
    return min(count, Int(min(most, 1e9)))
  }

  /// Goes on after a time in which every look found the same.
  mutating func wake(at now: Double, wanted count: Int) {
    wanted = count > 0 ? [(now, count)] : []
  }
}
