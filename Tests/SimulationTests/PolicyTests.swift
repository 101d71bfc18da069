import Testing

@testable import Simulation

/// Small fleets whose every step can be followed by hand.
@Suite struct KeepAliveByHand {
  @Test func theLifeOfOneInstance() throws {
    var fleet = listed([0, 5, 30], service: 1, coldStart: 2)
    fleet.scaling = .keepAlive(10)
    let outcome = try simulate(fleet, recordedRun())
    // 0: starts, serves 2 to 3. 5: warm. 30: stopped at 16, so starts again, and stops at 43.
    #expect(
      lane(outcome, 0)
        == "starting 0-2, busy 2-3, idle 3-5, busy 5-6, idle 6-16, "
        + "starting 30-32, busy 32-33, idle 33-43")
    #expect(outcome.requests == 3)
    #expect(outcome.cold == 2)
    #expect(outcome.latency.max == 3)
    #expect(outcome.wait.mean.value == 4.0 / 3)
    #expect(outcome.gpuSeconds.starting == 4)
    #expect(outcome.gpuSeconds.busy == 3)
    #expect(outcome.gpuSeconds.idle == 22)
    #expect(outcome.seconds == 43)
    #expect(outcome.instances.value == 29.0 / 43)
    #expect(outcome.utilization.value == 3.0 / 29)
  }

  /// An instance whose keep-alive ends at the very instant of an arrival takes it.
  @Test(arguments: [(11.0, 1), (11.0001, 2)])
  func theEdgeOfTheKeepAlive(_ second: Double, _ cold: Int) throws {
    var fleet = listed([0, second], service: 1)
    fleet.scaling = .keepAlive(10)
    #expect(try simulate(fleet).cold == cold)
  }

  @Test func withoutKeepAliveEveryRequestIsCold() throws {
    var fleet = listed([0, 5, 5, 9], service: 1, coldStart: 1)
    fleet.scaling = .keepAlive(0)
    let outcome = try simulate(fleet)
    #expect(outcome.cold == 4)
    #expect(outcome.gpuSeconds.idle == 0)
  }

  /// A cold request measured only as a whole: 7 s instead of a start and its own 1 s.
  @Test func aColdRequestAsAWhole() throws {
    var fleet = listed([0, 8, 30], service: 1)
    fleet.scaling = .keepAlive(10)
    fleet.coldService = .fixed(7)
    let outcome = try simulate(fleet, recordedRun())
    #expect(
      lane(outcome, 0) == "busy 0-7, idle 7-8, busy 8-9, idle 9-19, busy 30-37, idle 37-47")
    #expect(outcome.latency.mean.value == 5)
  }

  @Test func aKeepAliveForEver() throws {
    var fleet = listed([0, 1e9], service: 1, coldStart: 1)
    fleet.scaling = .keepAlive(.infinity)
    #expect(try simulate(fleet).cold == 1)
  }
}

@Suite struct WaitingByHand {
  /// The second request comes while the first is served, and its own instance takes 10 s to start.
  @Test(arguments: [(Waiting.forItsInstance, 10.0), (.forFirstFree, 3.0)])
  func forItsInstanceOrTheFirstFree(_ waiting: Waiting, _ wait: Double) throws {
    var fleet = listed([0, 20, 21], service: 4, coldStart: 10)
    fleet.waiting = waiting
    let outcome = try simulate(fleet, recordedRun())
    let last = try #require(outcome.recording?.requests.max { $0.arrival < $1.arrival })
    #expect(last.begin - last.arrival == wait)
    #expect(outcome.cold == 2)
  }

  @Test func aBoundedLineRejects() throws {
    var fleet = listed([0, 1, 2, 3, 4], service: 10, coldStart: 0)
    fleet.maxInstances = 1
    fleet.queue = .bounded(2)
    let outcome = try simulate(fleet)
    #expect(outcome.rejected == 2)
    #expect(outcome.served == 3)
    #expect(outcome.latency.max == 28)
    #expect(outcome.rejectedShare.value == 0.4)
  }

  @Test func noLineRejects() throws {
    var fleet = listed([0, 1, 2, 30], service: 10, coldStart: 5)
    fleet.maxInstances = 2
    fleet.queue = .reject
    let outcome = try simulate(fleet)
    // The first two wait for instances being started for them; the third finds none.
    #expect(outcome.rejected == 1)
    #expect(outcome.served == 3)
  }

  @Test func dedicatedServersShareOneLine() throws {
    var fleet = Fleet.dedicated(
      arrivals: .list([0, 0, 0, 1].map { TracedRequest(time: $0) }), service: .fixed(2), servers: 2)
    fleet.prices = .reserved(perGPUHour: 3600, discount: 0.25)
    let outcome = try simulate(fleet, recordedRun())
    #expect(outcome.recording?.requests.map(\.begin) == [0, 0, 2, 2])
    #expect(outcome.seconds == 4)
    #expect(outcome.cold == 0)
    #expect(outcome.costs.total == 2 * 4 * 0.75)
    #expect(outcome.utilization.value == 1)
  }
}

@Suite struct RoutingByHand {
  /// Two instances; later single requests go to the one created last, or first.
  @Test(arguments: [
    (Routing.newest, "busy 0-2, idle 2-12", "busy 1-3, idle 3-5, busy 5-7, idle 7-17"),
    (.oldest, "busy 0-2, idle 2-5, busy 5-7, idle 7-17", "busy 1-3, idle 3-13"),
  ])
  func newestOrOldest(_ routing: Routing, _ first: String, _ second: String) throws {
    var fleet = listed([0, 1, 5], service: 2)
    fleet.scaling = .keepAlive(10)
    fleet.routing = routing
    let outcome = try simulate(fleet, recordedRun())
    #expect(lane(outcome, 0) == first)
    #expect(lane(outcome, 1) == second)
  }

  @Test func reservedInstancesGoFirst() throws {
    var fleet = listed([0, 1, 2, 20], service: 5, coldStart: 3)
    fleet.reserved = 1
    fleet.scaling = .keepAlive(4)
    fleet.waiting = .forItsInstance
    fleet.prices = .perGPUSecond(1)
    fleet.prices.reservedPerGPUHour = 3600
    let outcome = try simulate(fleet, recordedRun())
    #expect(lane(outcome, 0) == "busy 0-5, idle 5-20, busy 20-25")
    #expect(lane(outcome, 1) == "starting 1-4, busy 4-9, idle 9-13")
    #expect(lane(outcome, 2) == "starting 2-5, busy 5-10, idle 10-14")
    #expect(outcome.gpuSeconds.reservedBusy == 10)
    #expect(outcome.gpuSeconds.reservedIdle == 15)
    #expect(outcome.costs.reserved == 25)
    #expect(outcome.costs.usage == 24)
    #expect(outcome.instancesMax == 3)
  }
}

@Suite struct WarmInstancesByHand {
  @Test func aMinimumIsAlwaysThere() throws {
    var fleet = listed([0, 1, 100], service: 5, coldStart: 3)
    fleet.scaling = .keepAlive(10)
    fleet.minWarm = 1
    fleet.waiting = .forItsInstance
    let outcome = try simulate(fleet, recordedRun())
    // The minimum counts instances, whichever: the one that was idle longest stops.
    #expect(outcome.cold == 1)
    #expect(lane(outcome, 0) == "busy 0-5, idle 5-15")
    #expect(lane(outcome, 1) == "starting 1-4, busy 4-9, idle 9-100, busy 100-105")
    #expect(outcome.rejected == 0)
  }

  @Test func aBufferIsReadyWhileAnyIsBusy() throws {
    var fleet = listed([0, 10, 12, 100], service: 5, coldStart: 2)
    fleet.scaling = .keepAlive(0)
    fleet.buffer = 1
    fleet.waiting = .forItsInstance
    let outcome = try simulate(fleet, recordedRun())
    // 0: cold, with a spare that is ready at 2 and stops when the request ends at 7.
    // 10: cold again; its spare is ready at 12 and takes the next one, so that another starts.
    #expect(outcome.cold == 3)
    #expect(outcome.starts == 7)
    let begins = outcome.recording?.requests.map { $0.begin - $0.arrival }
    #expect(begins == [2, 0, 2, 2] || begins == [2, 2, 0, 2])
  }

  /// While one is busy from 2 to 12, as many as asked for wait from 2 on, and no more.
  @Test(arguments: [1, 2, 5]) func aBufferIsAsLargeAsAskedFor(_ buffer: Int) throws {
    var fleet = listed([0], service: 10, coldStart: 2)
    fleet.scaling = .keepAlive(0)
    fleet.buffer = buffer
    fleet.waiting = .forItsInstance
    let outcome = try simulate(fleet)
    #expect(outcome.starts == 1 + buffer)
    #expect(outcome.gpuSeconds.idle == Double(10 * buffer))
  }

  /// An instance that starts for one request and has room for another is no spare; and the other
  /// takes that room, not the spare.
  @Test(arguments: [Waiting.forFirstFree, .forItsInstance])
  func aStartWithRoomIsNoSpare(_ waiting: Waiting) throws {
    var fleet = listed([0, 1], service: 10, coldStart: 2)
    fleet.scaling = .keepAlive(0)
    fleet.concurrency = 2
    fleet.batchSpeedup = .infinity
    fleet.buffer = 1
    fleet.waiting = waiting
    let outcome = try simulate(fleet, recordedRun())
    #expect(outcome.starts == 2)
    #expect(lane(outcome, 0) == "starting 0-2, busy 2-12")
    #expect(lane(outcome, 1) == "starting 0-2, idle 2-12")
  }

  /// Two are busy, one of them to 5 and the other to 20; one of the two that then wait may stop.
  @Test func whatIsMoreThanTheBufferStops() throws {
    var fleet = listed([], service: 1)
    fleet.arrivals = .list([
      TracedRequest(time: 0, duration: 5), TracedRequest(time: 0, duration: 20),
    ])
    fleet.scaling = .keepAlive(0)
    fleet.buffer = 1
    #expect(try simulate(fleet).gpuSeconds.idle == 20)
  }

  @Test(arguments: Warmth.allCases)
  func theWarmthLadder(_ warmth: Warmth) throws {
    var fleet = listed([0], service: 1)
    fleet.coldStart = ColdStart(
      [
        .allocate(.fixed(1)), .pull(.fixed(20)), .load(.fixed(300)), .copy(.fixed(4000)),
        .restore(.fixed(50_000)), .wake(.fixed(7)), .warmUp(.fixed(600_000)),
      ], warmth: warmth)
    let expected: [Warmth: (Double, [String])] = [
      .cold: (600_321, ["allocate", "pull", "load", "warm up"]),
      .onDisk: (600_301, ["allocate", "load", "warm up"]),
      .inHostMemory: (604_001, ["allocate", "copy", "warm up"]),
      .snapshot: (50_001, ["allocate", "restore"]), .asleep: (7, ["wake"]), .warm: (0, []),
    ]
    let outcome = try simulate(fleet)
    let (wait, names) = try #require(expected[warmth])
    #expect(outcome.wait.max == wait)
    #expect(outcome.phases.map(\.name) == names)
    #expect(outcome.phases.reduce(0) { $0 + $1.mean } == wait)
    #expect(fleet.coldStart.mean == wait)
  }
}

@Suite struct BatchingByHand {
  /// Two requests of 3 s on one instance. With a best speed-up S, each of two runs at 1/(1 + 1/S).
  @Test(arguments: [
    (Double.infinity, [3.0, 4.0]),
    // Alone 1 s; then both at half speed: the first has 2 s left, ends at 5; the other has done 2
    // and ends alone at 6.
    (1.0, [5.0, 6.0]),
    // Both at 2/3: the first ends at 1 + 2 · 1.5 = 4, when the other has done 2.
    (2.0, [4.0, 5.0]),
  ])
  func sharedSpeed(_ speedup: Double, _ ends: [Double]) throws {
    var fleet = listed([0, 1], service: 3)
    fleet.concurrency = 2
    fleet.batchSpeedup = speedup
    let outcome = try simulate(fleet, recordedRun())
    let found = try #require(outcome.recording?.requests.map(\.end).sorted())
    for (a, b) in zip(found, ends) { #expect(abs(a - b) < 1e-9) }
    #expect(outcome.instancesMax == 1)
  }

  @Test func theLineWhenFull() throws {
    var fleet = listed([0, 0, 0, 0, 0], service: 2)
    fleet.concurrency = 2
    fleet.batchSpeedup = .infinity
    fleet.maxInstances = 1
    let outcome = try simulate(fleet, recordedRun())
    #expect(outcome.recording?.requests.map(\.end).sorted() == [2, 2, 4, 4, 6])
    #expect(outcome.gpuSeconds.busy == 6)
  }

  @Test func ridingAlongOnOneStart() throws {
    var fleet = listed([0, 1, 2], service: 2, coldStart: 5)
    fleet.concurrency = 2
    fleet.batchSpeedup = .infinity
    fleet.waiting = .forItsInstance
    let outcome = try simulate(fleet, recordedRun())
    // Two wait for the first instance, the third for the second.
    #expect(outcome.starts == 2)
    #expect(outcome.cold == 3)
    #expect(outcome.recording?.requests.map(\.begin).sorted() == [5, 5, 7])
  }

  @Test func firstTokensComeAfterThePrompt() throws {
    var fleet = Fleet.serverless(
      arrivals: .list([
        TracedRequest(time: 0, promptTokens: 1000, outputTokens: 100),
        TracedRequest(time: 1, promptTokens: 1000, outputTokens: 100),
      ]),
      service: .tokens(prompt: .fixed(0), output: .fixed(0), prefillRate: 1000, decodeRate: 100),
      coldStart: .time(.fixed(0)))
    fleet.concurrency = 2
    fleet.batchSpeedup = 1
    // The first has its token at 1; the second reads its prompt at half speed, from 1 to 3.
    let outcome = try simulate(fleet)
    #expect(abs(try #require(outcome.timeToFirstToken).mean.value - 1.5) < 1e-9)
    #expect(abs(try #require(outcome.timeToFirstToken).max - 2) < 1e-9)
    fleet.concurrency = 1
    let single = try simulate(fleet)
    #expect(single.timeToFirstToken?.mean.value == 1)
    #expect(single.latency.mean.value == 2)
  }

  /// A first token is counted when it comes, not when the instance is looked at next.
  @Test func firstTokensBetweenTwoEvents() throws {
    var fleet = Fleet.serverless(
      arrivals: .list([
        TracedRequest(time: 0, promptTokens: 1000, outputTokens: 100),
        TracedRequest(time: 1.5, promptTokens: 1000, outputTokens: 100),
      ]),
      service: .tokens(prompt: .fixed(0), output: .fixed(0), prefillRate: 1000, decodeRate: 100),
      coldStart: .time(.fixed(0)))
    fleet.concurrency = 2
    fleet.batchSpeedup = 1
    // The first has its token at 1, half a second before the other comes, and ends at 2.5. By then
    // the other has read half its prompt; alone it reads the rest by 3.
    let outcome = try simulate(fleet)
    let first = try #require(outcome.timeToFirstToken)
    #expect(abs(first.mean.value - 1.25) < 1e-9)
    #expect(abs(first.max - 1.5) < 1e-9)
    #expect(abs(outcome.latency.max - 2.5) < 1e-9)
  }
}
