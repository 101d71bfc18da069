import Testing

@testable import Simulation

@Suite struct BilledTime {
  @Test(arguments: [
    // Seconds, granularity, minimum, billed.
    (0.05, 1.0, 0.0, 1.0), (0.05, 0.1, 0, 0.1), (0.05, 0, 0, 0.05), (0.05, 0.001, 0, 0.05),
    (1, 1, 0, 1), (1.0000001, 1, 0, 2), (0.3, 0.1, 0, 0.3), (0.7, 0.1, 0, 0.7),
    (5, 1, 60, 60), (61, 60, 60, 120), (3601, 3600, 0, 7200), (0, 1, 0, 0), (0, 0, 10, 10),
  ])
  func rounding(_ seconds: Double, _ granularity: Double, _ minimum: Double, _ billed: Double) {
    let prices = Prices.perGPUSecond(1, granularity: granularity, minimum: minimum)
    #expect(abs(prices.billed(seconds) - billed) < 1e-9)
  }

  /// A clock's rounding does not add a step.
  @Test func differencesOfTimes() {
    let prices = Prices.perGPUSecond(1, granularity: 0.1)
    for begin in stride(from: 0.0, to: 1e6, by: 7777.7) {
      #expect(abs(prices.billed((begin + 0.3) - begin) - 0.3) < 1e-9)
    }
  }
}

/// One instance: starting 0 to 2, busy 2 to 3.5, idle to 5, busy to 6.5, idle to 16.5; then gone.
@Suite struct BillsByHand {
  static func outcome(_ prices: Prices, gpus: Int = 1) throws -> Outcome {
    var fleet = listed([0, 5], service: 1.5, coldStart: 2)
    fleet.scaling = .keepAlive(10)
    fleet.prices = prices
    fleet.gpusPerInstance = gpus
    return try simulate(fleet)
  }

  static let bills: [(Bool, Bool, Double, Double, Double, Double, Double, Double)] = [
    // Start, idle, granularity, minimum; billed starting, busy, idle, rounding.
    (true, true, 0.0, 0.0, 2.0, 3.0, 11.5, 0.0),
    (false, true, 0, 0, 0, 3, 11.5, 0),
    (true, false, 0, 0, 2, 3, 0, 0),
    (false, false, 0, 0, 0, 3, 0, 0),
    // One life of 16.5 s, or of 14.5 s from ready.
    (true, true, 1, 0, 2, 3, 11.5, 0.5),
    (false, true, 1, 0, 0, 3, 11.5, 0.5),
    (true, true, 60, 0, 2, 3, 11.5, 43.5),
    (false, true, 60, 0, 0, 3, 11.5, 45.5),
    // Two requests, the first with its start: 3.5 and 1.5 s, or 1.5 twice.
    (true, false, 1, 0, 2, 3, 0, 1),
    (false, false, 1, 0, 0, 3, 0, 1),
    (true, false, 60, 0, 2, 3, 0, 115),
    (false, false, 60, 0, 0, 3, 0, 117),
    (false, false, 0, 5, 0, 3, 0, 7),
  ]

  @Test(arguments: bills)
  func whatIsBilled(
    _ starting: Bool, _ idle: Bool, _ granularity: Double, _ minimum: Double,
    _ billedStarting: Double, _ billedBusy: Double, _ billedIdle: Double, _ rounding: Double
  ) throws {
    let outcome = try Self.outcome(
      .perGPUSecond(
        0.5, granularity: granularity, minimum: minimum, billsStarting: starting, billsIdle: idle),
      gpus: 4)
    let seconds = outcome.gpuSeconds
    #expect(seconds.starting == 8)
    #expect(seconds.busy == 12)
    #expect(seconds.idle == 46)
    #expect(seconds.billedStarting == 4 * billedStarting)
    #expect(seconds.billedBusy == 4 * billedBusy)
    #expect(seconds.billedIdle == 4 * billedIdle)
    #expect(abs(seconds.billedRounding - 4 * rounding) < 1e-9)
    #expect(abs(outcome.costs.total - seconds.billed * 0.5) < 1e-9)
    #expect(abs(outcome.cost.value - outcome.costs.total) < 1e-9)
    #expect(abs(outcome.costPerRequest.value - outcome.costs.total / 2) < 1e-9)
  }

  @Test func perRequest() throws {
    let outcome = try Self.outcome(.perRequest(0.25))
    #expect(outcome.costs.requests == 0.5)
    #expect(outcome.costs.total == 0.5)
    #expect(outcome.costPerRequest.value == 0.25)
  }

  /// One is served at once and one waits; the other two are turned away and pay nothing.
  @Test func onlyWhatIsServedIsPaidForEachRequest() throws {
    var fleet = listed([0, 1, 2, 3], service: 10)
    fleet.maxInstances = 1
    fleet.queue = .bounded(1)
    fleet.prices = .perRequest(0.25)
    let outcome = try simulate(fleet)
    #expect(outcome.rejected == 2)
    #expect(outcome.costs.requests == 0.5)
    #expect(outcome.costPerRequest.value == 0.25)
  }

  /// A request that is still in service when a run ends is followed to its end, but the bill is that
  /// of the measured time, in which it was not served yet.
  @Test func whatIsBegunIsNotPaidForYet() throws {
    var fleet = listed([0, 12], service: 10)
    fleet.prices = .perRequest(0.25)
    var run = Run.seconds(15)
    (run.drains, run.warmUp) = (false, 0)
    let outcome = try simulate(fleet, run)
    #expect(outcome.served == 2)
    #expect(outcome.costs.requests == 0.25)
    #expect(outcome.costPerRequest.value == 0.25)
  }

  /// A request that shares a start and then an instance with another, and what its start costs.
  @Test(arguments: [
    // Starting 0 to 2, busy to 3.5, and busy again from 20 to 21.5: 3.5 s with the start and 1.5 s.
    (true, 115), (false, 117),
  ])
  func aStartOfAnInstanceThatTakesSeveral(_ billsStarting: Bool, _ rounding: Double) throws {
    var fleet = listed([0, 1, 20], service: 1.5, coldStart: 2)
    fleet.scaling = .keepAlive(100)
    fleet.concurrency = 2
    fleet.batchSpeedup = .infinity
    fleet.waiting = .forItsInstance
    fleet.prices = .perGPUSecond(
      1, granularity: 60, billsStarting: billsStarting, billsIdle: false)
    let outcome = try simulate(fleet)
    #expect(outcome.starts == 1)
    #expect(abs(outcome.gpuSeconds.billedRounding - rounding) < 1e-9)
  }

  /// A spare starts with nobody waiting for it: a piece of its own where starts are billed.
  @Test(arguments: [1, 2], [(true, 111), (false, 55)])
  func aStartThatNobodyWaitsFor(
    _ concurrency: Int, _ expected: (billsStarting: Bool, rounding: Double)
  ) throws {
    // As many as one instance takes, so that the spare is another one.
    var fleet = listed(Array(repeating: 0, count: concurrency), service: 5, coldStart: 2)
    fleet.scaling = .keepAlive(0)
    fleet.buffer = 1
    fleet.concurrency = concurrency
    fleet.batchSpeedup = .infinity
    fleet.waiting = .forItsInstance
    fleet.prices = .perGPUSecond(
      1, granularity: 60, billsStarting: expected.billsStarting, billsIdle: false)
    let outcome = try simulate(fleet)
    #expect(outcome.starts == 2)
    #expect(abs(outcome.gpuSeconds.billedRounding - expected.rounding) < 1e-9)
  }

  /// Starts that are given up cost nothing where starts are free: a burst comes shortly before the
  /// first instance is ready, which then serves all of it while others still start.
  @Test func aStartThatIsGivenUp() throws {
    var fleet = listed([0] + Array(repeating: 90, count: 30), service: 0.01, coldStart: 100)
    fleet.scaling = .knative(Knative())
    fleet.prices = .perGPUSecond(1, minimum: 60, billsStarting: false, billsIdle: false)
    let outcome = try simulate(fleet)
    #expect(outcome.served == 31)
    #expect(outcome.gpuSeconds.starting < 100 * Double(outcome.starts) - 1, "none was given up")
    #expect(abs(outcome.gpuSeconds.billed - 31 * 60) < 1e-6)
  }

  @Test func eachStretchWhenSeveralRequestsShareAnInstance() throws {
    var fleet = listed([0, 1, 20], service: 1.5)
    fleet.scaling = .keepAlive(100)
    fleet.concurrency = 4
    fleet.batchSpeedup = .infinity
    fleet.prices = .perGPUSecond(1, granularity: 1, billsIdle: false)
    // Busy 0 to 2.5 and 20 to 21.5: 3 s and 2 s.
    let outcome = try simulate(fleet)
    #expect(abs(outcome.gpuSeconds.billed - 5) < 1e-9)
  }

  @Test func dedicatedGPUsCostTheSameUsedOrNot() throws {
    var fleet = Fleet.dedicated(
      arrivals: .poisson(rate: 0.001), service: .fixed(1), servers: 4,
      prices: .reserved(perGPUHour: 3, discount: 0.4))
    fleet.gpusPerInstance = 8
    let outcome = try simulate(fleet, .seconds(30 * 86_400, seed: 1))
    #expect(abs(outcome.costs.total - 4 * 8 * 720 * 3 * 0.6) < 1e-6)
    #expect(abs(outcome.costPerHour - 4 * 8 * 3 * 0.6) < 1e-9)
    #expect(abs(outcome.gpuSeconds.reserved - 4 * 8 * 30 * 86_400) < 1e-3)
    #expect(outcome.gpuSeconds.billed == 0)
  }
}
