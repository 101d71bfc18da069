import Basics
import Simulation

/// The same requests, simulated: what was to be expected of a server by the law of its steps.
struct Forecast: Sendable {
  /// Figures of the simulated run, seconds.
  var firstToken: LogHistogram
  var perToken: LogHistogram
  var latency: LogHistogram
  var outputRate: Double
  var coldShare: Double
  var rejected: Int

  /// Simulates.
  /// - Parameters:
  ///   - sent: the requests as they were sent, with the lengths that the server counted.
  ///   - law: of the steps of one worker.
  init(
    _ sent: [LoadTest.Sent], _ platform: PlatformFacts, law: StepLaw
  ) throws(SimulationError) {
    let begin = sent.map { $0.due }.min() ?? 0
    let requests = sent.map { one in
      TracedRequest(
        time: one.due - begin,
        promptTokens: Double(one.last?.promptTokens ?? one.request.promptTokens),
        outputTokens: Double(one.last?.outputTokens ?? one.request.outputTokens))
    }
    let fleet = Self.fleet(requests, platform, law)
    let outcome = try simulate(fleet)
    let none = LogHistogram()
    firstToken = outcome.timeToFirstToken?.histogram ?? none
    perToken = outcome.timeBetweenTokens?.histogram ?? none
    latency = outcome.latency.histogram
    outputRate = outcome.outputRate ?? 0
    coldShare = outcome.coldShare.value
    rejected = outcome.rejected
  }

  static func fleet(
    _ requests: [TracedRequest], _ platform: PlatformFacts, _ law: StepLaw
  ) -> Fleet {
    let longest = requests.map { ($0.promptTokens ?? 0) + ($0.outputTokens ?? 0) }.max() ?? 1
    let sequences = max(2, platform.concurrency)
    var server = GPUServer(law: law, room: max(16, sequences * (Int(longest) + 64)))
    server.sequences = sequences
    server.budget = max(sequences + 1, platform.batchSize)
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
    fleet.concurrency = sequences
    if fleet.isElastic || platform.workers == 1 { fleet.queue = .bounded(platform.queue) }
    return fleet
  }
}
