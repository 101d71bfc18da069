/// A model of any shape with random weights: it says nothing, and runs as fast as one that does.
public struct RandomModel: Sendable {
  /// A family that can be run; others make a file that is refused.
  public var architecture = "llama"
  /// Values in the state of a token; a multiple of the type's block.
  public var width: Int
  /// The number of layers.
  public var layers: Int
  /// Query heads.
  public var heads: Int
  /// Key-value heads; divides `heads`.
  public var keyValueHeads: Int
  /// Values of a head; width / heads where nil.
  public var headSize: Int?
  /// Values within a feed-forward layer; a multiple of the type's block.
  public var hidden: Int
  /// Tokens, at least 300.
  public var vocabulary: Int
  /// Tokens that the model says it looks back on.
  public var context = 2048
  /// How the matrices are stored; norms are F32.
  public var type: TensorType
  /// Whether the output uses the embedding's weights.
  public var isTied = true
  /// Multiplies the wavelengths where not 1.
  public var rotaryFactor: Float = 1
  /// How the factor is used: "linear", "yarn" (of 64 tokens), "none"; nil says nothing in the file.
  public var rotaryType: String? = "linear"
  /// What rotated queries and keys are multiplied with.
  public var rotaryMagnitude: Float = 1
  /// Whether every matrix of a layer has a bias; those of Qwen2 have three in any case.
  public var hasBiases = false
  /// Tokens that layers with a window look back on, where the family has such layers.
  public var window: Int?
  /// Values of each head that are rotated; all of them where nil.
  public var rotated: Int?
  /// Bounds on scores of attention and on logits.
  public var attentionCap, logitCap: Float?
  /// Whether embeddings, layers, attention and logits have scales of their own.
  public var hasScales = false
  /// Whether the rotation has factors, one set within 10 tokens and one beyond.
  public var hasLongFactors = false
  /// The same seed, the same weights.
  public var seed: UInt64 = 1
  /// Whether large matrices repeat the same stretch of weights, so that they are made at once.
  public var repeatsWeights = false
  /// The token that ends an answer.
  public var end = 2
  /// The form in which the model wants to be asked; see `Model.promptForm`.
  public var promptForm: String?

  /// How certain it has to be; see `Model.sure`.
  public var sure: Float?

  /// How the model holds conversations; see `Model.chatForm`.
  public var chatTemplate: String?

  /// Sizes as in the properties; a vocabulary below 300 becomes 300.
  public init(
    width: Int, layers: Int, heads: Int, keyValueHeads: Int, hidden: Int, vocabulary: Int,
    type: TensorType
  ) {
    self.width = width
    self.layers = layers
    self.heads = heads
    self.keyValueHeads = keyValueHeads
    self.hidden = hidden
    self.vocabulary = max(vocabulary, 300)
    self.type = type
  }

  /// The bytes of a GGUF file. The same settings give the same bytes.
  public func bytes() -> [UInt8] {
    var writer = GGUFWriter()
    addKeys(&writer)
    var weights = RandomWeights(seed: seed)
    let head = headSize ?? width / heads
    let (queries, keys) = (heads * head, keyValueHeads * head)
    func matrix(_ name: String, _ rows: Int, _ columns: Int) {
      let most = repeatsWeights ? 4096 : Int.max
      writer.add(name, [columns, rows], type, weights.matrix(rows, columns, type, most: most))
    }
    func vector(_ name: String, _ count: Int, around mean: Float) {
      writer.add(name, [count], .f32, weights.vector(count, around: mean))
    }
    matrix("token_embd.weight", vocabulary, width)
    if hasLongFactors {
      vector("rope_factors_short.weight", (rotated ?? head) / 2, around: 1.1)
      vector("rope_factors_long.weight", (rotated ?? head) / 2, around: 3)
    }
    let family = Family.all[architecture] ?? Family()
    for i in 0..<layers {
      let prefix = "blk.\(i)."
      func norm(_ name: String, _ count: Int, where has: Bool) {
        if has { vector(prefix + name + ".weight", count, around: 1) }
      }
      norm("attn_norm", width, where: family.normsBefore)
      if family.joinsMatrices {
        matrix(prefix + "attn_qkv.weight", queries + 2 * keys, width)
      } else {
        matrix(prefix + "attn_q.weight", queries, width)
        matrix(prefix + "attn_k.weight", keys, width)
        matrix(prefix + "attn_v.weight", keys, width)
      }
      matrix(prefix + "attn_output.weight", width, queries)
      if architecture == "qwen2" || hasBiases {
        vector(prefix + "attn_q.bias", queries, around: 0)
        vector(prefix + "attn_k.bias", keys, around: 0)
        vector(prefix + "attn_v.bias", keys, around: 0)
      }
      if hasBiases {
        vector(prefix + "attn_output.bias", width, around: 0)
        vector(prefix + "ffn_gate.bias", hidden, around: 0)
        vector(prefix + "ffn_up.bias", hidden, around: 0)
        vector(prefix + "ffn_down.bias", width, around: 0)
      }
      let each = family.keyNorms == .eachHead
      norm("attn_q_norm", each ? head : queries, where: family.keyNorms != .none)
      norm("attn_k_norm", each ? head : keys, where: family.keyNorms != .none)
      norm("post_attention_norm", width, where: family.normsAfter)
      norm("ffn_norm", width, where: family.normsBefore)
      if family.joinsMatrices {
        matrix(prefix + "ffn_up.weight", 2 * hidden, width)
      } else {
        matrix(prefix + "ffn_gate.weight", hidden, width)
        matrix(prefix + "ffn_up.weight", hidden, width)
      }
      matrix(prefix + "ffn_down.weight", width, hidden)
      norm("post_ffw_norm", width, where: family.normsAfter)
    }
    vector("output_norm.weight", width, around: 1)
    if !isTied { matrix("output.weight", vocabulary, width) }
    return writer.bytes()
  }

  private func addKeys(_ writer: inout GGUFWriter) {
    func key(_ name: String) -> String { "\(architecture).\(name)" }
    writer.add("general.architecture", architecture)
    writer.add(key("context_length"), UInt32(context))
    writer.add(key("embedding_length"), UInt32(width))
    writer.add(key("block_count"), UInt32(layers))
    writer.add(key("feed_forward_length"), UInt32(hidden))
    writer.add(key("attention.head_count"), UInt32(heads))
    writer.add(key("attention.head_count_kv"), UInt32(keyValueHeads))
    if let headSize {
      writer.add(key("attention.key_length"), UInt32(headSize))
      writer.add(key("attention.value_length"), UInt32(headSize))
    }
    writer.add(key("rope.dimension_count"), UInt32(rotated ?? headSize ?? width / heads))
    writer.add(key("rope.freq_base"), Float(10_000))
    if rotaryFactor != 1 {
      if let rotaryType { writer.add(key("rope.scaling.type"), rotaryType) }
      writer.add(key("rope.scaling.factor"), rotaryFactor)
    }
    if hasLongFactors { writer.add(key("rope.scaling.original_context_length"), UInt32(10)) }
    if let window { writer.add(key("attention.sliding_window"), UInt32(window)) }
    if let attentionCap { writer.add(key("attn_logit_softcapping"), attentionCap) }
    if let logitCap { writer.add(key("final_logit_softcapping"), logitCap) }
    if hasScales {
      writer.add(key("embedding_scale"), Float(12))
      writer.add(key("residual_scale"), Float(0.22))
      writer.add(key("attention.scale"), Float(0.2))
      writer.add(key("logit_scale"), Float(8))
    }
    if rotaryType == "yarn" { writer.add(key("rope.scaling.original_context_length"), UInt32(64)) }
    if rotaryMagnitude != 1 { writer.add(key("rope.scaling.attn_factor"), rotaryMagnitude) }
    writer.add(key("attention.layer_norm_rms_epsilon"), Float(1e-5))
    if let promptForm { writer.add("gpulearn.prompt", promptForm) }
    if let sure { writer.add("gpulearn.sure", sure) }
    if let chatTemplate { writer.add("tokenizer.chat_template", chatTemplate) }
    addVocabulary(&writer)
  }

  /// `<unk> <s> </s>`, the 256 bytes, then made-up pieces.
  private func addVocabulary(_ writer: inout GGUFWriter) {
    var texts = ["<unk>", "<s>", "</s>"]
    var kinds: [Int32] = [2, 3, 3]
    let digits = Array("0123456789ABCDEF")
    for byte in 0..<256 {
      texts.append("<0x\(digits[byte / 16])\(digits[byte % 16])>")
      kinds.append(6)
    }
    texts.append("\u{2581}")
    kinds.append(1)
    let letters = Array("etaoinshrdlucmfwypvbgkjqxz")
    var number = 0
    while texts.count < vocabulary {
      var rest = number / 2
      var piece = String(letters[rest % 26])
      rest /= 26
      while rest > 0 {
        piece.append(letters[(rest - 1) % 26])
        rest = (rest - 1) / 26
      }
      texts.append(number % 2 == 0 ? piece : "\u{2581}" + piece)
      kinds.append(1)
      number += 1
    }
    writer.add("tokenizer.ggml.model", "llama")
    writer.add("tokenizer.ggml.tokens", texts)
    writer.add("tokenizer.ggml.scores", texts.indices.map { $0 < 259 ? 0 : -Float($0 - 259) })
    writer.add("tokenizer.ggml.token_type", kinds)
    writer.add("tokenizer.ggml.bos_token_id", UInt32(1))
    writer.add("tokenizer.ggml.eos_token_id", UInt32(end))
    writer.add("tokenizer.ggml.unknown_token_id", UInt32(0))
  }
}
