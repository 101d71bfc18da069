import Diagnostics
import Language
import Quantities
import Simulation

extension SimulationError {
  /// The error with the language's names and units, at the argument that it is about.
  /// - Parameter arguments: of the call; nil where more calls than one are meant.
  func diagnostic(_ arguments: Arguments?) -> Diagnostic {
    let words = sentence { setting, isFirst in
      setting.words(in: arguments, isFirst: isFirst)
    } value: { number, measure in
      measure.text(number)
    }
    switch self {
    case .cancelled: return Diagnostic(.interrupted, "Stopped; nothing was changed.")
    case .unreadable:
      return Diagnostic(.unreadable, "\(words).", at: arguments?.span("file"))
    case .unusable(let setting, let fault):
      let diagnostic = Diagnostic(
        .outOfRange, "\(words).", at: arguments?.span(setting.argument(in: arguments))
      ).label(setting.isOfServer ? "this cannot be" : "this setting makes no fleet")
      if case .tooMany(.events, _, _) = fault {
        return diagnostic.note("Simulate a shorter time, or fewer requests.")
      }
      return diagnostic
    }
  }
}

extension Setting {
  /// Whether it is one of a batched server or of its load test.
  fileprivate var isOfServer: Bool { name == .step || name == .server || name == .load }

  /// The argument that says it.
  fileprivate func argument(in arguments: Arguments?) -> String {
    switch name {
    case .arrivals: return "arrivals"
    case .service: return "service"
    case .coldStart: return parts == [.lasting] ? "warmth" : "cold_start"
    case .coldService: return "cold_service"
    case .scaling, .keepAlive, .knative, .idleHistogram, .horizontal, .rayServe, .starting:
      return "keep_alive"
    case .startLimit: return "start_limit"
    case .routing: return "routing"
    case .schedule: return "schedule"
    case .failedStarts: return "failed_starts"
    case .outages: return "no_capacity"
    case .interruptions: return "interrupted"
    case .notice: return "notice"
    case .patience: return "patience"
    case .timeout: return "timeout"
    case .retries: return "retries"
    case .retryAfter: return "retry_after"
    case .minWarm: return "min_warm"
    case .buffer: return "buffer"
    case .maxInstances: return "max_instances"
    case .reserved: return arguments?["gpus"] == nil ? "reserved" : "gpus"
    case .concurrency: return "concurrency"
    case .batchSpeedup: return "batch_speedup"
    case .queue: return "queue"
    case .gpusPerInstance: return "gpus_per_instance"
    case .pools: return "pools"
    case .kinds: return "service"
    case .trace: return parts == [.speed] ? "speed" : parts == [.share] ? "keep" : "file"
    case .precision: return "precision"
    case .step, .server, .load: return parts.first.flatMap { spelled($0) } ?? "server"
    case .horizon, .budget, .warmUp, .replications, .recorded: return "horizon"
    case .prices:
      switch parts.first {
      case .granularity: return "billed_by"
      case .minimum: return "minimum"
      case .reservedDiscount: return "discount"
      case .reservedPerGPUHour where arguments?["reserved_price"] != nil: return "reserved_price"
      default: return "price"
      }
    }
  }

  /// How it is called: the argument, and the part of it that has a name in the language.
  fileprivate func words(in arguments: Arguments?, isFirst: Bool) -> String {
    let argument = argument(in: arguments)
    guard let part = phase ?? parts.compactMap({ spelled($0) }).first else { return argument }
    if part == argument { return argument }
    return "\(isFirst ? "The" : "the") \(part) of \(argument)"
  }

  /// A part as the language calls it; nil where the argument alone says it.
  private func spelled(_ part: Part) -> String? {
    switch part {
    case .mean: name == .arrivals ? "mean" : nil
    case .peak, .period, .on, .off, .weekend, .otherwise, .from, .until, .months, .median, .p95,
      .prompt, .output:
      part.rawValue
    case .every, .lasting: part.rawValue
    case .rateOn: "rate_on"
    case .rateOff: "rate_off"
    case .perMonth: "per_month"
    case .growing, .merged: "traffic"
    case .prefillRate: "prefill"
    case .decodeRate: "decode"
    case .fixed, .weights, .experts, .room, .block, .budget, .sequences, .cached, .users, .rounds,
      .swap, .readers, .transfer:
      part.rawValue
    case .perSequence: "per_sequence"
    case .perContextToken: "per_context_token"
    case .perPromptPair: "per_prompt_pair"
    case .target: name == .knative ? nil : "target"
    case .utilization, .tick: part.rawValue
    case .stableWindow: name == .rayServe ? "look_back" : "window"
    case .panicWindow: "panic_window"
    case .panicThreshold: "panic_threshold"
    case .maxScaleUp:
      name == .rayServe ? "upscaling_factor" : name == .horizontal ? "up_share" : "max_scale_up"
    case .maxScaleDown: name == .rayServe ? "downscaling_factor" : "max_scale_down"
    case .scaleToZeroGrace: name == .horizontal ? "cooldown" : "grace"
    case .scaleDownDelay: "delay"
    case .activationScale: "activation_scale"
    case .initialScale: "initial_scale"
    default: nil
    }
  }
}

extension Setting.Measure {
  fileprivate func text(_ number: Double) -> String {
    switch self {
    case .seconds: Quantity(number, Units.second).text
    case .perSecond: Quantity(number, Units.perSecond).text
    case .tokens: Quantity(number, Units.token).text
    case .tokensPerSecond: Quantity(number, Units.tokenRate).text
    case .dollars: Quantity(number, .dollar).text
    case .plain: Quantity(number).text
    }
  }
}
