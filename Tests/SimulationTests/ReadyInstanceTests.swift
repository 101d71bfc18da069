import Testing

@testable import Simulation

/// What a fleet promises about ready instances, looked at between and right after all events. A
/// failure prints the seed that makes it again.
@Suite struct ReadyInstances {
  @Test(arguments: 0..<8)
  func atEveryMoment(_ part: Int) throws {
    for index in 0..<250 {
      let seed = UInt64(part * 250 + index)
      var random = Xoshiro(seed: seed, stream: 81)
      var fleet = RandomFleet.make(&random)
      if fleet.maxInstances != 0 {
        fleet.minWarm = min(random.index(below: 4), fleet.maxInstances ?? .max)
        fleet.buffer = random.index(below: 4)
      }
      if random.index(below: 3) == 0, fleet.reserved == 0 { fleet.scaling = .knative(Knative()) }
      try follow(fleet, seed)
    }
  }

  /// What is counted stays what there is, whatever goes wrong.
  @Test(arguments: 0..<4)
  func inTroubledFleets(_ part: Int) throws {
    for index in 0..<150 {
      let seed = UInt64(part * 150 + index)
      var random = Xoshiro(seed: seed, stream: 82)
      try follow(RandomFleet.troubled(&random), seed)
    }
  }

  /// Under every autoscaler, with every rule of starting and with limits.
  @Test func inScaledFleets() throws {
    for seed in 0..<UInt64(150) {
      var random = Xoshiro(seed: seed, stream: 83)
      var fleet = RandomFleet.scaled(&random)
      fleet.minWarm = min(random.index(below: 4), fleet.maxInstances ?? .max)
      try follow(fleet, seed)
    }
  }

  /// Runs a fleet by small steps, and looks at it after each.
  private func follow(_ fleet: Fleet, _ seed: UInt64) throws {
    let arrivals = try ArrivalSampler(
      fleet.arrivals, random: Xoshiro(seed: seed, stream: Stream.arrivals), phase: 0)
    var engine = FleetEngine(
      fleet, arrivals: arrivals, seed: seed, phase: 0, recorder: nil,
      isStopped: { false })
    let name = "Seed \(seed)"
    for _ in 0..<150 {
      let (now, next) = (engine.clock.now, engine.clock.nextArrival)
      for step in 1...4 where next < .infinity {
        let moment = now + (next - now) * Double(step) / 5
        engine.runEvents(upTo: moment)
        engine.advance(to: max(moment, engine.clock.now))
        check(&engine, name)
      }
      if engine.run(arrivals: 1, until: .greatestFiniteMagnitude) == 0 { break }
      check(&engine, name)
    }
    for _ in 0..<100 {
      let moment = engine.clock.now + 2.5
      engine.runEvents(upTo: moment)
      engine.advance(to: max(moment, engine.clock.now))
      check(&engine, name)
    }
  }

  /// Looks at the counts. (It changes nothing; of a borrowed engine the compiler would follow each
  /// of its hundreds of fields by itself, which takes a quarter of a minute.)
  private func check(_ engine: inout FleetEngine, _ name: String) {
    var (starting, spare, idle, busy) = (0, 0, 0, 0)
    var dismissed = 0
    for slot in engine.settings.reserved..<max(engine.pool.top, engine.settings.reserved) {
      let instance = engine.pool.instances[slot]
      switch instance.state {
      case .gone: break
      case .idle: idle += 1
      case .busy, .leaving:
        busy += 1
        dismissed += instance.isDismissed ? 1 : 0
      case .starting:
        starting += 1
        spare += instance.bound.work.seconds < 0 && instance.active == 0 ? 1 : 0
      }
    }
    // What is kept by counting is what there is.
    let alive = starting + idle + busy
    if starting != Int(engine.levels.starting) || spare != engine.pool.spareStarts
      || idle != engine.idleElastic || alive != engine.pool.alive
      || dismissed != engine.pool.dismissed
    {
      Issue.record("The counts are wrong. \(name)")
    }
    // Whoever waits has an instance to wait for; by the clock, where starts are limited, at the next
    // look of Kubernetes' autoscaler, and after an interruption at Knative's, it comes later.
    let isLater =
      engine.settings.isScheduled || engine.control.bucket != nil
      || engine.control.horizontal != nil
      || engine.settings.isSpot && engine.control.knative != nil
    if engine.queue.line.count > 0, alive + engine.settings.reserved == 0, !isLater {
      Issue.record("Nothing will serve those in line. \(name)")
    }
    // What is taken away guarantees nothing.
    if engine.settings.isSpot { return }
    // The minimum is ready, whatever else is being started.
    if idle + busy < engine.settings.minWarm {
      Issue.record("\(idle + busy) are ready, not \(engine.settings.minWarm). \(name)")
    }
    // The buffer is idle or being started for nobody, as far as the fleet may grow.
    if engine.settings.buffer > 0, engine.inSystem > 0, alive < engine.settings.maxElastic,
      engine.control.bucket == nil
    {
      let room = engine.settings.concurrency
      let spares = idle + spare - (engine.queue.line.count + room - 1) / room
      if spares < engine.settings.buffer {
        Issue.record("\(spares) are spare, not \(engine.settings.buffer). \(name)")
      }
    }
  }
}
