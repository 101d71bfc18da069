import Diagnostics
import Inference
import Language
import Quantities

/// Everything about the speed of a model on this machine, in one go.
public enum Benchmark {
  /// Sequences that are decoded together, one after another of these.
  public static let curve = [1, 2, 4, 8]

  /// Runs a model and measures.
  /// - Parameters:
  ///   - threads: nil for one each processor.
  ///   - announcer: told what is measured, and asked whether to go on.
  /// - Throws: what is wrong with the file; `.cancelled` where it was not to go on.
  public static func run(
    path: String, threads: Int?, announcer: Announcer
  ) throws(InferenceError) -> Record {
    let isCancelled = announcer.isCancelled
    announcer.say("loading from disk")
    let isDropped = FileBytes.dropPageCache(path: path)
    var model = try Model(path: path, threads: threads, isCancelled: isCancelled)
    let fromDisk = model.loadTime
    announcer.say("loading once more")
    model = try Model(path: path, threads: threads, isCancelled: isCancelled)
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
    var fields = [
      Record.Field("model", .text(path), ""),
      Record.Field("parameters", .number(Double(model.parameters)), "weights in all"),
      Record.Field("stored_as", .text(Inside.storage(model)), "most of its weights"),
      Inferring.machineField(engine),
    ]
    if isDropped {
      fields.append(Record.Field("load_from_disk", .time(fromDisk), "the first time"))
    }
    fields += [
      Record.Field("load_time", .time(model.loadTime), "with the file in memory already"),
      Record.Field("prefill", .tokenRate(speed.prefill), "a prompt of \(prompt) tokens"),
      Record.Field("decode", .tokenRate(speed.decode), "one answer"),
      Record.Field("memory", .record(memory(model)), "held"),
      Record.Field("roofline", .record(roofline(cost, bandwidth, speed)), "of decode"),
      Record.Field("together", .record(together(batching)), "several answers"),
    ]
    return Record(name: "bench", fields: fields)
  }

  private static func memory(_ model: Model) -> Record {
    let report = model.memory()
    return Record(
      name: "memory",
      fields: [
        Record.Field("file", .data(Double(report.weightsInFile)), "weights in the file"),
        Record.Field("weights", .data(Double(report.repacked + report.mapped)), "as they are used"),
        Record.Field(
          "kv_cache", .data(Double(report.cachePerToken), per: "token"), "keys and values"),
        Record.Field("activations", .data(Double(report.activations)), "working memory"),
      ])
  }

  private static func roofline(
    _ cost: TokenCost, _ bandwidth: Bandwidth, _ speed: Speed
  ) -> Record {
    let bound = bandwidth.bound(cost)
    return Record(
      name: "roofline",
      fields: [
        Record.Field("bytes", .data(cost.bytes, per: "token"), "read for each token"),
        Record.Field("flops", .work(cost.flops, per: "token"), "done for each token"),
        Record.Field(
          "bandwidth", .data(bandwidth.bytesPerSecond, per: "s"), "measured, on so many bytes"),
        Record.Field("bound", .tokenRate(bound), "that the bandwidth allows"),
        Record.Field("share", .share(speed.decode / bound), "of the bound that is reached"),
      ])
  }

  private static func together(_ batching: [Throughput]) -> Record {
    Record(
      name: "together",
      fields: batching.map { found in
        let each = Value.tokenRate(found.tokensPerSecond / Double(found.together)).text
        return Record.Field(
          "answers_\(found.together)", .tokenRate(found.tokensPerSecond), "\(each) each")
      })
  }
}
