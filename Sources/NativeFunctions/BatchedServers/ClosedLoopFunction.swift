import Diagnostics
import Language
import Quantities
import Simulation

/// `closed_loop`: a load test of one batched server.
enum ClosedLoopFunction {
  /// What was found, and at the ends of the range where there is one.
  struct Found: Sendable {
    let loop: ClosedLoop
    let usual: ClosedLoop.Outcome
    let slow: ClosedLoop.Outcome?
    let quick: ClosedLoop.Outcome?
    let fits: Int
    /// The longest text of the model; nil where it is not known.
    let context: Double?

    /// What to know before trusting it.
    var remarks: [String] {
      guard let context, Double(loop.prompt + loop.output) > context else { return [] }
      return [
        "Prompt and answer are longer than the \(Value.tokens(Int(context)).text) of the model's context."
      ]
    }
  }

  private static let times = RecordForm<LogHistogram>([
    .figure("p50", .time, "half are shorter") { $0.quantile(0.5) },
    .figure("p95", .time, "one in twenty takes as long or longer") { $0.quantile(0.95) },
    .figure("p99", .time, "one in a hundred takes as long or longer") { $0.quantile(0.99) },
    .figure("max", .time, "the longest") { $0.max },
  ])

  private static let form = RecordForm<Found>([
    .figure("output_rate", .tokenRate, "tokens of answers in a time, of all users together") {
      $0.usual.outputRate
    },
    .figure(
      "output_rate_slow", .tokenRate, "with the slowest engine assumed", when: "where it is derived"
    ) { $0.slow?.outputRate },
    .figure(
      "output_rate_quick", .tokenRate, "with the quickest engine assumed",
      when: "where it is derived"
    ) { $0.quick?.outputRate },
    .figure("rate_per_user", .tokenRate, "tokens of answers in a time, of one user") {
      $0.usual.outputRate / Double($0.loop.users)
    },
    .figure("request_rate", .requestRate, "requests in a time") {
      Double($0.usual.requests) / $0.usual.seconds
    },
    .figure("prompt_rate", .tokenRate, "tokens of prompts in a time") {
      Double($0.usual.requests * $0.loop.prompt) / $0.usual.seconds
    },
    .record("time_to_first_token", times, "asking to the first token") { $0.usual.firstToken },
    .record(
      "between_tokens", times, "between the tokens of an answer, on its average",
      when: "where an answer has more than one"
    ) { $0.usual.betweenTokens.count > 0 ? $0.usual.betweenTokens : nil },
    .record("latency", times, "asking to the last token") { $0.usual.latency },
    .figure("fits", .requests, "that the KV cache holds to their last token") { Double($0.fits) },
    .figure("preemptions", .number, "times that a request was put out of a full cache") {
      Double($0.usual.preemptions)
    },
  ]) { found, _ in RecordForm.Extras(remarks: found.remarks) }

  static let function = Function(
    "closed_loop",
    "a load test of a server: users who each ask again as soon as they have their answer",
    [
      Function.Parameter("server", .forms(Forms.server), "what serves them"),
      Function.Parameter("users", .quantity(.none), "how many ask at once"),
      Function.Parameter("prompt", .quantity(Units.token), "length of each prompt"),
      Function.Parameter("output", .quantity(Units.token), "length of each answer"),
      Function.Parameter("rounds", .quantity(.none), default: .number(5), "how often each asks"),
    ],
    example:
      "closed_loop(batch_server(step(fixed: 5 ms, prefill: 60k token/s), 400k token), 32, 1k token, 200 token)",
    gives: form, uncertainty: .runs
  ) { (arguments, budget) throws(Diagnostic) -> Found in
    guard let servers = Reading.servers(arguments["server"]) else {
      throw Reading.refusal(
        "server", arguments, expected: Forms.server,
        try: "server: gpu_server(\"qwen3-8b\", \"h100\")")
    }
    var loop = ClosedLoop(
      users: try Settings.count("users", arguments), prompt: try tokens("prompt", arguments),
      output: try tokens("output", arguments))
    loop.rounds = try Settings.count("rounds", arguments)
    func run(
      _ server: GPUServer, _ budget: inout Budget
    ) throws(Diagnostic) -> ClosedLoop.Outcome {
      let stop = budget
      do throws(SimulationError) {
        let outcome = try loop.run(on: server) { stop.interrupted() }
        budget.spend(.events(Int64(outcome.events)))
        return outcome
      } catch {
        throw error.diagnostic(arguments)
      }
    }
    let usual = try run(servers.usual, &budget)
    var (slow, quick): (ClosedLoop.Outcome?, ClosedLoop.Outcome?)
    if let server = servers.slow { slow = try run(server, &budget) }
    if let server = servers.quick { quick = try run(server, &budget) }
    return Found(
      loop: loop, usual: usual, slow: slow, quick: quick,
      fits: servers.usual.fits(loop.prompt + loop.output), context: servers.context)
  }

  /// A whole number of tokens, at least 1.
  private static func tokens(
    _ name: String, _ arguments: Arguments
  ) throws(Diagnostic) -> Int { try Settings.count(name, arguments) }
}
