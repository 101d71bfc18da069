import Diagnostics
import Inference
import Language
import Quantities

/// `speculate`: a model writes with several tokens drafted for each pass.
enum SpeculateFunction {
  private struct Found: Sendable {
    let speculation: Speculation
    let plain: Generation
    let model: Model
    let repetition: Repetition
    let machine: String

    var speedup: Double {
      plain.tokensPerSecond > 0
        ? speculation.generation.tokensPerSecond / plain.tokensPerSecond : 0
    }
  }

  private static let form = RecordForm<Found>(
    [
      .text("text", "what the model wrote") {
        Generating.answer($0.speculation.generation, $0.model)
      },
      .figure("tokens", .tokens, "written") { Double($0.speculation.generation.tokens.count) },
      .figure("passes", .number, "through the model, behind the prompt") {
        Double($0.speculation.passes)
      },
      .figure("drafted", .tokens, "tried before the model had said them") {
        Double($0.speculation.drafted)
      },
      .figure("accepted", .tokens, "of them that the model said, too") {
        Double($0.speculation.accepted)
      },
      .figure("acceptance", .share, "of the drafted tokens that were accepted") {
        $0.speculation.acceptance
      },
      .figure("tokens_per_pass", .number, "written on average, behind the first") {
        $0.speculation.tokensPerPass
      },
      .figure("tokens_per_second", .tokenRate, "in decode, drafts included") {
        $0.speculation.generation.tokensPerSecond
      },
      .figure("without", .tokenRate, "in decode, one token in each pass") {
        $0.plain.tokensPerSecond
      },
      .figure("speedup", .number, "times as fast as without") { $0.speedup },
      .flag("same", "whether the text is the same as without") {
        $0.speculation.generation.tokens == $0.plain.tokens
      },
    ] + Inferring.repeated { $0.repetition } + [Inferring.measuredOn { $0.machine }])

  static func function(_ runner: ModelRunner) -> Function {
    measurement(
      runner, "speculate",
      "lets a model write with several tokens drafted for each pass, and times it",
      [
        Inferring.prompt, Inferring.tokens(64),
        Function.Parameter(
          "draft", .path, default: .text(""), otherwise: "what stood earlier in the text",
          "path of a smaller model with the same tokens, which drafts"),
        Function.Parameter(
          "ahead", .quantity(.none), default: .number(4), "tokens drafted for a pass, 1 to 16"),
        Inferring.model,
        Function.Parameter(
          "temperature", .quantity(.none), default: .number(0),
          "0 always takes the likeliest token; 1 draws as the model says"),
        Function.Parameter("seed", .quantity(.none), default: .number(1), "same seed, same text"),
        Inferring.asIs, Inferring.threads,
      ], example: "speculate(\"What is a cold start?\", tokens: 24)", gives: form
    ) { (arguments, budget) throws(Diagnostic) -> Found in
      let ahead = try Inferring.count("ahead", arguments, in: 1...16)
      let tokens = try Inferring.count("tokens", arguments, in: 2...Inferring.mostTokens)
      let threads = try Inferring.threads(arguments)
      let model = try runner.model(arguments, budget, threads: threads)
      let draft = try runner.drafting(arguments, model, budget, threads: threads)
      let request = Request(
        Inferring.prompt(arguments, model), tokens: tokens,
        sampling: Sampling(
          temperature: arguments.number("temperature"),
          seed: UInt64(try Settings.count("seed", arguments))))
      return try inferring(arguments) { () throws(InferenceError) in
        let engine = try Engine(model, threads: threads)
        let announcer = Announcer(budget)
        engine.isCancelled = announcer.isCancelled
        engine.warmUp()
        if case .model(let engine) = draft {
          engine.isCancelled = announcer.isCancelled
          engine.warmUp()
        }
        announcer.say("running the model")
        let watch = Stopwatch()
        var runs: [(found: Speculation, plain: Generation)] = []
        repeat {
          let plain = try engine.generate(request)
          runs.append((try engine.generate(request, drafting: draft, ahead: ahead), plain))
        } while runs.count < Repetition.most && watch.elapsed < Repetition.enough
        budget.spend(
          .tokens(2 * (runs[0].plain.promptTokens + tokens), weights: model.parameters))
        func rate(_ generation: Generation) -> Double { generation.tokensPerSecond }
        let found = runs.map { $0.found }.sorted { rate($0.generation) < rate($1.generation) }
        let plain = runs.map { $0.plain }.sorted { rate($0) < rate($1) }
        let repetition = Repetition(
          found.map { rate($0.generation) }, processorShare: watch.share(threads: engine.threads))
        return Found(
          speculation: found[found.count / 2], plain: plain[plain.count / 2], model: model,
          repetition: repetition, machine: Inferring.machine(engine, repetition))
      }
    }
  }
}

extension ModelRunner {
  /// What drafts: the model that a call names, or the text so far.
  func drafting(
    _ arguments: Arguments, _ model: Model, _ budget: Budget, threads: Int?
  ) throws(Diagnostic) -> Drafting {
    let path = arguments.text("draft") ?? ""
    guard !path.isEmpty else { return .earlierText }
    let announcer = Announcer(budget)
    let made = madeUpBytes(path, announcer)
    announcer.say("loading \(path)")
    do throws(InferenceError) {
      let bytes: FileBytes
      if let made { bytes = made } else { bytes = try FileBytes(path: path) }
      let draft = try Model(bytes, threads: threads, isCancelled: announcer.isCancelled)
      return .model(try Engine(draft, threads: threads))
    } catch {
      throw Inferring.diagnostic(error, file: path) {
        arguments.span($0 == "model" ? "draft" : $0)
      }
    }
  }
}
