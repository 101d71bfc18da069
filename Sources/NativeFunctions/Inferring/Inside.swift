import Diagnostics
import Inference
import Language
import Quantities

/// `model_shape`, `model_memory` and `token_cost`: what a model is made of, without running it.
enum Inside {
  static func functions(_ runner: ModelRunner) -> [Function] {
    [shape(runner), memory(runner), cost(runner)]
  }

  private static let shapeForm = RecordForm<Model>([
    .text("architecture", "the family") { $0.shape.architecture },
    .figure("parameters", .number, "weights in all") { Double($0.parameters) },
    .figure("layers", .number, "one upon another") { Double($0.shape.layers) },
    .figure("width", .number, "numbers in the state of a token") { Double($0.shape.width) },
    .figure("heads", .number, "of attention, in each layer") { Double($0.shape.heads) },
    .figure("key_value_heads", .number, "which they share") { Double($0.shape.keyValueHeads) },
    .figure("head_size", .number, "numbers in a key") { Double($0.shape.keySize) },
    .figure("hidden", .number, "numbers within a feed-forward layer") { Double($0.shape.hidden) },
    .figure("vocabulary", .tokens, "that it knows") { Double($0.shape.vocabulary) },
    .figure("context", .tokens, "that it can look back on") { Double($0.shape.contextLength) },
    .text("stored_as", "most of its weights") { storage($0) },
    .figure("bits_per_weight", .number, "on average, in the file") {
      Double($0.memory().weightsInFile) * 8 / Double(max(1, $0.parameters))
    },
  ])

  private static func shape(_ runner: ModelRunner) -> Function {
    Function(
      "model_shape", "the sizes of a model, as its file gives them", [Inferring.model],
      example: "model_shape()", gives: shapeForm
    ) { (arguments, budget) throws(Diagnostic) -> Model in try runner.model(arguments, budget) }
  }

  /// The type that holds most weights.
  static func storage(_ model: Model) -> String {
    var weights: [String: Int] = [:]
    for tensor in model.file.tensors { weights[tensor.type.name, default: 0] += tensor.elements }
    return weights.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
  }

  // MARK: Memory

  /// The memory of a model, and of the tokens that it looks back on.
  struct Memory: Sendable {
    let report: MemoryReport
    let cacheBytes: Double

    init(_ report: MemoryReport, cacheBytes: Double) {
      self.report = report
      self.cacheBytes = cacheBytes
    }
  }

  /// What is held while something is generated.
  static let held = RecordForm<Memory>(parts)

  private static let memoryForm = RecordForm<Memory>(
    [
      .figure("file", .data, "the weights as they are in the file") {
        Double($0.report.weightsInFile)
      },
      .figure(
        "kv_cache_per_token", .data(per: "token"), "keys and values of one token, in all layers"
      ) { Double($0.report.cachePerToken) },
    ] + parts)

  private static let parts: [RecordForm<Memory>.Entry] = [
    .figure("weights", .data, "the weights as they are used") {
      Double($0.report.repacked + $0.report.mapped)
    },
    .figure("kv_cache", .data, "keys and values of the tokens so far") { $0.cacheBytes },
    .figure("activations", .data, "working memory") { Double($0.report.activations) },
    .figure("total", .data, "weights, KV cache and activations") {
      Double($0.report.total(cachedTokens: 0)) + $0.cacheBytes
    },
  ]

  private static func memory(_ runner: ModelRunner) -> Function {
    Function(
      "model_memory", "what a model holds in memory, part by part",
      [
        Inferring.model,
        Function.Parameter(
          "context", .quantity(Units.token), default: .tokens(256), "tokens in each sequence"),
        Function.Parameter(
          "sequences", .quantity(.none), default: .number(1), "answered at the same time"),
      ], example: "model_memory(context: 256, sequences: 4)", gives: memoryForm,
      uncertainty: .lifted
    ) { (arguments, budget) throws(Diagnostic) -> Memory in
      let context = try Inferring.count("context", arguments, in: 0...1_000_000_000)
      let sequences = try Inferring.count("sequences", arguments, in: 0...1_000_000)
      let report = try runner.model(arguments, budget).memory()
      return Memory(
        report,
        cacheBytes: Double(report.cachePerToken) * Double(context) * Double(sequences))
    }
  }

  // MARK: Work

  private static func cost(_ runner: ModelRunner) -> Function {
    Function(
      "token_cost", "the work that it takes to write one token",
      [
        Inferring.model,
        Function.Parameter(
          "context", .quantity(Units.token), default: .tokens(64), "tokens before it"),
      ], example: "token_cost(context: 64)", gives: RecordForm(work { $0 }),
      uncertainty: .lifted
    ) { (arguments, budget) throws(Diagnostic) -> TokenCost in
      let context = try Inferring.count("context", arguments, in: 0...1_000_000_000)
      return try runner.model(arguments, budget).cost(context: context)
    }
  }

  /// The fields that tell the work of one token.
  static func work<Found>(
    _ cost: @escaping @Sendable (Found) -> TokenCost
  ) -> [RecordForm<Found>.Entry] {
    [
      .figure("flops", .work(per: "token"), "floating-point operations") { cost($0).flops },
      .figure("weights", .data(per: "token"), "weights that are read") { cost($0).weightBytes },
      .figure("kv_cache", .data(per: "token"), "keys and values read") { cost($0).cacheBytes },
      .figure("bytes", .data(per: "token"), "read in all") { cost($0).bytes },
      .figure("intensity", Scale(Units.rate("flop", per: "B")), "operations for each byte read") {
        cost($0).intensity
      },
    ]
  }
}
