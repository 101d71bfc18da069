import Testing

@testable import Simulation

/// Rented GPUs that come and go by the clock.
@Suite struct Schedules {
  private func fleet(_ schedule: Schedule, at times: [Double], start: Double = 0) -> Fleet {
    var fleet = listed(times, service: 10, coldStart: start)
    fleet.scaling = .schedule(schedule)
    fleet.prices = .perGPUSecond(1)
    return fleet
  }

  @Test func startsAreBilledAndWorkIsFinished() throws {
    let schedule = Schedule(
      cycle: 1000, shifts: [.init(from: 100, until: 200, instances: 2)])
    let outcome = try simulate(
      fleet(schedule, at: [50, 120, 195, 196, 197, 300], start: 20), recordedRun())
    // Ready at 120; the third waits for nobody, the fifth and sixth for the next day.
    #expect(lane(outcome, 0).hasPrefix("starting 100-120, busy 120-130, idle 130-"))
    #expect(outcome.latency.max == 1130 - 197)
    #expect(outcome.served == 6 && outcome.starts == 4)
  }

  @Test func costsItsHours() throws {
    var fleet = Fleet.serverless(
      arrivals: .poisson(rate: 1), service: .fixed(0.1), coldStart: .time(.fixed(60)),
      prices: .perGPUSecond(2.0 / 3600))
    let days = (0..<5).map {
      Schedule.Shift(
        from: Double($0) * 86_400 + 28_800, until: Double($0) * 86_400 + 64_800, instances: 3)
    }
    fleet.scaling = .schedule(Schedule(cycle: 604_800, shifts: days, otherwise: 1))
    let outcome = try simulate(fleet, .seconds(604_800))
    let hours = 168.0 + 2 * 50
    #expect(abs(outcome.costs.total - 2 * hours) < 0.01, "\(outcome.costs.total)")
    #expect(abs(outcome.gpuSeconds.starting - 5 * 2 * 60) < 1e-6)
    #expect(outcome.starts == 10 && outcome.instancesMax == 3)
  }

  /// However long the lead-in, the measured part begins a cycle.
  @Test(arguments: [0, 0.37, 1, 2.5]) func cyclesBeginWithTheMeasuredPart(_ leadIn: Double) throws {
    var fleet = Fleet.serverless(arrivals: .poisson(rate: 0.1), service: .fixed(0))
    fleet.scaling = .schedule(
      Schedule(cycle: 100, shifts: [.init(from: 30, until: 50, instances: 1)]))
    var run = Run.seconds(100)
    run.warmUp = leadIn
    run.recorded = 100
    let outcome = try simulate(fleet, run)
    let told = lane(outcome, 0)
    #expect(told.hasPrefix("idle 30-") && told.hasSuffix("-50"), "\(told)")
  }

  /// At every moment as many as the schedule says, and those that finish their work.
  @Test func asManyAsItSays() throws {
    for seed in 0..<UInt64(60) {
      var random = Xoshiro(seed: seed, stream: 98)
      var shifts: [Schedule.Shift] = []
      for _ in 0...random.index(below: 3) {
        let from = (random.uniform() * 250).rounded()
        shifts.append(
          .init(
            from: from, until: from + (random.uniform() * 50).rounded(),
            instances: random.index(below: 5)))
      }
      let schedule = Schedule(cycle: 300, shifts: shifts, otherwise: random.index(below: 2))
      if schedule.most == 0 { continue }
      var fleet = Fleet.serverless(
        arrivals: .poisson(rate: 0.4), service: .exponential(mean: 2),
        coldStart: .time(.fixed(5)))
      fleet.scaling = .schedule(schedule)
      fleet.concurrency = seed % 3 == 0 ? 2 : 1
      var run = Run.seconds(900, seed: seed)
      run.recorded = 20_000
      run.warmUp = 0
      let outcome = try simulate(fleet, run)
      let recording = try #require(outcome.recording)
      for tick in 0..<900 {
        let time = Double(tick) + 0.5
        let there = recording.intervals.filter { $0.start <= time && time < $0.end }
        let place = time - (time / 300).rounded(.down) * 300
        let wanted = shifts.reduce(schedule.otherwise) {
          $1.from <= place && place < $1.until ? max($0, $1.instances) : $0
        }
        let busy = there.filter { $0.state == .busy }.count
        #expect(
          there.count >= wanted && there.count - busy <= wanted, "seed \(seed) at \(time)")
      }
    }
  }

  /// A fleet that cannot keep up says so, by the mean of its schedule.
  @Test func tooFewHoursSaturate() throws {
    var fleet = Fleet.serverless(arrivals: .poisson(rate: 1), service: .fixed(1))
    fleet.scaling = .schedule(
      Schedule(cycle: 100, shifts: [.init(from: 0, until: 50, instances: 1)]))
    #expect(try simulate(fleet).isSaturated)
    fleet.scaling = .schedule(
      Schedule(cycle: 100, shifts: [.init(from: 0, until: 50, instances: 3)]))
    let outcome = try simulate(fleet)
    #expect(!outcome.isSaturated && outcome.converged == true)
    #expect(abs(outcome.instances.value - 1.5) < 0.03)
  }
}
