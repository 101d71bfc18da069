import Diagnostics
import Display
import Language
import NativeFunctions
import Quantities
import Synchronization
import Testing
import Workbook

/// Real servers, as the language runs them.
@Suite struct ServeFunctionTests {
  let model: TestModel

  init() throws { model = try TestModel() }

  private func record(_ line: String) throws -> Record {
    guard case .record(let record) = try model.value(line) else { throw Missing() }
    return record
  }

  private struct Missing: Error {}

  @Test func serverlessLoadsForEachLateRequest() throws {
    let record = try record(
      "serve(requests: 3, gap: 150 ms, keep_alive: 0 s, tokens: 3, threads: 1)")
    #expect(record["cold_share"]?.text == "100%")
    #expect(record["loads"]?.quantity?.base == 3)
    #expect(record["requests"]?.text == "3 requests")
    for field in ["load_time", "service_time", "time_to_first_token", "seconds_alive", "duration"] {
      let quantity = try #require(record[field]?.quantity)
      #expect(quantity.dimension == Dimension(.time) && quantity.base > 0, "\(field)")
    }
  }

  @Test func keepAliveAndDedicatedDoNot() throws {
    let kept = try record("serve(requests: 3, gap: 20 ms, keep_alive: 30 s, tokens: 3, threads: 1)")
    #expect(kept["loads"]?.quantity?.base == 1)
    #expect(kept["cold_share"]?.text == "33.33%")
    // The keep-alive is counted, not waited for.
    #expect((kept["seconds_alive"]?.quantity?.base ?? 0) > 30)
    let dedicated = try record(
      "serve(as: \"dedicated\", requests: 3, gap: 20 ms, tokens: 3, threads: 1)")
    #expect(dedicated["cold_share"]?.text == "0%" && dedicated["loads"]?.quantity?.base == 1)
  }

  /// What was measured goes into the simulator in one line.
  @Test func measuredFiguresRunAFleet() throws {
    var workbook = model.workbook()
    _ = try workbook.run(
      Source("measured = serve(requests: 2, gap: 50 ms, keep_alive: 0 s, tokens: 3)"))
    let line = """
      serverless(2/min, cold_start: measured.load_time, service: measured.service_time, \
      keep_alive: 30 s, horizon: 2k requests)
      """
    _ = try workbook.run(Source("fleet = \(line)"))
    #expect(try workbook.number("fleet.cold_share") > 0)
    #expect(try workbook.number("fleet.latency.p50") > 0)
    // The fleet does not change until something is measured again.
    let before = try workbook.reading("fleet")
    _ = try workbook.run()
    #expect(try workbook.reading("fleet") == before)
    _ = try workbook.measureAgain(in: [])
    _ = try workbook.run()
    #expect(try workbook.reading("fleet") != before)
  }

  /// Without keep-alive each request starts the model, unless it comes while the one before is served,
  /// as on a slow machine; with one it stands idle to its end.
  @Test func aServerHasATimeline() throws {
    // On a quick machine the beginning shows a part only.
    let all = RunWindow.between(0, 1e6)
    let called = try record("serve(requests: 3, gap: 20 ms, keep_alive: 0 s, tokens: 3)")
    let timeline = try #require(try called.recording?.timeline(all))
    #expect(timeline.lanes.map(\.name) == ["server"])
    let spans = timeline.lanes[0].spans
    // Which of them come while another is served, hangs on the machine.
    let starts = timeline.arrivals.count { arrival in
      !spans.contains { $0.start < arrival && arrival <= $0.end }
    }
    #expect(spans.count { $0.state == .starting } == starts)
    #expect(spans.count { $0.state == .busy } == 3)
    #expect(timeline.arrivals.count == 3)
    #expect(timeline.lanes[0].spans.allSatisfy { $0.start <= $0.end && $0.start >= 0 })
    let together = try record("serve(requests: 3, gap: 0 ms, keep_alive: 0 s, tokens: 3)")
    let row = try #require(try together.recording?.timeline(all).lanes.first).spans
    #expect(row.map(\.state) == [.starting, .busy, .busy, .busy])
    let kept = try record("serve(requests: 1, keep_alive: 1 h, tokens: 3)")
    let lane = try #require(try kept.recording?.timeline(all).lanes.first)
    #expect(lane.spans.map(\.state) == [.starting, .busy, .idle])
    let dedicated = try record("serve(as: \"dedicated\", requests: 2, gap: 1 ms, tokens: 3)")
    let busy = try #require(try dedicated.recording?.timeline(all).lanes.first).spans.map(
      \.state)
    #expect(!busy.contains(.starting) && busy.filter { $0 == .busy }.count == 2)
  }

  /// Random gaps are drawn from their seed.
  @Test func randomGapsFollowTheirSeed() throws {
    func arrivals(_ seed: Int) throws -> [Double] {
      let record = try record(
        "serve(requests: 4, gap: 5 ms, spacing: \"random\", seed: \(seed), tokens: 1, threads: 1)")
      return try #require(try record.recording?.timeline(.between(0, 1e6)).arrivals)
    }
    #expect(try arrivals(1) == arrivals(1))
    #expect(try arrivals(1) != arrivals(2))
  }

  @Test func interruptionEndsTheWaiting() throws {
    var workbook = model.workbook()
    let asked = Mutex(0)
    // Ctrl-C comes while the server waits for the second request, an hour away.
    workbook.isInterrupted = {
      asked.withLock {
        $0 += 1
        return $0 > 30
      }
    }
    let error = #expect(throws: Diagnostic.self) {
      try workbook.run(Source("serve(requests: 2, gap: 1 h, tokens: 2)"))
    }
    #expect(error?.code == .interrupted)
  }

  @Test func progressIsTold() throws {
    var workbook = model.workbook()
    let words = Mutex<Set<String>>([])
    workbook.onProgress = { work in words.withLock { _ = $0.insert(work.words) } }
    _ = try workbook.reading("serve(requests: 2, gap: 50 ms, tokens: 2)")
    let told = words.withLock { $0 }
    #expect(told.contains("loading the model") && told.contains("request 2 of 2"))
  }
}
