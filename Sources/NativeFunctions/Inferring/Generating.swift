import Diagnostics
import Inference
import Language
import Quantities

/// `generate`: a model writes, and is timed.
public enum Generating {
  static let outputs: [Function.Output] = [
    Function.Output("text", "what the model wrote"),
    Function.Output("tokens", "written"),
    Function.Output("finish", "why it ended: length, end, stop, context or stopped"),
    Function.Output("load_time", "until the model was ready"),
    Function.Output("time_to_first_token", "from the request to the first token"),
    Function.Output("tokens_per_second", "in decode: after the first token"),
    Function.Output("prefill", "reading the prompt: tokens, time, tokens_per_second"),
    Function.Output("decode", "writing the answer: tokens, time, tokens_per_second"),
    Function.Output("memory", "held: weights, kv_cache, activations, total"),
    Inferring.measuredOn,
  ]

  private static let parameters: [Function.Parameter] = [
    Function.Parameter("prompt", .text, "the text that it answers, or goes on from"),
    Inferring.tokens(64),
    Inferring.model,
    Function.Parameter(
      "temperature", .quantity(.none), default: .number(0),
      "0 always takes the likeliest token; 1 draws as the model says"),
    Function.Parameter(
      "top_k", .quantity(.none), default: .number(40), "only so many likely tokens; 0 for all"),
    Function.Parameter(
      "top_p", .quantity(.percent), default: .share(0.95),
      "only likely tokens that together reach this"),
    Function.Parameter(
      "min_p", .quantity(.percent), default: .share(0.05),
      "only tokens at least so likely, against the likeliest"),
    Function.Parameter(
      "repetition_penalty", .quantity(.none), default: .number(1), "above 1 avoids what was said"),
    Function.Parameter("seed", .quantity(.none), default: .number(1), "same seed, same text"),
    Function.Parameter("stop", .text, default: .text(""), "a text that ends the answer"),
    Inferring.asIs, Inferring.threads,
  ]

  static func function(_ runner: ModelRunner) -> Function {
    measurement(
      runner, "generate", "lets a model go on from a text, and times it", parameters,
      outputs: outputs
    ) { (arguments, budget) throws(Diagnostic) -> Value in
      var request = try request(arguments)
      let threads = try Inferring.threads(arguments)
      let model = try runner.model(
        arguments, budget, threads: threads, isAnew: budget.measuringRound != nil)
      request.prompt = Inferring.prompt(arguments, model)
      return try inferring(arguments) { () throws(InferenceError) in
        let engine = try Engine(model, threads: threads)
        let announcer = Announcer(budget)
        engine.isCancelled = announcer.isCancelled
        announcer.say("reading the prompt")
        let generation = try engine.generate(request) { step in
          announcer.say("\(step.count) of at most \(request.tokens) tokens")
          return .goOn
        }
        budget.spend(
          .tokens(
            generation.promptTokens + generation.tokens.count, weights: model.parameters))
        return .record(record(generation, engine))
      }
    }
  }

  private static func request(_ arguments: Arguments) throws(Diagnostic) -> Request {
    let stop = arguments.text("stop") ?? ""
    return Request(
      arguments.text("prompt") ?? "",
      tokens: try Inferring.count("tokens", arguments, in: 1...Inferring.mostTokens),
      sampling: Sampling(
        temperature: arguments.number("temperature"),
        topK: try Settings.count("top_k", arguments), topP: arguments.quantity("top_p").base,
        minP: arguments.quantity("min_p").base,
        repetitionPenalty: arguments.number("repetition_penalty"),
        seed: UInt64(try Settings.count("seed", arguments))),
      stop: stop.isEmpty ? [] : [stop])
  }

  /// What `generate` gives for what an engine has generated.
  public static func record(_ result: Generation, _ engine: Engine) -> Record {
    func field(_ name: String, _ value: Value) -> Record.Field { outputs.field(name, value) }
    let decode = result.time - result.timeToFirstToken
    return Record(
      name: "generate",
      fields: [
        field("text", .text(answer(result, engine.model))),
        field("tokens", .tokens(result.tokens.count)),
        field("finish", .text(result.finish.word)),
        field("load_time", .time(engine.model.loadTime)),
        field("time_to_first_token", .time(result.timeToFirstToken)),
        field("tokens_per_second", .tokenRate(result.tokensPerSecond)),
        field(
          "prefill",
          phase("prefill", result.promptTokens, result.timeToFirstToken - result.wait)),
        field("decode", phase("decode", max(0, result.tokens.count - 1), max(0, decode))),
        field("memory", .record(Inside.memory(engine.model, cacheBytes: result.cacheBytes))),
        Inferring.machineField(engine),
      ])
  }

  /// Without the space with which a model begins that answers in a form.
  private static func answer(_ result: Generation, _ model: Model) -> String {
    guard model.promptForm != nil, result.text.first == " " else { return result.text }
    return String(result.text.dropFirst())
  }

  private static func phase(_ name: String, _ tokens: Int, _ seconds: Double) -> Value {
    .record(
      Record(
        name: name,
        fields: [
          Record.Field("tokens", .tokens(tokens)), Record.Field("time", .time(seconds)),
          Record.Field(
            "tokens_per_second", .tokenRate(seconds > 0 ? Double(tokens) / seconds : 0)),
        ]))
  }
}

extension Generation.Finish {
  /// In one word.
  public var word: String {
    switch self {
    case .length: "length"
    case .end: "end"
    case .stopText: "stop"
    case .contextFull: "context"
    case .stopped: "stopped"
    }
  }
}
