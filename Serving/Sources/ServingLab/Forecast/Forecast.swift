import Basics
import Simulation

/// The same requests, simulated: what was to be expected of a server by the law of its steps.
struct Forecast: Sendable {
  private let firstToken: LogHistogram
  private let betweenTokens: LogHistogram
  private let wholeAnswer: LogHistogram
  private let served: ServedLaw
  let outputRate: Double
  let coldShare: Double
  /// Seconds of a start; nil where none was needed.
  let start: Double?

  /// Simulates.
  /// - Parameters:
  ///   - sent: the requests as they were sent, with the lengths that the server counted.
  ///   - platform: as it was known before they were.
  init(
    _ sent: [LoadTest.Sent], _ platform: PlatformFacts, _ served: ServedLaw
  ) throws(SimulationError) {
    let begin = sent.map { $0.due }.min() ?? 0
    let requests = sent.map { one in
      TracedRequest(
        time: one.due - begin,
        promptTokens: Double(one.last?.promptTokens ?? one.request.promptTokens),
        outputTokens: Double(one.last?.outputTokens ?? one.request.outputTokens))
    }
    let outcome = try simulate(Self.fleet(requests, platform, served.law))
    let none = LogHistogram()
    firstToken = outcome.timeToFirstToken?.histogram ?? none
    betweenTokens = outcome.timeBetweenTokens?.histogram ?? none
    wholeAnswer = outcome.latency.histogram
    self.served = served
    outputRate = outcome.outputRate ?? 0
    // The platform counts as cold whoever waited for a start, its own or that of another.
    coldShare = outcome[.startWaitShare].value
    start = platform.isServerless ? platform.start : nil
  }

  /// Seconds to the first token that a share of the requests does not exceed; nil where none came.
  func firstToken(_ share: Double) -> Double? {
    Self.quantile(share, of: firstToken, besides: served.firstTokens)
  }

  /// The same of the seconds for each token after the first.
  func perToken(_ share: Double) -> Double? {
    betweenTokens.count > 0 ? betweenTokens.quantile(share) : nil
  }

  /// The same of the seconds to the last token.
  func latency(_ share: Double) -> Double? {
    // No answer ends before its first token, and what comes besides was measured of each by itself.
    Self.quantile(share, of: wholeAnswer, besides: served.latencies)
      .map { max($0, firstToken(share) ?? 0) }
  }

  /// A quantile of what was simulated and what comes besides, whichever comes together.
  private static func quantile(
    _ share: Double, of histogram: LogHistogram, besides: [Double]
  ) -> Double? {
    guard histogram.count > 0 else { return nil }
    guard !besides.isEmpty else { return histogram.quantile(share) }
    let points = min(500, histogram.count)
    let values = (0..<points).flatMap { index in
      let value = histogram.quantile((Double(index) + 0.5) / Double(points))
      return besides.map { value + $0 }
    }
    return Quantile.of(values, share)
  }

  /// A worker, with room for all that it takes at once.
  static func server(
    _ requests: [TracedRequest], _ platform: PlatformFacts, _ law: StepLaw
  ) -> GPUServer {
    let longest = requests.map { ($0.promptTokens ?? 0) + ($0.outputTokens ?? 0) }.max() ?? 1
    let sequences = max(2, platform.concurrency)
    var server = GPUServer(law: law, room: max(16, sequences * (Int(longest) + 64)))
    server.sequences = sequences
    server.budget = max(sequences + 1, platform.batchSize)
    return server
  }

  static func fleet(
    _ requests: [TracedRequest], _ platform: PlatformFacts, _ law: StepLaw
  ) -> Fleet {
    let server = server(requests, platform, law)
    func mean(_ value: (TracedRequest) -> Double?) -> Double {
      max(1, requests.reduce(0) { $0 + (value($1) ?? 0) } / Double(max(1, requests.count)))
    }
    let service = Service.batched(
      prompt: .fixed(mean { $0.promptTokens }), output: .fixed(mean { $0.outputTokens }),
      server: server)
    var fleet: Fleet
    if platform.isServerless {
      fleet = .serverless(
        arrivals: .list(requests), service: service,
        coldStart: ColdStart([.load(.fixed(platform.start ?? 0))]),
        keepAlive: platform.keepAlive)
      fleet.maxInstances = platform.workers
      fleet.routing = .pack
    } else {
      fleet = .dedicated(
        arrivals: .list(requests), service: service, servers: platform.workers)
      if platform.workers > 1 { fleet.routing = .leastLoaded }
    }
    fleet.concurrency = server.sequences
    if fleet.isElastic || platform.workers == 1 { fleet.queue = .bounded(platform.queue) }
    return fleet
  }
}
