import Testing

@testable import Simulation

@Suite struct ErlangFormulas {
  /// Values computed independently.
  static let table:
    [(servers: Int, load: Double, b: Double, c: Double, wait: Double, p95: Double)] =
      [
        (1, 0.8, 0.44444444, 0.80000000, 4.00000000, 13.862944),
        (3, 2, 0.21052632, 0.44444444, 0.44444444, 2.184802),
        (4, 3.2, 0.22814493, 0.59643247, 0.74554059, 3.098679),
        (10, 8, 0.12166106, 0.40918015, 0.20459008, 1.051066),
        (50, 45, 0.05410447, 0.36386447, 0.07277289, 0.396952),
        (100, 90, 0.02695738, 0.21694048, 0.02169405, 0.146760),
      ]

  @Test(arguments: table)
  func values(
    _ row: (servers: Int, load: Double, b: Double, c: Double, wait: Double, p95: Double)
  ) {
    let (servers, load) = (row.servers, row.load)
    #expect(abs(Erlang.b(servers: servers, load: load) - row.b) < 1e-8)
    #expect(abs(Erlang.c(servers: servers, load: load) - row.c) < 1e-8)
    #expect(abs(Erlang.meanWait(servers: servers, rate: load, service: 1) - row.wait) < 1e-8)
    let p95 = Erlang.waitQuantile(0.95, servers: servers, rate: load, service: 1)
    #expect(abs(p95 - row.p95) < 1e-6)
  }

  @Test(arguments: [(1.0, 4), (10, 18), (20, 31), (33, 47), (100, 124), (0, 0)])
  func serversForNinetyNinePercent(_ load: Double, _ servers: Int) {
    #expect(EndlessServers.servers(for: 0.99, load: load) == servers)
    #expect(EndlessServers.chance(ofAtMost: servers, load: load) >= 0.99)
    #expect(EndlessServers.chance(ofAtMost: servers - 1, load: load) < 0.99)
  }

  @Test func aHugeLoadHasNoUnderflow() {
    let chance = EndlessServers.chance(ofAtMost: 10_000, load: 10_000)
    #expect(abs(chance - 0.5) < 0.01)
    #expect(EndlessServers.servers(for: 1, load: 2) == nil)
    #expect(EndlessServers.servers(for: 0.5, load: .nan) == nil)
    #expect(EndlessServers.chance(ofAtMost: 1, load: -1).isNaN)
  }

  @Test func aRoomOfNothingIsErlangB() {
    for (servers, load) in [(1, 0.5), (3, 2.0), (20, 30.0)] {
      let bounded = Erlang.bounded(servers: servers, waiting: 0, rate: load, service: 1)
      #expect(abs(bounded.lost - Erlang.b(servers: servers, load: load)) < 1e-12)
      #expect(bounded.meanWait == 0)
    }
  }

  @Test func aLargeRoomIsErlangC() {
    let bounded = Erlang.bounded(servers: 3, waiting: 2000, rate: 2, service: 1)
    #expect(bounded.lost < 1e-100)
    #expect(abs(bounded.meanWait - 4.0 / 9) < 1e-9)
  }

  @Test func anOverloadedRoomLosesTheExcess() {
    let bounded = Erlang.bounded(servers: 2, waiting: 100_000, rate: 4, service: 1)
    #expect(abs(bounded.lost - 0.5) < 1e-9)
  }

  @Test func numbersThatMakeNoQueue() {
    #expect(Erlang.b(servers: -1, load: 1).isNaN)
    #expect(Erlang.b(servers: 1, load: -1).isNaN)
    #expect(Erlang.b(servers: 1, load: .infinity).isNaN)
    #expect(Erlang.c(servers: 0, load: 1).isNaN)
    #expect(Erlang.c(servers: 2, load: 2) == 1)
    #expect(Erlang.meanWait(servers: 2, rate: 3, service: 1) == .infinity)
    for share in [2, -0.5, -1e-9, .nan] {
      #expect(Erlang.waitQuantile(share, servers: 2, rate: 1, service: 1).isNaN)
    }
    #expect(Erlang.waitQuantile(0, servers: 2, rate: 1, service: 1) == 0)
    #expect(Erlang.waitQuantile(1, servers: 2, rate: 1, service: 1) == .infinity)
    #expect(Erlang.waitQuantile(0.5, servers: 0, rate: 1, service: 1).isNaN)
    #expect(SingleInstance(rate: 1, service: (1, 1), start: (1, 1), keepAlive: 1) == nil)
  }
}

/// One instance with starts and a keep-alive: published values and long simulations of others.
@Suite struct OneInstance {
  struct Row: Sendable, CustomStringConvertible {
    var rate, service, start, keepAlive: Double
    var isFixed: Bool
    var wait, cold: Double
    var description: String { "rate \(rate), start \(start), keep-alive \(keepAlive)" }

    var fleet: Fleet {
      var fleet = Fleet.serverless(
        arrivals: .poisson(rate: rate),
        service: isFixed ? .fixed(service) : .exponential(mean: service),
        coldStart: .time(isFixed ? .fixed(start) : .exponential(mean: start)),
        keepAlive: keepAlive)
      fleet.maxInstances = 1
      return fleet
    }
  }

  static let rows = [
    Row(
      rate: 0.1, service: 2, start: 30, keepAlive: 60, isFixed: true, wait: 0.43453, cold: 0.001968),
    Row(
      rate: 0.1, service: 2, start: 30, keepAlive: 60, isFixed: false, wait: 0.79525,
      cold: 0.001968),
    Row(
      rate: 0.01, service: 2, start: 20, keepAlive: 60, isFixed: true, wait: 10.90009,
      cold: 0.484640),
    Row(
      rate: 0.4, service: 1.5, start: 10, keepAlive: 5, isFixed: false, wait: 6.64018,
      cold: 0.035121),
    Row(rate: 0.5, service: 1, start: 3, keepAlive: 0, isFixed: false, wait: 4, cold: 0.2),
  ]

  @Test(arguments: rows)
  func formula(_ row: Row) throws {
    let exact = row.fleet.exactValues()
    func value(_ measure: Measure) throws -> Double {
      try #require(exact.first { $0.measure == measure }).value
    }
    #expect(abs(try value(.waitMean) - row.wait) < 1e-5)
    #expect(abs(try value(.coldShare) - row.cold) < 1e-6)
    #expect(abs(try value(.instances) - (1 - row.cold)) < 1e-6)
  }

  @Test(arguments: rows, [Waiting.forFirstFree, .forItsInstance])
  func simulation(_ row: Row, _ waiting: Waiting) throws {
    var fleet = row.fleet
    fleet.waiting = waiting
    expectTheory(try simulate(fleet, .requests(100_000, seed: 3)), row.description)
  }
}

/// Every exact value stands within the simulation's interval.
func expectTheory(_ outcome: Outcome, _ name: String) {
  #expect(!outcome.theory.isEmpty, "\(name) has no formula")
  for exact in outcome.theory {
    let estimate = outcome[exact.measure]
    #expect(
      estimate.agrees(with: exact.value),
      "\(name), \(exact.measure): simulated \(estimate), exact \(exact.value)")
  }
}

@Suite struct FixedServers {
  @Test(arguments: [(1, 0.8), (3, 2.0), (10, 8.0), (50, 45.0)])
  func manyServers(_ servers: Int, _ load: Double) throws {
    let fleet = Fleet.dedicated(
      arrivals: .poisson(rate: load), service: .exponential(mean: 1), servers: servers)
    expectTheory(try simulate(fleet, .requests(200_000, seed: 5)), "M/M/\(servers)")
  }

  @Test(arguments: [
    Service.fixed(1), .lognormal(median: 0.8, p95: 2), .time(.empirical([0.5, 0.5, 2])),
    .tokens(
      prompt: .fixed(500), output: .lognormal(median: 100, p95: 300), prefillRate: 5000,
      decodeRate: 200),
  ])
  func anyServiceAtOneServer(_ service: Service) throws {
    let fleet = Fleet.dedicated(
      arrivals: .poisson(rate: 0.6 / service.mean), service: service, servers: 1)
    expectTheory(try simulate(fleet, .requests(100_000, seed: 7)), "M/G/1 \(service)")
  }

  @Test(arguments: [
    (3, 2.0, Service.exponential(mean: 1)), (3, 4.0, .fixed(1)),
    (10, 9.0, .lognormal(median: 0.8, p95: 2)),
  ])
  func lossWithoutALine(_ servers: Int, _ rate: Double, _ service: Service) throws {
    var fleet = Fleet.dedicated(arrivals: .poisson(rate: rate), service: service, servers: servers)
    fleet.queue = .reject
    expectTheory(try simulate(fleet, .requests(100_000, seed: 11)), "Erlang B")
  }

  @Test(arguments: [(1, 2, 0.9), (3, 5, 4.0), (4, 20, 3.8)])
  func aBoundedLine(_ servers: Int, _ length: Int, _ rate: Double) throws {
    var fleet = Fleet.dedicated(
      arrivals: .poisson(rate: rate), service: .exponential(mean: 1), servers: servers)
    fleet.queue = .bounded(length)
    expectTheory(try simulate(fleet, .requests(100_000, seed: 13)), "M/M/c/K")
  }
}

/// One server that shares its speed among all its requests: the queue M/G/1-PS and its kin, where
/// only the mean of the service matters.
@Suite struct SharedServers {
  /// Mean requests in the system with the total speed `n · speed(n)`: birth and death.
  static func meanInSystem(_ fleet: Fleet, load: Double) -> Double {
    var (weight, sum, mean) = (1.0, 1.0, 0.0)
    for n in 1...900 {
      weight *= load / (Double(n) * fleet.batchedSpeed(n))
      sum += weight
      mean += weight * Double(n)
    }
    return mean / sum
  }

  @Test(arguments: [
    (1.0, 0.7, Service.exponential(mean: 1)), (1, 0.7, .fixed(1)),
    (1, 0.7, .lognormal(median: 0.8, p95: 2)), (4, 2.5, .exponential(mean: 1)),
    (4, 2.5, .lognormal(median: 0.8, p95: 2)), (.infinity, 5, .exponential(mean: 1)),
  ])
  func meanLatency(_ speedup: Double, _ load: Double, _ service: Service) throws {
    var fleet = Fleet.dedicated(
      arrivals: .poisson(rate: load / service.mean), service: service, servers: 1)
    fleet.concurrency = 1000
    fleet.batchSpeedup = speedup
    let exact = Self.meanInSystem(fleet, load: load)
    if speedup == 1 { #expect(abs(exact - load / (1 - load)) < 1e-9) }
    let outcome = try simulate(fleet, .requests(60_000, seed: 31))
    #expect(outcome.inSystem.agrees(with: exact), "\(outcome.inSystem), exact \(exact)")
    let latency = exact * service.mean / load
    #expect(outcome.latency.mean.agrees(with: latency), "\(outcome.latency.mean), \(latency)")
    #expect(outcome.wait.max == 0)
  }

  /// Without a slowdown, five places on one instance are five servers.
  @Test func placesAreServers() throws {
    var fleet = Fleet.dedicated(
      arrivals: .poisson(rate: 4), service: .exponential(mean: 1), servers: 1)
    fleet.concurrency = 5
    fleet.batchSpeedup = .infinity
    let outcome = try simulate(fleet, .requests(100_000, seed: 37))
    #expect(outcome.waitedShare.agrees(with: Erlang.c(servers: 5, load: 4)))
    #expect(outcome.wait.mean.agrees(with: Erlang.meanWait(servers: 5, rate: 4, service: 1)))
    let p95 = Erlang.waitQuantile(0.95, servers: 5, rate: 4, service: 1)
    #expect(outcome.wait.p95.agrees(with: p95))
  }
}

@Suite struct EndlessInstances {
  @Test(arguments: [0, 5, 60])
  func withoutStarts(_ keepAlive: Double) throws {
    let fleet = Fleet.serverless(
      arrivals: .poisson(rate: 3), service: .lognormal(median: 1, p95: 4), keepAlive: keepAlive)
    let outcome = try simulate(fleet, .requests(50_000, seed: 17))
    expectTheory(outcome, "M/G/∞")
    #expect(outcome.wait.max == 0)
  }

  @Test func everyRequestCold() throws {
    var fleet = Fleet.serverless(
      arrivals: .poisson(rate: 2), service: .exponential(mean: 1),
      coldStart: .time(.exponential(mean: 3)), keepAlive: 0)
    fleet.waiting = .forItsInstance
    let outcome = try simulate(fleet, .requests(50_000, seed: 19))
    expectTheory(outcome, "keep-alive 0")
    #expect(outcome.cold == outcome.requests)
  }

  /// Little's law gives the busy instances whatever the policy, so long as none is turned away.
  @Test func busyInstancesAreRateTimesService() throws {
    for keepAlive in [0.0, 1, 30] {
      var fleet = Fleet.serverless(
        arrivals: .poisson(rate: 1.5), service: .lognormal(median: 1, p95: 3),
        coldStart: .time(.fixed(4)), keepAlive: keepAlive)
      fleet.waiting = .forItsInstance
      let outcome = try simulate(fleet, .requests(50_000, seed: 23))
      let busy = outcome.gpuSeconds.busy / outcome.seconds
      #expect(abs(busy / (1.5 * fleet.service.mean) - 1) < 0.03)
    }
  }
}

/// The README case of SimFaaS, against long runs of an independent C program.
@Suite struct PublishedFleet {
  static var fleet: Fleet {
    var fleet = Fleet.serverless(
      arrivals: .poisson(rate: 0.9), service: .exponential(mean: 1.991), keepAlive: 600)
    fleet.coldService = .exponential(mean: 2.244)
    fleet.waiting = .forItsInstance
    return fleet
  }

  @Test func figures() throws {
    var run = Run.requests(60_000, seed: 1)
    run.replications = 10
    let outcome = try simulate(Self.fleet, run)
    #expect(outcome.coldShare.agrees(with: 0.0013356), "\(outcome.coldShare)")
    #expect(outcome.instances.agrees(with: 7.6985), "\(outcome.instances)")
  }

  /// Other fleets with a service of 2 s, 3 s when cold, from two independent C programs of ten
  /// million requests each.
  @Test func aQuietFleet() throws {
    var fleet = Self.fleet
    fleet.arrivals = .poisson(rate: 0.01)
    fleet.service = .exponential(mean: 2)
    fleet.coldService = .exponential(mean: 3)
    fleet.scaling = .keepAlive(60)
    let outcome = try simulate(fleet, .requests(100_000, seed: 29))
    #expect(outcome.coldShare.agrees(with: 0.559335), "\(outcome.coldShare)")
    #expect(outcome.instances.agrees(with: 0.4802), "\(outcome.instances)")
    #expect(outcome.inSystem.agrees(with: 0.0256), "\(outcome.inSystem)")
  }

  @Test func aBusyFleet() throws {
    var fleet = Self.fleet
    fleet.arrivals = .poisson(rate: 100)
    fleet.service = .exponential(mean: 2)
    fleet.coldService = .exponential(mean: 3)
    var run = Run.requests(300_000, seed: 29)
    run.warmUp = 1
    let outcome = try simulate(fleet, run)
    #expect(abs(outcome.instances.value / 252.51 - 1) < 0.02, "\(outcome.instances)")
    #expect(abs(outcome.inSystem.value / 200.01 - 1) < 0.01, "\(outcome.inSystem)")
  }

  /// About 95 of 100 intervals cover the truth; of 40, fewer than 34 would be very unlikely.
  @Test func intervalsCoverTheTruth() throws {
    let fleet = Fleet.dedicated(
      arrivals: .poisson(rate: 0.5), service: .exponential(mean: 1), servers: 1)
    var covered = 0
    for seed in 1...40 {
      let outcome = try simulate(fleet, .requests(20_000, seed: UInt64(seed)))
      if outcome.wait.mean.interval?.contains(1) ?? false { covered += 1 }
    }
    #expect(covered >= 34, "\(covered) of 40 intervals cover the mean wait of 1 s")
  }
}
