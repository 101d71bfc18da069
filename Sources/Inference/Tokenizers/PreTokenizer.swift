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
  }

  let style: Style

  init(style: Style) { self.style = style }

  init(_ file: GGUFFile) throws(InferenceError) {
    let key = "tokenizer.ggml.pre"
    switch try file.text(key) ?? "default" {
    case "default": style = .unnamed
    case "gpt-2", "gpt2": style = .gpt2
    case "smollm": style = .smolLM
    case "llama-bpe", "llama3", "llama-v3", "falcon3", "pixtral": style = .llama3
    case "qwen2", "deepseek-r1-qwen": style = .qwen2
    case let other:
      throw InferenceError(
        .unsupported, key,
        "is \"\(other.prefix(40))\"; default, gpt-2, smollm, llama-bpe and qwen2 can be read.")
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
