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
    measurement(
      runner, "memory_bandwidth", "measures how fast this machine reads its memory",
      [
        Function.Parameter(
          "size", .quantity(Units.unit("B")), default: .quantity(Quantity(256, Units.unit("MB"))),
          "read over and over; a small one fits into the processor's caches"),
        Inferring.threads,
      ]
    ) { (arguments, budget) throws(Diagnostic) -> Value in
      let size = arguments.quantity("size").base
      guard size >= 65_536, size <= 16e9 else {
        throw Diagnostic(
          .outOfRange, "size goes from 65,536 B to 16 GB.", at: arguments.span("size")
        )
        .label("this is \(arguments.quantity("size").text)").try("size: 256 MB")
      }
      let threads = try Inferring.threads(arguments)
      budget.onProgress("reading memory")
      budget.spend(.measurement)
      let found = try inferring(arguments) { () throws(InferenceError) in
        try Bandwidth.measure(bytes: Int(size), threads: threads, seconds: 0.2)
      }
      return .data(found.bytesPerSecond, per: "s")
    }
  }

  // MARK: Roofline

  private static func roofline(_ runner: ModelRunner) -> Function {
    measurement(
      runner, "roofline", "measures how fast a model writes, and how fast memory would let it",
      [
        Inferring.model,
        Function.Parameter(
          "context", .quantity(Units.token), default: .tokens(64), "tokens before the one written"),
        Inferring.threads,
      ],
      outputs: [
        Function.Output("flops", "floating-point operations of one token"),
        Function.Output("bytes", "read for one token; also weights and kv_cache"),
        Function.Output("intensity", "operations for each byte read"),
        Function.Output("bandwidth", "at which this machine reads so many bytes"),
        Function.Output("bound", "tokens a second that the bandwidth allows"),
        Function.Output("decode", "tokens a second, measured"),
        Function.Output("share", "of the bound that is reached"),
        Function.Output("prefill", "tokens of a prompt read in a second"),
        Function.Output("decode_work", "operations a second in decode"),
        Function.Output("prefill_work", "operations a second in prefill"),
        Inferring.measuredOn,
      ]
    ) { (arguments, budget) throws(Diagnostic) -> Value in
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
        return .record(record(engine, cost, bandwidth, speed))
      }
    }
  }

  private static func record(
    _ engine: Engine, _ cost: TokenCost, _ bandwidth: Bandwidth, _ speed: Speed
  ) -> Record {
    let bound = bandwidth.bound(cost)
    return Record(
      name: "roofline",
      fields: Inside.fields(cost) + [
        Record.Field(
          "bandwidth", .data(bandwidth.bytesPerSecond, per: "s"), "of memory, for so many bytes"),
        Record.Field("bound", .tokenRate(bound), "that the bandwidth allows"),
        Record.Field("decode", .tokenRate(speed.decode), "measured"),
        Record.Field("share", .share(speed.decode / bound), "of the bound that is reached"),
        Record.Field("prefill", .tokenRate(speed.prefill), "measured"),
        Record.Field("decode_work", .work(speed.decode * cost.flops, per: "s"), "in decode"),
        Record.Field("prefill_work", .work(speed.prefill * cost.flops, per: "s"), "in prefill"),
        Inferring.machineField(engine),
      ])
  }

  // MARK: Batching

  private static func batch(_ runner: ModelRunner) -> Function {
    measurement(
      runner, "batch", "measures how fast several answers are written together",
      [
        Function.Parameter(
          "together", .quantity(.none), default: .number(4), "answers at the same time, 1 to 64"),
        Inferring.prompt, Inferring.tokens(32, "in each answer"), Inferring.model,
        Inferring.threads,
      ],
      outputs: [
        Function.Output("tokens_per_second", "of all answers together"),
        Function.Output("each", "tokens a second of one answer"),
        Function.Output("kv_cache", "that all of them hold"),
        Function.Output("passes", "through the model"),
        Function.Output("time", "from the first request to the last token"),
        Inferring.measuredOn,
      ]
    ) { (arguments, budget) throws(Diagnostic) -> Value in
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
        return .record(
          Record(
            name: "batch",
            fields: [
              Record.Field(
                "tokens_per_second", .tokenRate(found.tokensPerSecond), "of all together"),
              Record.Field(
                "each", .tokenRate(found.tokensPerSecond / Double(together)), "of one answer"),
              Record.Field("kv_cache", .data(Double(found.cacheBytes)), "that all of them hold"),
              Record.Field("passes", .number(Double(found.passes)), "through the model"),
              Record.Field("time", .time(found.time), "from the first request to the last token"),
              Inferring.machineField(engine),
            ]))
      }
    }
  }
}
