import Testing

@testable import Simulation

/// Fleets of several pools, against closed forms, against a plain program, and against fleets of one.
@Suite struct MixedFleets {
  /// A fleet as one of one pool.
  private func pooled(_ fleet: Fleet) -> Fleet {
    var pool = Pool("all")
    (pool.reserved, pool.maxInstances, pool.minWarm) = (
      fleet.reserved, fleet.maxInstances, fleet.minWarm
    )
    if case .keepAlive(let seconds) = fleet.scaling { pool.keepAlive = seconds }
    pool.coldStart = fleet.coldStart
    (pool.concurrency, pool.batchSpeedup) = (fleet.concurrency, fleet.batchSpeedup)
    (pool.gpusPerInstance, pool.prices) = (fleet.gpusPerInstance, fleet.prices)
    var mixed = fleet
    mixed.pools = [pool]
    return mixed
  }

  /// One that a pool can be, of those at random.
  private func plain(_ random: inout Xoshiro) -> Fleet {
    var fleet = RandomFleet.make(&random)
    if fleet.keepAlive == nil { fleet.scaling = .keepAlive(7) }
    (fleet.waiting, fleet.routing, fleet.buffer) = (.forFirstFree, .newest, 0)
    return fleet
  }

  @Test func onePoolIsTheFleetToTheLastBit() throws {
    for seed in 0..<UInt64(150) {
      let name = Comment(rawValue: "seed \(seed)")
      var random = Xoshiro(seed: seed, stream: 101)
      let fleet = plain(&random)
      var run = RandomFleet.run(&random)
      run.seed = seed
      let (one, other) = (try simulate(fleet, run), try simulate(pooled(fleet), run))
      for measure in Measure.allCases {
        #expect(one[measure] == other[measure], "seed \(seed): \(measure)")
      }
      #expect(one.gpuSeconds == other.gpuSeconds && one.costs == other.costs, name)
      #expect(one.latencies == other.latencies && one.waits == other.waits, name)
      #expect(one.firstTokens == other.firstTokens, name)
      #expect(one.recording?.requests == other.recording?.requests, name)
      #expect(one.recording?.intervals == other.recording?.intervals, name)
      #expect(one.instancesMax == other.instancesMax && one.cold == other.cold, name)
      #expect(one.starts == other.starts && one.inFlight == other.inFlight, name)
    }
  }

  /// When each request began and ended, in the order in which they came.
  private func times(_ fleet: Fleet, _ run: Run) throws -> [[Double]] {
    let outcome = try simulate(fleet, run)
    var rows: [[Double]] = []
    try outcome.rows(
      of: fleet, requests: { rows.append([$0.arrival, $0.begin ?? -1, $0.end ?? -1]) })
    return rows.sorted { $0.lexicographicallyPrecedes($1) }
  }

  @Test func equalPoolsAreOneFleet() throws {
    for seed in 0..<UInt64(30) {
      var random = Xoshiro(seed: seed, stream: 102)
      var fleet = Fleet.dedicated(
        arrivals: RandomFleet.arrivals(&random), service: .time(RandomFleet.law(&random, 0.2)),
        servers: 2 + random.index(below: 4))
      if case .list = fleet.arrivals { fleet.arrivals = .poisson(rate: 3) }
      fleet.queue = [.unbounded, .bounded(3)][random.index(below: 2)]
      let run = Run.requests(400, seed: seed)
      var mixed = fleet
      mixed.pools = (0..<fleet.reserved).map { .rented("\($0)", 1) }
      mixed.poolChoice = [.asListed, .fastest, .cheapest, .leastLoaded][random.index(below: 4)]
      #expect(try times(fleet, run) == times(mixed, run), "seed \(seed)")
    }
  }

  /// Pools that only stand by change nothing.
  @Test func whatNobodyNeedsChangesNothing() throws {
    var fleet = Fleet()
    (fleet.arrivals, fleet.service) = (.poisson(rate: 1), .exponential(mean: 1))
    fleet.pools = [.rented("many", 40)]
    let run = Run.requests(500, seed: 3)
    let before = try times(fleet, run)
    var idle = Pool.elastic("stands by", keepAlive: 10)
    (idle.speed, idle.coldStart) = (0.1, .time(.fixed(1)))
    fleet.pools.append(idle)
    #expect(try times(fleet, run) == before)
    let outcome = try simulate(fleet, run)
    #expect(outcome.poolFigures[1].served == 0 && outcome.poolFigures[1].instances.value == 0)
  }

  // MARK: Closed forms

  /// Mean number in a system of two servers with one line, of which the first is asked first: from
  /// the balance of its states (Gumbel 1960). Returns how often each is busy as well.
  private func twoServers(
    _ rate: Double, _ first: Double, _ second: Double
  ) -> (count: Double, busy: (Double, Double)) {
    let load = rate / (first + second)
    // Probabilities over that of the empty state: one at the first, one at the second, two.
    // rate * p0 = first * a + second * b; (rate + second) * b = first * c; (first + second) * c = rate * (a + b).
    let perB = (rate + second) / first
    let a = perB * (first + second) / rate - 1
    let b = rate / (first * a + second)
    let (pa, pb, pc) = (a * b, b, perB * b)
    let all = 1 + pa + pb + pc / (1 - load)
    let both = pc / (1 - load) / all
    let count = (pa + pb) / all + pc * (2 - load) / ((1 - load) * (1 - load)) / all
    return (count, (pa / all + both, pb / all + both))
  }

  @Test(arguments: [(1.0, 1.0, 1.0), (1.2, 1.5, 0.5), (0.6, 0.4, 1.6), (2.5, 2, 1)])
  func twoSpeeds(_ rate: Double, _ first: Double, _ second: Double) throws {
    var fleet = Fleet()
    (fleet.arrivals, fleet.service) = (.poisson(rate: rate), .exponential(mean: 1))
    fleet.pools = [.rented("first", 1), .rented("second", 1)]
    (fleet.pools[0].speed, fleet.pools[1].speed) = (first, second)
    let outcome = try simulate(fleet, .requests(60_000, seed: 5))
    let exact = twoServers(rate, first, second)
    #expect(outcome.inSystem.agrees(with: exact.count))
    let busy = outcome.poolFigures.map { $0.utilization.value }
    #expect(abs(busy[0] - exact.busy.0) < 0.02 && abs(busy[1] - exact.busy.1) < 0.02)
    // The quicker one asked first is the other with the pools the other way round.
    fleet.poolChoice = .fastest
    let quickest = try simulate(fleet, .requests(60_000, seed: 5))
    let best = twoServers(rate, max(first, second), min(first, second))
    #expect(quickest.inSystem.agrees(with: best.count))
  }

  /// Each kind with a pool of its own is a queue of its own.
  @Test func kindsApart() throws {
    var fleet = Fleet()
    fleet.arrivals = .poisson(rate: 2)
    fleet.kinds = [
      RequestKind("chat", share: 0.7, service: .exponential(mean: 1)),
      RequestKind("code", share: 0.3, service: .exponential(mean: 4)),
    ]
    fleet.service = fleet.kinds[0].service
    fleet.pools = [.rented("a", 2), .rented("b", 4)]
    (fleet.pools[0].serves, fleet.pools[1].serves) = (0, 1)
    let outcome = try simulate(fleet, .requests(60_000, seed: 2))
    let exact = [
      1 + Erlang.meanWait(servers: 2, rate: 1.4, service: 1),
      4 + Erlang.meanWait(servers: 4, rate: 0.6, service: 4),
    ]
    for (pool, mean) in zip(outcome.poolFigures, exact) {
      #expect(
        abs(pool.latencyMean.value / mean - 1) < 0.04, "\(pool.name): \(pool.latencyMean), \(mean)")
    }
    #expect(
      outcome.kindFigures.map { $0.latency.histogram }
        == outcome.poolFigures.map { $0.latency.histogram })
    #expect(abs(outcome.poolFigures[0].share.value - 0.7) < 0.01)
  }

  /// One instance for two models, half of the requests of each: whether the other one has to be
  /// loaded is a coin for every request, so that Pollaczek and Khinchine's formula holds.
  @Test func loadingTheOtherModel() throws {
    var fleet = Fleet()
    fleet.arrivals = .poisson(rate: 0.25)
    fleet.kinds = ["a", "b"].map { RequestKind($0, share: 0.5, service: .fixed(1)) }
    fleet.service = .fixed(1)
    fleet.pools = [.rented("one", 1)]
    fleet.pools[0].swap = .fixed(3)
    let outcome = try simulate(fleet, .requests(100_000, seed: 4))
    // 1 s or 4 s, each half of the time.
    let wait = 0.25 * (1 + 16) / 2 / (2 * (1 - 0.25 * 2.5))
    #expect(outcome.latency.mean.agrees(with: wait + 2.5))
    // The model is waited for.
    #expect(outcome.wait.mean.agrees(with: wait + 1.5))
    #expect(outcome.utilization.agrees(with: 0.25 * 2.5))
    let pool = outcome.poolFigures[0]
    #expect(abs(pool.swaps.value / Double(pool.served) - 0.5) < 0.01)
    #expect(abs(pool.swapShare.value - 0.25 * 1.5) < 0.01)
  }

  /// What loading takes is work as well: what instances do of an endless line is all that they can.
  @Test(arguments: UInt64(0)..<12) func loadingIsLoad(seed: UInt64) throws {
    var random = Xoshiro(seed: seed, stream: 108)
    var fleet = Fleet()
    let shares = random.uniform() < 0.5 ? [0.5, 0.5] : [0.6, 0.3, 0.1]
    fleet.service = seed % 2 == 0 ? .fixed(1) : .exponential(mean: 1)
    fleet.kinds = shares.map { RequestKind("\($0)", share: $0, service: fleet.service) }
    fleet.pools = [.rented("some", 1 + random.index(below: 4))]
    fleet.pools[0].swap = .fixed(0.2 + 3 * random.uniform())
    fleet.arrivals = .list((0..<6000).map { TracedRequest(time: Double($0) * 1e-6) })
    let capacity = try 6000 / simulate(fleet).latency.max
    for (load, isTooMuch) in [(0.85, false), (1.12, true), (1.6, true)] {
      fleet.arrivals = .poisson(rate: capacity * load)
      let outcome = try simulate(fleet, .requests(20_000, seed: seed))
      let name: Comment = "seed \(seed): \(load) of \(capacity)/s: \(outcome.queueGrowth ?? 0)"
      #expect(outcome.isSaturated == isTooMuch, name)
      guard isTooMuch else { continue }
      let growth = capacity * (load - 1)
      #expect(abs((outcome.queueGrowth ?? 0) / growth - 1) < 0.25, name)
      #expect(outcome.latency.p99.value == .infinity && outcome.converged == nil, name)
    }
  }

  /// Which of the kinds are too much for the pools that serve them.
  @Test func oneKindTooMuch() throws {
    var fleet = Fleet()
    fleet.arrivals = .poisson(rate: 2)
    fleet.kinds = [
      RequestKind("a", share: 0.5, service: .fixed(1)),
      RequestKind("b", share: 0.5, service: .fixed(2)),
    ]
    fleet.pools = [.rented("for all", 10), .rented("for b", 1)]
    (fleet.pools[0].serves, fleet.pools[1].serves) = (0, 1)
    let outcome = try simulate(fleet, .requests(2000))
    #expect(outcome.isSaturated)
    #expect(abs((outcome.queueGrowth ?? 0) - 0.5) < 1e-9)
    fleet.pools[1].serves = nil
    fleet.pools[1].speed = 2.1
    #expect(try !simulate(fleet, .requests(2000)).isSaturated)
  }

  // MARK: By hand

  @Test func overflowStartsAnother() throws {
    var fleet = Fleet()
    fleet.arrivals = .list([0, 1, 2].map { TracedRequest(time: $0, duration: 6) })
    fleet.pools = [.rented("rented", 1), .elastic("more", keepAlive: 5)]
    fleet.pools[1].coldStart = .time(.fixed(2))
    fleet.pools[1].speed = 0.5
    let outcome = try simulate(fleet, recordedRun())
    let recording = try #require(outcome.recording)
    // The second waits for the start of another, and so does the third, which gets the rented one.
    #expect(recording.requests.map { $0.begin } == [0, 3, 4])
    #expect(recording.requests.map { $0.end } == [6, 15, 16])
    #expect(lane(outcome, 0) == "busy 0-6, idle 6-21")
    #expect(lane(outcome, 1) == "starting 1-3, busy 3-15, idle 15-20")
    #expect(recording.pools == [0, 1, 1])
    #expect(outcome.poolFigures.map { $0.starts.value } == [0, 2])
  }

  // MARK: Against a plain program, and at random

  /// A fleet of up to three pools with random sizes, speeds, starts and prices.
  private func random(_ random: inout Xoshiro) -> Fleet {
    func pick<T>(_ values: [T]) -> T { values[random.index(below: values.count)] }
    var fleet = Fleet()
    fleet.queue = pick([.unbounded, .unbounded, .bounded(2), .reject])
    fleet.service = .fixed(1)
    for index in 0...pick([0, 1, 1, 2]) {
      var pool = Pool("\(index)")
      pool.speed = pick([1, 0.25, 1.7])
      pool.reserved = pick([0, 1, 3])
      pool.maxInstances = pool.reserved > 0 ? pick([0, 0, 2, nil]) : pick([1, 4, nil])
      pool.keepAlive = pick([0, 2, 30])
      pool.coldStart = .time(.fixed(pick([0.5, 3, 11])))
      pool.prices = .perGPUSecond(
        0.001, granularity: pick([0, 1]), billsStarting: pick([true, false]))
      pool.prices.reservedPerGPUHour = 2
      fleet.pools.append(pool)
    }
    return fleet
  }

  private func trace(_ random: inout Xoshiro, _ count: Int) -> [TracedRequest] {
    var time = 0.0
    return (0..<count).map { index in
      // Spells of much and of little.
      time += -(1 - random.uniform()) * (index / 40 % 2 == 0 ? -0.4 : -4)
      return TracedRequest(time: time, duration: random.uniform() * random.uniform() * 8)
    }
  }

  @Test func aPlainProgramFindsTheSame() throws {
    for seed in 0..<UInt64(60) {
      var random = Xoshiro(seed: seed, stream: 103)
      var fleet = self.random(&random)
      let list = trace(&random, 250)
      fleet.arrivals = .list(list)
      let outcome = try simulate(fleet, Run())
      let plain = PlainFleet(fleet, list)
      var rows: [RequestRow] = []
      try outcome.rows(of: fleet, requests: { rows.append($0) })
      rows.sort { $0.arrival < $1.arrival }
      #expect(rows.count == list.count, "seed \(seed)")
      for (row, request) in zip(rows, plain.requests) {
        #expect(near(row.begin, request.begin), "seed \(seed), at \(request.arrival)")
        #expect(near(row.end, request.end), "seed \(seed), at \(request.arrival)")
      }
      #expect(outcome.starts == plain.starts, "seed \(seed)")
      let alive = outcome.poolFigures.reduce(0) { $0 + $1.gpuSeconds.alive }
      #expect(abs(alive - plain.alive) < 1e-6 * (1 + plain.alive), "seed \(seed)")
    }
  }

  /// The same of fleets without pools.
  @Test func aPlainProgramFindsTheSameOfOneKind() throws {
    for seed in 0..<UInt64(60) {
      var random = Xoshiro(seed: seed, stream: 104)
      var mixed = self.random(&random)
      mixed.pools = [mixed.pools[0]]
      mixed.pools[0].speed = 1
      mixed.routing = [.newest, .oldest][random.index(below: 2)]
      let list = trace(&random, 250)
      let plain = PlainFleet(mixed, list)
      let pool = mixed.pools[0]
      var fleet = mixed
      (fleet.pools, fleet.arrivals, fleet.coldStart) = ([], .list(list), pool.coldStart)
      (fleet.reserved, fleet.maxInstances) = (pool.reserved, pool.maxInstances)
      fleet.scaling = .keepAlive(pool.keepAlive)
      let outcome = try simulate(fleet, Run())
      var rows: [RequestRow] = []
      try outcome.rows(of: fleet, requests: { rows.append($0) })
      rows.sort { $0.arrival < $1.arrival }
      for (row, request) in zip(rows, plain.requests) {
        #expect(near(row.end, request.end), "seed \(seed), at \(request.arrival)")
      }
      #expect(outcome.starts == plain.starts, "seed \(seed)")
      #expect(
        abs(outcome.gpuSeconds.alive - plain.alive) < 1e-6 * (1 + plain.alive), "seed \(seed)")
    }
  }

  private func near(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return abs(a - b) < 1e-9 * (1 + abs(b))
  }

  @Test func whatHoldsOfAll() throws {
    for seed in 0..<UInt64(80) {
      let name = Comment(rawValue: "seed \(seed)")
      var random = Xoshiro(seed: seed, stream: 105)
      var fleet = self.random(&random)
      fleet.arrivals = RandomFleet.arrivals(&random)
      fleet.service = .time(RandomFleet.law(&random, 1))
      fleet.poolChoice = [.asListed, .fastest, .cheapest, .leastLoaded][random.index(below: 4)]
      if random.index(below: 2) == 0 {
        fleet.kinds = [
          RequestKind("a", share: 0.4, service: fleet.service),
          RequestKind("b", share: 0.6, service: .fixed(0.5)),
        ]
        for index in fleet.pools.indices { fleet.pools[index].swap = [nil, .fixed(2)][index % 2] }
      } else {
        for index in fleet.pools.indices {
          fleet.pools[index].concurrency = [1, 4][random.index(below: 2)]
        }
      }
      var run = RandomFleet.run(&random)
      (run.seed, run.replications) = (seed, 1)
      let outcome = try simulate(fleet, run)
      #expect(outcome.requests == outcome.served + outcome.rejected + outcome.inFlight, name)
      #expect(outcome.inFlight == 0 || outcome.isSaturated, name)
      let pools = outcome.poolFigures
      #expect(pools.reduce(0) { $0 + $1.served } == outcome.latencies.count, name)
      if !fleet.kinds.isEmpty {
        #expect(
          outcome.kindFigures.reduce(0) { $0 + $1.served } == outcome.latencies.count, name)
      }
      #expect(Int(pools.reduce(0) { $0 + $1.starts.value }.rounded()) == outcome.starts, name)
      let instances = pools.reduce(0) { $0 + $1.instances.value }
      #expect(abs(instances - outcome.instances.value) < 1e-9 * (1 + instances), name)
      let cost = pools.reduce(0) { $0 + ($1.costPerHour?.value ?? .nan) }
      #expect(abs(cost - outcome.costPerHour) < 1e-9 * (1 + cost), name)
      for (pool, figures) in zip(fleet.pools, pools) {
        #expect(figures.utilization.value <= 1 + 1e-9, name)
        if let most = pool.maxInstances {
          #expect(figures.instances.value <= Double(most + pool.reserved) + 1e-9, name)
        }
      }
      // Little's law, exactly, where nothing is cut off; a model that is loaded counts as work.
      if run.drains == true, run.warmUp == 0, outcome.queueGrowth == nil {
        let held = outcome.inSystem.value * outcome.seconds
        let summed = outcome.latency.mean.value * Double(outcome.served)
        #expect(abs(held - summed) <= 1e-6 * (1 + summed), "seed \(seed): \(held) and \(summed)")
      }
      // The same seed, the same figures.
      if seed % 8 == 0 { #expect(try simulate(fleet, run).measures == outcome.measures, name) }
    }
  }

  /// Twice as slow in everything is the same film at half the speed, to the last bit.
  @Test func timeHasNoUnit() throws {
    for seed in 0..<UInt64(40) {
      var random = Xoshiro(seed: seed, stream: 106)
      var fleet = self.random(&random)
      let list = trace(&random, 150)
      fleet.arrivals = .list(list)
      var slow = fleet
      slow.arrivals = .list(
        list.map { TracedRequest(time: 2 * $0.time, duration: $0.duration.map { 2 * $0 }) })
      for index in slow.pools.indices {
        slow.pools[index].keepAlive *= 2
        slow.pools[index].coldStart = .time(.fixed(2 * fleet.pools[index].coldStart.mean))
      }
      let (a, b) = (try simulate(fleet, Run()), try simulate(slow, Run()))
      #expect(2 * a.latency.mean.value == b.latency.mean.value, "seed \(seed)")
      #expect(a.starts == b.starts && a.rejected == b.rejected, "seed \(seed)")
      #expect(a.poolFigures.map { $0.served } == b.poolFigures.map { $0.served }, "seed \(seed)")
    }
  }

  @Test func nothingImpossibleIsRun() {
    func fails(_ change: (inout Fleet) -> Void) -> Bool {
      var fleet = Fleet()
      fleet.pools = [.rented("a", 1)]
      change(&fleet)
      do { _ = try simulate(fleet, .requests(10)) } catch { return true }
      return false
    }
    #expect(!fails { _ in })
    #expect(fails { $0.pools[0].speed = 0 })
    #expect(fails { $0.pools[0].speed = .nan })
    #expect(fails { $0.pools[0].reserved = 0 })
    #expect(fails { $0.pools[0].serves = 1 })
    #expect(fails { $0.clients.timeout = 3 })
    #expect(fails { $0.kinds = [RequestKind("a", share: 0.5, service: .fixed(1))] })
    #expect(
      fails {
        $0.pools[0].swap = .fixed(1)
        $0.pools[0].concurrency = 2
      })
  }
}
