/// The sizes of a model and what sets its family apart, as its file gives them, checked.
public struct ModelShape: Sendable, Equatable {
  /// The family's name in the file, such as "llama" or "qwen3".
  public var architecture: String
  /// Values in the state of a token.
  public var width: Int
  /// The number of layers.
  public var layers: Int
  /// Query heads.
  public var heads: Int
  /// Key-value heads; `heads` is a multiple of it (grouped-query attention).
  public var keyValueHeads: Int
  /// Values of one key, and of one query.
  public var keySize: Int
  /// Values in one head's value.
  public var valueSize: Int
  /// Values between the two halves of a feed-forward layer.
  public var hidden: Int
  /// Tokens the model knows.
  public var vocabulary: Int
  /// Tokens the model was trained to look back on.
  public var contextLength: Int
  /// Added to the mean square in RMSNorm.
  public var epsilon: Float
  /// Values of a key that are rotated by position.
  public var rotated: Int
  /// Base of the rotation's wavelengths.
  public var rotaryBase: Double
  /// How positions are squeezed, beyond what the base does.
  public var rotaryScaling: RotaryScaling
  /// What rotated queries and keys are multiplied with, beside what YaRN asks for; mostly 1.
  public var rotaryMagnitude: Double
  /// Tokens the model was first trained to look back on, where it was stretched later.
  var originalContext: Int
  /// Base of the rotation in layers with a window.
  var windowRotaryBase: Double
  /// Tokens that each layer looks back on, its own included; nil for all of them.
  public var windows: [Int?]
  /// What embeddings and what each half of a layer adds are multiplied with.
  var embeddingScale, residualScale: Float
  /// What scores of attention and logits are multiplied with.
  var attentionScale, logitScale: Float
  /// Bounds on scores of attention and on logits: cap * tanh(x / cap); 0 for none.
  var attentionCap, logitCap: Float
  var family: Family

  /// How positions beyond the original context are squeezed.
  public enum RotaryScaling: Sendable, Equatable {
    case none
    /// Positions divided by a factor.
    case linear(factor: Double)
    /// YaRN (Peng and others, 2023).
    case yarn(factor: Double, originalContext: Int)
  }

  /// Query heads that share one key-value head.
  public var group: Int { heads / keyValueHeads }

  /// Whether a layer rotates its queries and keys by position.
  func rotates(_ layer: Int) -> Bool {
    guard let period = family.unrotatedPeriod else { return rotated > 0 }
    return rotated > 0 && (layer + 1) % period != 0
  }

  /// Reads the keys of `file`. Throws `.unsupported` or `.invalidModel` naming the key.
  public init(_ file: GGUFFile) throws(InferenceError) {
    guard let architecture = try file.text("general.architecture") else {
      throw InferenceError(.invalidModel, "general.architecture", .missing)
    }
    guard let family = Family.all[architecture] else {
      let known = Family.all.keys.sorted()
      throw InferenceError(
        .unsupported, "general.architecture", .unknown(architecture, known: known))
    }
    try Self.checkIsWhole(file)
    self.architecture = architecture
    self.family = family
    func key(_ name: String) -> String { "\(architecture).\(name)" }
    let size = 1...1_048_576
    if try file.integer(key("expert_count"), in: 0...65_536, default: 0) > 0 {
      throw InferenceError(.unsupported, key("expert_count"), .mixture)
    }
    width = try file.integer(key("embedding_length"), in: size)
    layers = try file.integer(key("block_count"), in: 1...4096)
    heads = try file.integer(key("attention.head_count"), in: 1...65_536)
    keyValueHeads = try file.integer(
      key("attention.head_count_kv"), in: 1...65_536, default: heads)
    guard heads % keyValueHeads == 0 else {
      throw InferenceError(
        .invalidModel, key("attention.head_count_kv"), .heads(keyValueHeads, sharedBy: heads))
    }
    let usual = width / heads
    let explicit = file.metadata[key("attention.key_length")] != nil
    guard explicit || (width % heads == 0 && usual > 0) else {
      throw InferenceError(.invalidModel, key("attention.head_count"), .notDividing(heads, width))
    }
    keySize = try file.integer(key("attention.key_length"), in: 1...65_536, default: usual)
    valueSize = try file.integer(key("attention.value_length"), in: 1...65_536, default: keySize)
    hidden = try file.integer(key("feed_forward_length"), in: size)
    contextLength = try file.integer(key("context_length"), in: 1...Int(Int32.max))
    epsilon = Float(try file.positive(key("attention.layer_norm_rms_epsilon")))
    rotated = try file.integer(key("rope.dimension_count"), in: 0...keySize, default: keySize)
    guard rotated % 2 == 0 else {
      throw InferenceError(.invalidModel, key("rope.dimension_count"), .notEven(rotated))
    }
    rotaryBase = try file.positive(key("rope.freq_base"), default: 10_000)
    originalContext = try file.integer(
      key("rope.scaling.original_context_length"), in: 1...Int(Int32.max), default: contextLength)
    rotaryScaling = try Self.scaling(file, architecture, originalContext)
    windowRotaryBase = try file.positive(
      key("rope.freq_base_swa"), default: family.windowRotaryBase ?? rotaryBase)
    windows = try Self.windows(file, architecture, family, layers: layers)
    let usualScale: Double? = family.scalesEmbedding ? Double(width).squareRoot() : nil
    embeddingScale = Float(try file.factor(key("embedding_scale"), default: usualScale ?? 1))
    residualScale = Float(try file.factor(key("residual_scale"), default: 1))
    let divisor = family.layersScaledByWidth == layers ? width / heads : keySize
    attentionScale = Float(
      try file.factor(key("attention.scale"), default: 1 / Double(divisor).squareRoot()))
    logitScale = Float(1 / (try file.factor(key("logit_scale"), default: 1)))
    attentionCap = Float(
      try file.factor(key("attn_logit_softcapping"), default: family.attentionCap))
    logitCap = Float(try file.factor(key("final_logit_softcapping"), default: family.logitCap))
    rotaryMagnitude = try file.positive(key("rope.scaling.attn_factor"), default: 1)
    guard let embedding = file.tensor("token_embd.weight") else {
      throw InferenceError(.invalidModel, "token_embd.weight", .missingTensor)
    }
    vocabulary = embedding.rows
    try Self.checkKeys(file, architecture)
  }

  private static func scaling(_ file: GGUFFile, _ architecture: String, _ context: Int)
    throws(InferenceError) -> RotaryScaling
  {
    let prefix = "\(architecture).rope."
    // Older files have `scale_linear`. A factor alone is a linear one, and 0 stands for none.
    let keys = ["scaling.factor", "scale_linear"].map { prefix + $0 }
    var factor = 1.0
    if let key = keys.first(where: { file.metadata[$0] != nil }), file.metadata[key] != .float(0) {
      factor = try file.positive(key)
    }
    switch try file.text(prefix + "scaling.type") ?? "linear" {
    case "none": return .none
    case "linear": return factor == 1 ? .none : .linear(factor: factor)
    case "longrope": return .none
    case "yarn": return .yarn(factor: factor, originalContext: context)
    case let other:
      throw InferenceError(
        .unsupported, prefix + "scaling.type",
        .unknown(other, known: ["none", "linear", "yarn", "longrope"]))
    }
  }
}
