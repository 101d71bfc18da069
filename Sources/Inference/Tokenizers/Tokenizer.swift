/// Turns text into tokens and back, as the model's file says.
///
///     let tokens = model.tokenizer.encode("Hello")
///     model.tokenizer.decode(tokens)  // "Hello"
public struct Tokenizer: Sendable {
  /// The tokens it knows.
  public let vocabulary: Vocabulary
  /// What a user should know of the way in which it was set up, a sentence each.
  public let notes: [String]
  private let pieces: Pieces
  /// Whether control tokens swallow the space behind them, as in Phi 3.
  private let stripsAfterControl: Bool
  /// Tokens that are found in a text as they stand, the longest first, by their first byte.
  private let marked: [UInt8: [Marked]]

  private enum Pieces: Sendable {
    case sentencePiece(SentencePiece)
    case bytePair(BytePair)
  }

  private struct Marked: Sendable {
    var bytes: [UInt8]
    var id: Int
    var isControl: Bool
    var strips: Bool
  }

  init(_ file: GGUFFile, embeddings: Int, stripsAfterControl: Bool = false)
    throws(InferenceError)
  {
    guard let model = try file.text("tokenizer.ggml.model") else {
      throw InferenceError(.invalidModel, "tokenizer.ggml.model", .missing)
    }
    switch model {
    case "llama":
      vocabulary = try Vocabulary(
        file, embeddings: embeddings, addsBeginning: true,
        usual: (beginning: 1, end: 2, unknown: 0))
      pieces = .sentencePiece(try SentencePiece(file, vocabulary))
      notes = []
      self.stripsAfterControl = stripsAfterControl
    case "gpt2":
      let splitter = try PreTokenizer(file)
      vocabulary = try Vocabulary(
        file, embeddings: embeddings, addsBeginning: splitter.addsBeginning)
      pieces = .bytePair(try BytePair(file, vocabulary, splitter))
      notes =
        splitter.isNamed
        ? []
        : [
          "The file does not say how its model cuts a text into words (tokenizer.ggml.pre); it may "
            + "have learned another way than the one taken here."
        ]
      self.stripsAfterControl = false
    default:
      throw InferenceError(
        .unsupported, "tokenizer.ggml.model", .unknown(model, known: ["llama", "gpt2"]))
    }
    var marked: [UInt8: [Marked]] = [:]
    for (id, kind) in vocabulary.kinds.enumerated()
    where kind == .control || kind == .unknown || kind == .userDefined {
      let bytes = Array(vocabulary.texts[id].bytes)
      guard let first = bytes.first else { continue }
      marked[first, default: []].append(
        Marked(
          bytes: bytes, id: id, isControl: kind != .userDefined,
          strips: kind != .userDefined && self.stripsAfterControl
            && !["<unk>", "<s>", "<|endoftext|>"].contains(vocabulary.texts[id].string)))
    }
    self.marked = marked.mapValues { $0.sorted { $0.bytes.count > $1.bytes.count } }
  }

  /// The tokens of `text`. `special` puts the beginning token first (where the model wants it and the
  /// text does not begin with it already) and reads control tokens such as `<|eot_id|>` written in the
  /// text.
  public func encode(_ text: String, special: Bool = true) -> [Int] {
    encode([Piece(text, special: special)], beginning: special)
  }

  /// A stretch of a text.
  struct Piece: Sendable, Equatable {
    var text: String
    /// Whether control tokens are read in it.
    var special: Bool

    init(_ text: String, special: Bool) { (self.text, self.special) = (text, special) }
  }

  /// The tokens of a text in pieces, as if it were one: only the special ones may hold control tokens.
  func encode(_ text: [Piece], beginning: Bool) -> [Int] {
    var tokens: [Int] = []
    let bytes = text.flatMap { Array($0.text.utf8) }
    // Where control tokens may end, if they begin at a place: at the end of its special piece.
    var limits: [Int] = []
    for piece in text {
      let end = limits.count + piece.text.utf8.count
      limits += [Int](repeating: piece.special ? end : 0, count: piece.text.utf8.count)
    }
    if beginning, vocabulary.addsBeginning, let first = vocabulary.beginning,
      !(text.first?.special == true && bytes.starts(with: vocabulary.texts[first].bytes))
    {
      tokens.append(first)
    }
    var start = 0
    var i = 0
    var isFirst = true
    func flush(_ end: Int) {
      guard end > start else { return }
      encodePlain(bytes[start..<end], isFirst: isFirst, into: &tokens)
      isFirst = false
    }
    while i < bytes.count {
      if let hit = marked[bytes[i]]?.first(where: {
        (!$0.isControl || i + $0.bytes.count <= limits[i]) && bytes[i...].starts(with: $0.bytes)
      }) {
        flush(i)
        tokens.append(hit.id)
        isFirst = hit.isControl
        i += hit.bytes.count
        while hit.strips, i < bytes.count, [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D].contains(bytes[i]) {
          i += 1
        }
        start = i
      } else {
        i += 1
      }
    }
    flush(bytes.count)
    return tokens
  }

  private func encodePlain(_ bytes: ArraySlice<UInt8>, isFirst: Bool, into tokens: inout [Int]) {
    switch pieces {
    case .sentencePiece(let p): p.encode(bytes, isFirst: isFirst, vocabulary, into: &tokens)
    case .bytePair(let p): p.encode(bytes, vocabulary, into: &tokens)
    }
  }

  /// The text of `tokens`; what is not UTF-8 shows as U+FFFD. Control tokens have no text.
  public func decode(_ tokens: [Int]) -> String {
    var bytes: [UInt8] = []
    for token in tokens { bytes += self.bytes(of: token) }
    if startsWithAddedSpace(tokens), bytes.first == 0x20 { bytes.removeFirst() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether decoding these tokens from the start takes off the space that encoding put before.
  func startsWithAddedSpace(_ tokens: [Int]) -> Bool {
    guard case .sentencePiece(let p) = pieces, p.addsSpace else { return false }
    guard let first = tokens.first(where: { !bytes(of: $0).isEmpty }),
      vocabulary.kinds[first] != .userDefined
    else { return false }
    return true
  }

  /// The bytes a token stands for: none for control tokens and for numbers out of range.
  public func bytes(of token: Int) -> [UInt8] {
    guard vocabulary.texts.indices.contains(token) else { return [] }
    switch vocabulary.kinds[token] {
    case .control, .unknown, .unused: return []
    case .userDefined: return Array(vocabulary.texts[token].bytes)
    case .normal, .byte:
      switch pieces {
      case .sentencePiece: return SentencePiece.bytes(vocabulary, token)
      case .bytePair: return BytePair.bytes(vocabulary.texts[token])
      }
    }
  }
}
