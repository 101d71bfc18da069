/// SentencePiece-style tokens, as in Llama 2: characters are merged into the piece with the highest
/// score until nothing merges; what is not in the vocabulary falls back to byte tokens.
struct SentencePiece: Sendable {
  /// Whether a space is put before a text.
  let addsSpace: Bool
  /// Token of each byte, or nil.
  private let byteTokens: [Int?]
  private static let space: [UInt8] = [0xE2, 0x96, 0x81]  // ▁, U+2581

  init(_ file: GGUFFile, _ vocabulary: Vocabulary) throws(InferenceError) {
    addsSpace = try file.flag("tokenizer.ggml.add_space_prefix", default: true)
    guard !vocabulary.scores.isEmpty else {
      throw InferenceError(.invalidModel, "tokenizer.ggml.scores", .missing)
    }
    let digits = Array("0123456789ABCDEF")
    byteTokens = (0..<256).map {
      vocabulary.ids[ExactText("<0x\(digits[$0 / 16])\(digits[$0 % 16])>")]
    }
    guard byteTokens.allSatisfy({ $0 != nil }) || vocabulary.unknown != nil else {
      throw InferenceError(.invalidModel, "tokenizer.ggml.tokens", .noByteTokens)
    }
  }

  func encode(
    _ text: ArraySlice<UInt8>, isFirst: Bool, _ vocabulary: Vocabulary, into tokens: inout [Int]
  ) {
    var bytes: [UInt8] = isFirst && addsSpace ? Self.space : []
    for byte in text { if byte == 0x20 { bytes += Self.space } else { bytes.append(byte) } }
    let merge = Merger(bytes) { piece in
      guard let id = vocabulary.ids[ExactText(piece)] else { return nil }
      return Double(vocabulary.scores[id])
    }
    for piece in merge.pieces {
      if let id = vocabulary.ids[ExactText(bytes[piece])] {
        tokens.append(id)
      } else {
        for byte in bytes[piece] {
          if let id = byteTokens[Int(byte)] ?? vocabulary.unknown { tokens.append(id) }
        }
      }
    }
  }

  /// The bytes of a token: `<0x0A>` is one byte, ▁ is a space.
  static func bytes(_ vocabulary: Vocabulary, _ token: Int) -> [UInt8] {
    let text = Array(vocabulary.texts[token].bytes)
    if vocabulary.kinds[token] == .byte {
      guard text.count == 6,
        let value = UInt8(
          String(decoding: text[3..<5], as: UTF8.self), radix: 16)
      else { return [] }
      return [value]
    }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var i = 0
    while i < text.count {
      if text[i...].starts(with: space) {
        result.append(0x20)
        i += 3
      } else {
        result.append(text[i])
        i += 1
      }
    }
    return result
  }
}
