/// Cuts a text into words before byte-pair merging, by the rules of a family of models.
struct PreTokenizer: Sendable {
  enum Style: Sendable {
    /// Where a file does not say: [\p{P}$+<=>^~|]+, then GPT-2's, \p{N}+ and [0-9][0-9][0-9], each
    /// within what the one before has left.
    case unnamed
    /// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
    case gpt2
    /// \p{N} alone, then GPT-2's.
    case smolLM
    /// (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*
    /// |\s*[\r\n]+|\s+(?!\S)|\s+
    case llama3
    /// Llama 3's with every digit alone.
    case qwen2
    /// [^\r\n\p{L}\p{N}]?U*L+C?|[^\r\n\p{L}\p{N}]?U+L*C?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*
    /// |\s*[\r\n]+|\s+(?!\S)|\s+ with U = [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}], L the same with \p{Ll}
    /// for the first two, C = (?i:'s|'t|'re|'ve|'m|'ll|'d)
    case gpt4o
    /// GPT-4o's with every digit alone and without C.
    case tekken
  }

  let style: Style
  /// A word that is a token is taken whole, whatever the merges say.
  var takesWholeWords = false
  /// Whether a text begins with the beginning token, should the file not say.
  var addsBeginning = false
  /// Whether the file says how words are cut.
  var isNamed = true

  /// Names by which files call the ways of cutting that are known, each way by one of them.
  private static let known = [
    "default", "gpt-2", "olmo", "smollm", "refact", "llama-bpe", "dbrx", "smaug-bpe", "qwen2",
    "gpt-4o", "tekken",
  ]

  init(style: Style) { self.style = style }

  init(_ file: GGUFFile) throws(InferenceError) {
    let key = "tokenizer.ggml.pre"
    let name = try file.text(key)
    isNamed = name != nil && name != "default"
    switch name ?? "default" {
    case "default": style = .unnamed
    case "gpt-2", "gpt2", "olmo": style = .gpt2
    case "smollm", "refact", "starcoder", "command-r": style = .smolLM
    case "llama-bpe", "llama3", "llama-v3", "falcon3", "pixtral":
      style = .llama3
      (takesWholeWords, addsBeginning) = (true, true)
    case "dbrx", "smaug-bpe", "smollm3": style = .llama3
    case "qwen2", "deepseek-r1-qwen", "megrez": style = .qwen2
    case "gpt-4o", "llama4": style = .gpt4o
    case "tekken":
      style = .tekken
      (takesWholeWords, addsBeginning) = (true, true)
    case let other:
      throw InferenceError(.unsupported, key, .unknown(other, known: PreTokenizer.known))
    }
  }

  /// The words of `text`; put together they are the text again.
  func words(_ text: String) -> [Substring] {
    let text = ClassifiedText(text)
    var cuts = [0..<text.scalars.count]
    func cut(_ length: (Range<Int>) -> Int) { cuts = cuts.flatMap { Self.cut($0, length) } }
    switch style {
    case .unnamed:
      cut { text.stretch($0) { text.isMark($0) } }
      cut { text.gpt2($0) }
      cut { text.stretch($0) { text.classes[$0] == .number } }
      cut { text.threeDigits($0) }
    case .gpt2: cut { text.gpt2($0) }
    case .smolLM:
      cut {
        text.classes[$0.lowerBound] == .number
          ? 1 : text.stretch($0) { text.classes[$0] == .number }
      }
      cut { text.gpt2($0) }
    case .llama3: cut { text.llama3($0, digits: 3) }
    case .qwen2: cut { text.llama3($0, digits: 1) }
    case .gpt4o: cut { text.gpt4o($0, digits: 3, contractions: true) }
    case .tekken: cut { text.gpt4o($0, digits: 1, contractions: false) }
    }
    return text.substrings(cuts)
  }

  /// Cuts `whole` into pieces; `length` says how long the first piece of what is left shall be.
  private static func cut(_ whole: Range<Int>, _ length: (Range<Int>) -> Int) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = whole.lowerBound
    while start < whole.upperBound {
      let end = min(whole.upperBound, start + max(1, length(start..<whole.upperBound)))
      pieces.append(start..<end)
      start = end
    }
    return pieces
  }
}
