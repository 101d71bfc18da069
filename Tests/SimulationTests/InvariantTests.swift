import Testing

@testable import Simulation

/// What holds of every fleet, tried on random ones. A failure prints the seed that makes it again.
@Suite struct Invariants {
  @Test(arguments: 0..<8)
  func onRandomFleets(_ part: Int) throws {
    for index in 0..<200 {
      let seed = UInt64(part * 200 + index)
      var random = Xoshiro(seed: seed, stream: 77)
      let fleet = RandomFleet.make(&random)
      var run = RandomFleet.run(&random).short(fleet)
      run.seed = seed
      let outcome = try simulate(fleet, run)
      check(outcome, fleet, run, seed)
    }
  }

  /// Under every autoscaler, with every rule of starting and with limits.
  @Test(arguments: 0..<2)
  func onScaledFleets(_ part: Int) throws {
    for index in 0..<100 {
      let seed = UInt64(part * 100 + index)
      var random = Xoshiro(seed: seed, stream: 92)
      let fleet = RandomFleet.scaled(&random)
      var run = RandomFleet.run(&random).short(fleet)
      run.seed = seed
      let outcome = try simulate(fleet, run)
      check(outcome, fleet, run, seed)
      if index % 10 == 0 {
        #expect(try simulate(fleet, run).measures == outcome.measures, "seed \(seed)")
      }
    }
  }

  private func check(_ outcome: Outcome, _ fleet: Fleet, _ run: Run, _ seed: UInt64) {
    let name = Comment(rawValue: "seed \(seed)")
    // Requests are conserved.
    #expect(
      outcome.requests == outcome.served + outcome.rejected + outcome.inFlight, name)
    // What came is followed to its end, wherever there is one.
    #expect(outcome.inFlight == 0 || outcome.isSaturated, name)
    #expect(outcome.latencies.count == outcome.served || outcome.inFlight > 0, name)
    #expect(outcome.cold <= outcome.requests, name)
    #expect(outcome.latencies.count == outcome.waits.count || fleet.concurrency > 1, name)
    // GPU-seconds add up.
    let seconds = outcome.gpuSeconds
    #expect(seconds.starting >= 0 && seconds.busy >= 0 && seconds.idle >= 0, name)
    let alive =
      (outcome.instances.value - Double(fleet.reserved)) * outcome.seconds
      * Double(fleet.gpusPerInstance)
    #expect(abs(seconds.alive - alive) <= 1e-6 * (1 + abs(alive)), name)
    #expect(seconds.billedRounding >= -1e-6, name)
    #expect(seconds.billedBusy == seconds.busy, name)
    #expect(outcome.utilization.value <= 1 + 1e-9, name)
    #expect(outcome.paidUtilization <= 1 + 1e-9, name)
    #expect(outcome.costs.total >= 0, name)
    if let most = fleet.maxInstances {
      #expect(outcome.instancesMax <= most + fleet.reserved, name)
    }
    // No request is served before it comes, nor faster than alone.
    if let recording = outcome.recording { check(recording, fleet, name) }
    if fleet.concurrency == 1 {
      #expect(outcome.latencies.quantile(0.5) >= outcome.waits.quantile(0.5) * 0.99, name)
    }
    // Little's law, exactly, where nothing is cut off.
    if run.drains == true, run.warmUp == 0, outcome.queueGrowth == nil {
      let held = outcome.inSystem.value * outcome.seconds
      let summed = outcome.latency.mean.value * Double(outcome.served)
      #expect(abs(held - summed) <= 1e-6 * (1 + summed), "seed \(seed): \(held) and \(summed)")
    }
  }

  private func check(_ recording: Recording, _ fleet: Fleet, _ name: Comment) {
    for request in recording.requests {
      #expect(request.begin >= request.arrival - 1e-9, name)
      #expect(request.end >= request.begin, name)
    }
    var ends: [Int: Double] = [:]
    for interval in recording.intervals {
      #expect(interval.end > interval.start, name)
      #expect(interval.start >= (ends[interval.lane] ?? 0) - 1e-9, name)
      ends[interval.lane] = interval.end
    }
    #expect(
      !recording.arrivals.indices.dropFirst().contains {
        recording.arrivals[$0] < recording.arrivals[$0 - 1]
      }, name)
  }

  /// The same seed gives the same to the last bit; another does not.
  @Test func sameSeedSameOutcome() throws {
    for seed in 0..<60 {
      var random = Xoshiro(seed: UInt64(seed), stream: 78)
      let fleet = RandomFleet.make(&random)
      let run = RandomFleet.run(&random)
      let (a, b) = (try simulate(fleet, run), try simulate(fleet, run))
      #expect(a.measures == b.measures, "seed \(seed)")
      #expect(a.gpuSeconds == b.gpuSeconds, "seed \(seed)")
      #expect(a.latencies == b.latencies, "seed \(seed)")
      #expect(a.recording == b.recording, "seed \(seed)")
    }
  }

  /// Recording, progress and the way arrivals are given change nothing.
  @Test func lookingOnChangesNothing() throws {
    for seed in 0..<60 {
      var random = Xoshiro(seed: UInt64(seed), stream: 79)
      let fleet = RandomFleet.make(&random)
      var run = RandomFleet.run(&random)
      run.recorded = 0
      let quiet = try simulate(fleet, run)
      run.recorded = 50
      let watched = try simulate(fleet, run) { _ in true }
      #expect(quiet.measures == watched.measures, "seed \(seed)")
    }
  }

  /// A longer keep-alive makes no more cold starts on the same requests.
  @Test func longerKeepAlivesHelp() throws {
    for seed in 0..<20 {
      let fleet = Fleet.serverless(
        arrivals: .bursts(on: 20, off: 60, rateOn: 2, rateOff: 0.05),
        service: .exponential(mean: 1), coldStart: .time(.fixed(5)))
      let points = try keepAliveSweep(
        fleet, .requests(2000, seed: UInt64(seed)), seconds: [0, 1, 10, 60, 600])
      for (a, b) in zip(points, points.dropFirst()) {
        #expect(b.outcome.cold <= a.outcome.cold, "seed \(seed)")
      }
    }
  }
}

extension Run {
  /// As long as it takes to see starts, stops and full lines, where requests come close together.
  fileprivate func short(_ fleet: Fleet) -> Run {
    guard case .seconds(let seconds) = horizon, let rate = fleet.arrivals.meanRate else {
      return self
    }
    var run = self
    run.horizon = .seconds(min(seconds, max(90, 400 / rate)))
    return run
  }
}

/// Makes fleets of every kind.
enum RandomFleet {
  private static func pick<T>(_ random: inout Xoshiro, _ values: [T]) -> T {
    values[random.index(below: values.count)]
  }

  static func law(_ random: inout Xoshiro, _ scale: Double) -> Law {
    pick(
      &random,
      [
        .fixed(scale), .fixed(0), .exponential(mean: scale),
        .lognormal(median: scale, p95: 3 * scale), .empirical([0, scale, 2 * scale]),
      ])
  }

  static func arrivals(_ random: inout Xoshiro) -> Arrivals {
    let rate = pick(&random, [0.01, 0.3, 2, 20])
    return pick(
      &random,
      [
        .poisson(rate: rate), .fixedRate(rate),
        .bursts(on: 10, off: 30, rateOn: rate * 3, rateOff: rate / 3),
        .bursts(on: 1, off: 5, rateOn: rate * 6, rateOff: 0),
        .daily(mean: rate, peak: rate * 3, period: 1000),
        .profile(rates: [0, rate, 3 * rate], period: 300),
        .list((0..<100).map { TracedRequest(time: Double($0 / 7) * 10) }),
      ])
  }

  static func make(_ random: inout Xoshiro) -> Fleet {
    var fleet = Fleet()
    fleet.arrivals = arrivals(&random)
    fleet.service = pick(
      &random,
      [
        .time(law(&random, 1)), .time(law(&random, 5)),
        .tokens(
          prompt: law(&random, 500), output: law(&random, 100), prefillRate: 2000, decodeRate: 50),
      ])
    fleet.coldStart = ColdStart(
      [.allocate(law(&random, 2)), .pull(law(&random, 10)), .restore(law(&random, 1))],
      warmth: pick(&random, [.cold, .onDisk, .inHostMemory, .snapshot, .warm]))
    fleet.maxInstances = pick(&random, [nil, nil, 1, 3, 20])
    fleet.waiting = pick(&random, [.forFirstFree, .forItsInstance])
    fleet.routing = pick(&random, [.newest, .oldest])
    fleet.queue = pick(&random, [.unbounded, .reject, .bounded(5)])
    fleet.concurrency = pick(&random, [1, 1, 2, 7])
    fleet.batchSpeedup = pick(&random, [1, 4, .infinity])
    fleet.gpusPerInstance = pick(&random, [1, 8])
    fleet.minWarm = pick(&random, [0, 0, 1])
    fleet.buffer = pick(&random, [0, 0, 2])
    switch random.index(below: 8) {
    case 0: fleet.scaling = .knative(Knative())
    case 1: fleet.scaling = .idleHistogram(IdleHistogram())
    case 2:
      fleet.reserved = 2
      fleet.maxInstances = pick(&random, [0, 2, nil])
      if fleet.maxInstances == 0 { fleet.minWarm = 0 }
    default: fleet.scaling = .keepAlive(pick(&random, [0, 3, 60, .infinity]))
    }
    fleet.prices = .perGPUSecond(
      0.001, granularity: pick(&random, [0, 1, 60]), minimum: pick(&random, [0, 10]),
      billsStarting: pick(&random, [true, false]), billsIdle: pick(&random, [true, false]))
    fleet.prices.perRequest = pick(&random, [0, 0.01])
    fleet.prices.reservedPerGPUHour = 2
    return fleet
  }

  /// One under any of the autoscalers and rules of starting.
  static func scaled(_ random: inout Xoshiro) -> Fleet {
    var fleet = make(&random)
    fleet.reserved = 0
    if fleet.maxInstances == 0 { fleet.maxInstances = nil }
    fleet.scaling = .keepAlive(pick(&random, [0, 5, 60]))
    switch random.index(below: 6) {
    case 0:
      var knative = Knative()
      knative.target = pick(&random, [nil, 0.5, 4])
      knative.stableWindow = pick(&random, [10, 60])
      (knative.activationScale, knative.initialScale) = (pick(&random, [1, 3]), 2)
      knative.scaleDownDelay = pick(&random, [0, 20])
      fleet.scaling = .knative(knative)
    case 1:
      var ray = RayServe()
      ray.target = pick(&random, [0.5, 2])
      (ray.upscaleDelay, ray.downscaleDelay) = (pick(&random, [0, 30]), pick(&random, [0, 40]))
      (ray.upscalingFactor, ray.downscalingFactor) = (
        pick(&random, [0.3, 1, 2]), pick(&random, [0.3, 1, 2])
      )
      fleet.scaling = .rayServe(ray)
    case 2:
      var horizontal = HorizontalAutoscaler(target: pick(&random, [0.5, 2]))
      horizontal.toZero = pick(&random, [nil, (5, 20)])
      (horizontal.downWindow, horizontal.upCount) = (pick(&random, [0, 60]), 1)
      fleet.scaling = .horizontal(horizontal)
    case 3: fleet.starting = .afterWait(pick(&random, [0, 4, 30]))
    default: fleet.starting = .byCount(pick(&random, [1, 4, 20]))
    }
    if fleet.starting != .atOnce { fleet.waiting = .forFirstFree }
    fleet.startLimit = pick(&random, [nil, StartLimit(1, per: 10), .lambda])
    if random.index(below: 3) == 0 {
      var cooling = Cooling()
      (cooling.asleep, cooling.inHostMemory) = (pick(&random, [0, 5]), pick(&random, [0, 60]))
      (cooling.snapshot, cooling.onDisk) = (pick(&random, [0, 20]), pick(&random, [0, 600]))
      fleet.coldStart.phases += [.wake(.fixed(0.3)), .copy(.fixed(2))]
      (fleet.coldStart.warmth, fleet.coldStart.cooling) = (.cold, cooling)
    }
    return fleet
  }

  /// One in which anything goes wrong that can.
  static func troubled(_ random: inout Xoshiro) -> Fleet {
    var fleet = make(&random)
    fleet.routing = pick(&random, [.newest, .oldest, .leastLoaded, .randomOfTwo])
    if fleet.isElastic, random.index(below: 4) == 0 {
      fleet.scaling = .schedule(
        Schedule(
          cycle: 120, shifts: [.init(from: 10, until: 70, instances: 3)],
          otherwise: pick(&random, [0, 1])))
      (fleet.reserved, fleet.minWarm, fleet.buffer) = (0, 0, 0)
      (fleet.waiting, fleet.maxInstances) = (.forFirstFree, nil)
    }
    trouble(&fleet, &random)
    return fleet
  }

  /// Lets go wrong what can.
  static func trouble(_ fleet: inout Fleet, _ random: inout Xoshiro) {
    fleet.mishaps.failedStarts = pick(&random, [0, 0.3])
    fleet.mishaps.outages = pick(&random, [nil, Outages(every: 60, lasting: 15)])
    fleet.mishaps.interruptions = pick(
      &random, [nil, Interruptions(every: 20), Interruptions(every: 40, notice: 3)])
    if fleet.hasOwnLines || fleet.waiting == .forItsInstance { return }
    fleet.clients.patience = pick(&random, [nil, law(&random, 3)])
    fleet.clients.timeout = pick(&random, [.infinity, 8])
    fleet.clients.retries = pick(&random, [0, 0, 2])
    fleet.clients.retryAfter = law(&random, 1)
  }

  static func run(_ random: inout Xoshiro) -> Run {
    var run = Run()
    run.horizon = pick(&random, [.requests(150), .seconds(400)])
    run.warmUp = pick(&random, [nil, 0, 0])
    run.drains = pick(&random, [true, false])
    run.recorded = pick(&random, [0, 40, 5000])
    run.replications = pick(&random, [1, 1, 1, 3])
    return run
  }
}
