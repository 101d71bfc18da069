import Diagnostics
import Language
import Presentation
import Testing
import Workbook

@testable import NativeFunctions

/// Autoscalers and limits as the language has them, and runs in which nothing is served.
@Suite struct AutoscalerFunctionTests {
  private struct Missing: Error {}

  private func record(_ line: String) throws -> Record {
    var workbook = Workbook(
      functions: FunctionCatalog.standard
        + NativeFunctions.all(prices: nil, runner: ModelRunner(model: nil)))
    guard case .value(.record(let record), _) = try workbook.run(Source(line)) else {
      throw Missing()
    }
    return record
  }

  private func run(_ settings: String) throws -> Record {
    try record(
      "serverless(bursts(on: 2 min, off: 4 min, rate_on: 4/s, rate_off: 0.02/s), 4 s, cold_start: 20 s, horizon: 4k requests, \(settings))"
    )
  }

  /// What each says by a word is what it says with its usual settings.
  @Test(arguments: [
    ("\"knative\"", "knative()"), ("\"hpa\"", "hpa(target: 1)"), ("\"keda\"", "keda(target: 1)"),
    ("\"ray_serve\"", "ray_serve()"), ("\"runpod\"", "runpod()"),
    ("\"runpod\"", "runpod(queue_delay: 4 s, idle_timeout: 5 s)"),
    ("\"knative\"", "knative(target: 5)"),
  ])
  func wordsAreUsualSettings(_ word: String, _ call: String) throws {
    let (a, b) = (try run("keep_alive: \(word)"), try run("keep_alive: \(call)"))
    #expect(a.fields.map { $0.value.text } == b.fields.map { $0.value.text })
  }

  /// Each setting changes what comes out.
  @Test(arguments: [
    (
      "knative(",
      [
        "target: 0.2", "utilization: 30%", "window: 20 s", "panic_window: 50%",
        "panic_threshold: 900%", "max_scale_up: 1.2", "max_scale_down: 1.1", "delay: 5 min",
        "grace: 0 s", "activation_scale: 9", "tick: 20 s",
      ]
    ),
    (
      "hpa(target: 1, ",
      [
        "window: 1 min", "period: 60 s", "tolerance: 0%", "up_share: 0%",
        "up_count: 0",
      ]
    ),
    ("keda(target: 1, ", ["polling: 5 s", "window: 10 s"]),
    (
      "ray_serve(target: 1, ",
      [
        "upscale_delay: 0 s", "downscale_delay: 1 min",
        "upscaling_factor: 0.2", "downscaling_factor: 0.2", "look_back: 5 s",
        "metrics_interval: 1 min",
      ]
    ),
    ("runpod(", ["queue_delay: 1 s", "request_count: 2", "idle_timeout: 1 min"]),
  ])
  func settingsMatter(_ call: String, _ settings: [String]) throws {
    let usual = try run("keep_alive: \(call.hasSuffix(", ") ? String(call.dropLast(2)) : call))")
      .fields.map { $0.value.text }
    for setting in settings {
      let found = try run("keep_alive: \(call)\(setting))").fields.map { $0.value.text }
      #expect(found != usual, "\(call)\(setting)")
    }
  }

  /// Lambda throttles what comes beyond its limit, and a limit of one's own holds as well.
  @Test func limits() throws {
    let flood =
      "serverless(bursts(on: 30 s, off: 60 s, rate_on: 5/s, rate_off: 0/s), 60 s, cold_start: 1 s, keep_alive: 5 s, queue: \"reject\", horizon: 3k requests"
    let usual = try record("\(flood))")
    #expect(usual["rejected"]?.quantity?.base == 0)
    #expect(
      try record("\(flood), start_limit: at_most(10, per: 10 s))")["rejected"]?.quantity?.base ?? 0
        > 0.05)
    // A thousand in ten seconds are enough here.
    let throttled = try record("\(flood), start_limit: \"lambda\")")
    #expect(throttled["latency"] == usual["latency"])
    let assumed = try #require(throttled["assumed"]?.text)
    #expect(assumed.holds("no more than 1,000 starts in 10 s"), "\(assumed)")
  }

  @Test(arguments: [
    ("keep_alive: runpod(queue_delay: 1 s, request_count: 2)", "by a delay or by a count"),
    ("keep_alive: runpod(request_count: 0.5)", "at least 1"),
    ("keep_alive: runpod(), waits: \"own\"", "one line"),
    ("keep_alive: \"lambda\"", "keep_alive"),
    ("start_limit: 10 s", "start_limit"),
    ("start_limit: at_most(0, per: 10 s)", "start_limit"),
    ("start_limit: at_most(2.5, per: 10 s)", "whole number"),
    ("start_limit: at_most(-1, per: 10 s)", "whole number"),
    ("keep_alive: knative(activation_scale: 1.5)", "whole number"),
    ("keep_alive: ray_serve(target: 0)", "target"),
    ("keep_alive: knative(utilization: 200%)", "utilization"),
  ])
  func whatMakesNoFleet(_ settings: String, _ words: String) throws {
    let problem = #expect(throws: Diagnostic.self) { _ = try run(settings) }
    let said = [problem?.message ?? "", problem?.label ?? "", problem?.expected ?? ""]
    #expect(said.contains { $0.holds(words) }, "\(said)")
  }

  /// Four GPUs an instance cost four times as much, and rented ones are counted in GPUs.
  @Test func severalGPUsAnInstance() throws {
    let elastic = "serverless(0.5/s, 4 s, price: $2/(gpu*h), horizon: 2k requests"
    func cost(_ line: String) throws -> Double {
      try #require(try record(line)["cost_per_month"]?.quantity?.base)
    }
    let (one, four) = (try cost("\(elastic))"), try cost("\(elastic), gpus_per_instance: 4)"))
    #expect(abs(four / one - 4) < 1e-9)
    let rented = "dedicated(0.5/s, 4 s, price: $2/(gpu*h), horizon: 2k requests"
    #expect(
      try record("\(rented), gpus: 8 gpu, gpus_per_instance: 4)")["latency"]
        == record("\(rented), gpus: 2 gpu)")["latency"])
    #expect(
      try cost("\(rented), gpus: 8 gpu, gpus_per_instance: 4)") == cost("\(rented), gpus: 8 gpu)"))
    #expect(
      try cost(
        "\(rented), schedule: shift(8 gpu, from: 0 h, until: 24 h), gpus_per_instance: 4)")
        == cost("\(rented), gpus: 8 gpu)"))
    #expect(throws: Diagnostic.self) {
      _ = try record("\(rented), gpus: 6 gpu, gpus_per_instance: 4)")
    }
  }

  /// Warmth that decays: what it says, what it counts, and what it needs.
  @Test func warmthDecays() throws {
    let phases = "cold_start: phases(pull: 30 s, load: 8 s, copy: 2 s, wake: 300 ms, warm_up: 12 s)"
    let line = "serverless(1/min, 2 s, keep_alive: 20 s, horizon: 1k requests, "
    let found = try record("\(line)\(phases), warmth: decays(asleep: 1 min, memory: 10 min))")
    guard case .record(let starts)? = found["starts_from"] else { throw Missing() }
    let counts = starts.fields.compactMap { $0.value.quantity?.base }
    #expect(
      counts.reduce(0, +) == found["starts"]?.quantity?.base && counts.filter { $0 > 0 }.count >= 2)
    let assumed = found["assumed"]?.text ?? ""
    #expect(assumed.holds("asleep for 60 s, then its weights in memory for 600 s"), "\(assumed)")
    #expect(try record("\(line)\(phases), warmth: \"asleep\")")["starts_from"] == nil)
    let problem = #expect(throws: Diagnostic.self) {
      _ = try record("\(line)cold_start: 20 s, warmth: decays(asleep: 1 min))")
    }
    #expect(problem?.message.holds("saves steps") ?? false)
  }

  /// A run in which nothing is served has no times and no cost of a request, and says so.
  @Test func nothingServed() throws {
    let none = try record("dedicated(1/s, 5 s, gpus: 9, timeout: 1 s, horizon: 100 requests)")
    #expect(none["served"]?.quantity?.base == 0 && none["requests"]?.quantity?.base ?? 0 > 0)
    #expect(none["cost_per_request"] == nil && none["gave_up"]?.quantity?.base == 1)
    for times in ["latency", "wait"] {
      guard case .record(let found)? = none[times] else { throw Missing() }
      #expect(found.fields.isEmpty, "\(found.fields)")
    }
    guard case .record(let margins)? = none["margins"] else { throw Missing() }
    #expect(!margins.fields.contains { $0.name.hasPrefix("latency") || $0.name.hasPrefix("wait") })
    #expect(none.remarks.contains { $0.holds("Nothing was served") })
    let nobody = try record("serverless(1/h, 1 s, horizon: 1 s)")
    #expect(nobody["cold_share"] == nil && nobody["rejected"] == nil)
    let problem = #expect(throws: Diagnostic.self) {
      _ = try record("serverless(1/h, 1 s, horizon: 1 s).latency.p95")
    }
    #expect(
      problem?.message.holds("Nothing was served") ?? false, "\(String(describing: problem))")
  }
}

extension AutoscalerFunctionTests {
  /// What tokens take has no figure where none came, and says why rather than that there is none such.
  @Test(arguments: [
    ("60/s", "32 token, 128 token", "time_to_first_token.p99", "cannot keep up"),
    ("60/s", "32 token, 128 token", "time_between_tokens.p50", "cannot keep up"),
    ("60/s", "32 token, 128 token", "cost_per_request", "cannot keep up"),
    ("0.1/s", "8 token, 1 token", "time_between_tokens.p50", "No answer had a second token"),
  ])
  func noTokens(_ rate: String, _ texts: String, _ field: String, _ reason: String) throws {
    let server = "batch_server(step(fixed: 1 s, prefill: 1k token/s), 16k token, sequences: 2)"
    let problem = #expect(throws: Diagnostic.self) {
      _ = try record(
        "dedicated(\(rate), tokens(\(texts), server: \(server)), gpus: 1 gpu, price: $1/(gpu*h), "
          + "horizon: 200 requests).\(field)")
    }
    #expect(problem?.message.holds(reason) ?? false, "\(String(describing: problem))")
  }

  /// A line without end is told once, with figures that can be read.
  @Test func aLineWithoutEnd() throws {
    let found = try record("dedicated(60/s, 20 s, gpus: 1 gpu, horizon: 200 requests)")
    #expect(found.remarks.count == 1, "\(found.remarks)")
    #expect(found.remarks.contains { $0.holds("120,000% of what") && $0.holds("215,820 requests") })
  }
}
