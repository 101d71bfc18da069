import Diagnostics
import Language
import Quantities
import Simulation

extension Settings {
  /// When instances are started and how long they are kept.
  static func scaling(_ arguments: Arguments, _ fleet: inout Fleet) throws(Diagnostic) {
    fleet.startLimit = try startLimit(arguments)
    if let seconds = offeredKeepAlive(arguments) {
      fleet.scaling = .keepAlive(seconds)
      return
    }
    switch arguments["keep_alive"] {
    case .text("knative"): fleet.scaling = .knative(Knative())
    case .text("hpa"):
      fleet.scaling = .horizontal(HorizontalAutoscaler(target: Double(max(1, fleet.concurrency))))
    case .text("keda"):
      fleet.scaling = .horizontal(.keda(target: Double(max(1, fleet.concurrency))))
    case .text("ray_serve"): fleet.scaling = .rayServe(RayServe())
    case .text("runpod"): (fleet.scaling, fleet.starting) = (.keepAlive(5), .afterWait(4))
    case .text("histogram"): fleet.scaling = .idleHistogram(IdleHistogram())
    case .record(let record) where read(record, &fleet): break
    default:
      if let seconds = arguments["keep_alive"]?.quantity.flatMap(Reading.seconds) {
        fleet.scaling = .keepAlive(seconds)
        return
      }
      throw Reading.refusal(
        "keep_alive", arguments, expected: Forms.keepAlive, try: "keep_alive: 60 s")
    }
  }

  private static func startLimit(_ arguments: Arguments) throws(Diagnostic) -> StartLimit? {
    switch arguments["start_limit"] {
    case .text("none"), nil: return nil
    case .text("lambda"): return .lambda
    case .record(let record) where record.name == "at_most":
      return StartLimit(
        Int(exactly: record.number("instances")) ?? 0, per: record.number("per"))
    default:
      throw Reading.refusal(
        "start_limit", arguments, expected: Forms.startLimit,
        try: "start_limit: at_most(10, per: 1 min)")
    }
  }

  /// An autoscaler with settings of its own; false where the record is none.
  private static func read(_ record: Record, _ fleet: inout Fleet) -> Bool {
    switch record.name {
    case "hpa", "keda": fleet.scaling = .horizontal(horizontal(record))
    case "knative": fleet.scaling = .knative(knative(record, concurrency: fleet.concurrency))
    case "ray_serve": fleet.scaling = .rayServe(rayServe(record))
    case "runpod":
      fleet.scaling = .keepAlive(record.number("idle_timeout"))
      fleet.starting =
        record["request_count"]?.quantity.map { .byCount($0.base) }
        ?? .afterWait(record["queue_delay"]?.quantity?.base ?? 4)
    default: return false
    }
    return true
  }

  private static func horizontal(_ record: Record) -> HorizontalAutoscaler {
    var settings = HorizontalAutoscaler(target: record.number("target"))
    (settings.downWindow, settings.period) = (record.number("window"), record.number("period"))
    settings.tolerance = record.number("tolerance")
    settings.upShare = record.number("up_share")
    settings.upCount = Int(exactly: record.number("up_count")) ?? 0
    if record.name == "keda" {
      settings.toZero = (record.number("polling"), record.number("cooldown"))
    }
    return settings
  }

  /// The target is what an instance takes at the most, of which a share is aimed at.
  private static func knative(_ record: Record, concurrency: Int) -> Knative {
    var settings = Knative()
    settings.utilization = record.number("utilization")
    if record["metric"] == .text("rps") { settings.metric = .requestsPerSecond }
    if let target = record["target"]?.quantity?.base {
      let most = settings.metric == .concurrency ? Double(concurrency) : .infinity
      settings.target = max(0.01, min(target, most) * settings.utilization)
    }
    settings.stableWindow = record.number("window")
    settings.panicWindow = record.number("panic_window")
    settings.panicThreshold = record.number("panic_threshold")
    (settings.maxScaleUp, settings.maxScaleDown) = (
      record.number("max_scale_up"), record.number("max_scale_down")
    )
    (settings.scaleDownDelay, settings.scaleToZeroGrace) = (
      record.number("delay"), record.number("grace")
    )
    settings.activationScale = Int(exactly: record.number("activation_scale")) ?? 1
    settings.initialScale = Int(exactly: record.number("initial_scale")) ?? 0
    settings.tick = record.number("tick")
    return settings
  }

  private static func rayServe(_ record: Record) -> RayServe {
    var settings = RayServe()
    settings.target = record.number("target")
    (settings.upscaleDelay, settings.downscaleDelay) = (
      record.number("upscale_delay"), record.number("downscale_delay")
    )
    settings.downscaleToZeroDelay = record["downscale_to_zero_delay"]?.quantity?.base
    (settings.upscalingFactor, settings.downscalingFactor) = (
      record.number("upscaling_factor"), record.number("downscaling_factor")
    )
    (settings.lookBack, settings.metricsInterval) = (
      record.number("look_back"), record.number("metrics_interval")
    )
    return settings
  }
}

extension Record {
  /// A field that is a quantity, in base units; not a number where it is none.
  fileprivate func number(_ field: String) -> Double { self[field]?.quantity?.base ?? .nan }
}
