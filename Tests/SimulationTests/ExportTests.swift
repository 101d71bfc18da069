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

  /// What the Trace Event Format asks of every event, on fleets of all kinds: the keys of its phase,
  /// times in order, spans that do not overlap on their thread, and requests that begin and end.
  @Test(arguments: 0..<40) func chromeTraceKeepsToTheFormat(_ seed: Int) throws {
    var fleet = Fleet.serverless(
      arrivals: seed % 2 == 0
        ? .poisson(rate: 3) : .bursts(on: 5, off: 20, rateOn: 9.7, rateOff: 0.1),
      service: seed % 3 == 0 ? .fixed(1.1) : .exponential(mean: 0.7),
      coldStart: .time(seed % 4 == 0 ? .fixed(0) : .exponential(mean: 2)),
      keepAlive: [0, 0.3, 5, 1e9][seed % 4])
    fleet.concurrency = 1 + seed % 3
    if seed % 5 == 0 { (fleet.maxInstances, fleet.queue) = (2, .bounded(seed % 2)) }
    if seed % 7 == 0 { fleet.reserved = 2 }
    var run = Run.seconds(seed % 6 == 0 ? 3e10 : 60, seed: UInt64(seed))
    if seed % 6 == 0 { fleet.arrivals = .poisson(rate: 1e-8) }
    run.recorded = seed % 9 == 0 ? 25 : 100_000
    let recording = try #require(try simulate(fleet, run).recording)
    let events = try events(recording.chromeTrace)
    var last = -Double.infinity
    var until: [Int: Double] = [:]
    var open: Set<Int> = []
    for event in events {
      let phase = try #require(event["ph"] as? String)
      #expect(["M", "X", "b", "e", "i", "C"].contains(phase))
      #expect((event["name"] as? String)?.isEmpty == false)
      #expect(event["pid"] as? Int == 1)
      let thread = try #require(event["tid"] as? Int)
      #expect((0...recording.lanes).contains(thread))
      let time = try #require(event["ts"] as? Double)
      guard phase != "M" else { continue }
      #expect(time >= last && time.isFinite)
      last = time
      switch phase {
      case "X":
        let duration = try #require(event["dur"] as? Double)
        #expect(duration >= 0)
        #expect(time >= until[thread] ?? 0, "two spans of a thread overlap")
        until[thread] = time + duration - 1e-9 * time
      case "b": #expect(open.insert(try #require(event["id"] as? Int)).inserted)
      case "e": #expect(open.remove(try #require(event["id"] as? Int)) != nil)
      case "i": #expect(event["s"] as? String == "t")
      default:
        let counts = try #require(event["args"] as? [String: Int])
        #expect(counts.values.allSatisfy { $0 >= 0 })
      }
    }
    #expect(open.isEmpty)
    #expect(events.count { $0["ph"] as? String == "X" } == recording.intervals.count)
    #expect(events.count { $0["ph"] as? String == "b" } == recording.requests.count)
  }

  private func events(_ text: String) throws -> [[String: Any]] {
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    return try #require(json["traceEvents"] as? [[String: Any]])
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
