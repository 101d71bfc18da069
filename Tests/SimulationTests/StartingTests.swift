import Testing

@testable import Simulation

/// RunPod's two rules, Lambda's limit and its like, by traces of what their documentation says.
@Suite struct StartingInstances {
  private func waits(_ fleet: Fleet) throws -> [Double] {
    let outcome = try simulate(fleet, recordedRun())
    let requests = try #require(outcome.recording).requests.sorted {
      ($0.arrival, $0.begin) < ($1.arrival, $1.begin)
    }
    return requests.map { (($0.begin - $0.arrival) * 1000).rounded() / 1000 }
  }

  /// The first request starts one at once; the others when they have waited four seconds.
  @Test func aQueueDelay() throws {
    var fleet = listed([0, 1, 2], service: 10, coldStart: 6)
    (fleet.scaling, fleet.starting) = (.keepAlive(5), .afterWait(4))
    let outcome = try simulate(fleet, recordedRun())
    #expect(lane(outcome, 0) == "starting 0-6, busy 6-16, idle 16-21")
    #expect(lane(outcome, 1) == "starting 5-11, busy 11-21, idle 21-26")
    #expect(lane(outcome, 2) == "starting 6-12, busy 12-22, idle 22-27")
    #expect(outcome.cold == 3)
    // Those that are served before they have waited so long start nothing.
    fleet = listed([0, 1, 2], service: 0.5, coldStart: 2)
    (fleet.scaling, fleet.starting) = (.keepAlive(5), .afterWait(4))
    #expect(try waits(fleet) == [2, 1.5, 1])
    #expect(try simulate(fleet).starts == 1)
    // What starts already is enough for them: the third finds one that the second waits for.
    fleet = listed([0, 1, 8], service: 100, coldStart: 50)
    (fleet.scaling, fleet.starting) = (.keepAlive(5), .afterWait(4))
    #expect(try waits(fleet) == [50, 54, 54])
  }

  /// Workers = ceil((requests in the queue + in progress) / 2).
  @Test func aRequestCount() throws {
    var fleet = listed([0, 0.1, 0.2, 0.3, 0.4], service: 10, coldStart: 1)
    (fleet.scaling, fleet.starting) = (.keepAlive(5), .byCount(2))
    #expect(try waits(fleet) == [1, 1.1, 1.2, 10.7, 10.8])
    let outcome = try simulate(fleet, recordedRun())
    #expect(outcome.instancesMax == 3 && outcome.starts == 3)
    // An instance that takes several may have room, and the count asks for another all the same.
    fleet = listed([0, 0.1, 0.2], service: 10, coldStart: 1)
    (fleet.scaling, fleet.starting, fleet.concurrency) = (.keepAlive(5), .byCount(2), 8)
    #expect(try simulate(fleet).starts == 2)
    // It stays for as long as the count asks for it, idle or not.
    #expect(try simulate(fleet, recordedRun()).recording?.intervals.map(\.end).max() ?? 0 > 16)
  }

  /// Two at once, and one more every five seconds; what comes beyond that is turned away or waits.
  @Test func aLimit() throws {
    var fleet = listed([0, 0, 0, 0, 5, 5, 200, 200, 200], service: 100, coldStart: 1)
    fleet.startLimit = StartLimit(2, per: 10)
    fleet.queue = .reject
    let outcome = try simulate(fleet, recordedRun())
    #expect(try #require(outcome.recording).rejections == [0, 0, 5, 200])
    #expect(outcome.served == 5)
    fleet = listed([0, 0, 0, 0], service: 100, coldStart: 1)
    fleet.startLimit = StartLimit(2, per: 10)
    #expect(try waits(fleet) == [1, 1, 6, 11])
    #expect(try simulate(fleet).cold == 4)
    // Without any limit that matters nothing changes.
    #expect(StartLimit.lambda == StartLimit(1000, per: 10))
    fleet.startLimit = .lambda
    #expect(try waits(fleet) == [1, 1, 1, 1])
  }

  /// However a fleet scales, in no stretch of time are there more starts than the limit lets.
  @Test func limitsHold() throws {
    var most = 0
    for seed in 0..<UInt64(150) {
      var random = Xoshiro(seed: seed, stream: 93)
      var fleet = RandomFleet.scaled(&random)
      let limit = StartLimit(
        MetamorphicFleet.pick(&random, [1, 3]), per: MetamorphicFleet.pick(&random, [5, 60]))
      fleet.startLimit = limit
      var run = RandomFleet.run(&random)
      (run.seed, run.warmUp, run.recorded, run.replications) = (seed, 0, 1_000_000, 1)
      let intervals = try #require(try simulate(fleet, run).recording).intervals
      let starts = intervals.filter { $0.state == .starting }.map(\.start).sorted()
      most = max(most, starts.count)
      for first in starts.indices {
        for last in first..<min(starts.count, first + 20) {
          let allowed =
            Double(limit.count)
            + (starts[last] - starts[first]) * Double(limit.count) / limit.seconds
          #expect(Double(last - first + 1) <= allowed + 1e-6, "seed \(seed)")
        }
      }
    }
    #expect(most > 20)
  }

  /// A delay of nothing is at once, and an instance for each request is what is started at once.
  @Test func borderCasesAreTheUsualRule() throws {
    for seed in 0..<UInt64(200) {
      var random = Xoshiro(seed: seed, stream: 94)
      var fleet = MetamorphicFleet.make(&random)
      // Where nothing falls on the same instant.
      fleet.arrivals = .poisson(rate: MetamorphicFleet.pick(&random, [0.05, 0.5, 3]))
      fleet.minWarm = random.index(below: 3)
      let usual = try Requests(fleet, seed).waits
      fleet.starting = .afterWait(0)
      #expect(try Requests(fleet, seed).waits == usual, "seed \(seed)")
      fleet.starting = .byCount(1)
      #expect(try Requests(fleet, seed).waits == usual, "seed \(seed)")
    }
  }

  /// Patience with starts saves instances, and nobody gains by it: over all fleets fewer are started,
  /// and requests wait longer.
  @Test func whoWaitsSavesInstances() throws {
    var sums = (starts: [0, 0, 0], waits: [0.0, 0, 0])
    for seed in 0..<UInt64(150) {
      var random = Xoshiro(seed: seed, stream: 95)
      var fleet = MetamorphicFleet.make(&random)
      for (index, starting) in [Starting.atOnce, .afterWait(4), .afterWait(60)].enumerated() {
        fleet.starting = starting
        fleet.arrivals = .poisson(rate: 0.5)
        var run = Run.requests(150, seed: seed)
        (run.warmUp, run.drains) = (0, true)
        let outcome = try simulate(fleet, run)
        sums.starts[index] += outcome.starts
        sums.waits[index] += outcome.wait.mean.value
      }
    }
    #expect(sums.starts[0] > sums.starts[1] && sums.starts[1] > sums.starts[2])
    #expect(sums.waits[0] < sums.waits[1] && sums.waits[1] < sums.waits[2])
  }
}
