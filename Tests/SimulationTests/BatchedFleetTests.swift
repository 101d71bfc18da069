import Testing

@testable import Simulation

/// Fleets whose instances decode many requests together.
@Suite struct BatchedFleetTests {
  private static var server: GPUServer {
    var law = StepLaw(
      fixed: 4e-3, perSequence: 2e-5, perContextToken: 5e-8, prefillRate: 50_000)
    law.weights = 2e-3
    var server = GPUServer(law: law, room: 60_000)
    server.sequences = 64
    return server
  }

  private static func fleet(_ arrivals: Arrivals, servers: Int) -> Fleet {
    var fleet = Fleet.dedicated(
      arrivals: arrivals,
      service: .batched(
        prompt: .lognormal(median: 500, p95: 2000), output: .exponential(mean: 150),
        server: server), servers: servers)
    fleet.concurrency = server.sequences
    return fleet
  }

  /// One instance is the server itself: each request's times are those of a server alone.
  @Test(arguments: UInt64(1)...5)
  func oneInstanceIsTheServer(seed: UInt64) throws {
    var random = Xoshiro(seed: seed, stream: 11)
    var time = 0.0
    let requests = (0..<300).map { _ -> TracedRequest in
      time += random.uniform() * (random.uniform() < 0.1 ? 1 : 0.03)
      return TracedRequest(
        time: time, promptTokens: 1 + (random.uniform() * 1500).rounded(),
        outputTokens: 1 + (random.uniform() * 300).rounded())
    }
    var run = Run()
    run.recorded = 100_000
    let outcome = try simulate(Self.fleet(.list(requests), servers: 1), run)
    var engine = StepEngine(Self.server)
    for request in requests {
      while engine.next() < request.time { engine.finish() }
      engine.add(
        BatchedRequest(
          id: 0, prompt: Int(request.promptTokens ?? 0), output: Int(request.outputTokens ?? 0),
          arrival: request.time), at: request.time)
    }
    while engine.count > 0 { engine.finish() }
    let alone = engine.takeFinished()
    let mean = alone.reduce(0) { $0 + $1.end - $1.arrival } / Double(alone.count)
    let first = alone.reduce(0) { $0 + $1.firstToken - $1.arrival } / Double(alone.count)
    #expect(outcome.served == requests.count)
    #expect(abs(outcome.latency.mean.value / mean - 1) < 1e-9, "seed \(seed)")
    #expect(abs((outcome.timeToFirstToken?.mean.value ?? 0) / first - 1) < 1e-9, "seed \(seed)")
    let tokens = alone.reduce(0) { $0 + $1.output }
    #expect(abs((outcome.outputRate ?? 0) * outcome.seconds - Double(tokens)) < 1e-6)
  }

  /// A cache that is too small costs time, whether it is copied out or computed again: what a server
  /// does of an endless line is all that it can.
  @Test(arguments: UInt64(0)..<6) func anOverflowingCacheIsLoad(seed: UInt64) throws {
    var random = Xoshiro(seed: seed, stream: 12)
    var server = Self.server
    server.room = 3000 + random.index(below: 3000)
    if seed % 3 > 0 { server.swap = 1e-4 * (1 + 9 * random.uniform()) }
    var fleet = Self.fleet(.poisson(rate: 1), servers: 1)
    fleet.service = .batched(prompt: .fixed(400), output: .fixed(300), server: server)
    fleet.arrivals = .list((0..<1500).map { TracedRequest(time: Double($0) * 1e-6) })
    let capacity = try 1500 / simulate(fleet).latency.max
    for (load, isTooMuch) in [(0.7, false), (1.25, true), (2, true)] {
      fleet.arrivals = .poisson(rate: capacity * load)
      let outcome = try simulate(fleet, .requests(4000, seed: seed))
      let name: Comment = "seed \(seed): \(load) of \(capacity)/s: \(outcome.queueGrowth ?? 0)"
      #expect(outcome.isSaturated == isTooMuch, name)
      guard isTooMuch else { continue }
      #expect(abs((outcome.queueGrowth ?? 0) / (capacity * (load - 1)) - 1) < 0.25, name)
    }
  }

  /// Nothing is lost, and more servers are never slower, under the same requests.
  @Test(arguments: [Routing.leastLoaded, .roundRobin, .pack, .newest])
  func moreServersAreNeverSlower(routing: Routing) throws {
    var before = Double.infinity
    for servers in [1, 2, 4] {
      var fleet = Self.fleet(.poisson(rate: 8), servers: servers)
      fleet.routing = routing
      let outcome = try simulate(fleet, .requests(3000, seed: 4))
      #expect(outcome.requests == outcome.served + outcome.rejected + outcome.inFlight)
      // To pack is to fill one before the next.
      if routing == .leastLoaded || routing == .roundRobin {
        #expect(outcome.latency.mean.value <= before * 1.001, "\(routing), \(servers)")
        before = outcome.latency.mean.value
      }
    }
  }

  /// A fleet that scales to zero: who comes first waits for the start, and is then served as alone.
  @Test func coldStart() throws {
    let requests = [TracedRequest(time: 0, promptTokens: 1000, outputTokens: 100)]
    var fleet = Fleet.serverless(
      arrivals: .list(requests),
      service: .batched(prompt: .fixed(1), output: .fixed(1), server: Self.server),
      coldStart: .time(.fixed(20)))
    fleet.concurrency = Self.server.sequences
    let outcome = try simulate(fleet)
    var engine = StepEngine(Self.server)
    engine.add(BatchedRequest(id: 0, prompt: 1000, output: 100, arrival: 0), at: 0)
    while engine.count > 0 { engine.finish() }
    let alone = engine.takeFinished()[0]
    #expect(abs(outcome.latency.mean.value - 20 - alone.end) < 1e-9)
    #expect(abs((outcome.timeToFirstToken?.mean.value ?? 0) - 20 - alone.firstToken) < 1e-9)
    #expect(outcome.starts == 1 && outcome[.startWaitShare].value == 1)
  }

  /// What no cache can hold is turned away, and said.
  @Test func tooLongIsTurnedAway() throws {
    let requests = (0..<10).map {
      TracedRequest(time: Double($0), promptTokens: $0 % 2 == 0 ? 70_000 : 100, outputTokens: 10)
    }
    let outcome = try simulate(Self.fleet(.list(requests), servers: 2))
    #expect(outcome.rejected == 5 && outcome.served == 5)
  }

  /// The load that a server bears is told within a tenth: below it a run settles, above it does not.
  @Test func saysWhenItCannotKeepUp() throws {
    let capacity = Self.server.capacity(prompt: 1000, output: 200)
    func fleet(_ rate: Double) -> Fleet {
      var fleet = Fleet.dedicated(
        arrivals: .poisson(rate: rate),
        service: .batched(prompt: .fixed(1000), output: .fixed(200), server: Self.server),
        servers: 1)
      fleet.concurrency = Self.server.sequences
      return fleet
    }
    #expect(try !simulate(fleet(capacity * 0.85), .requests(4000)).isSaturated)
    #expect(try simulate(fleet(capacity * 1.1), .requests(4000)).isSaturated)
    let loop = ClosedLoop(users: 64, prompt: 1000, output: 200)
    let found = try loop.run(on: Self.server).outputRate / 200
    #expect(abs(found / capacity - 1) < 0.1, "\(found) and \(capacity)")
  }

  @Test func saysWhatDoesNotGoWithIt() {
    var fleet = Self.fleet(.poisson(rate: 1), servers: 1)
    fleet.clients.timeout = 3
    #expect(throws: SimulationError.unusable(Setting(.service), .isBatched)) {
      try fleet.validate()
    }
  }

  /// Servers of random laws and sizes, a few of each, and requests for them.
  private func random(_ seed: UInt64) -> (GPUServer, [TracedRequest], servers: Int) {
    var random = Xoshiro(seed: seed, stream: 121)
    var law = StepLaw(
      fixed: 1e-3 + 0.02 * random.uniform(), perSequence: 1e-3 * random.uniform(),
      perContextToken: 1e-6 * random.uniform(), prefillRate: 1000 + 20_000 * random.uniform())
    if random.index(below: 3) == 0 { law.weights = 5e-3 }
    var server = GPUServer(law: law, room: 1000 + random.index(below: 20_000))
    server.sequences = 2 + random.index(below: 40)
    server.budget = server.sequences + 1 + random.index(below: 1000)
    var time = 0.0
    let gap = 0.3 * random.uniform()
    let requests = (0..<120).map { _ in
      time += 2 * gap * random.uniform()
      return TracedRequest(
        time: time, promptTokens: Double(1 + random.index(below: 600)),
        outputTokens: Double(1 + random.index(below: 300)))
    }
    return (server, requests, 1 + random.index(below: 3))
  }

  private func latencies(
    _ server: GPUServer, _ requests: [TracedRequest], _ servers: Int, _ routing: Routing
  ) throws -> [Double] {
    var fleet = Fleet.dedicated(
      arrivals: .list(requests),
      service: .batched(prompt: .fixed(1), output: .fixed(1), server: server), servers: servers)
    (fleet.concurrency, fleet.routing) = (server.sequences, routing)
    var rows: [(arrival: Double, latency: Double)] = []
    let outcome = try simulate(fleet)
    try outcome.rows(of: fleet, requests: { rows.append(($0.arrival, ($0.end ?? 0) - $0.arrival)) })
    return rows.sorted { $0.arrival < $1.arrival }.map { $0.latency }
  }

  /// All times twice as long make all times of the requests twice as long, to the last bit.
  @Test func timeHasNoUnit() throws {
    for seed in 0..<UInt64(60) {
      let (server, requests, servers) = random(seed)
      var slow = server
      slow.law.fixed *= 2
      slow.law.perSequence *= 2
      slow.law.perContextToken *= 2
      slow.law.weights *= 2
      slow.law.prefillRate /= 2
      let later = requests.map {
        TracedRequest(
          time: 2 * $0.time, promptTokens: $0.promptTokens, outputTokens: $0.outputTokens)
      }
      let routing = [Routing.leastLoaded, .roundRobin, .newest][Int(seed) % 3]
      let (a, b) = (
        try latencies(server, requests, servers, routing),
        try latencies(slow, later, servers, routing)
      )
      #expect(a.map { 2 * $0 } == b, "seed \(seed)")
    }
  }

  /// Quicker steps, more room in the cache, more servers: each may cost a single request something,
  /// as it meets others then, but over all requests of a fleet nothing is lost.
  @Test func moreOfAnythingHelps() throws {
    var better = 0
    for seed in 0..<UInt64(80) {
      let (server, requests, servers) = random(seed)
      let before = try latencies(server, requests, servers, .leastLoaded)
      var (quick, roomy) = (server, server)
      quick.law.fixed *= 0.8
      quick.law.prefillRate *= 1.25
      roomy.room *= 3
      let fits = { (server: GPUServer) in
        requests.allSatisfy {
          server.holds(Work(seconds: $0.outputTokens ?? 1, prefill: $0.promptTokens ?? 1))
        }
      }
      guard fits(server) else { continue }
      let sum = before.reduce(0, +)
      for (name, after) in [
        ("quicker", try latencies(quick, requests, servers, .leastLoaded)),
        ("roomier", try latencies(roomy, requests, servers, .leastLoaded)),
        ("more", try latencies(server, requests, servers + 1, .leastLoaded)),
      ] {
        #expect(after.reduce(0, +) <= 1.02 * sum, "\(name), seed \(seed)")
        if after.reduce(0, +) < 0.98 * sum { better += 1 }
      }
    }
    #expect(better > 80)
  }
}
