import Diagnostics
import Display
import Language
import NativeFunctions
import Presentation
import Testing
import Workbook

/// What is to be seen of a run: its histogram, and two runs side by side.
@Suite struct PictureTests {
  private func value(_ line: String) throws -> Value {
    var workbook = Workbook(
      functions: FunctionCatalog.standard
        + NativeFunctions.all(prices: nil, runner: ModelRunner(model: nil)))
    return try workbook.run(Source(line)).value ?? .text("none")
  }

  private func record(_ line: String) throws -> Record {
    guard case .record(let record) = try value(line) else { throw Missing() }
    return record
  }

  private struct Missing: Error {}

  private func picture(_ line: String) throws -> Display {
    guard let histogram = try record(line).histogram else { throw Missing() }
    return histogram().display
  }

  private func plot(_ line: String) throws -> Plot {
    let display = try picture(line)
    let plots = display.blocks.compactMap { block -> Plot? in
      if case .plot(let plot) = block { return plot }
      return nil
    }
    return try #require(plots.first)
  }

  /// Every request is in a bar once, whatever the law and the axis.
  @Test(arguments: [
    "serverless(2/min, fixed(10 s), cold_start: fixed(20 s))",
    "serverless(2/min, 10 s, cold_start: 300 s, keep_alive: 9 s)",
    "serverless(1/min, 0.3 s, cold_start: 5 min, keep_alive: 2 min, waits: \"own\")",
    "serverless(1/s, fixed(1 ms))",
    "dedicated(2/s, exponential(1 s), gpus: 3, horizon: 20k requests)",
    "dedicated(0.99/s, lognormal(0.5 s, 3 s), horizon: 20k requests)",
    "serverless(1/h, fixed(20 h), horizon: 1k requests)",
    "dedicated(1.9/s, fixed(1 s), gpus: 2, horizon: 5k requests)",
  ])
  func barsAddUp(_ line: String) throws {
    let plot = try plot(line)
    let shares = plot.series[0].points.map { $0.y ?? .nan }
    #expect(abs(shares.reduce(0, +) - 100) < 1e-6)
    #expect(shares.allSatisfy { $0 >= 0 } && shares.count <= 64)
    #expect(plot.series[0].points.map(\.x) == plot.series[0].points.map(\.x).sorted())
    #expect(plot.marks.map(\.name) == ["p50", "p95", "p99"])
    #expect(plot.table.rows.count <= 32)
  }

  /// Times that are all the same stand in one bar, at their own place.
  @Test func oneBar() throws {
    let plot = try plot("serverless(1/s, fixed(2 s))")
    let tall = plot.series[0].points.filter { ($0.y ?? 0) > 50 }
    #expect(tall.count == 1 && abs((tall.first?.x ?? 0) - 2) < 0.05)
  }

  /// Where most did not wait at all, those are told and the others drawn.
  @Test func zerosAreTold() throws {
    let display = try picture(
      "dedicated(2/s, exponential(1 s), gpus: 4, horizon: 99k requests).wait")
    let words = display.blocks.flatMap { block -> [String] in
      if case .lines(let lines) = block { return lines.map(\.plain) }
      return []
    }
    #expect(words.contains { $0.hasSuffix("did not wait at all and are not drawn.") })
    let plot = try plot("dedicated(2/s, exponential(1 s), gpus: 4, horizon: 99k requests).wait")
    let drawn = plot.series[0].points.reduce(0) { $0 + ($1.y ?? 0) }
    // Erlang C of 4 servers at a load of 2: 4/23 have to wait.
    #expect(abs(drawn - 100 * 4 / 23) < 1)
  }

  @Test func nothingServedIsNothingDrawn() throws {
    let display = try picture("serverless(1/h, 1 s, horizon: 1 s)")
    #expect(display.blocks.count == 1)
  }

  /// The same runs differ in nothing; the interval of a real difference leaves out 0 and holds what
  /// theory says: M/M/1 at loads of 0.5 and 0.6 has mean latencies of 2 s and 2.5 s.
  @Test func pairedRuns() throws {
    let half = "dedicated(0.5/s, exponential(1 s))"
    let same = try record("paired(\(half), \(half))")
    guard case .record(let latency)? = same["latency_mean"] else { throw Missing() }
    #expect(latency["difference"]?.quantity?.base == 0 && latency["clear"] == .bool(false))
    let other = try record("paired(\(half), dedicated(0.6/s, exponential(1 s)))")
    guard case .record(let row)? = other["latency_mean"],
      let difference = row["difference"]?.quantity?.base, let margin = row["margin"]?.quantity?.base
    else { throw Missing() }
    #expect(row["clear"] == .bool(true))
    #expect(abs(difference - 0.5) < 2 * margin && margin < 0.1)
    #expect(other["rejected"] == nil)
  }

  /// A thousand requests cost a thousand times what one does.
  @Test func pairedCosts() throws {
    let run = "serverless(2/min, fixed(10 s), horizon: 2k requests, price: $2/(gpu*h))"
    let each = try #require(try value("\(run).cost_per_request").quantity)
    guard case .record(let row)? = try record("paired(\(run), \(run))")["cost_of_1000"],
      let thousand = row["first"]?.quantity
    else { throw Missing() }
    #expect(thousand.unit.text == "$" && (0.8...1.25).contains(thousand.base / each.base / 1000))
  }

  /// A timeline has sixteen instances at most, and counts those that it leaves out.
  @Test(arguments: [(1, 0), (15, 0), (16, 0), (17, 1), (30, 14)])
  func lanesOfATimeline(_ instances: Int, _ leftOut: Int) throws {
    var workbook = Workbook(
      functions: FunctionCatalog.standard
        + NativeFunctions.all(prices: nil, runner: ModelRunner(model: nil)))
    let line = "timeline dedicated(2/s, 1 s, gpus: \(instances), horizon: 1k requests)"
    guard case .timeline(let timeline, _, _) = try workbook.run(Source(line)) else {
      throw Missing()
    }
    #expect(timeline.lanes.count == min(instances, 16) && timeline.lanesLeftOut == leftOut)
  }

  /// No figure is infinite where demand outgrew what is simulated.
  @Test func nothingIsInfinite() throws {
    let run = try record("serverless(1e-6/s, 1e12 s, horizon: 100 requests)")
    guard case .record(let latency)? = run["latency"] else { throw Missing() }
    #expect(latency["p50"] == nil || latency["p50"]?.quantity?.base.isFinite == true)
    #expect(latency.absences["p50"] != nil || latency["p50"] != nil)
    if run["saturated"] == .bool(true) { #expect(run.histogram == nil) }
  }

  /// Two fleets on one trace are one replay each, however few the requests.
  @Test func aTraceIsPlayedOnce() throws {
    let root = DeclarationTests.root
    let trace = "trace(\"\(root)/Guides/reference/requests.csv\")"
    let found = try record(
      "paired(serverless(\(trace), 1 s), serverless(\(trace), 1 s, keep_alive: 5 s))")
    #expect(found["runs"] == .number(1))
    let other = try record("paired(dedicated(1/s, 500 ms), dedicated(1/s, 500 ms, gpus: 2))")
    #expect(other["runs"] == .number(10))
  }

  /// What only one of two runs has is told as well: cold starts of the first, here.
  @Test func pairedFiguresThatOneRunLacks() throws {
    let cold = "serverless(1/min, 1 s, cold_start: 5 s, keep_alive: 10 s)"
    for (line, first) in [
      ("paired(\(cold), dedicated(1/min, 1 s))", true),
      ("paired(dedicated(1/min, 1 s), \(cold))", false),
    ] {
      guard case .record(let row)? = try record(line)["cold_share"] else { throw Missing() }
      let shares = ["first", "second"].map { row[$0]?.quantity?.base ?? .nan }
      #expect((shares[0] > 0) == first && (shares[1] > 0) == !first, "\(line): \(shares)")
      #expect(shares.contains(0))
    }
  }

  /// Under the same luck the difference is known far better than under luck of its own.
  @Test func commonRandomNumbers() throws {
    let call = "serverless(2/min, 10 s, cold_start: fixed(20 s), horizon: 5k requests, keep_alive:"
    let record = try record("paired(\(call) 60 s), \(call) 61 s))")
    guard case .record(let row)? = record["latency_mean"],
      let margin = row["margin"]?.quantity?.base
    else { throw Missing() }
    let alone = try #require(
      try value("\(call) 60 s).margins.latency_mean").quantity?.base)
    #expect(margin < alone / 3)
  }

  @Test(arguments: [
    ("paired(1, serverless(1/s, 1 s))", "1"), ("paired(serverless(1/s, 1 s), 2 s)", "2 s"),
    ("paired(poisson(1/s), serverless(1/s, 1 s))", "poisson(1/s)"),
  ])
  func refuses(_ line: String, _ place: String) throws {
    let error = #expect(throws: Diagnostic.self) { try value(line) }
    #expect(error?.code == .wrongArguments && error?.span?.text == place)
  }
}
