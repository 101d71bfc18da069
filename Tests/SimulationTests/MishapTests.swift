import Testing

@testable import Simulation

/// What goes wrong in reality, against closed forms, and that nothing is lost by it.
@Suite struct Mishap {
  /// M/M/1+M at equal rates is M/M/∞: E[(N - 1)+] of a Poisson N of mean 1.
  @Test func erlangAHasItsKnownValue() {
    let exact = ErlangA(servers: 1, rate: 1, service: 1, patience: 1)
    #expect(abs(exact.gaveUp - 0.36787944117144233) < 1e-12)
    #expect(abs(exact.inSystem - 1) < 1e-12)
    // Without patience it is Erlang B, with endless patience Erlang C.
    let lost = ErlangA(servers: 4, rate: 3, service: 1, patience: 1e-9)
    #expect(abs(lost.gaveUp - Erlang.b(servers: 4, load: 3)) < 1e-6)
    let patient = ErlangA(servers: 4, rate: 3, service: 1, patience: 1e9)
    let wait = Erlang.meanWait(servers: 4, rate: 3, service: 1)
    #expect(abs(patient.inSystem - 3 * (wait + 1)) < 1e-6)
    #expect(patient.gaveUp < 1e-8)
  }

  @Test(arguments: [(1, 0.7, 2.0), (3, 4.5, 0.5), (20, 22, 3)])
  func impatientRequestsFollowErlangA(_ servers: Int, _ rate: Double, _ patience: Double) throws {
    var fleet = Fleet.dedicated(
      arrivals: .poisson(rate: rate), service: .exponential(mean: 1), servers: servers)
    fleet.clients.patience = .exponential(mean: patience)
    let outcome = try simulate(fleet, .requests(60_000))
    #expect(outcome.theory.count == 3 && !outcome.isSaturated)
    for exact in outcome.theory {
      #expect(
        outcome[exact.measure].agrees(with: exact.value),
        "\(exact.measure): \(outcome[exact.measure]) and \(exact.value)")
    }
  }

  /// A start that fails with a chance of p takes 1 / (1 - p) times as long.
  @Test func failedStartsAreRenewed() throws {
    var fleet = Fleet.serverless(
      arrivals: .poisson(rate: 2), service: .fixed(1), coldStart: .time(.exponential(mean: 3)),
      keepAlive: 0)
    fleet.waiting = .forItsInstance
    fleet.mishaps.failedStarts = 0.25
    let outcome = try simulate(fleet, .requests(40_000))
    #expect(outcome.latency.mean.agrees(with: 1 + 3 / 0.75), "\(outcome.latency.mean)")
    let share = Double(outcome.failedStarts) / Double(outcome.starts)
    #expect(abs(share - 1 / 3) < 0.01, "\(share)")
  }

  /// Poisson arrivals see time averages: each waits for the rest of an outage with its share.
  @Test func outagesHoldStartsUp() throws {
    var fleet = Fleet.serverless(
      arrivals: .poisson(rate: 5), service: .fixed(1), coldStart: .time(.fixed(3)), keepAlive: 0,
      prices: .perGPUSecond(1))
    fleet.waiting = .forItsInstance
    fleet.mishaps.outages = Outages(every: 60, lasting: 20)
    let outcome = try simulate(fleet, .seconds(60_000))
    #expect(outcome.latency.mean.agrees(with: 4 + 0.25 * 20), "\(outcome.latency.mean)")
    // What is not there yet is neither alive nor billed.
    #expect(abs(outcome.gpuSeconds.starting / Double(outcome.starts) - 3) < 0.02)
    #expect(outcome.instances.agrees(with: 20), "\(outcome.instances)")
  }

  /// MTBF / (MTBF + MTTR).
  @Test func spotIsThereForItsShare() throws {
    var fleet = Fleet.serverless(
      arrivals: .poisson(rate: 0.01), service: .fixed(0.01),
      coldStart: .time(.exponential(mean: 30))
    )
    fleet.scaling = .schedule(.always(10))
    fleet.mishaps.interruptions = Interruptions(every: 300)
    let outcome = try simulate(fleet, .seconds(200_000))
    let ready = outcome.gpuSeconds.idle / outcome.gpuSeconds.alive
    #expect(abs(ready - 300.0 / 330) < 0.003, "\(ready)")
    #expect(abs(Double(outcome.interruptions) - 10 * 200_000 / 330) < 250)
    #expect(abs(outcome.instances.value - 10) < 1e-6)
  }

  /// What is begun anew until it ends in one piece: m (e^(s/m) - 1) seconds of work for s.
  @Test(arguments: [1, 4]) func workThatIsCutBeginsAnew(_ concurrency: Int) throws {
    var fleet = Fleet.serverless(
      arrivals: .poisson(rate: 0.5), service: .fixed(6), keepAlive: 0)
    fleet.concurrency = concurrency
    fleet.batchSpeedup = .infinity
    if concurrency > 1 { fleet.arrivals = .poisson(rate: 0.0005) }
    fleet.mishaps.interruptions = Interruptions(every: 6)
    let outcome = try simulate(fleet, .requests(20_000))
    let expected = 6 * (2.718281828459045 - 1)
    #expect(outcome.latency.mean.agrees(with: expected), "\(outcome.latency.mean)")
    // With time to end what it has begun, nothing is cut.
    fleet.mishaps.interruptions = Interruptions(every: 6, notice: 6)
    #expect(abs(try simulate(fleet, .requests(2000)).latency.max - 6) < 1e-6)
  }

  /// How many a fleet can do is counted with what is lost, so that it says when it cannot keep up: as
  /// many as it does of a line that never ends.
  @Test(arguments: [
    (Service.fixed(50), 100.0, 0.0, 0.0), (.fixed(6), 6, 0, 3), (.exponential(mean: 5), 20, 0, 10),
    (.fixed(50), 100, 20, 30), (.fixed(10), 40, 60, 5),
  ])
  func lostWorkIsLoad(
    _ service: Service, _ every: Double, _ notice: Double, _ start: Double
  ) throws {
    var fleet = Fleet.serverless(
      arrivals: .list((0..<6000).map { TracedRequest(time: Double($0) * 1e-6) }), service: service,
      coldStart: .time(.fixed(start)))
    fleet.scaling = .schedule(.always(4))
    fleet.mishaps.interruptions = Interruptions(every: every, notice: notice)
    let measured = try simulate(fleet).latency.max / 6000
    let capacity = 1 / measured
    fleet.arrivals = .poisson(rate: capacity)
    let load = try #require(fleet.loadOverCapacity(rate: capacity))
    #expect(abs(load - 1) < 0.04, "\(load) of \(capacity)/s")
    fleet.arrivals = .poisson(rate: capacity * 1.05)
    #expect(try simulate(fleet, .requests(300)).isSaturated)
    fleet.arrivals = .poisson(rate: capacity * 0.95)
    #expect(try !simulate(fleet, .requests(300)).isSaturated)
  }

  /// A server does not hear that a client has left, and each further try is work as well.
  @Test func timeOutsAndTriesAreWorkInVain() throws {
    for (concurrency, retries) in [(1, 0), (1, 2), (3, 0), (3, 2)] {
      var fleet = Fleet.dedicated(
        arrivals: .list((0..<1000).map { TracedRequest(time: Double($0) * 10) }),
        service: .fixed(2), servers: 2)
      fleet.concurrency = concurrency
      fleet.batchSpeedup = .infinity
      fleet.clients.timeout = 1
      fleet.clients.retries = retries
      fleet.clients.retryAfter = .fixed(0.5)
      let outcome = try simulate(fleet)
      let name: Comment = "\(concurrency) \(retries): \(outcome.gaveUp)"
      #expect(outcome.gaveUp == 1000 && outcome.served == 0 && outcome.inFlight == 0, name)
      #expect(outcome.retries == 1000 * retries, name)
      let work = outcome[.inSystem].value * outcome.seconds
      #expect(abs(work - Double(2000 * (1 + retries))) < 1e-3, name)
    }
  }

  /// Of a line of requests at one instant, those leave that it takes too long to come to.
  @Test func patienceIsOfTheLine() throws {
    for concurrency in [1, 2] {
      var fleet = Fleet.dedicated(
        arrivals: .list((0..<10).map { _ in TracedRequest(time: 0) }), service: .fixed(1),
        servers: 1)
      fleet.concurrency = concurrency
      fleet.batchSpeedup = .infinity
      fleet.clients.patience = .fixed(2.5)
      let outcome = try simulate(fleet)
      #expect(outcome.served == 3 * concurrency && outcome.gaveUp == 10 - 3 * concurrency)
      #expect(outcome.latency.max == 3)
      // Those turned away try again until there is room.
      fleet.clients = Clients()
      fleet.queue = .reject
      fleet.clients.retries = 100
      fleet.clients.retryAfter = .fixed(0.25)
      let again = try simulate(fleet)
      #expect(again.served == 10 && again.rejected == 0 && again.retries > 10)
    }
  }

  /// arrivals = served + rejected + gave up + in flight, whatever goes wrong; the rows of the run
  /// say the same.
  @Test func nothingIsLost() throws {
    var met = (gaveUp: 0, interruptions: 0, failed: 0, retries: 0, rejected: 0)
    for seed in 0..<UInt64(300) {
      var random = Xoshiro(seed: seed, stream: 96)
      var fleet = RandomFleet.troubled(&random)
      if seed % 3 == 0 {
        fleet = RandomFleet.scaled(&random)
        RandomFleet.trouble(&fleet, &random)
      }
      var run = RandomFleet.run(&random)
      run.seed = seed
      let outcome = try simulate(fleet, run)
      let name: Comment = "seed \(seed)"
      let ends = outcome.served + outcome.rejected + outcome.gaveUp
      #expect(ends + outcome.inFlight == outcome.requests, name)
      #expect(outcome.latency.histogram.count == outcome.served, name)
      #expect(outcome.wait.histogram.count == outcome.served, name)
      if run.drains == true { #expect(outcome.inFlight == 0, name) }
      #expect(outcome.gpuSeconds.idle >= 0 && outcome.gpuSeconds.starting >= 0, name)
      met.gaveUp += outcome.gaveUp
      met.interruptions += outcome.interruptions
      met.failed += outcome.failedStarts
      met.retries += outcome.retries
      met.rejected += outcome.rejected
      var (served, gaveUp) = (0, 0)
      try outcome.rows(of: fleet) { row in
        if row.gaveUp { gaveUp += 1 } else if row.begin != nil { served += 1 }
      }
      if outcome.isSaturated { continue }
      #expect(served == outcome.served && gaveUp == outcome.gaveUp, name)
    }
    #expect(met.gaveUp > 100 && met.interruptions > 100 && met.failed > 100 && met.retries > 100)
    #expect(met.rejected > 10)
  }

  /// A request that comes again, or is cut off, waits for a start once, however often it does.
  @Test func nobodyIsColdTwice() throws {
    var again = 0
    for seed in 0..<UInt64(150) {
      var random = Xoshiro(seed: seed, stream: 97)
      var fleet = RandomFleet.troubled(&random)
      (fleet.waiting, fleet.routing) = (.forFirstFree, .newest)
      fleet.clients.timeout = 2
      fleet.clients.retries = 3
      fleet.clients.retryAfter = .fixed(20)
      if seed % 3 == 0, case .keepAlive = fleet.scaling { fleet.startLimit = StartLimit(2, per: 5) }
      var run = RandomFleet.run(&random)
      (run.seed, run.warmUp) = (seed, 0)
      let outcome = try simulate(fleet, run)
      #expect(outcome.cold <= outcome.requests, "seed \(seed)")
      if outcome.retries > outcome.requests, outcome.starts > outcome.requests { again += 1 }
    }
    #expect(again > 10)
  }

  /// The same clients meet more servers: fewer leave.
  @Test func moreServersLoseFewer() throws {
    for seed in 1...UInt64(10) {
      var lost: [Int] = []
      for servers in 2...5 {
        var fleet = Fleet.dedicated(
          arrivals: .poisson(rate: 3), service: .exponential(mean: 1), servers: servers)
        fleet.clients.patience = .lognormal(median: 1, p95: 4)
        lost.append(try simulate(fleet, .requests(3000, seed: seed)).gaveUp)
      }
      #expect(lost == lost.sorted(by: >), "seed \(seed): \(lost)")
    }
  }

  @Test func lineLetsAnyoneLeave() {
    var random = Xoshiro(seed: 1, stream: 97)
    var line = WaitingLine()
    var tickets: [(ticket: Int, arrival: Double)] = []
    for step in 0..<20_000 {
      let kind = random.index(below: 5)
      if kind < 2 + step / 5000 % 2 {
        line.append(
          WaitingRequest(arrival: Double(step), work: Work(seconds: 1, prefill: 0)))
        tickets.append((line.lastTicket, Double(step)))
      } else if kind < 4, let first = tickets.first {
        #expect(line.removeFirst().arrival == first.arrival)
        tickets.removeFirst()
      } else if !tickets.isEmpty {
        let gone = tickets.remove(at: random.index(below: tickets.count))
        #expect(line.remove(gone.ticket)?.arrival == gone.arrival)
        #expect(line.remove(gone.ticket) == nil)
      }
      #expect(line.count == tickets.count)
    }
  }
}
