import Testing

@testable import Simulation

@Suite struct KnativeDecisions {
  /// Target 7 (0.7 of 10): what one decision is, from the averages and the ready instances.
  @Test(arguments: [
    // Steady load.
    (20.0, 20.0, 3, 3),
    // Up to what the average needs.
    (50, 50, 5, 8),
    // At most a thousand times up.
    (1e6, 1e6, 1, 1000),
    // At most half down.
    (7, 7, 8, 4),
    // Panic: the short average asks for twice the ready ones.
    (7, 140, 4, 20),
    // Just under the threshold: no panic.
    (7, 49, 4, 2),
  ])
  func one(_ stable: Double, _ panic: Double, _ ready: Int, _ wanted: Int) {
    var autoscaler = KnativeAutoscaler(Knative(), concurrency: 10)
    #expect(autoscaler.decide(at: 100, stable: stable, panic: panic, ready: ready) == wanted)
  }

  @Test func panicNeverShrinksAndEndsAfterTheStableWindow() {
    var autoscaler = KnativeAutoscaler(Knative(), concurrency: 10)
    #expect(autoscaler.decide(at: 0, stable: 7, panic: 140, ready: 2) == 20)
    #expect(autoscaler.decide(at: 30, stable: 70, panic: 0, ready: 20) == 20)
    #expect(autoscaler.decide(at: 60, stable: 70, panic: 0, ready: 20) == 20)
    #expect(autoscaler.panicTime != nil)
    #expect(autoscaler.decide(at: 62, stable: 70, panic: 0, ready: 20) == 10)
    #expect(autoscaler.panicTime == nil)
  }

  @Test func theLastInstanceStaysForTheGracePeriod() {
    var autoscaler = KnativeAutoscaler(Knative(), concurrency: 10)
    #expect(autoscaler.decide(at: 0, stable: 0, panic: 0, ready: 1) == 1)
    #expect(autoscaler.decide(at: 28, stable: 0, panic: 0, ready: 1) == 1)
    #expect(autoscaler.decide(at: 30, stable: 0, panic: 0, ready: 1) == 0)
  }

  /// By requests a second: 70% of 200, or of what is said (`ResolveMetricTarget`).
  @Test func byRequestsASecond() {
    var settings = Knative()
    settings.metric = .requestsPerSecond
    var usual = KnativeAutoscaler(settings, concurrency: 1)
    #expect(usual.decide(at: 100, stable: 140, panic: 140, ready: 1) == 1)
    #expect(usual.decide(at: 102, stable: 141, panic: 141, ready: 1) == 2)
    settings.target = 0.7 * 150
    var told = KnativeAutoscaler(settings, concurrency: 1)
    #expect(told.decide(at: 100, stable: 420, panic: 420, ready: 4) == 4)
    #expect(told.decide(at: 102, stable: 421, panic: 421, ready: 4) == 5)
  }

  @Test func aDelayHoldsTheHighestOfLate() {
    var settings = Knative()
    settings.scaleDownDelay = 4
    var autoscaler = KnativeAutoscaler(settings, concurrency: 10)
    #expect(autoscaler.decide(at: 0, stable: 70, panic: 70, ready: 10) == 10)
    #expect(autoscaler.decide(at: 2, stable: 40, panic: 40, ready: 10) == 10)
    #expect(autoscaler.decide(at: 4, stable: 40, panic: 40, ready: 10) == 6)
  }
}

@Suite struct KnativeFleet {
  /// Twenty requests a second for two minutes, of 10 ms each, and a target of 7 a second: the first
  /// has an instance started; the second look sees 20 a second, asks for three and is in panic. When
  /// they end the average of a minute falls: to 14 at 138 s, to 6.7 at 160 s, to nothing at 180 s,
  /// after which the last one stays for the grace period. By requests at work one would do.
  @Test(arguments: [
    (Knative.Metric.requestsPerSecond, [0.025, 4, 4], [138.0, 160, 210]),
    (.concurrency, [0.025], [210]),
  ])
  func aTraceByRequestsASecond(
    _ metric: Knative.Metric, _ starts: [Double], _ ends: [Double]
  ) throws {
    let times = (0..<2400).map { (Double($0) + 0.5) * 0.05 }
    var fleet = listed(times, service: 0.01, coldStart: 1)
    var settings = Knative()
    (settings.metric, settings.target) = (metric, 7)
    fleet.scaling = .knative(settings)
    (fleet.concurrency, fleet.batchSpeedup) = (10, .infinity)
    let recording = try #require(simulate(fleet, recordedRun()).recording)
    let lives = Dictionary(grouping: recording.intervals) { $0.instance }.values
    #expect(lives.compactMap { $0.map { $0.start }.min() }.sorted() == starts)
    #expect(lives.compactMap { $0.map { $0.end }.max() }.sorted() == ends)
  }

  static func fleet(_ arrivals: Arrivals) -> Fleet {
    var fleet = Fleet.serverless(
      arrivals: arrivals, service: .fixed(1), coldStart: .time(.fixed(2)))
    fleet.scaling = .knative(Knative())
    fleet.concurrency = 10
    fleet.batchSpeedup = .infinity
    return fleet
  }

  @Test func followsTheLoad() throws {
    // 35 requests in the system on average; 7 to an instance makes 5.
    let outcome = try simulate(Self.fleet(.poisson(rate: 35)), .seconds(2000, seed: 1))
    #expect((5...7).contains(outcome.instances.value), "\(outcome.instances)")
    #expect(outcome.wait.mean.value < 0.05)
  }

  @Test func scalesToZeroAndBack() throws {
    let times = [0.0, 1, 2, 500]
    let fleet = Self.fleet(.list(times.map { TracedRequest(time: $0) }))
    let outcome = try simulate(fleet, recordedRun())
    let recording = try #require(outcome.recording)
    #expect(outcome.cold == 2)
    let gone = try #require(recording.intervals.filter { $0.start < 400 }.map(\.end).max())
    // The average is nothing 60 s after the last request, and 30 s of grace follow.
    #expect((90...98).contains(gone), "\(gone)")
  }

  @Test func aBurstPanics() throws {
    let calm = (0..<200).map { TracedRequest(time: Double($0)) }
    let burst = (0..<300).map { TracedRequest(time: 200 + Double($0) * 0.01) }
    let outcome = try simulate(Self.fleet(.list(calm + burst)), recordedRun())
    // 100 a second for 3 s: without panic, a minute's average would ask for one or two.
    #expect(outcome.instancesMax >= 5)
  }

  /// A burst asks for many that take long to start. When fewer are wanted, those that are not ready
  /// go first, and the ready one stays for what comes then.
  @Test func whatIsNotReadyGoesFirst() throws {
    let burst = (0..<300).map { TracedRequest(time: 100 + Double($0) * 0.01, duration: 0.5) }
    let calm = (0..<100).map { TracedRequest(time: 110 + Double($0) * 2, duration: 0.5) }
    var fleet = Self.fleet(.list([TracedRequest(time: 0)] + burst + calm))
    fleet.coldStart = .time(.fixed(1000))
    fleet.minWarm = 1
    let outcome = try simulate(fleet, recordedRun())
    let recording = try #require(outcome.recording)
    let starts = recording.intervals.filter { $0.state == .starting }
    #expect(starts.count >= 4)
    // Given up before they were ready; the first instance is there to the end.
    #expect(starts.allSatisfy { $0.end - $0.start < 999 })
    let kept = recording.intervals.filter { $0.instance == 1 }
    #expect(kept.map(\.end).max() == recording.end)
    #expect(kept.allSatisfy { $0.state != .starting })
    #expect(outcome.served == 401)
  }

  /// Nothing happens in the long gap, so it costs no ticks, and the fleet is as it would be.
  @Test func longGapsAreFree() throws {
    let fleet = Self.fleet(.list([0, 1e9, 1e9 + 1].map { TracedRequest(time: $0) }))
    let outcome = try simulate(fleet)
    #expect(outcome.served == 3)
    #expect(outcome.cold == 2)
    #expect(outcome.gpuSeconds.alive < 500)
  }

  @Test func aLongRequestInTheDark() throws {
    var fleet = Self.fleet(.list([TracedRequest(time: 0, duration: 1e9)]))
    fleet.concurrency = 1
    let outcome = try simulate(fleet)
    #expect(outcome.served == 1)
    #expect(outcome.instancesMax <= 3)
  }

  /// Kept in panic by a line that nothing serves, for as long as it likes.
  @Test func panicForEver() throws {
    var fleet = Self.fleet(
      .list(Array(repeating: TracedRequest(time: 0, duration: 1e11), count: 9)))
    fleet.concurrency = 1
    fleet.maxInstances = 1
    let outcome = try simulate(fleet)
    #expect(outcome.served == 9)
    #expect(outcome.latency.max > 9e11)
  }
}

@Suite struct IdleHistogramPolicy {
  @Test func windowsFromGaps() {
    var times = IdleTimes(IdleHistogram())
    #expect(times.windows().prewarm == 0)
    #expect(times.windows().keepAlive == 600)
    for _ in 0..<100 { times.observe(600) }
    // All in the bin from 600 to 660 s: prewarm at 600 less a tenth, kept until 660 and a tenth.
    #expect(abs(times.windows().prewarm - 540) < 1e-9)
    #expect(abs(times.windows().keepAlive - (726 - 540)) < 1e-9)
    for _ in 0..<400 { times.observe(1e6) }
    #expect(times.windows().keepAlive == 600)
  }

  @Test func shortGapsKeepTheInstance() {
    var times = IdleTimes(IdleHistogram())
    for _ in 0..<100 { times.observe(10) }
    #expect(times.windows().prewarm == 0)
    #expect(abs(times.windows().keepAlive - 66) < 1e-9)
  }

  /// A request every 20 minutes: the histogram learns it, stops in between and is ready in time.
  @Test func learnsARhythm() throws {
    var fleet = listed((0..<200).map { Double($0) * 1200 }, service: 1, coldStart: 30)
    fleet.scaling = .idleHistogram(IdleHistogram())
    let outcome = try simulate(fleet)
    // Cold until ten gaps were seen.
    #expect((10...12).contains(outcome.cold), "\(outcome.cold)")
    var fixed = fleet
    fixed.scaling = .keepAlive(600)
    #expect(try simulate(fixed).cold == 200)
    fixed.scaling = .keepAlive(1300)
    let always = try simulate(fixed)
    #expect(always.cold == 1)
    #expect(outcome.gpuSeconds.alive < always.gpuSeconds.alive / 3)
  }

  /// Who waits for an instance of a fleet that scales itself is served like all others.
  @Test(arguments: [1, 2]) func nobodyIsLostWhoWaitsForAnInstance(_ concurrency: Int) throws {
    var fleet = listed([0, 0.1, 5, 5.1, 5.2], service: 1, coldStart: 2)
    fleet.scaling = .knative(Knative())
    fleet.waiting = .forItsInstance
    fleet.concurrency = concurrency
    let outcome = try simulate(fleet)
    #expect(outcome.served == 5 && outcome.rejected == 0)
  }
}
