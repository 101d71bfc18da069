/// Byte-level byte-pair encoding, as in GPT-2 and Llama 3: a text is cut into words, each byte is
/// written as a printable character, and pairs are merged in the order of the file's list.
struct BytePair: Sendable {
  /// The place in the list of "left right".
  private let ranks: [ExactText: Int]
  private let splitter: PreTokenizer
  /// A word that is a token is taken whole, whatever the merges say.
  private let wholeWords: Bool

  init(_ file: GGUFFile, _ vocabulary: Vocabulary, _ splitter: PreTokenizer)
    throws(InferenceError)
  {
    let merges = try file.texts("tokenizer.ggml.merges")
    ranks = Dictionary(
      merges.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    self.splitter = splitter
    wholeWords = splitter.takesWholeWords
  }

  func encode(_ text: ArraySlice<UInt8>, _ vocabulary: Vocabulary, into tokens: inout [Int]) {
    for word in splitter.words(String(decoding: text, as: UTF8.self)) {
      let bytes = Array(Self.printable(word).utf8)
      if wholeWords, let id = vocabulary.ids[ExactText(bytes[...])] {
        tokens.append(id)
        continue
      }
      let merger = Merger(bytes) { start, middle, end in
        let pair = bytes[start..<middle] + [0x20] + bytes[middle..<end]
        return ranks[ExactText(pair)].map { -Double($0) }
      }
      for piece in merger.pieces {
        let text = ExactText(bytes[piece])
        if let id = vocabulary.ids[text] {
          tokens.append(id)
        } else {
          for scalar in text.string.unicodeScalars {
            let id = vocabulary.ids[ExactText(String(scalar))] ?? vocabulary.unknown
            if let id { tokens.append(id) }
          }
        }
      }
    }
  }

  /// Bytes that are printable in Latin-1 stand for themselves, the others for U+0100 and up.
  private static let scalars: [Unicode.Scalar] = {
    var other: UInt32 = 256
    return (0..<256).map { (byte: UInt32) in
      let printable = (33...126).contains(byte) || (161...172).contains(byte) || byte >= 174
      if printable { return Unicode.Scalar(UInt8(byte)) }
      defer { other += 1 }
      return Unicode.Scalar(other) ?? "?"
    }
  }()

  private static let bytes: [Unicode.Scalar: UInt8] = Dictionary(
    uniqueKeysWithValues: scalars.enumerated().map { ($1, UInt8($0)) })

  static func printable(_ word: Substring) -> String {
    var result = String.UnicodeScalarView()
    for byte in word.utf8 { result.append(scalars[Int(byte)]) }
    return String(result)
  }

  /// The printable character of one byte.
  static func printable(for byte: UInt8) -> String { String(scalars[Int(byte)]) }

  /// The bytes of a token's text; characters that stand for no byte are left as they are.
  static func bytes(_ text: ExactText) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in text.string.unicodeScalars {
      if let byte = bytes[scalar] { result.append(byte) } else { result += String(scalar).utf8 }
    }
    return result
  }
}
