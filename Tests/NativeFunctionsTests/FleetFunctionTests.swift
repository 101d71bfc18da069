import Diagnostics
import Language
import NativeFunctions
import Quantities
import Simulation
import Testing

@testable import Workbook

/// The simulator as the language calls it.
@Suite struct FleetFunctionTests {
  private func workbook() -> Workbook {
    Workbook(
      functions: FunctionCatalog.standard
        + NativeFunctions.all(prices: nil, runner: ModelRunner(model: nil)))
  }

  private func value(_ line: String) throws -> Value {
    var workbook = workbook()
    return try workbook.run(Source(line)).value ?? .text("none")
  }

  /// The same figures as the library gives by itself.
  @Test func agreesWithTheLibrary() throws {
    var fleet = Fleet.serverless(
      arrivals: .poisson(rate: 0.9), service: .exponential(mean: 1.991),
      coldStart: ColdStart([StartPhase("start", .fixed(20))]), keepAlive: 600)
    fleet.prices.perGPUSecond = 2.0 / 3600
    let outcome = try simulate(fleet, .requests(20_000, seed: 7))
    let call = """
      serverless(0.9/s, exponential(1.991 s), cold_start: 20 s, keep_alive: 10 min, \
      horizon: 20k requests, seed: 7, price: $2/(gpu*h))
      """
    #expect(try value(call + ".cold_share").quantity?.base == outcome.coldShare.value)
    #expect(try value(call + ".latency.p99").quantity?.base == outcome.latency.p99.value)
    let cost = try #require(try value(call + ".cost").quantity?.base)
    #expect(abs(cost - outcome.cost.value) <= 1e-9 * outcome.cost.value)
  }

  /// What rounding leaves of sums of many times is no figure: of a fleet that is never idle, and of
  /// two that only cost differently.
  @Test(arguments: 1...4) func roundingIsNoFigure(_ seed: Int) throws {
    let call = "serverless(3/s, 0.\(seed)7 s, keep_alive: 0 s, horizon: 3k requests, seed: \(seed))"
    let seconds = try value(call + ".gpu_seconds")
    guard case .record(let record) = seconds else { throw Diagnostic(.wrongKind, "\(seconds)") }
    let billed = try #require(record["billed"]?.quantity?.base)
    for field in record.fields {
      let figure = try #require(field.value.quantity?.base)
      #expect(figure == 0 || abs(figure) > 1e-12 * billed, "\(field.name): \(figure)")
    }
    let other = call.dropLast() + ", price: $1/(gpu*h))"
    guard case .record(let pair) = try value("paired(\(call), \(other))") else { return }
    guard case .record(let row)? = pair["utilization"] else { return }
    #expect(row["difference"]?.quantity?.base == 0 && row["margin"]?.quantity?.base == 0)
    #expect(row["clear"] == .bool(false))
  }

  /// Rates and times in whatever unit that fits.
  @Test(arguments: [
    ("serverless(2/s, 1 s)", "serverless(120 request/min, 1000 ms)"),
    (
      "serverless(2/s, 1 s)",
      "serverless(arrivals: poisson(2/s), service: fixed(1 s/request))"
    ),
    (
      "serverless(1/min, 2 s, cold_start: 20 s, cold_service: 3 s)",
      "serverless(1/min, fixed(2 s), cold_start: fixed(20 s), cold_service: fixed(3 s))"
    ),
    (
      "serverless(1/min, 2 s, cold_start: phases(pull: 20 s))",
      "serverless(1/min, 2 s, cold_start: phases(pull: fixed(20 s)))"
    ),
    (
      "serverless(1/min, tokens(500, 200 token, 8000 token/s, 60 token/s))",
      """
      serverless(1/min, tokens(fixed(500 token), fixed(200 token), 8000 token/s, \
      60 token/s))
      """
    ),
    ("dedicated(2/s, 1 s, gpus: 3)", "dedicated(2/s, 1 gpu·s/request, 3 gpu)"),
  ])
  func equalCalls(_ left: String, _ right: String) throws {
    #expect(try value(left) == value(right))
  }

  /// Traffic and routing by name are what the library calls so.
  private static let traffic: [(String, Arrivals)] = [
    ("weekly(mean: 0.01/s, peak: 0.03/s)", .weekly(mean: 0.01, peak: 0.03, weekend: 0.3)),
    (
      "office_hours(0.04/s)",
      .officeHours(rate: 0.04, otherwise: 0, from: 32_400, until: 61_200)
    ),
    (
      "growing(0.02/s, per_month: 20%, months: 1)",
      .growing(.poisson(rate: 0.02), perMonth: 0.2, months: 1)
    ),
    ("together(0.02/s, regular(0.03/s))", .merged([.poisson(rate: 0.02), .fixedRate(0.03)])),
  ]

  @Test(arguments: traffic)
  func trafficByName(_ call: String, _ arrivals: Arrivals) throws {
    var fleet = Fleet.dedicated(arrivals: arrivals, service: .exponential(mean: 20), servers: 3)
    fleet.routing = .roundRobin
    let outcome = try simulate(fleet, .requests(500))
    let run = """
      dedicated(\(call), exponential(20 s), gpus: 3, routing: "round_robin", horizon: 500 requests)
      """
    let p95 = try #require(try value(run + ".latency.p95").quantity?.base)
    #expect(abs(p95 - outcome.latency.p95.value) <= 1e-9 * p95)
  }

  @Test(arguments: [
    "growing(trace(\"x.csv\"), per_month: 10%)", "together(1/s, trace(\"x.csv\"))",
    "serverless(growing(regular(1/s), per_month: 10%), 1 s)",
    "serverless(office_hours(1/s, from: 18 h, until: 9 h), 1 s)",
    "serverless(weekly(mean: 2/s, peak: 2/s), 1 s)", "dedicated(1/s, 1 s, routing: \"newest\")",
  ])
  func trafficThatIsNone(_ call: String) throws {
    #expect(throws: Diagnostic.self) { try value(call) }
  }

  /// A lognormal law by its mean has that mean, and its spread: M/G/1 tells both.
  @Test func lognormalByMeanAndVariation() throws {
    let run = "dedicated(0.5/s, lognormal(mean: 1 s, cv: 1.5), horizon: 1k requests)"
    let wait = try #require(try value(run + ".exact.wait_mean").quantity?.base)
    #expect(abs(wait - 0.5 * (1 + 1.5 * 1.5) / (2 * 0.5)) < 1e-9)
    #expect(throws: Diagnostic.self) { try value("lognormal(median: 1 s, cv: 2)") }
    #expect(throws: Diagnostic.self) { try value("lognormal(1 s)") }
  }

  /// What was assumed stands beside the figures.
  @Test(arguments: [
    (
      "serverless(2/s, 1 s, cold_start: 20 s, horizon: 100 requests)",
      "requests at random (Poisson); service always 1 s; starts always 20 s"
    ),
    (
      "serverless(regular(2/s), exponential(1 s), horizon: 100 requests)",
      "requests at equal distances; service exponential with mean 1 s; starts take no time"
    ),
    (
      "dedicated(1/s, lognormal(0.2 s, 1 s), horizon: 100 requests)",
      "requests at random (Poisson); service lognormal with median 0.2 s and p95 1 s"
    ),
  ])
  func saysWhatWasAssumed(_ line: String, _ assumed: String) throws {
    let unpriced = assumed + "; no price given, so no cost is told"
    #expect(try value(line + ".assumed") == .text(unpriced))
  }

  /// A fleet that cannot keep up says so, and by how much, and has no times of a steady state.
  @Test func aFleetThatCannotKeepUp() throws {
    for rate in ["2/s", "100/s"] {
      for horizon in ["", ", horizon: 10k requests"] {
        let line = "dedicated(\(rate), 1 s\(horizon))"
        #expect(try value(line + ".saturated") == .bool(true))
        #expect(try value(line + ".utilization").text == "100%")
        for times in ["latency.p99", "latency.mean", "wait.max"] {
          let problem = #expect(throws: Diagnostic.self) { try value("\(line).\(times)") }
          #expect(problem?.message.contains("cannot keep up") == true)
        }
        #expect(throws: Diagnostic.self) { try value("quantile(\(line).latency, 99%)") }
      }
    }
    #expect(try value("dedicated(2/s, 1 s).queue_growth").text == "1 request/s")
    #expect(try value("dedicated(1/s, 1 s, gpus: 2).saturated") == .bool(false))
    // Exactly as much work as time: endless where there is chance, and not where there is none.
    #expect(try value("dedicated(1/s, 1 s).saturated") == .bool(true))
    #expect(try value("dedicated(regular(1/s), 1 s).saturated") == .bool(false))
  }

  /// Any quantile, and any limit: of an M/M/1 at half load they are exponential with mean 2 s.
  @Test func anyQuantile() throws {
    let run = "dedicated(0.5/s, exponential(1 s), horizon: 400k requests).latency"
    let tail = try #require(try value("quantile(\(run), 99.9%)").quantity?.base)
    #expect(abs(tail / (2 * 6.907755) - 1) < 0.05)
    let share = try #require(try value("share_within(\(run), 2 s)").quantity?.base)
    #expect(abs(share - 0.632121) < 0.005)
    #expect(try value("quantile(\(run), 99%)") == value("\(run).p99"))
    #expect(throws: Diagnostic.self) { try value("share_within(2 s, 2 s)") }
    #expect(throws: Diagnostic.self) { try value("quantile(\(run), 101%)") }
  }

  @Test func exactValuesStandBeside() throws {
    let run = "dedicated(2/s, exponential(1 s), gpus: 3, horizon: 1k requests)"
    let wait = try value(run + ".exact.wait_mean").quantity?.base
    // M/M/3 at load 2: Erlang C 4/9, mean wait 4/9 s.
    #expect(abs((wait ?? 0) - 4.0 / 9) < 1e-12)
    #expect(try value("erlang_c(3, 2)").text == "44.44%")
    #expect(try value("erlang_b(1, 0.8)").text == "44.44%")
    #expect(try value("break_even($1.79/(gpu*h), $2.736/(gpu*h))").text == "65.42%")
  }

  /// What makes no fleet is told at the argument it is about.
  @Test(arguments: [
    ("serverless(2 gpu, 1 s)", "wrong-arguments", "2 gpu"),
    ("serverless(2/s, 1 gpu)", "wrong-arguments", "1 gpu"),
    ("serverless(2/s, 0 s - 1 s)", "out-of-range", "0 s - 1 s"),
    ("serverless(2/s, 1 s, keep_alive: \"long\")", "wrong-arguments", "\"long\""),
    ("serverless(2/s, 1 s, concurrency: 1.5)", "wrong-arguments", "1.5"),
    ("serverless(2/s, 1 s, horizon: 0 requests)", "out-of-range", "0 requests"),
    ("serverless(2/s, 1 s, price: 3 h)", "wrong-arguments", "3 h"),
    ("serverless(0/s, 1 s)", "out-of-range", "0/s"),
    ("replay(\"no-such-file.csv\")", "unreadable", "\"no-such-file.csv\""),
    ("serverless(poisson(3 gpu), 1 s)", "wrong-arguments", "3 gpu"),
    ("serverless(poisson(2 s), 1 s)", "wrong-arguments", "2 s"),
    ("serverless(1/s, exponential(2/s))", "wrong-arguments", "2/s"),
    ("serverless(1/s, lognormal(1 s, 2 gpu))", "wrong-arguments", "2 gpu"),
    ("serverless(1/s, 1 s, cold_start: phases(pull: \"x\"))", "wrong-arguments", "\"x\""),
    ("serverless(1/s, 1 s, cold_start: phases(pull: 3 gpu))", "wrong-arguments", "3 gpu"),
    ("tokens(9, 9, 3 s, 60 token/s)", "wrong-arguments", "3 s"),
    ("serverless(1/s, 1 s, cold_service: -2 s)", "out-of-range", "-2 s"),
    ("serverless(1/s, 1 s, cold_service: \"x\")", "wrong-arguments", "\"x\""),
    ("serverless(1/s, 1 s, billed_by: -1 s)", "out-of-range", "-1 s"),
    ("dedicated(1/s, 1 s, gpus: 0)", "out-of-range", "0"),
    ("dedicated(1/s, 1 s, gpus: 1e9)", "out-of-range", "1e9"),
    ("serverless(1/s, 1 s, seed: 1e19)", "out-of-range", "1e19"),
    ("erlang_c(2, 3)", "outside-domain", "3"),
  ])
  func refuses(_ line: String, _ code: String, _ place: String) throws {
    let error = #expect(throws: Diagnostic.self) { try value(line) }
    #expect(error?.code.name == code)
    #expect(error?.span?.text == place)
  }

  /// What makes no fleet is told in the language's names and units.
  @Test(arguments: [
    ("serverless(2/s, 0 s - 3 s)", "service is -3 s; it must be at least 0 s."),
    ("serverless(0/s - 1/s, 1 s)", "arrivals is -1/s; it must be at least 0/s."),
    (
      "serverless(daily(2/s, 1/s), 1 s)",
      "The peak of arrivals is 1/s, below the mean of arrivals, which is 2/s."
    ),
    (
      "serverless(1/s, lognormal(2 s, 1 s))",
      "The p95 of service is 1 s, below the median of service, which is 2 s."
    ),
    (
      "serverless(1/s, 1 s, cold_start: phases(pull: 0 s - 4 s))",
      "The pull of cold_start is -4 s; it must be at least 0 s."
    ),
    (
      "serverless(1000/s, 1 s, horizon: 1000 month)",
      "horizon asks for about 2,851,200,000,000 requests and bursts; 1,000,000,000 is the most."
    ),
    (
      "serverless(1/s, 1 s, max_instances: 2, min_warm: 3)",
      "min_warm is 3, above max_instances, which is 2."
    ),
    ("dedicated(1/s, 1 s, gpus: 200k)", "gpus is 200,000; it must be at most 100,000."),
    (
      "hybrid(2, 1/s, 1 s, keep_alive: \"knative\")",
      "keep_alive by an autoscaler or a histogram cannot go with reserved; min_warm keeps instances too."
    ),
  ])
  func tellsInWords(_ line: String, _ message: String) throws {
    let error = #expect(throws: Diagnostic.self) { try value(line) }
    #expect(error?.message == message)
  }

  /// Work is counted by what happened: the same each time, and more for more.
  @Test func workIsCounted() throws {
    func spent(_ line: String) throws -> Effort {
      var workbook = workbook()
      _ = try workbook.run(Source("x = \(line)"))
      return try #require(workbook.cell(CellID(CellID.own, "x"))).effort
    }
    let line = "serverless(2/s, 1 s, horizon: 10k requests)"
    let once = try spent(line)
    #expect(try spent(line) == once)
    #expect(once > .events(22_000) && once < .events(40_000))
    #expect(try spent("serverless(2/s, 1 s, horizon: 20k requests)") > once)
    #expect(try spent("paired(\(line), \(line))") > .events(400_000))
  }

  /// The published case: a cold request's whole service is one exponential of its own. The share of
  /// cold requests and the instances are those of ten million requests in an independent program.
  @Test func coldServiceOfTheSimFaaSCase() throws {
    let line = """
      serverless(0.9/s, exponential(1.991 s), cold_service: exponential(2.244 s), keep_alive: 600 s, \
      horizon: 400k requests)
      """
    guard case .record(let record) = try value(line),
      case .record(let margins)? = record["margins"],
      case .record(let instances)? = record["instances"]
    else {
      Issue.record("no record")
      return
    }
    let cold = try #require(record["cold_share"]?.quantity?.base)
    let coldMargin = try #require(margins["cold_share"]?.quantity?.base)
    #expect(abs(cold - 0.0013356) < 2 * coldMargin)
    let mean = try #require(instances["mean"]?.quantity?.base)
    let margin = try #require(margins["instances"]?.quantity?.base)
    #expect(abs(mean - 7.6985) < 2 * margin)
  }

  @Test func aRunHasATimeline() throws {
    guard case .record(let record) = try value("serverless(1/min, 5 s, cold_start: fixed(20 s))")
    else {
      Issue.record("no record")
      return
    }
    let timeline = try #require(try record.recording?.timeline(.beginning))
    #expect(!timeline.lanes.isEmpty && !timeline.arrivals.isEmpty)
    #expect(timeline.lanes.contains { $0.spans.contains { $0.state == .starting } })
    #expect(record.recording?.csv.hasPrefix("kind,lane,instance,start,end,arrival") == true)
  }

  @Test func interruptionStopsARun() throws {
    var workbook = workbook()
    workbook.isInterrupted = { true }
    let error = #expect(throws: Diagnostic.self) {
      try workbook.run(Source("serverless(2/s, 1 s, horizon: 100M requests)"))
    }
    #expect(error?.code == .interrupted)
  }
}
