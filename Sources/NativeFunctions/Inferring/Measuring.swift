import Diagnostics
import Inference
import Language
import Quantities

/// `memory_bandwidth`, `roofline` and `batch`: what this machine can do, and what a model does on it.
enum Measuring {
  static func functions(_ runner: ModelRunner) -> [Function] {
    [bandwidth(runner), roofline(runner), batch(runner)]
  }

  private static func bandwidth(_ runner: ModelRunner) -> Function {
    Function(
      "memory_bandwidth", "measures how fast this machine reads its memory",
      [
        Function.Parameter(
          "size", .quantity(Units.unit("B")), default: .quantity(Quantity(256, Units.unit("MB"))),
          "read over and over; a small one fits into the processor's caches"),
        Inferring.threads,
      ], example: "memory_bandwidth(256 kB)", gives: Scale.data(per: "s").kind, isMeasurement: true
    ) { (arguments, budget) throws(Diagnostic) -> Value in
      let size = arguments.quantity("size").base
      guard size >= 65_536, size <= 16e9 else {
        throw Diagnostic(
          .outOfRange, "size goes from 65,536 B to 16 GB.", at: arguments.span("size")
        )
        .label("this is \(arguments.quantity("size").text)").try(arguments.line("size", "256 MB"))
      }
      let threads = try Inferring.threads(arguments)
      budget.onProgress("reading memory")
      budget.spend(.measurement)
      let found = try inferring(arguments) { () throws(InferenceError) in
        try Bandwidth.measure(bytes: Int(size), threads: threads, seconds: 0.2)
      }
      return .data(found.bytesPerSecond, per: "s")
    }.measured(by: runner)
  }

  // MARK: Roofline

  /// What a model needs for a token, and what this machine gives.
  struct Roof: Sendable {
    let cost: TokenCost
    let bandwidth: Bandwidth
    /// Operations a second that the inner loops reach without memory.
    let ceiling: Double
    let speed: Speed
    /// Tokens of the prompt, and those that are read together.
    let prompt: Int
    let batch: Int
    /// Answers that were written together, and what a token of them needs.
    let together: [Throughput]
    let costTogether: TokenCost
    let machine: String

    /// Tokens a second that the bandwidth allows.
    var bound: Double { bandwidth.bound(cost) }

    /// Both ceilings, and what was reached of them.
    var roofline: Roofline {
      func point(_ rate: Double, _ cost: TokenCost, sharing count: Double, _ name: String)
        -> Roofline.Point
      {
        Roofline.Point(
          intensity: cost.flops / (cost.weightBytes / count + cost.cacheBytes),
          work: rate * cost.flops, name: name)
      }
      let written =
        [point(speed.decode, cost, sharing: 1, "1 answer")]
        + together.map {
          point(
            $0.tokensPerSecond, costTogether, sharing: Double($0.together),
            "\($0.together) together")
        }
      let read = point(
        speed.prefill, cost, sharing: Double(min(batch, prompt)), "\(prompt) tokens")
      return Roofline(
        bandwidth: bandwidth.bytesPerSecond, peak: ceiling,
        curves: [("decode, measured", written), ("prefill, measured", [read])])
    }

    /// The drawing.
    var chart: Chart {
      let one = Value.data(bandwidth.bytesPerSecond, per: "s").text
      let two = Value.work(ceiling, per: "s").text
      let ridge = Quantity(roofline.ridge, Units.rate("flop", per: "B")).text(significant: 3)
      return roofline.chart(
        "This machine: \(one) from memory, and \(two) from \(ridge) on, which is what the inner "
          + "loops reach with weights in the cache.")
    }
  }

  /// Answers that a roofline has, one after another of these.
  private static let batches = [2, 4, 8]

  private static let roofForm = RecordForm<Roof>(
    Inside.work { $0.cost } + [
      .figure("bandwidth", .data(per: "s"), "of memory, for so many bytes") {
        $0.bandwidth.bytesPerSecond
      },
      .figure("bound", .tokenRate, "that the bandwidth allows") { $0.bound },
      .figure("decode", .tokenRate, "measured") { $0.speed.decode },
      .figure("share", .share, "of the bound that is reached") { $0.speed.decode / $0.bound },
      .figure("prefill", .tokenRate, "measured") { $0.speed.prefill },
      .figure("decode_work", .work(per: "s"), "in decode") { $0.speed.decode * $0.cost.flops },
      .figure("prefill_work", .work(per: "s"), "in prefill") { $0.speed.prefill * $0.cost.flops },
      .figure(
        "ceiling", .work(per: "s"), "that the inner loops reach with weights in the cache"
      ) { $0.ceiling },
      .figure("ridge", Scale(Units.rate("flop", per: "B")), "where the roof turns flat") {
        $0.roofline.ridge
      },
      .figure("batched", .tokenRate, "8 answers together") {
        $0.together.last?.tokensPerSecond
      },
    ] + Inferring.repeated { $0.speed.repetition } + [
      Inferring.measuredOn { $0.machine }
    ],
    with: { found, _ in RecordForm<Roof>.Extras(chart: found.chart) })

  private static func roofline(_ runner: ModelRunner) -> Function {
    measurement(
      runner, "roofline", "measures how fast a model writes, and how fast memory would let it",
      [
        Inferring.model,
        Function.Parameter(
          "context", .quantity(Units.token), default: .tokens(64), "tokens before the one written"),
        Inferring.threads,
      ], example: "roofline(context: 16)", gives: roofForm
    ) { (arguments, budget) throws(Diagnostic) -> Roof in
      let threads = try Inferring.threads(arguments)
      let model = try runner.model(arguments, budget, threads: threads)
      let most = model.shape.contextLength - 1
      let context = try Inferring.count("context", arguments, in: 1...max(1, most))
      return try inferring(arguments) { () throws(InferenceError) in
        let engine = try Engine(model, threads: threads)
        let announcer = Announcer(budget)
        engine.isCancelled = announcer.isCancelled
        let cost = model.cost(context: context)
        budget.spend(.measurement)
        announcer.say("reading memory")
        let bandwidth = try Bandwidth.measure(
          bytes: min(max(Int(cost.bytes), 1 << 16), 1 << 32), threads: threads, seconds: 0.2)
        announcer.say("running the model")
        try engine.checkCancelled()
        let speed = try engine.measure(
          prompt: context, tokens: min(32, model.shape.contextLength - context))
        let tokens = max(2, min(16, model.shape.contextLength / 2))
        var together: [Throughput] = []
        for count in batches {
          announcer.say("writing \(count) answers together")
          try engine.checkCancelled()
          together.append(
            try Throughput.measure(
              engine, prompt: "a", tokens: tokens, together: count, seconds: 0.05))
        }
        return Roof(
          cost: cost, bandwidth: bandwidth, ceiling: try engine.ceiling(), speed: speed,
          prompt: context, batch: engine.batchSize, together: together,
          costTogether: model.cost(context: tokens / 2),
          machine: Inferring.machine(engine, speed.repetition))
      }
    }
  }

  // MARK: Batching

  /// Answers that were written together.
  private struct Batch: Sendable {
    let found: Throughput
    let machine: String
  }

  private static let batchForm = RecordForm<Batch>(
    [
      .figure("tokens_per_second", .tokenRate, "of all together") { $0.found.tokensPerSecond },
      .figure("each", .tokenRate, "of one answer") {
        $0.found.tokensPerSecond / Double($0.found.together)
      },
      .figure("kv_cache", .data, "that all of them hold") { Double($0.found.cacheBytes) },
      .figure("passes", .number, "through the model") { Double($0.found.passes) },
      .figure("time", .time, "from the first request to the last token") { $0.found.time },
    ] + Inferring.repeated { $0.found.repetition } + [
      Inferring.measuredOn { $0.machine }
    ])

  private static func batch(_ runner: ModelRunner) -> Function {
    measurement(
      runner, "batch", "measures how fast several answers are written together",
      [
        Function.Parameter(
          "together", .quantity(.none), default: .number(4), "answers at the same time, 1 to 64"),
        Inferring.prompt, Inferring.tokens(32, "in each answer"), Inferring.model,
        Inferring.threads,
      ], example: "batch(2, tokens: 8)", gives: batchForm
    ) { (arguments, budget) throws(Diagnostic) -> Batch in
      let together = try Inferring.count("together", arguments, in: 1...64)
      let tokens = try Inferring.count("tokens", arguments, in: 2...Inferring.mostTokens)
      let threads = try Inferring.threads(arguments)
      let model = try runner.model(arguments, budget, threads: threads)
      return try inferring(arguments) { () throws(InferenceError) in
        let engine = try Engine(model, threads: threads)
        let announcer = Announcer(budget)
        engine.isCancelled = announcer.isCancelled
        announcer.say("running the model")
        budget.spend(.tokens(tokens * together, weights: model.parameters))
        let found = try Throughput.measure(
          engine, prompt: Inferring.prompt(arguments, model), tokens: tokens, together: together)
        return Batch(found: found, machine: Inferring.machine(engine, found.repetition))
      }
    }
  }
}
