import Foundation
import Testing

@testable import Simulation

@Suite struct Exports {
  static func recording() throws -> Recording {
    var fleet = listed([0, 1, 1.5], service: 1, coldStart: 0.5)
    fleet.scaling = .keepAlive(2)
    fleet.maxInstances = 1
    fleet.queue = .bounded(0)
    return try #require(try simulate(fleet, recordedRun()).recording)
  }

  @Test func csv() throws {
    #expect(
      try Self.recording().csv == """
        kind,lane,instance,start,end,arrival
        starting,0,1,0.0,0.5,
        arrival,,,0.0,0.0,0.0
        busy,0,1,0.5,1.5,
        request,0,,0.5,1.5,0.0
        arrival,,,1.0,1.0,1.0
        rejection,,,1.0,1.0,1.0
        busy,0,1,1.5,2.5,
        request,0,,1.5,2.5,1.5
        arrival,,,1.5,1.5,1.5
        idle,0,1,2.5,4.5,

        """)
  }

  @Test func chromeTrace() throws {
    let text = try Self.recording().chromeTrace
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let events = try #require(json["traceEvents"] as? [[String: Any]])
    let spans = events.filter { $0["ph"] as? String == "X" }
    #expect(spans.map { $0["name"] as? String } == ["starting", "busy", "busy", "idle"])
    #expect(spans.map { $0["ts"] as? Double } == [0, 0.5e6, 1.5e6, 2.5e6])
    #expect(spans.map { $0["dur"] as? Double } == [0.5e6, 1e6, 1e6, 2e6])
    #expect(events.count { $0["ph"] as? String == "b" } == 2)
    #expect(events.count { $0["ph"] as? String == "e" } == 2)
    #expect(events.count { $0["ph"] as? String == "i" } == 4)
    let names = events.filter { $0["name"] as? String == "thread_name" }
      .map { ($0["args"] as? [String: String])?["name"] }
    #expect(names == ["requests", "lane 1"])
    let last = try #require(events.last { $0["ph"] as? String == "C" })
    #expect(last["args"] as? [String: Int] == ["starting": 0, "busy": 0, "idle": 0])
  }

  /// A recording is as short as asked, true until where it ends, and says that it was cut.
  @Test(arguments: [1, 10, 100])
  func bounded(_ limit: Int) throws {
    let fleet = Fleet.serverless(
      arrivals: .poisson(rate: 5), service: .exponential(mean: 1),
      coldStart: .time(.fixed(2)), keepAlive: 1)
    var run = Run.seconds(500, seed: 3)
    run.recorded = 1_000_000
    let whole = try #require(try simulate(fleet, run).recording)
    #expect(!whole.isTruncated)
    #expect(abs(whole.end - 500) < 1e-9)
    run.recorded = limit
    let part = try #require(try simulate(fleet, run).recording)
    #expect(part.isTruncated)
    #expect(part.end < 100)
    #expect(part.arrivals.count <= limit)
    // Instances alive at the cut are closed there.
    #expect(part.intervals.count <= limit + part.lanes)
    func clipped(_ recording: Recording) -> Set<String> {
      Set(
        recording.intervals.filter { $0.start < part.end }.map {
          "\($0.instance) \($0.state) \($0.start) \(min($0.end, part.end))"
        })
    }
    #expect(clipped(part) == clipped(whole))
  }

  @Test func nothingToShow() throws {
    let recording = Recording()
    #expect(recording.csv == "kind,lane,instance,start,end,arrival\n")
    let json = try JSONSerialization.jsonObject(with: Data(recording.chromeTrace.utf8))
    #expect(json is [String: Any])
  }
}
