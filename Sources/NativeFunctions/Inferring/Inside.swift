import Diagnostics
import Inference
import Language
import Quantities

/// `model_shape`, `model_memory` and `token_cost`: what a model is made of, without running it.
enum Inside {
  static func functions(_ runner: ModelRunner) -> [Function] {
    [shape(runner), memory(runner), cost(runner)]
  }

  private static func shape(_ runner: ModelRunner) -> Function {
    Function(
      "model_shape", "the sizes of a model, as its file gives them", [Inferring.model],
      outputs: [
        Function.Output("parameters", "weights in all"),
        Function.Output("layers", "one upon another"),
        Function.Output("width", "numbers in the state of a token"),
        Function.Output("vocabulary", "tokens it knows"),
        Function.Output("context", "tokens it can look back on"),
        Function.Output("stored_as", "how most weights are stored"),
        Function.Output("bits_per_weight", "on average, in the file"),
      ]
    ) { (arguments, budget) throws(Diagnostic) -> Value in
      let model = try runner.model(arguments, budget)
      let shape = model.shape
      func number(_ value: Int) -> Value { .number(Double(value)) }
      let bytes = Double(model.memory().weightsInFile)
      return .record(
        Record(
          name: "model_shape",
          fields: [
            Record.Field("architecture", .text(shape.architecture), "the family"),
            Record.Field("parameters", number(model.parameters), "weights in all"),
            Record.Field("layers", number(shape.layers), "one upon another"),
            Record.Field("width", number(shape.width), "numbers in the state of a token"),
            Record.Field("heads", number(shape.heads), "of attention, in each layer"),
            Record.Field("key_value_heads", number(shape.keyValueHeads), "which they share"),
            Record.Field("head_size", number(shape.keySize), "numbers in a key"),
            Record.Field("hidden", number(shape.hidden), "numbers within a feed-forward layer"),
            Record.Field("vocabulary", .tokens(shape.vocabulary), "that it knows"),
            Record.Field("context", .tokens(shape.contextLength), "that it can look back on"),
            Record.Field("stored_as", .text(storage(model)), "most of its weights"),
            Record.Field(
              "bits_per_weight", .number(bytes * 8 / Double(max(1, model.parameters))),
              "on average, in the file"),
          ]))
    }
  }

  /// The type that holds most weights.
  static func storage(_ model: Model) -> String {
    var weights: [String: Int] = [:]
    for tensor in model.file.tensors { weights[tensor.type.name, default: 0] += tensor.elements }
    return weights.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
  }

  // MARK: Memory

  private static func memory(_ runner: ModelRunner) -> Function {
    Function(
      "model_memory", "what a model holds in memory, part by part",
      [
        Inferring.model,
        Function.Parameter(
          "context", .quantity(Units.token), default: .tokens(256), "tokens in each sequence"),
        Function.Parameter(
          "sequences", .quantity(.none), default: .number(1), "answered at the same time"),
      ],
      outputs: [
        Function.Output("file", "the weights as they are in the file"),
        Function.Output("weights", "the weights as they are used"),
        Function.Output("kv_cache_per_token", "keys and values of one token"),
        Function.Output("kv_cache", "of all tokens in all sequences"),
        Function.Output("activations", "working memory"),
        Function.Output("total", "weights, KV cache and activations"),
      ]
    ) { (arguments, budget) throws(Diagnostic) -> Value in
      let context = try Inferring.count("context", arguments, in: 0...1_000_000_000)
      let sequences = try Inferring.count("sequences", arguments, in: 0...1_000_000)
      let model = try runner.model(arguments, budget)
      let report = model.memory()
      let cache = Double(report.cachePerToken) * Double(context) * Double(sequences)
      return .record(
        Record(
          name: "model_memory",
          fields: [
            Record.Field(
              "file", .data(Double(report.weightsInFile)), "the weights as they are in the file"),
            Record.Field(
              "kv_cache_per_token", .data(Double(report.cachePerToken), per: "token"),
              "keys and values of one token, in all layers"),
          ] + parts(report, cacheBytes: cache)))
    }
  }

  /// The memory that was held while something was generated.
  static func memory(_ model: Model, cacheBytes: Int) -> Record {
    Record(name: "memory", fields: parts(model.memory(), cacheBytes: Double(cacheBytes)))
  }

  private static func parts(_ report: MemoryReport, cacheBytes: Double) -> [Record.Field] {
    [
      Record.Field(
        "weights", .data(Double(report.repacked + report.mapped)), "the weights as they are used"),
      Record.Field("kv_cache", .data(cacheBytes), "keys and values of the tokens so far"),
      Record.Field("activations", .data(Double(report.activations)), "working memory"),
      Record.Field("total", .data(Double(report.total(cachedTokens: 0)) + cacheBytes)),
    ]
  }

  // MARK: Work

  private static func cost(_ runner: ModelRunner) -> Function {
    Function(
      "token_cost", "the work that it takes to write one token",
      [
        Inferring.model,
        Function.Parameter(
          "context", .quantity(Units.token), default: .tokens(64), "tokens before it"),
      ],
      outputs: [
        Function.Output("flops", "floating-point operations"),
        Function.Output("weights", "weights that are read"),
        Function.Output("kv_cache", "keys and values that are read"),
        Function.Output("bytes", "read in all"),
        Function.Output("intensity", "operations for each byte read"),
      ]
    ) { (arguments, budget) throws(Diagnostic) -> Value in
      let context = try Inferring.count("context", arguments, in: 0...1_000_000_000)
      let cost = try runner.model(arguments, budget).cost(context: context)
      return .record(Record(name: "token_cost", fields: fields(cost)))
    }
  }

  static func fields(_ cost: TokenCost) -> [Record.Field] {
    [
      Record.Field("flops", .work(cost.flops, per: "token"), "floating-point operations"),
      Record.Field("weights", .data(cost.weightBytes, per: "token"), "weights that are read"),
      Record.Field("kv_cache", .data(cost.cacheBytes, per: "token"), "keys and values read"),
      Record.Field("bytes", .data(cost.bytes, per: "token"), "read in all"),
      Record.Field(
        "intensity", .quantity(Quantity(cost.intensity, Units.rate("flop", per: "B"))),
        "operations for each byte read"),
    ]
  }
}
