/// A setting of a fleet or a run, by its place: the property, and the part of it.
public struct Setting: Sendable, Hashable {
  /// The property of `Fleet` or `Run`, or of what one of them holds.
  public var name: Name
  /// The phase of a start.
  public var phase: String?
  /// The number of a request in a list, from 1.
  public var request: Int?
  /// The part, from the outside in: the mean of the prompt.
  public var parts: [Part]

  /// A setting by its property and the part of it.
  public init(_ name: Name, _ parts: Part..., phase: String? = nil, request: Int? = nil) {
    (self.name, self.parts, self.phase, self.request) = (name, parts, phase, request)
  }

  /// The properties that are checked.
  public enum Name: String, Sendable {
    case arrivals, service, coldStart, coldService, scaling, keepAlive, knative, idleHistogram
    case horizontal, rayServe, starting, startLimit, schedule, failedStarts, outages, interruptions,
      notice
    case patience, timeout, retries, retryAfter
    case routing, minWarm, buffer, maxInstances, reserved, concurrency, batchSpeedup, queue
    case gpusPerInstance, prices, trace, pools, kinds
    case step, server, load
    case horizon, precision, budget, warmUp, replications, recorded
  }

  /// The parts of those that have some.
  public enum Part: String, Sendable {
    case rate, on, off, rateOn, rateOff, mean, peak, period, rates, count, list, time
    case weekend, otherwise, from, until, growing, perMonth, months, merged
    case median, p95, prompt, output, prefillRate, decodeRate
    case target, utilization, stableWindow, panicWindow, panicThreshold, maxScaleUp, maxScaleDown
    case tick, scaleToZeroGrace, scaleDownDelay, activationScale, initialScale
    case bin, bins, prewarmPercentile, keepAlivePercentile, margin, minimumGaps, minimumVariation
    case fallback
    case every, lasting
    case perRequest, perGPUSecond, granularity, minimum, reservedPerGPUHour, reservedDiscount
    case speed, share, unit, requests
    case fixed, perSequence, perContextToken, perPromptPair, weights, experts
    case room, block, budget, sequences, cached, swap, readers, transfer, users, rounds
  }

  /// The same setting, one part further in.
  func part(_ part: Part) -> Setting {
    var inner = self
    inner.parts.append(part)
    return inner
  }

  /// What its value is counted in.
  public enum Measure: Sendable { case seconds, perSecond, tokens, tokensPerSecond, dollars, plain }

  /// What its value is counted in.
  public var measure: Measure {
    switch parts.last {
    case .otherwise where name == .schedule: return .plain
    case .rate, .rateOn, .rateOff, .peak, .rates, .otherwise: return .perSecond
    case .mean where name == .arrivals: return .perSecond
    case .prefillRate, .decodeRate: return .tokensPerSecond
    case .room, .block, .budget: return .tokens
    case .perRequest, .perGPUSecond, .reservedPerGPUHour: return .dollars
    case .on, .off, .period, .from, .until, .time, .stableWindow, .tick, .scaleToZeroGrace,
      .scaleDownDelay, .bin,
      .fallback, .granularity, .minimum, .unit, .fixed, .perSequence, .perContextToken,
      .perPromptPair, .weights, .experts, .every, .lasting, .swap, .transfer:
      return .seconds
    case .mean, .median, .p95, .prompt, .output, nil: break
    default: return .plain
    }
    if parts.contains(.prompt) || parts.contains(.output) { return .tokens }
    switch name {
    case .service, .coldStart, .coldService, .keepAlive, .horizon, .arrivals, .interruptions,
      .notice, .patience, .timeout, .retryAfter:
      return .seconds
    default: return .plain
    }
  }
}

extension Setting: CustomStringConvertible {
  /// Its place, as in `coldStart pull mean`.
  public var description: String {
    var words = [name.rawValue]
    if let phase { words.append(phase) }
    for part in parts {
      words.append(part.rawValue)
      if part == .list, let request { words.append("request \(request)") }
    }
    return words.joined(separator: " ")
  }
}
