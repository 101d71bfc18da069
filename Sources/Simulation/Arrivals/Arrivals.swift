import Basics

/// When requests come.
public enum Arrivals: Sendable, Equatable {
  /// At random, `rate` per second on average (a Poisson process).
  case poisson(rate: Double)
  /// One every 1/`rate` seconds, the first after one such gap.
  case fixedRate(Double)
  /// Bursts: at random at `rateOn` while on and `rateOff` while off (per second), each spell
  /// exponential with mean `on` or `off` seconds (a Markov-modulated Poisson process).
  case bursts(on: Double, off: Double, rateOn: Double, rateOff: Double)
  /// A daily cycle: at random, at a rate that swings smoothly around `mean` up to `peak` (per
  /// second) in the middle of every `period` seconds. `DailyCycle` has the shape.
  case daily(mean: Double, peak: Double, period: Double = 86_400)
  /// At random, at `rates` (per second), one after the other in equal parts of `period` seconds.
  case profile(rates: [Double], period: Double = 86_400)
  /// A week from Monday on: each day a `DailyCycle` up to `peak` (per second), the two of the weekend
  /// with `weekend` times its rate; `mean` is over the week.
  case weekly(mean: Double, peak: Double, weekend: Double)
  /// A week from Monday on: at random at `rate` from one time of each working day until another
  /// (seconds after midnight), and at `otherwise` at all other times, per second.
  case officeHours(rate: Double, otherwise: Double, from: Double, until: Double)
  /// Traffic that grows by the share `perMonth` a month of 30 days, for so many months. Where more
  /// than these are simulated, they begin anew.
  indirect case growing(Arrivals, perMonth: Double, months: Double)
  /// Several streams at once.
  case merged([Arrivals])
  /// The rows of a trace file, in order.
  case trace(TraceFile)
  /// The requests given, in order.
  case list([TracedRequest])
}

/// One request of a trace.
public struct TracedRequest: Sendable, Equatable {
  /// Seconds after the trace's first request.
  public var time: Double
  /// Seconds of service, where the trace says.
  public var duration: Double?
  /// Length of the prompt, where the trace says.
  public var promptTokens: Double?
  /// Length of the answer, where the trace says.
  public var outputTokens: Double?

  /// Creates a request; what the trace does not say stays nil.
  public init(
    time: Double, duration: Double? = nil, promptTokens: Double? = nil, outputTokens: Double? = nil
  ) {
    self.time = time
    self.duration = duration
    self.promptTokens = promptTokens
    self.outputTokens = outputTokens
  }
}

extension Arrivals {
  /// Requests per second in the long run; nil for a trace, whose rate is known once it is read.
  public var meanRate: Double? {
    switch self {
    case .poisson(let rate), .fixedRate(let rate): rate
    case .bursts(let on, let off, let rateOn, let rateOff):
      on.isInfinite ? rateOn : (on * rateOn + off * rateOff) / (on + off)
    case .daily(let mean, _, _), .weekly(let mean, _, _): mean
    case .officeHours(let rate, let otherwise, let from, let until):
      otherwise + (rate - otherwise) * 5 * (until - from) / WeekProfile.length
    case .growing(let base, let perMonth, let months):
      base.meanRate.map { $0 * Growth(perMonth: perMonth, months: months).mean }
    case .merged(let streams): streams.reduce(0) { $0 + ($1.meanRate ?? 0) }
    case .profile(let rates, _):
      rates.isEmpty ? 0 : rates.reduce(0, +) / Double(rates.count)
    case .trace, .list: nil
    }
  }

  /// Whether the requests are a finite record, to be replayed whole.
  public var isTrace: Bool {
    switch self {
    case .trace, .list: true
    default: false
    }
  }

  /// How many things happen per second of the process at most, on average: requests, candidates
  /// that thinning throws away, and changes of state.
  var eventRate: Double {
    switch self {
    case .poisson(let rate), .fixedRate(let rate): rate
    case .bursts(let on, let off, _, _): (meanRate ?? 0) + 2 / (on + off)
    case .daily(_, let peak, _): peak
    case .profile(let rates, _): rates.max() ?? 0
    case .weekly(_, let peak, let weekend): peak * max(1, weekend)
    case .officeHours(let rate, let otherwise, _, _): max(rate, otherwise)
    case .growing(let base, let perMonth, let months):
      base.eventRate * Growth(perMonth: perMonth, months: months).most
    case .merged(let streams): streams.reduce(0) { $0 + $1.eventRate }
    case .trace, .list: 0
    }
  }

  func validate() throws(SimulationError) {
    let rates = 0...1e9
    switch self {
    case .poisson(let rate), .fixedRate(let rate):
      try SimulationError.check(rate, Setting(.arrivals, .rate), in: rates)
    case .bursts(let on, let off, let rateOn, let rateOff):
      try SimulationError.check(
        on, Setting(.arrivals, .on), in: 1e-9...SimulationLimits.longestTime)
      try SimulationError.check(
        off, Setting(.arrivals, .off), in: 1e-9...SimulationLimits.longestTime)
      try SimulationError.check(rateOn, Setting(.arrivals, .rateOn), in: rates)
      try SimulationError.check(rateOff, Setting(.arrivals, .rateOff), in: rates)
    case .daily(let mean, let peak, let period):
      try SimulationError.check(mean, Setting(.arrivals, .mean), in: rates)
      try SimulationError.check(peak, Setting(.arrivals, .peak), in: rates)
      try SimulationError.check(
        period, Setting(.arrivals, .period), in: 1e-3...SimulationLimits.longestTime)
      if peak < mean {
        throw .unusable(Setting(.arrivals, .peak), .below(peak, Setting(.arrivals, .mean), mean))
      }
      if mean > 0, peak / mean > DailyCycle.steepest {
        throw .unusable(Setting(.arrivals, .peak), .tooSteep(most: DailyCycle.steepest))
      }
      if mean == 0, peak > 0 {
        throw .unusable(Setting(.arrivals, .mean), .zeroUnlike(Setting(.arrivals, .peak)))
      }
    case .profile(let steps, let period):
      try SimulationError.check(
        period, Setting(.arrivals, .period), in: 1e-3...SimulationLimits.longestTime)
      try SimulationError.check(steps.count, Setting(.arrivals, .rates, .count), in: 1...100_000)
      for rate in steps { try SimulationError.check(rate, Setting(.arrivals, .rates), in: rates) }
    case .weekly(let mean, let peak, let weekend):
      try SimulationError.check(mean, Setting(.arrivals, .mean), in: rates)
      try SimulationError.check(peak, Setting(.arrivals, .peak), in: rates)
      try SimulationError.check(weekend, Setting(.arrivals, .weekend), in: 0...100)
      // The busiest day is what has to fit under its peak.
      let day = WeekProfile.weekday(mean: mean, weekend: weekend)
      try Arrivals.daily(mean: day, peak: peak).validate()
    case .officeHours(let rate, let otherwise, let from, let until):
      try SimulationError.check(rate, Setting(.arrivals, .rate), in: rates)
      try SimulationError.check(otherwise, Setting(.arrivals, .otherwise), in: rates)
      try SimulationError.check(from, Setting(.arrivals, .from), in: 0...WeekProfile.day)
      try SimulationError.check(until, Setting(.arrivals, .until), in: 0...WeekProfile.day)
      if until < from {
        throw .unusable(
          Setting(.arrivals, .until), .below(until, Setting(.arrivals, .from), from))
      }
    case .growing(let base, let perMonth, let months):
      try base.validate()
      if !base.isAtRandom { throw .unusable(Setting(.arrivals, .growing), .notAtRandom) }
      try SimulationError.check(perMonth, Setting(.arrivals, .perMonth), in: -0.99...100)
      try SimulationError.check(months, Setting(.arrivals, .months), in: 1e-3...1200)
      // A million times as much at the end is more than any traffic grows.
      let most = PortableMath.exp(PortableMath.log(1e6) / months) - 1
      if perMonth > most {
        throw .unusable(Setting(.arrivals, .perMonth), .tooLarge(perMonth, most: most))
      }
    case .merged(let streams):
      try SimulationError.check(streams.count, Setting(.arrivals, .merged, .count), in: 1...64)
      for stream in streams {
        if stream.isTrace { throw .unusable(Setting(.arrivals, .merged), .notEndless) }
        try stream.validate()
      }
    case .trace(let file): try file.validate()
    case .list(let requests):
      if requests.isEmpty { throw .unusable(Setting(.arrivals, .list), .empty) }
      for (index, request) in requests.enumerated() {
        let setting = Setting(.arrivals, .list, request: index + 1)
        try SimulationError.check(
          request.time, setting.part(.time), in: 0...SimulationLimits.longestTime)
        if index > 0, request.time < requests[index - 1].time {
          throw .unusable(
            setting.part(.time),
            .below(
              request.time, Setting(.arrivals, .list, .time, request: index),
              requests[index - 1].time))
        }
        for value in [request.duration, request.promptTokens, request.outputTokens] {
          guard let value else { continue }
          try SimulationError.check(value, setting, in: 0...SimulationLimits.longestTime)
        }
      }
    }
  }
}
