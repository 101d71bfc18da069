/// How much work a request is.
public enum Service: Sendable, Equatable {
  /// Seconds of service on an otherwise empty instance.
  case time(Law)
  /// A language model's work: the prompt is read at `prefillRate` (tokens/s), then the answer is
  /// written at `decodeRate` (tokens/s). The lengths are drawn, or come from a trace's own rows.
  case tokens(prompt: Law, output: Law, prefillRate: Double, decodeRate: Double)
  /// A language model's work on instances that decode many requests together, step by step. The
  /// lengths are drawn, or come from a trace's own rows.
  case batched(prompt: Law, output: Law, server: GPUServer)

  /// Always `seconds`.
  public static func fixed(_ seconds: Double) -> Service { .time(.fixed(seconds)) }
  /// Exponential with a mean in seconds.
  public static func exponential(mean: Double) -> Service { .time(.exponential(mean: mean)) }
  /// Lognormal by median and 95th percentile, seconds.
  public static func lognormal(median: Double, p95: Double) -> Service {
    .time(.lognormal(median: median, p95: p95))
  }

  /// Expected seconds of service alone on an instance.
  public var mean: Double {
    switch self {
    case .time(let law): law.mean
    case .tokens(let prompt, let output, let prefillRate, let decodeRate):
      prompt.mean / prefillRate + output.mean / decodeRate
    case .batched(let prompt, let output, let server):
      server.seconds(prompt: prompt.mean, output: output.mean)
    }
  }

  /// Variance of the seconds of service; prompt and answer lengths are independent.
  public var variance: Double {
    switch self {
    case .time(let law): law.variance
    case .tokens(let prompt, let output, let prefillRate, let decodeRate):
      prompt.variance / (prefillRate * prefillRate) + output.variance / (decodeRate * decodeRate)
    case .batched(let prompt, let output, let server):
      server.variance(prompt: prompt, output: output)
    }
  }

  /// Whether the work of a request is counted in tokens.
  public var hasTokens: Bool {
    switch self {
    case .time: false
    case .tokens, .batched: true
    }
  }

  /// The server that decodes many together; nil where each request has a speed of its own.
  public var server: GPUServer? {
    if case .batched(_, _, let server) = self { return server }
    return nil
  }

  var isExponential: Bool {
    if case .time(.exponential) = self { return true }
    return false
  }

  func validate() throws(SimulationError) {
    switch self {
    case .time(let law): try law.validate(Setting(.service))
    case .tokens(let prompt, let output, let prefillRate, let decodeRate):
      try prompt.validate(Setting(.service, .prompt))
      try output.validate(Setting(.service, .output))
      try SimulationError.check(prefillRate, Setting(.service, .prefillRate), in: 1e-6...1e12)
      try SimulationError.check(decodeRate, Setting(.service, .decodeRate), in: 1e-6...1e12)
      try SimulationError.check(mean, Setting(.service), in: 0...SimulationLimits.longestTime)
    case .batched(let prompt, let output, let server):
      try prompt.validate(Setting(.service, .prompt))
      try output.validate(Setting(.service, .output))
      try server.validate()
      try SimulationError.check(server.sequences, Setting(.server, .sequences), in: 2...100_000)
      let tokens = prompt.mean + output.mean
      if tokens > Double(server.room) {
        throw .unusable(
          Setting(.service, .prompt), .exceedsCache(tokens, room: Double(server.room)))
      }
      try SimulationError.check(mean, Setting(.service), in: 0...SimulationLimits.longestTime)
    }
  }
}

/// Draws the work of requests.
struct ServiceSampler: Sendable {
  private let time: LawSampler
  private let output: LawSampler
  let hasTokens: Bool
  private let prefillPace: Double
  private let decodePace: Double
  private var random: Xoshiro
  /// Whether work is counted in tokens and not in seconds.
  private(set) var isBatched = false

  init(_ service: Service, random: Xoshiro) {
    self.random = random
    switch service {
    case .time(let law):
      time = LawSampler(law)
      output = LawSampler(.fixed(0))
      (hasTokens, prefillPace, decodePace) = (false, 0, 0)
    case .tokens(let prompt, let answer, let prefillRate, let decodeRate):
      time = LawSampler(prompt)
      output = LawSampler(answer)
      (hasTokens, prefillPace, decodePace) = (true, 1 / prefillRate, 1 / decodeRate)
    case .batched(let prompt, let answer, _):
      time = LawSampler(prompt)
      output = LawSampler(answer)
      (hasTokens, prefillPace, decodePace) = (true, 0, 0)
      isBatched = true
    }
  }

  /// The work of the next request, and how much of it comes before the first token.
  @inline(__always)
  mutating func draw() -> Work {
    let first = time.draw(&random)
    if !hasTokens { return Work(seconds: first, prefill: 0) }
    return work(prompt: first, output: output.draw(&random))
  }

  /// The work of a request whose lengths are known, tokens.
  func work(prompt: Double, output: Double) -> Work {
    if isBatched {
      return Work(seconds: max(1, output.rounded()), prefill: max(1, prompt.rounded()))
    }
    let prefill = prompt * prefillPace
    return Work(seconds: prefill + output * decodePace, prefill: prefill)
  }
}

/// What one request asks for, in seconds alone on an instance; at a batched server in tokens of its
/// answer and, as what comes before the first token, of its prompt.
struct Work: Sendable {
  var seconds: Double
  /// The part before the first token; 0 for work not counted in tokens.
  var prefill: Double
}
