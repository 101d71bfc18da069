import Diagnostics
import Inference
import Language
import Quantities
import Simulation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `serve`: a real server on this machine, dedicated or serverless, measured.
enum ServeFunction {
  /// What `serve` gives.
  private static let form = RecordForm<ServingReport>(
    [
      .figure("requests", .requests, "answered") { Double($0.served.count) },
      .figure("load_time", .time, "a load of the model, on average") { $0.loadTime },
      .figure("service_time", .time, "work on a request, on average") { $0.serviceTime },
      .figure("time_to_first_token", .time, "from arrival, on average") { $0.timeToFirstToken },
      .record("latency", latency, "arrival to last token") { $0 },
      .figure("tokens_per_second", .tokenRate, "in decode, on average") { $0.tokensPerSecond },
      .figure("cold_share", .share, "requests that waited for a load") { $0.coldShare },
      .figure("loads", .number, "how often the model was loaded") { Double($0.loads.count) },
      .figure("seconds_alive", .time, "the model was loaded or loading") { $0.secondsAlive },
      .figure("seconds_busy", .time, "of work") { $0.secondsBusy },
      .figure("utilization", .share, "busy share of the time alive") { $0.utilization },
      .figure("duration", .time, "from the start to the end of the last keep-alive") {
        $0.duration
      },
      .figure("memory", .data, "held by the server, at most") { Double(max(0, $0.memoryHeld)) },
      .flag("from_disk", "whether loads read the file from disk") { $0.droppedPageCache },
      .figure("spread", .share, "of the work, from the quickest request to the slowest") {
        $0.repetition.spread
      },
      Inferring.measuredOn {
        Inferring.machine(threads: $0.threads, kernels: $0.kernels)
          + Inferring.word(on: $0.repetition)
      },
    ]
  ) { report, _ in
    RecordForm.Extras(recording: Recorded(recording: recording(report), lane: "server"))
  }

  private static let latency = RecordForm<ServingReport>([
    .figure("mean", .time, "on average") { $0.latency },
    .figure("max", .time, "the longest") { $0.served.map { $0.latency }.max() ?? 0 },
  ])

  private static let parameters: [Function.Parameter] = [
    Inferring.model,
    Function.Parameter(
      "as", .words(["dedicated", "serverless"]), default: .text("serverless"),
      "dedicated keeps the model loaded; serverless loads it when a request comes"),
    Function.Parameter(
      "keep_alive", .quantity(Units.second), default: .seconds(1),
      "how long an idle serverless model is kept"),
    Function.Parameter(
      "requests", .quantity(Units.request), default: .quantity(Quantity(4, Units.request)),
      "how many come"),
    Function.Parameter(
      "gap", .quantity(Units.second), default: .seconds(0.25), "from one to the next"),
    Function.Parameter(
      "spacing", .words(["regular", "random"]), default: .text("regular"),
      "gaps are regular, or random around gap"),
    Inferring.prompt, Inferring.tokens(32, "in each answer, at most"),
    Function.Parameter(
      "seed", .quantity(.none), default: .number(1), "of random gaps"),
    Inferring.threads,
  ]

  static func function(_ runner: ModelRunner) -> Function {
    measurement(
      runner, "serve", "serves real requests on this machine, dedicated or serverless", parameters,
      example: "serve(requests: 2, tokens: 8)", gives: form
    ) { (arguments, budget) throws(Diagnostic) -> ServingReport in
      let path = try runner.path(arguments)
      var serving = Serving(
        model: path, as: try mode(arguments), threads: try Inferring.threads(arguments))
      budget.spend(.measurement)
      let isInterrupted = budget.interrupted
      let announcer = Announcer(budget)
      serving.bytes = runner.madeUpBytes(path, announcer)
      serving.isCancelled = announcer.isCancelled
      let arrivals = try arrivals(arguments)
      // What is held is measured from here on.
      runner.forgetModel()
      let report = try inferring(arguments) { () throws(InferenceError) in
        try serving.run(arrivals) { event in
          tell(event, arrivals.count, announcer)
          return isInterrupted() ? .stop : .goOn
        }
      }
      try budget.checkInterrupt()
      return report
    }
  }

  private static func mode(_ arguments: Arguments) throws(Diagnostic) -> Serving.Mode {
    switch arguments.text("as") {
    case "dedicated": return .dedicated
    case "serverless":
      let keepAlive = arguments.quantity("keep_alive").base
      guard keepAlive >= 0, keepAlive <= 86_400 else {
        throw Diagnostic(
          .outOfRange, "keep_alive goes from 0 s to 86,400 s.", at: arguments.span("keep_alive")
        ).label("this is \(arguments.quantity("keep_alive").text)").try(
          arguments.line("keep_alive", "1 s"))
      }
      return .serverless(keepAlive: keepAlive)
    default:
      throw Reading.refusal(
        "as", arguments, expected: "\"dedicated\" or \"serverless\"", try: "as: \"dedicated\"")
    }
  }

  private static func arrivals(_ arguments: Arguments) throws(Diagnostic) -> [Serving.Arrival] {
    let count = try Inferring.count("requests", arguments, in: 1...10_000)
    let tokens = try Inferring.count("tokens", arguments, in: 1...Inferring.mostTokens)
    let gap = arguments.quantity("gap").base
    guard gap >= 0, gap * Double(count) <= 86_400 else {
      throw Diagnostic(
        .outOfRange, "All requests come within a day.", at: arguments.span("gap")
      ).label("this is \(arguments.quantity("gap").text)").try(arguments.line("gap", "250 ms"))
    }
    let isRandom: Bool
    switch arguments.text("spacing") {
    case "regular": isRandom = false
    case "random": isRandom = true
    default:
      throw Reading.refusal(
        "spacing", arguments, expected: "\"regular\" or \"random\"", try: "spacing: \"random\"")
    }
    var random = Xoshiro(seed: UInt64(try Settings.count("seed", arguments)))
    var time = 0.0
    let request = Request(arguments.text("prompt") ?? "", tokens: tokens)
    return (0..<count).map { number in
      if number > 0 { time += isRandom ? min(-log(1 - random.uniform()) * gap, 86_400) : gap }
      return Serving.Arrival(at: min(time, 86_400), request)
    }
  }

  private static func tell(_ event: Serving.Event, _ count: Int, _ announcer: Announcer) {
    switch event {
    case .loading: announcer.say("loading the model")
    case .loaded: announcer.say("loaded")
    case .waiting(let seconds):
      announcer.say("next request in \(Value.time(seconds).text)")
    case .step(let request, _): announcer.say("request \(request + 1) of \(count)")
    case .served(let request): announcer.say("request \(request + 1) of \(count)")
    case .unloaded: announcer.say("unloaded")
    }
  }

  /// What the server did when, for `timeline`.
  private static func recording(_ report: ServingReport) -> Recording {
    let mode = report.mode
    var intervals: [Recording.Interval] = []
    var instance = 0
    func add(_ state: Recording.State, _ start: Double, _ end: Double) {
      guard end > start else { return }
      intervals.append(
        Recording.Interval(lane: 0, instance: instance, state: state, start: start, end: end))
    }
    if mode == .dedicated { instance = 1 }
    var idleSince: Double? = mode == .dedicated ? 0 : nil
    func idle(until next: Double) {
      guard let since = idleSince else { return }
      if case .serverless(let keepAlive) = mode {
        add(.idle, since, min(next, since + keepAlive))
      } else {
        add(.idle, since, next)
      }
    }
    for served in report.served {
      let begin = served.arrival + served.wait
      idle(until: begin - served.loadTime)
      if served.isCold {
        instance += 1
        add(.starting, begin - served.loadTime, begin)
      }
      add(.busy, begin, begin + served.serviceTime)
      idleSince = begin + served.serviceTime
    }
    idle(until: report.duration)
    let requests = report.served.map { served in
      Recording.Request(
        lane: 0, arrival: served.arrival, begin: served.arrival + served.wait,
        end: served.arrival + served.latency)
    }
    return Recording(intervals: intervals, requests: requests, end: report.duration)
  }
}
