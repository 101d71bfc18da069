import Testing

@testable import Simulation

/// What stopped instances leave behind, rung by rung.
@Suite struct WarmthThatDecays {
  private func fleet(_ times: [Double], _ cooling: Cooling?) -> Fleet {
    var fleet = listed(times, service: 1)
    fleet.scaling = .keepAlive(0)
    fleet.coldStart = ColdStart(
      [
        .allocate(.fixed(2)), .pull(.fixed(60)), .load(.fixed(8)), .copy(.fixed(3)),
        .restore(.fixed(5)), .wake(.fixed(0.5)), .warmUp(.fixed(12)),
      ], cooling: cooling)
    return fleet
  }

  private var ladder: Cooling {
    var cooling = Cooling()
    (cooling.asleep, cooling.snapshot) = (60, 100)
    (cooling.inHostMemory, cooling.onDisk) = (600, 3600)
    return cooling
  }

  /// Each rung costs its own steps; the ends of the rungs belong to the next one.
  @Test func everyRung() throws {
    // Stopped at 83; then at 113.5, 220.5, …: from the stop on, 30 s, 100 s, 400 s, 2000 s, 9000 s.
    var times = [0.0]
    var stop = 83.0
    var expected = [82.0]
    for (gap, start) in [
      (30.0, 0.5), (59.999, 0.5), (60.001, 7), (100, 7), (160.001, 17),
      (759, 17), (760.001, 22), (4359, 22), (4360.001, 82), (9000, 82),
    ] {
      times.append(stop + gap)
      expected.append(start)
      stop += gap + start + 1
    }
    let outcome = try simulate(fleet(times, ladder), recordedRun())
    let waits = try #require(outcome.recording).requests.map { $0.begin - $0.arrival }
    #expect(zip(waits, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(waits)")
    #expect(
      outcome.startsFrom == [
        .cold: 3, .onDisk: 2, .inHostMemory: 2, .snapshot: 2, .asleep: 2, .warm: 0,
      ])
  }

  /// A start takes what was left last, and leaves the older one for the next.
  @Test func theWarmestGoesFirst() throws {
    var fleet = fleet([0, 0.1, 200, 200.1], ladder)
    fleet.arrivals = .list([
      TracedRequest(time: 0, duration: 1), TracedRequest(time: 0.1, duration: 90),
      // One stopped at 83 and one at 172.1: one sleeps, of the other there is a snapshot.
      TracedRequest(time: 200, duration: 1), TracedRequest(time: 200.1, duration: 1),
    ])
    let outcome = try simulate(fleet, recordedRun())
    #expect(outcome.startsFrom[.asleep] == 1 && outcome.startsFrom[.snapshot] == 1)
  }

  /// Where nothing is left behind, and where it stays for ever, it is as if always so.
  @Test func theEndsAreFixedWarmths() throws {
    for seed in 0..<UInt64(100) {
      var random = Xoshiro(seed: seed, stream: 97)
      var plain = MetamorphicFleet.make(&random)
      plain.arrivals = .poisson(rate: 0.2)
      plain.coldStart = fleet([], nil).coldStart
      var cooling = plain
      cooling.coldStart.cooling = Cooling()
      #expect(try Requests(cooling, seed).waits == Requests(plain, seed).waits, "seed \(seed)")
      // All starts but those of instances that are new are from the rung that never ends.
      var run = Run.requests(200, seed: seed)
      run.warmUp = 0
      var forever = Cooling()
      forever.inHostMemory = 1e9
      cooling.coldStart.cooling = forever
      let outcome = try simulate(cooling, run)
      #expect(outcome.startsFrom[.cold] ?? 0 <= outcome.instancesMax, "seed \(seed)")
      #expect(outcome.starts == outcome.startsFrom.values.reduce(0, +), "seed \(seed)")
    }
  }

  /// What stays warm for longer helps: over all fleets, every longer rung makes the mean wait shorter.
  @Test func longerRungsHelp() throws {
    var sums = [0.0, 0, 0]
    for seed in 0..<UInt64(100) {
      var random = Xoshiro(seed: seed, stream: 98)
      var fleet = MetamorphicFleet.make(&random)
      fleet.arrivals = .poisson(rate: 0.05)
      fleet.scaling = .keepAlive(5)
      fleet.coldStart = self.fleet([], nil).coldStart
      for (index, seconds) in [5.0, 60, 1000].enumerated() {
        var cooling = Cooling()
        (cooling.asleep, cooling.onDisk) = (seconds, seconds)
        fleet.coldStart.cooling = cooling
        sums[index] += try Requests(fleet, seed).waits.reduce(0, +)
      }
    }
    #expect(sums[0] > sums[1] && sums[1] > sums[2], "\(sums)")
  }

  /// A machine that is taken away leaves nothing.
  @Test func spotLeavesNothing() throws {
    var fleet = Fleet.serverless(
      arrivals: .poisson(rate: 0.5), service: .fixed(1),
      coldStart: self.fleet([], nil).coldStart, keepAlive: 1e9)
    fleet.coldStart.cooling = ladder
    fleet.mishaps.interruptions = Interruptions(every: 300)
    let outcome = try simulate(fleet, .seconds(20_000))
    #expect(outcome.starts > 20 && outcome.startsFrom[.cold] == outcome.starts)
  }
}
