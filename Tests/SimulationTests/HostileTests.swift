import Testing

@testable import Simulation

@Suite struct Hostile {
  /// What cannot be simulated is refused, with the setting's name.
  @Test func badSettings() {
    let bad: [(String, (inout Fleet, inout Run) -> Void)] = [
      ("arrivals rate", { f, _ in f.arrivals = .poisson(rate: -1) }),
      ("arrivals rate", { f, _ in f.arrivals = .poisson(rate: .nan) }),
      ("arrivals rate", { f, _ in f.arrivals = .poisson(rate: .infinity) }),
      ("arrivals rate", { f, _ in f.arrivals = .poisson(rate: 1e300) }),
      ("arrivals rate", { f, _ in f.arrivals = .poisson(rate: 0) }),
      ("arrivals rate", { f, r in (f.arrivals, r.horizon) = (.fixedRate(0), .requests(5)) }),
      ("arrivals rate", { f, _ in f.arrivals = .poisson(rate: 1e-300) }),
      ("arrivals on", { f, _ in f.arrivals = .bursts(on: 0, off: 1, rateOn: 1, rateOff: 0) }),
      ("arrivals off", { f, _ in f.arrivals = .bursts(on: 1, off: .nan, rateOn: 1, rateOff: 0) }),
      ("arrivals peak", { f, _ in f.arrivals = .daily(mean: 2, peak: 1) }),
      ("arrivals peak", { f, _ in f.arrivals = .daily(mean: 1, peak: 1e6) }),
      ("arrivals period", { f, _ in f.arrivals = .daily(mean: 1, peak: 2, period: 0) }),
      ("arrivals rates count", { f, _ in f.arrivals = .profile(rates: []) }),
      ("arrivals rates", { f, _ in f.arrivals = .profile(rates: [1, -1]) }),
      ("arrivals list", { f, _ in f.arrivals = .list([]) }),
      (
        "arrivals list request 2 time",
        { f, _ in f.arrivals = .list([TracedRequest(time: 1), TracedRequest(time: 0)]) }
      ),
      (
        "arrivals list request 1",
        { f, _ in f.arrivals = .list([TracedRequest(time: 1, duration: .nan)]) }
      ),
      ("service mean", { f, _ in f.service = .exponential(mean: -1) }),
      ("service", { f, _ in f.service = .fixed(.infinity) }),
      ("service median", { f, _ in f.service = .lognormal(median: 0, p95: 1) }),
      ("service p95", { f, _ in f.service = .lognormal(median: 2, p95: 1) }),
      ("service p95", { f, _ in f.service = .lognormal(median: 1e-9, p95: 1e12) }),
      ("service", { f, _ in f.service = .time(.empirical([])) }),
      (
        "service prefillRate",
        {
          f, _ in
          f.service = .tokens(
            prompt: .fixed(1), output: .fixed(1), prefillRate: 0, decodeRate: 1)
        }
      ),
      ("coldStart load", { f, _ in f.coldStart = ColdStart([.load(.fixed(-1))]) }),
      ("keepAlive", { f, _ in f.scaling = .keepAlive(-1) }),
      ("keepAlive", { f, _ in f.scaling = .keepAlive(.nan) }),
      ("minWarm", { f, _ in f.minWarm = -1 }), ("buffer", { f, _ in f.buffer = .max }),
      ("minWarm", { f, _ in (f.minWarm, f.maxInstances) = (3, 2) }),
      ("maxInstances", { f, _ in f.maxInstances = 0 }),
      ("maxInstances", { f, _ in f.maxInstances = -5 }),
      ("reserved", { f, _ in f.reserved = .max }),
      ("reserved", { f, _ in (f.reserved, f.concurrency) = (100_000, 1000) }),
      ("concurrency", { f, _ in f.concurrency = 0 }),
      ("batchSpeedup", { f, _ in f.batchSpeedup = 0.5 }),
      ("queue", { f, _ in f.queue = .bounded(-1) }),
      ("gpusPerInstance", { f, _ in f.gpusPerInstance = 0 }),
      ("prices perGPUSecond", { f, _ in f.prices.perGPUSecond = -1 }),
      ("prices granularity", { f, _ in f.prices.granularity = .nan }),
      ("prices reservedDiscount", { f, _ in f.prices.reservedDiscount = 1.5 }),
      ("scaling", { f, _ in (f.scaling, f.reserved) = (.knative(Knative()), 1) }),
      ("horizon", { _, r in r.horizon = .seconds(-1) }),
      ("horizon", { _, r in r.horizon = .seconds(.nan) }),
      ("horizon", { _, r in r.horizon = .seconds(1e11) }),
      ("horizon requests", { _, r in r.horizon = .requests(0) }),
      ("horizon requests", { _, r in r.horizon = .requests(.max) }),
      (
        "knative tick",
        { f, r in
          var settings = Knative()
          (settings.tick, settings.stableWindow) = (0.001, 10)
          (f.scaling, r.horizon) = (.knative(settings), .seconds(1e7))
        }
      ),
      ("coldService", { f, _ in (f.coldService, f.concurrency) = (.fixed(1), 2) }),
      ("coldService mean", { f, _ in f.coldService = .exponential(mean: -1) }),
      (
        "horizon",
        { f, r in
          f.arrivals = .bursts(on: 1e-9, off: 1e-9, rateOn: 1, rateOff: 0)
          r.horizon = .seconds(1e6)
        }
      ),
      ("warmUp", { _, r in r.warmUp = -0.1 }), ("replications", { _, r in r.replications = 0 }),
      ("recorded", { _, r in r.recorded = -1 }),
    ]
    for (index, (field, change)) in bad.enumerated() {
      var (fleet, run) = (Fleet(), Run())
      change(&fleet, &run)
      let error = #expect(throws: SimulationError.self, "\(index) \(field)") {
        try simulate(fleet, run)
      }
      guard case .unusable(let setting, _)? = error else {
        Issue.record("\(index) \(field): \(error?.description ?? "")")
        continue
      }
      #expect(setting.description == field, "\(index) \(error?.description ?? "")")
    }
  }

  @Test func messagesReadAsSentences() {
    var fleet = Fleet()
    fleet.arrivals = .poisson(rate: -1)
    let error = #expect(throws: SimulationError.self) { try simulate(fleet) }
    #expect(error?.description == "arrivals rate is -1; it must be at least 0")
  }

  @Test func nothingComes() throws {
    var fleet = Fleet.serverless(arrivals: .poisson(rate: 0), service: .fixed(1))
    fleet.minWarm = 2
    let outcome = try simulate(fleet, .seconds(1000))
    #expect(outcome.requests == 0)
    #expect(outcome.instances.value == 2)
    #expect(outcome.latency.p99.value == 0)
    #expect(outcome.coldShare.value == 0)
    #expect(!outcome.notes.isEmpty)
  }

  /// A horizon of centuries costs no more than its few requests.
  @Test(arguments: [
    Scaling.keepAlive(3.15e9), .keepAlive(1), .knative(Knative()), .idleHistogram(IdleHistogram()),
  ])
  func centuries(_ scaling: Scaling) throws {
    var fleet = Fleet.serverless(
      arrivals: .poisson(rate: 1e-8), service: .exponential(mean: 10),
      coldStart: .time(.fixed(30)))
    fleet.scaling = scaling
    let outcome = try simulate(fleet, .seconds(3.15e10))
    #expect((200...450).contains(outcome.requests))
    #expect(abs(outcome.seconds - 3.15e10) < 1)
  }

  @Test func overloadGrowsTheLineAndSaysSo() throws {
    let fleet = Fleet.dedicated(
      arrivals: .poisson(rate: 3), service: .exponential(mean: 1), servers: 2)
    let outcome = try simulate(fleet, .requests(20_000))
    #expect(outcome.inFlight > 5000)
    #expect(outcome.isSaturated && outcome.latency.p99.value == .infinity)
    #expect(abs((outcome.queueGrowth ?? 0) - 1) < 1e-12)
    #expect(outcome.notes.first?.contains("150% of what it can do") == true)
    #expect(outcome.theory.isEmpty)
  }

  @Test func theLineHasAnEnd() throws {
    let times = repeatElement(TracedRequest(time: 0), count: SimulationLimits.waiting + 10)
    let fleet = Fleet.dedicated(arrivals: .list(Array(times)), service: .fixed(1), servers: 1)
    var run = Run()
    run.drains = false
    let outcome = try simulate(fleet, run)
    #expect(outcome.isSaturated)
    #expect(outcome.rejected == 9)
  }

  @Test func instancesHaveALimit() throws {
    let times = repeatElement(TracedRequest(time: 0), count: SimulationLimits.instances + 10)
    for waiting in [Waiting.forItsInstance, .forFirstFree] {
      var fleet = listed([0], service: 1, coldStart: 100)
      fleet.arrivals = .list(Array(times))
      fleet.waiting = waiting
      let outcome = try simulate(fleet)
      #expect(outcome.isSaturated)
      #expect(outcome.instancesMax == SimulationLimits.instances)
      #expect(outcome.served == times.count)
    }
  }

  @Test func extremesOfEveryLaw() throws {
    for service in [
      Service.fixed(0), .fixed(1e12), .exponential(mean: 0), .exponential(mean: 1e12),
    ] {
      for keepAlive in [0, 1e-12, 1e12, .infinity] {
        var fleet = Fleet.serverless(
          arrivals: .fixedRate(1e6), service: service, coldStart: .time(.fixed(1e12)),
          keepAlive: keepAlive)
        fleet.maxInstances = 3
        var run = Run.requests(2000)
        run.warmUp = 0.1
        let outcome = try simulate(fleet, run)
        #expect(outcome.requests == 2000)
        #expect(outcome.latency.max.isFinite)
      }
    }
  }

  @Test func stoppingARun() {
    for scaling in [Scaling.keepAlive(60), .knative(Knative())] {
      var fleet = Fleet()
      fleet.scaling = scaling
      var calls = 0
      var last = 0.0
      let error = #expect(throws: SimulationError.self) {
        try simulate(fleet, .requests(100_000_000)) { share in
          calls += 1
          #expect(share >= last && share <= 1)
          last = share
          return calls < 4
        }
      }
      #expect(error == .cancelled)
      #expect(calls == 4)
    }
  }
}
