import Diagnostics
import Inference
import Language
import Quantities

/// `prefix_cache`: what it saves to keep the beginning that two prompts share.
enum PrefixCacheFunction {
  /// The second prompt, read with and without what the first one left.
  private struct Found: Sendable {
    let shared: Int
    let tokens: Int
    let with: Double
    let without: Double
    let bytes: Int
    let repetition: Repetition
    let machine: String
  }

  private static let form = RecordForm<Found>(
    [
      .figure("shared", .tokens, "at the beginning of both prompts") { Double($0.shared) },
      .figure("prompt", .tokens, "in the second prompt") { Double($0.tokens) },
      .figure("first_token", .time, "of the second answer, with what was kept") { $0.with },
      .figure("first_token_without", .time, "of the same, all read anew") { $0.without },
      .figure("saved", .share, "of that time") { max(0, 1 - $0.with / $0.without) },
      .figure("kept", .data, "of keys and values, in memory meanwhile") { Double($0.bytes) },
    ] + Inferring.repeated { $0.repetition } + [Inferring.measuredOn { $0.machine }])

  static func function(_ runner: ModelRunner) -> Function {
    measurement(
      runner, "prefix_cache",
      "measures what it saves to keep the keys and values of a beginning that two prompts share",
      [
        Function.Parameter("first", .text, "a prompt that was answered before"),
        Function.Parameter("second", .text, "a prompt that begins in the same way"),
        Inferring.model, Inferring.asIs, Inferring.threads,
      ],
      example: "prefix_cache(\"What is a cold start?\", \"What is a cold boot?\")", gives: form
    ) { (arguments, budget) throws(Diagnostic) -> Found in
      let threads = try Inferring.threads(arguments)
      let model = try runner.model(arguments, budget, threads: threads)
      var requests: [Request] = []
      for name in ["first", "second"] {
        let words = arguments.text(name) ?? ""
        let text = arguments.bool("as_is") ? words : model.prompt(words)
        let tokens = model.tokenizer.encode(text)
        guard (1..<model.shape.contextLength).contains(tokens.count) else {
          throw Diagnostic(
            .outOfRange,
            tokens.isEmpty
              ? "\(name) is empty."
              : "\(name) is \(numberText(Double(tokens.count))) tokens long; "
                + "the model looks back on \(numberText(Double(model.shape.contextLength))).",
            at: arguments.span(name))
        }
        var request = Request(text, tokens: 1)
        request.promptTokens = tokens
        requests.append(request)
        budget.spend(.tokens(tokens.count, weights: model.parameters))
      }
      let (first, second) = (requests[0], requests[1])
      return try inferring(arguments) { () throws(InferenceError) in
        let engine = try Engine(model, threads: threads)
        let announcer = Announcer(budget)
        engine.isCancelled = announcer.isCancelled
        engine.warmUp()
        announcer.say("reading the prompts")
        let watch = Stopwatch()
        var runs: [(with: Generation, without: Double, bytes: Int)] = []
        repeat {
          let prefixes = PrefixCache(mostBytes: .max)
          let without = try engine.generate(second).timeToFirstToken
          _ = try engine.generate(first, prefixes: prefixes)
          let bytes = prefixes.bytes
          let with = try engine.generate(second, prefixes: prefixes)
          runs.append((with, without, bytes))
        } while runs.count < Repetition.most && watch.elapsed < Repetition.enough
        func middle(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
        let repetition = Repetition(
          runs.map { $0.with.timeToFirstToken },
          processorShare: watch.share(threads: engine.threads))
        return Found(
          shared: runs[0].with.reusedTokens, tokens: runs[0].with.promptTokens,
          with: middle(runs.map { $0.with.timeToFirstToken }),
          without: middle(runs.map { $0.without }), bytes: runs[0].bytes, repetition: repetition,
          machine: Inferring.machine(engine, repetition))
      }
    }
  }
}
