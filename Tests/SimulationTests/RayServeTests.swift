import Testing

@testable import Simulation

/// Ray Serve's autoscaler, look by look, as its documentation and `autoscaling_policy.py` say.
@Suite struct RayServeScaling {
  /// How many looks with this average it takes until the target changes, and to what.
  private func change(
    _ settings: RayServe, average: Double, running: Int, least: Int = 0, most: Int = 100
  ) -> [Int] {
    var decisions = RayDecisions(settings)
    for look in 1...1000 {
      let found = decisions.decide(
        average: average, running: running, target: running, least: least, most: most)
      if found != running { return [look, found] }
    }
    return []
  }

  @Test func waitsBeforeItActs() {
    let usual = RayServe()
    // ceil(10 / 2), after 30 s of wanting it; at looks a second apart that is the 31st.
    #expect(change(usual, average: 10, running: 1) == [31, 5])
    #expect(change(usual, average: 10, running: 1, most: 3) == [31, 3])
    #expect(change(usual, average: 10, running: 5).isEmpty)
    // Down after 600 s, and to nothing only from one.
    #expect(change(usual, average: 0, running: 5) == [601, 1])
    #expect(change(usual, average: 0, running: 1) == [601, 0])
    #expect(change(usual, average: 0, running: 1, least: 1).isEmpty)
    #expect(change(usual, average: 8, running: 5) == [601, 4])
    var quick = usual
    (quick.upscaleDelay, quick.downscaleToZeroDelay) = (0, 20)
    #expect(change(quick, average: 10, running: 1) == [1, 5])
    #expect(change(quick, average: 0, running: 1) == [21, 0])
    #expect(change(quick, average: 0, running: 2) == [601, 1])
  }

  @Test func factorsStretchSteps() {
    var settings = RayServe()
    (settings.upscaleDelay, settings.downscaleDelay) = (0, 0)
    settings.upscalingFactor = 0.5
    // ceil(4 + 0.5 * (10 - 4))
    #expect(change(settings, average: 20, running: 4) == [1, 7])
    settings.downscalingFactor = 0.2
    // ceil(5 - 0.2) is 5 again, so one goes.
    #expect(change(settings, average: 8, running: 5) == [1, 4])
    #expect(change(settings, average: 0, running: 10) == [1, 8])
  }

  @Test func wakesAtOnce() {
    var decisions = RayDecisions(RayServe())
    func decide(_ average: Double, target: Int) -> Int {
      decisions.decide(average: average, running: 0, target: target, least: 0, most: 100)
    }
    #expect(decide(0, target: 0) == 0)
    #expect(decide(1, target: 0) == 1)
    #expect(decide(50, target: 3) == 3)
    var settings = RayServe()
    settings.upscalingFactor = 2.5
    decisions = RayDecisions(settings)
    #expect(decide(1, target: 0) == 3)
  }

  /// One look that wants something else begins the wait anew.
  @Test func changesOfMindCount() {
    var decisions = RayDecisions(RayServe())
    func look(_ average: Double) -> Int {
      decisions.decide(average: average, running: 2, target: 2, least: 0, most: 100)
    }
    for _ in 0..<30 { #expect(look(9) == 2) }
    #expect(look(4) == 2)
    for _ in 0..<30 { #expect(look(9) == 2) }
    #expect(look(1) == 2)
    for _ in 0..<30 { #expect(look(9) == 2) }
    #expect(look(9) == 5)
  }

  /// The average over half a minute, told every ten seconds.
  @Test func averagesOverTheLookBack() {
    var decisions = RayDecisions(RayServe())
    var target = 1
    var changed: [Int] = []
    // Ten requests in the system from 100 s on: the reports at 110, 120 and 130 s are of 3.3, 6.7
    // and 10, so two, four and five are wanted.
    for second in 1...200 {
      let load = Double(max(0, second - 100)) * 10
      let found = decisions.decide(
        at: Double(second), load: load, requests: 10, running: 1, target: target, least: 1,
        most: 100)
      if found != target { changed.append(second) }
      target = found
    }
    // Reports are at 101, 111, …: more was wanted from the second one on.
    #expect(changed.first == 141 && target == 5, "\(changed) \(target)")
  }

  @Test func followsTheLoad() throws {
    var fleet = Fleet.serverless(
      arrivals: .poisson(rate: 10), service: .exponential(mean: 1), coldStart: .time(.fixed(5)))
    fleet.scaling = .rayServe(RayServe())
    fleet.concurrency = 4
    fleet.batchSpeedup = .infinity
    let outcome = try simulate(fleet, .seconds(20_000))
    // Ten in the system at two each, and what ten minutes of more bring.
    #expect((5...12).contains(outcome.instances.value), "\(outcome.instances)")
    #expect(outcome.wait.mean.value < 0.2)
  }

  /// What sleeps in quiet times decides as if it had not.
  @Test func scalesToZeroAndBack() throws {
    var fleet = listed([0, 1, 2, 9000], service: 1, coldStart: 2)
    fleet.scaling = .rayServe(RayServe())
    let outcome = try simulate(fleet, recordedRun())
    #expect(outcome.served == 4 && outcome.starts == 2)
    let ends = try #require(outcome.recording).intervals.filter { $0.start < 8000 }.map(\.end)
    // The average is nothing from 35 s on, told at the next report, and 600 s later it goes.
    #expect((635...646).contains(ends.max() ?? 0), "\(ends)")
  }
}
