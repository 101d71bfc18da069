/// The tokens of a model: their texts, scores and kinds, and the special ones.
public struct Vocabulary: Sendable {
  /// What a token is for. Raw values as in GGUF files.
  public enum Kind: Int, Sendable {
    case normal = 1
    case unknown, control, userDefined, unused, byte
  }

  /// Texts as in the file.
  public let texts: [String]
  let scores: [Float]
  let kinds: [Kind]
  let ids: [String: Int]
  /// Put before a text, and what ends one; nil where the model has none.
  public let beginning, end: Int?
  let unknown: Int?
  /// Further tokens that end an answer, such as `<|eot_id|>`.
  let endings: Set<Int>
  let addsBeginning: Bool

  public var count: Int { texts.count }

  /// Whether generation stops at this token.
  public func ends(_ token: Int) -> Bool { endings.contains(token) }

  init(_ file: GGUFFile, embeddings: Int, addsBeginning: Bool) throws(InferenceError) {
    let prefix = "tokenizer.ggml."
    texts = try file.strings(prefix + "tokens")
    guard texts.count == embeddings else {
      throw InferenceError(
        .invalidModel, prefix + "tokens",
        "holds \(texts.count) tokens; token_embd.weight has \(embeddings) rows.")
    }
    let count = texts.count
    func sameLength(_ key: String, _ found: Int) throws(InferenceError) {
      guard found == count else {
        throw InferenceError(
          .invalidModel, prefix + key, "holds \(found) values for \(count) tokens.")
      }
    }
    if file.metadata[prefix + "scores"] != nil {
      let scores = try file.floats(prefix + "scores")
      try sameLength("scores", scores.count)
      self.scores = scores.map { $0.isNaN ? -.infinity : $0 }
    } else {
      scores = []
    }
    if file.metadata[prefix + "token_type"] != nil {
      let types = try file.integers(prefix + "token_type")
      try sameLength("token_type", types.count)
      kinds = types.map { Kind(rawValue: $0) ?? .normal }
    } else {
      kinds = [Kind](repeating: .normal, count: count)
    }
    ids = Dictionary(
      texts.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    func special(_ key: String) throws(InferenceError) -> Int? {
      guard file.metadata[prefix + key] != nil else { return nil }
      return try file.integer(prefix + key, in: 0...count - 1)
    }
    beginning = try special("bos_token_id")
    end = try special("eos_token_id")
    unknown = try special("unknown_token_id")
    self.addsBeginning = try file.flag(prefix + "add_bos_token", default: addsBeginning)
    var endings: Set<Int> = []
    if let end { endings.insert(end) }
    if let turn = try special("eot_token_id") { endings.insert(turn) }
    for text in ["<|eot_id|>", "<|im_end|>", "<|end_of_text|>", "<|endoftext|>"] {
      if let id = ids[text], kinds[id] == .control { endings.insert(id) }
    }
    self.endings = endings
  }
}
