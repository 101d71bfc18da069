import Diagnostics
import Inference
import Language
import Quantities

/// `bench`: everything about the speed of a model on this machine, in one go.
enum Benchmark {
  /// Sequences that are decoded together, one after another of these.
  private static let curve = [1, 2, 4, 8]

  private struct Found: Sendable {
    let path: String
    let model: Model
    /// Seconds of the load from disk; nil where the system kept the file in memory.
    let fromDisk: Double?
    /// Tokens of the prompt.
    let prompt: Int
    let roof: Measuring.Roof
    let batching: [Throughput]
  }

  static func function(_ runner: ModelRunner) -> Function {
    measurement(
      runner, "bench", "measures how fast this machine runs a model",
      [Inferring.model, Inferring.threads], example: "bench()", gives: form
    ) { (arguments, budget) throws(Diagnostic) -> Found in
      let path = try runner.path(arguments)
      let threads = try Inferring.threads(arguments)
      // What is loaded already would hide what a load takes.
      runner.forgetModel()
      return try inferring(arguments, file: path) { () throws(InferenceError) in
        let announcer = Announcer(budget)
        return try run(path, runner.madeUpBytes(path, announcer), threads, announcer)
      }
    }
  }

  private static func run(
    _ path: String, _ made: FileBytes?, _ threads: Int?, _ announcer: Announcer
  ) throws(InferenceError) -> Found {
    let isCancelled = announcer.isCancelled
    announcer.say("loading from disk")
    let isDropped = made == nil && FileBytes.dropPageCache(path: path)
    func load() throws(InferenceError) -> Model {
      let bytes: FileBytes
      if let made { bytes = made } else { bytes = try FileBytes(path: path) }
      return try Model(bytes, threads: threads, isCancelled: isCancelled)
    }
    var model = try load()
    let fromDisk = isDropped ? model.loadTime : nil
    announcer.say("loading once more")
    model = try load()
    let engine = try Engine(model, threads: threads)
    engine.isCancelled = isCancelled

    announcer.say("measuring prefill and decode")
    let context = model.shape.contextLength
    let prompt = max(1, min(64, context / 2))
    let speed = try engine.measure(prompt: prompt, tokens: max(1, min(32, context - prompt)))
    announcer.say("reading memory")
    let cost = model.cost(context: prompt)
    let bandwidth = try Bandwidth.measure(
      bytes: min(max(Int(cost.bytes), 1 << 16), 1 << 32), threads: threads)
    var batching: [Throughput] = []
    for together in curve {
      announcer.say(together == 1 ? "writing one answer" : "writing \(together) answers together")
      try engine.checkCancelled()
      batching.append(
        try Throughput.measure(
          engine, prompt: "a", tokens: max(2, min(32, context / 2)), together: together))
    }
    let roof = Measuring.Roof(
      cost: cost, bandwidth: bandwidth, ceiling: try engine.ceiling(), speed: speed,
      prompt: prompt, batch: engine.batchSize, together: batching.filter { $0.together > 1 },
      costTogether: model.cost(context: min(32, context / 2) / 2),
      machine: Inferring.machine(engine, speed.repetition))
    return Found(
      path: path, model: model, fromDisk: fromDisk, prompt: prompt, roof: roof,
      batching: batching)
  }

  // MARK: Form

  private static let form = RecordForm<Found>(
    [
      .text("model", "the file") { $0.path },
      .figure("parameters", .number, "weights in all") { Double($0.model.parameters) },
      .text("stored_as", "most of its weights") { Inside.storage($0.model) },
      Inferring.measuredOn { $0.roof.machine },
      .figure(
        "load_from_disk", .time, "the first time", when: "where the system lets the file go"
      ) { $0.fromDisk },
      .figure("load_time", .time, "with the file in memory already") { $0.model.loadTime },
      .figure(
        "prefill", .tokenRate, "reading a prompt", remark: { "a prompt of \($0.prompt) tokens" }
      ) { $0.roof.speed.prefill },
      .figure("decode", .tokenRate, "one answer") { $0.roof.speed.decode },
      .record("memory", memory, "held") { $0.model.memory() },
      .record("roofline", roofline, "of decode") { $0.roof },
      .record("together", together, "several answers") { $0.batching },
    ],
    with: { found, _ in RecordForm<Found>.Extras(chart: found.roof.chart) })

  private static let memory = RecordForm<MemoryReport>([
    .figure("file", .data, "weights in the file") { Double($0.weightsInFile) },
    .figure("weights", .data, "as they are used") { Double($0.repacked + $0.mapped) },
    .figure("kv_cache", .data(per: "token"), "keys and values") { Double($0.cachePerToken) },
    .figure("activations", .data, "working memory") { Double($0.activations) },
  ])

  private static let roofline = RecordForm<Measuring.Roof>([
    .figure("bytes", .data(per: "token"), "read for each token") { $0.cost.bytes },
    .figure("flops", .work(per: "token"), "done for each token") { $0.cost.flops },
    .figure("bandwidth", .data(per: "s"), "measured, on so many bytes") {
      $0.bandwidth.bytesPerSecond
    },
    .figure("bound", .tokenRate, "that the bandwidth allows") { $0.bound },
    .figure("share", .share, "of the bound that is reached") { $0.speed.decode / $0.bound },
    .figure("ceiling", .work(per: "s"), "that the inner loops reach with weights in the cache") {
      $0.ceiling
    },
  ])

  private static let together = RecordForm<[Throughput]>(
    curve.map { count -> RecordForm<[Throughput]>.Entry in
      .figure(
        "answers_\(count)", .tokenRate, "of \(count) together",
        remark: { found in
          found.first { $0.together == count }.map {
            "\(Value.tokenRate($0.tokensPerSecond / Double(count)).text) each"
          }
        }
      ) { found in
        found.first { $0.together == count }?.tokensPerSecond
      }
    })
}
