/// The tokens of a model: their texts, scores and kinds, and the special ones.
public struct Vocabulary: Sendable {
  /// What a token is for. Raw values as in GGUF files.
  public enum Kind: Int, Sendable {
    case normal = 1
    case unknown, control, userDefined, unused, byte
  }

  /// Texts as in the file.
  let texts: [ExactText]
  let scores: [Float]
  let kinds: [Kind]
  /// The number of each text; the first where several have the same.
  let ids: [ExactText: Int]
  /// Put before a text, and what ends one; nil where the model has none.
  public let beginning, end: Int?
  let unknown: Int?
  /// Further tokens that end an answer, such as `<|eot_id|>`.
  let endings: Set<Int>
  let addsBeginning: Bool

  /// Tokens in all.
  public var count: Int { texts.count }

  /// The most bytes that a token stands for.
  public var longest: Int { texts.reduce(1) { max($0, $1.bytes.count) } }

  /// A token's text as in the file, with what is not UTF-8 as U+FFFD; nil for numbers out of range.
  public func text(of token: Int) -> String? {
    texts.indices.contains(token) ? texts[token].string : nil
  }

  /// Whether generation stops at this token.
  public func ends(_ token: Int) -> Bool { endings.contains(token) }

  /// - Parameter usual: where a family has its special tokens, should the file not say.
  init(
    _ file: GGUFFile, embeddings: Int, addsBeginning: Bool,
    usual: (beginning: Int, end: Int, unknown: Int)? = nil
  ) throws(InferenceError) {
    let prefix = "tokenizer.ggml."
    texts = try file.texts(prefix + "tokens")
    guard texts.count == embeddings else {
      throw InferenceError(
        .invalidModel, prefix + "tokens", .embeddings(tokens: texts.count, rows: embeddings))
    }
    let count = texts.count
    func sameLength(_ key: String, _ found: Int) throws(InferenceError) {
      guard found == count else {
        throw InferenceError(
          .invalidModel, prefix + key, .count(found, .values, for: count, .tokens))
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
    let kinds = kinds
    func special(_ key: String, _ usual: Int? = nil) throws(InferenceError) -> Int? {
      guard file.metadata[prefix + key] != nil else {
        return usual.flatMap { $0 < count && kinds[$0] != .normal ? $0 : nil }
      }
      return try file.integer(prefix + key, in: 0...count - 1)
    }
    beginning = try special("bos_token_id", usual?.beginning)
    end = try special("eos_token_id", usual?.end)
    unknown = try special("unknown_token_id", usual?.unknown)
    self.addsBeginning = try file.flag(prefix + "add_bos_token", default: addsBeginning)
    var endings: Set<Int> = []
    if let end { endings.insert(end) }
    if let turn = try special("eot_token_id") { endings.insert(turn) }
    for text in [
      "<|eot_id|>", "<|im_end|>", "<|end_of_text|>", "<|endoftext|>", "<|end|>", "<end_of_turn>",
    ] {
      if let id = ids[ExactText(text)], kinds[id] == .control { endings.insert(id) }
    }
    self.endings = endings
  }
}
