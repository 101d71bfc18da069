/// Ray Serve's autoscaler, with the defaults of `AutoscalingConfig`: it aims at so many ongoing
/// requests for each replica, on the average of the last while, and acts when it has wanted the same
/// for long enough.
/// Sources: docs.ray.io "Advanced Ray Serve Autoscaling" and `AutoscalingConfig`; ray-project/ray
/// python/ray/serve/autoscaling_policy.py.
public struct RayServe: Sendable, Equatable {
  /// Requests waiting or in service for each instance that it aims at (`target_ongoing_requests`).
  public var target = 2.0
  /// Seconds for which more, or fewer, must be wanted all the time before that is done
  /// (`upscale_delay_s`, `downscale_delay_s`).
  public var upscaleDelay = 30.0, downscaleDelay = 600.0
  /// The same for the last instance; nil is `downscaleDelay` (`downscale_to_zero_delay_s`).
  public var downscaleToZeroDelay: Double?
  /// How many times the difference to what is wanted one step up, or down, takes
  /// (`upscaling_factor`, `downscaling_factor`).
  public var upscalingFactor = 1.0, downscalingFactor = 1.0
  /// Seconds over which requests are averaged (`look_back_period_s`).
  public var lookBack = 30.0
  /// Seconds between two reports of that average (`metrics_interval_s`).
  public var metricsInterval = 10.0
  /// Seconds between two looks of the controller. Ray's own are a tenth of a second apart, which
  /// only tells how late a decision may be.
  public var tick = 1.0

  /// Creates settings with Ray Serve's own defaults.
  public init() {}

  /// The longest of its delays, with what it looks back.
  var window: Double {
    max(upscaleDelay, downscaleDelay, downscaleToZeroDelay ?? 0) + lookBack + metricsInterval
  }

  /// Seconds of constant load after which every further report is the same.
  var settling: Double { lookBack + 2 * metricsInterval + 2 * tick }

  func validate() throws(SimulationError) {
    let factors = 1e-3...1e3
    try SimulationError.check(target, Setting(.rayServe, .target), in: 1e-3...1e6)
    for delay in [upscaleDelay, downscaleDelay, downscaleToZeroDelay ?? 0] {
      try SimulationError.check(delay, Setting(.rayServe, .scaleDownDelay), in: 0...1e7)
    }
    try SimulationError.check(upscalingFactor, Setting(.rayServe, .maxScaleUp), in: factors)
    try SimulationError.check(downscalingFactor, Setting(.rayServe, .maxScaleDown), in: factors)
    try SimulationError.check(lookBack, Setting(.rayServe, .stableWindow), in: 1...1e5)
    try SimulationError.check(metricsInterval, Setting(.rayServe, .period), in: 0.1...1e5)
    try SimulationError.check(tick, Setting(.rayServe, .tick), in: 0.1...1e5)
    if lookBack / tick > 100_000 {
      throw .unusable(Setting(.rayServe, .tick), .tooMany(.ticks, lookBack / tick, most: 100_000))
    }
  }
}

/// The autoscaler as it goes through a run.
struct RayDecisions: Sendable {
  private let settings: RayServe
  private var window: LoadWindow
  /// The average that was reported last, and when.
  private var reported = 0.0
  private var lastReport = -Double.infinity
  /// For how many looks more (above 0) or fewer (below) were wanted without a break.
  private var counter = 0

  init(_ settings: RayServe) {
    self.settings = settings
    window = LoadWindow(span: settings.lookBack, tick: settings.tick)
  }

  /// Whether it wanted what it has asked for when it looked last.
  private(set) var isSteady = true

  /// Takes the load summed over time at a look, and decides how many instances there should be.
  /// - Parameters:
  ///   - requests: waiting or in service now; told at once where nothing is running.
  ///   - running: instances that are ready.
  ///   - target: how many were asked for.
  ///   - least: never fewer.
  ///   - most: never more.
  mutating func decide(
    at now: Double, load: Double, requests: Double, running: Int, target: Int, least: Int,
    most: Int
  ) -> Int {
    window.add(load)
    if now - lastReport >= settings.metricsInterval - 1e-9 {
      lastReport = now
      reported = window.average(over: window.ticks, load)
    }
    return decide(
      average: running == 0 ? requests : reported, running: running, target: target, least: least,
      most: most)
  }

  /// The decision from the average of ongoing requests that was reported last.
  mutating func decide(
    average: Double, running: Int, target: Int, least: Int, most: Int
  ) -> Int {
    isSteady = true
    if running == 0 {
      return average > 0 ? max(Int(settings.upscalingFactor.rounded(.up)), target) : target
    }
    let exact = average / settings.target
    let factor =
      exact > Double(running) ? settings.upscalingFactor : settings.downscalingFactor
    let scaled = Double(running) + factor * (exact - Double(running))
    var wanted = Int(max(0, min((scaled - 1e-9).rounded(.up), 1e9)))
    // A factor does not keep it from the last step down.
    if (exact - 1e-9).rounded(.up) < Double(running), wanted == running { wanted -= 1 }
    return afterDelay(max(least, min(wanted, most)), target)
  }

  /// What is wanted, once it has been wanted for long enough.
  private mutating func afterDelay(_ wanted: Int, _ target: Int) -> Int {
    if wanted == target {
      counter = 0
      return target
    }
    isSteady = false
    let isUp = wanted > target
    counter = isUp ? max(counter, 0) + 1 : min(counter, 0) - 1
    var delay = isUp ? settings.upscaleDelay : settings.downscaleDelay
    if !isUp, target == 1 { delay = settings.downscaleToZeroDelay ?? delay }
    if abs(counter) <= Int(delay / settings.tick + 1e-9) { return target }
    counter = 0
    // The last one goes only by itself.
    return isUp || target == 1 ? wanted : max(1, wanted)
  }

  /// Goes on after a time in which every look found the same.
  mutating func wake(load: Double, constant: Double) {
    window.wake(load: load, constant: constant)
    reported = constant
  }
}
