import Testing

@testable import ServingLab

/// What the live panel shows of each second.
@Suite struct PanelTests {
  private func situation(_ doing: Situation.Doing, _ busySeconds: Double) -> Situation {
    var situation = Situation()
    situation.lanes = [
      .init(number: 1, doing: doing, jobs: 0, busySeconds: busySeconds, madeUp: 0)
    ]
    return situation
  }

  /// A request that came and went between two looks leaves its mark, once.
  @Test func workIsSeenHoweverShort() throws {
    var panel = Panel(title: "a platform", notes: [], isServerless: true)
    let seconds: [(Situation.Doing, Double)] = [
      (.starting, 0), (.idle, 0), (.idle, 0.004), (.idle, 0.004), (.busy, 0.5), (.idle, 0.5),
    ]
    for (doing, busy) in seconds { panel.add(situation(doing, busy)) }
    let lines = panel.lines(situation(.idle, 0.5), width: 80, hasUnicode: true).map { $0.plain }
    let lane = try #require(lines.first { $0.hasPrefix("worker 1") })
    #expect(lane.contains("▒·█·█·"), "\(lane)")
  }
}
