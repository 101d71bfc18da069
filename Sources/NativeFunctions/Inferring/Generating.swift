import Diagnostics
import Inference
import Language
import Quantities

/// `generate`: a model writes, and is timed.
enum Generating {
  /// What a model wrote, and with what.
  struct Found: Sendable {
    let generation: Generation
    let model: Model
    let machine: String
    let repetition: Repetition
    /// How probable the model holds the beginning of its answer, where its file says what is enough.
    let certainty: Double?

    init(
      _ generation: Generation, _ engine: Engine, _ repetition: Repetition, certainty: Double?
    ) {
      self.generation = generation
      self.repetition = repetition
      self.certainty = certainty
      model = engine.model
      machine = Inferring.machine(engine, repetition)
    }
  }

  /// What `generate` gives.
  private static let form = RecordForm<Found>(
    [
      .text("text", "what the model wrote") { answer($0.generation, $0.model) },
      .figure("tokens", .tokens, "written") { Double($0.generation.tokens.count) },
      .text("finish", "why it ended: length, end, stop, context or stopped") {
        $0.generation.finish.word
      },
      .figure(
        "certainty", .share, "that the model gives to the beginning of its answer",
        when: "where the model's file says how much is enough"
      ) { $0.certainty },
      .figure("load_time", .time, "until the model was ready") { $0.model.loadTime },
      .figure("time_to_first_token", .time, "from the request to the first token") {
        $0.generation.timeToFirstToken
      },
      .figure("tokens_per_second", .tokenRate, "in decode: after the first token") {
        $0.generation.tokensPerSecond
      },
      .record("prefill", phase, "reading the prompt") {
        Phase($0.generation.promptTokens, $0.generation.timeToFirstToken - $0.generation.wait)
      },
      .record("decode", phase, "writing the answer") {
        Phase(
          max(0, $0.generation.tokens.count - 1),
          max(0, $0.generation.time - $0.generation.timeToFirstToken))
      },
      .record("memory", Inside.held, "held") {
        Inside.Memory($0.model.memory(), cacheBytes: Double($0.generation.cacheBytes))
      },
    ] + Inferring.repeated { $0.repetition } + [
      Inferring.measuredOn { $0.machine }
    ], with: { found, _ in RecordForm<Found>.Extras(remarks: doubts(found)) })

  /// What is to be said of an answer that the model is not certain of.
  private static func doubts(_ found: Found) -> [String] {
    guard let certainty = found.certainty, let sure = found.model.sure, certainty < sure else {
      return []
    }
    func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }
    return [
      "The model is not certain of this answer (\(percent(certainty))): below \(percent(sure)) about "
        + "half of its answers are wrong."
    ]
  }

  /// How certain the model is of an answer; nil where nothing says how much is enough.
  private static func certainty(
    _ generation: Generation, _ request: Request, _ engine: Engine
  ) throws(InferenceError) -> Double? {
    let model = engine.model
    guard model.sure != nil else { return nil }
    let prompt =
      request.promptTokens ?? model.tokenizer.encode(request.prompt, special: request.special)
    var answer = generation.tokens
    if generation.finish == .end, let end = model.tokenizer.vocabulary.end { answer.append(end) }
    return try engine.certainty(of: answer, behind: prompt)
  }

  /// Tokens that were read or written, and how long that took.
  private struct Phase: Sendable {
    let tokens: Int
    let seconds: Double

    init(_ tokens: Int, _ seconds: Double) {
      self.tokens = tokens
      self.seconds = seconds
    }
  }

  private static let phase = RecordForm<Phase>([
    .figure("tokens", .tokens, "read or written") { Double($0.tokens) },
    .figure("time", .time, "that it took") { $0.seconds },
    .figure("tokens_per_second", .tokenRate, "on average") {
      $0.seconds > 0 ? Double($0.tokens) / $0.seconds : 0
    },
  ])

  /// What it is asked.
  static let parameters: [Function.Parameter] = [
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
    Function.Parameter(
      "stop", .text, default: .text(""), otherwise: "none", "a text that ends the answer"),
    Inferring.asIs, Inferring.threads,
  ]

  static func function(_ runner: ModelRunner) -> Function {
    measurement(
      runner, "generate", "lets a model go on from a text, and times it", parameters,
      example: "generate(\"What is a cold start?\", tokens: 24)", gives: form
    ) { (arguments, budget) throws(Diagnostic) -> Found in
      var request = try request(arguments)
      let threads = try Inferring.threads(arguments)
      let model = try runner.model(
        arguments, budget, threads: threads, isAnew: budget.measuringRound != nil)
      request.prompt = Inferring.prompt(arguments, model)
      if let listener = runner.listener {
        request.candidates = listener.candidates
        request.stop += listener.stops
      }
      return try inferring(arguments) { () throws(InferenceError) in
        let engine = try Engine(model, threads: threads)
        let announcer = Announcer(budget)
        engine.isCancelled = announcer.isCancelled
        announcer.say("reading the prompt")
        let watch = Stopwatch()
        let generation = try engine.generate(request) { step in
          if let listener = runner.listener {
            // From now on there is something to read, and whoever reads it says when to stop: what
            // was written is kept then.
            announcer.say("")
            engine.isCancelled = { false }
            return listener.hear(step, model)
          }
          announcer.say("\(step.count) of at most \(request.tokens) tokens")
          return .goOn
        }
        budget.spend(
          .tokens(
            generation.promptTokens + generation.tokens.count, weights: model.parameters))
        // What somebody reads along is written once.
        var runs = [generation]
        while runner.listener == nil, runs.count < Repetition.most,
          watch.elapsed < Repetition.enough
        {
          runs.append(try engine.generate(request) { _ in .goOn })
        }
        let middle = runs.sorted { $0.tokensPerSecond < $1.tokensPerSecond }[runs.count / 2]
        let repetition = Repetition(
          runs.map { $0.tokensPerSecond }, processorShare: watch.share(threads: engine.threads))
        return Found(
          middle, engine, repetition, certainty: try certainty(middle, request, engine))
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

  /// Without the space with which a model begins that answers in a form.
  static func answer(_ result: Generation, _ model: Model) -> String {
    guard model.promptForm != nil, result.text.first == " " else { return result.text }
    return String(result.text.dropFirst())
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
