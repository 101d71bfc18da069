import Testing

@testable import Simulation

/// Kubernetes' horizontal autoscaler and KEDA, look by look, as their documentation says.
@Suite struct HorizontalAutoscaling {
  /// A trace of looks, 15 s apart: requests in the system, instances there, and what is wanted.
  private func follow(_ settings: HorizontalAutoscaler, _ looks: [(Double, Int)]) {
    var decisions = HorizontalDecisions(settings)
    var current = 1
    for (number, look) in looks.enumerated() {
      let found = decisions.decide(
        at: Double(number) * settings.period, requests: look.0, current: current)
      #expect(found == look.1, "look \(number)")
      current = found
    }
  }

  @Test func upIsLimitedAndDownIsLate() {
    follow(
      HorizontalAutoscaler(target: 2),
      [
        // Within the tolerance of a tenth nothing changes.
        (2, 1), (2.2, 1),
        // ceil(30 / 2) = 15 are wanted; four more come, then as many again as there are.
        (30, 5), (30, 10), (30, 15),
        // 27 of 30 is within a tenth, 26 is not; fewer were not wanted for 300 s.
        (27, 15), (26, 15),
      ])
    // One look less than 300 s later the 15 are still in the window.
    follow(
      HorizontalAutoscaler(target: 1),
      [(5, 5)] + [(Double, Int)](repeating: (1, 5), count: 19) + [(1, 1)])
    // Of the looks in the window the highest counts.
    follow(
      HorizontalAutoscaler(target: 1),
      [(5, 5), (3, 5)] + [(Double, Int)](repeating: (1, 5), count: 18) + [(1, 3), (1, 1)])
    // The last one stays.
    follow(HorizontalAutoscaler(target: 1), [(0, 1), (0, 1), (0, 1)])
  }

  @Test func kedaWakesAtAPollAndSleepsAfterTheCooldown() {
    var decisions = HorizontalDecisions(.keda(target: 5))
    // Polls every 30 s.
    let looks: [(time: Double, requests: Double, current: Int, wanted: Int)] = [
      (0, 0, 0, 0), (15, 7, 0, 0), (30, 7, 0, 1), (45, 12, 1, 3), (60, 12, 3, 3), (75, 0, 3, 3),
      // The last poll that found some was at 60 s.
      (360, 0, 3, 1), (375, 0, 1, 0), (390, 0, 0, 0),
    ]
    for look in looks {
      let found = decisions.decide(
        at: look.time, requests: look.requests, current: look.current)
      #expect(found == look.wanted, "at \(look.time)")
    }
  }

  @Test func followsTheLoad() throws {
    var fleet = Fleet.serverless(
      arrivals: .poisson(rate: 10), service: .exponential(mean: 1), coldStart: .time(.fixed(5)))
    fleet.scaling = .horizontal(HorizontalAutoscaler(target: 0.7))
    let outcome = try simulate(fleet, .seconds(20_000))
    // Ten in the system at 0.7 each, and the highest of five minutes.
    #expect((14...32).contains(outcome.instances.value), "\(outcome.instances)")
    #expect(outcome.wait.mean.value < 0.2)
  }

  /// What sleeps in quiet times decides as if it had not.
  @Test func scalesToZeroAndBack() throws {
    var fleet = Fleet.serverless(
      arrivals: .list([0, 1, 2, 9000].map { TracedRequest(time: $0) }), service: .fixed(1),
      coldStart: .time(.fixed(2)))
    fleet.scaling = .horizontal(.keda(target: 1))
    let outcome = try simulate(fleet, recordedRun())
    // The first look is at 15 s, and finds three; a look after sleep is at the next 15 s.
    #expect(outcome.served == 4 && outcome.instancesMax == 1)
    let ends = try #require(outcome.recording).intervals.filter { $0.start < 8000 }.map(\.end)
    #expect((320...400).contains(ends.max() ?? 0), "\(ends)")
    // One instance is always there without KEDA.
    fleet.scaling = .horizontal(HorizontalAutoscaler(target: 1))
    let always = try simulate(fleet)
    #expect(always.latency.max <= 3 && always.instances.value >= 1)
  }
}
