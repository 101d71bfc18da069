/// Cuts a text into words before byte-pair merging, by the rules of a family of models.
struct PreTokenizer: Sendable {
  enum Style: Sendable {
    /// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
    case gpt2
    /// GPT-2's with every digit alone.
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
    case "default", "gpt-2", "gpt2": style = .gpt2
    case "smollm": style = .smolLM
    case "llama-bpe", "llama3", "llama-v3": style = .llama3
    case "qwen2", "deepseek-r1-qwen": style = .qwen2
    case let other:
      throw InferenceError(
        .unsupported, key,
        "is \"\(other.prefix(40))\"; gpt-2, smollm, llama-bpe and qwen2 can be read.")
    }
  }

  /// The words of `text`; put together they are the text again.
  func words(_ text: String) -> [Substring] {
    let scalars = Array(text.unicodeScalars)
    let classes = scalars.map(Class.init)
    var words: [Substring] = []
    var i = 0
    var start = text.startIndex
    while i < scalars.count {
      let length = max(1, length(scalars, classes, i))
      let end = text.unicodeScalars.index(start, offsetBy: length)
      words.append(text[start..<end])
      start = end
      i += length
    }
    return words
  }

  private enum Class {
    case letter, number, newline, space, other

    init(_ scalar: Unicode.Scalar) {
      if scalar == "\r" || scalar == "\n" {
        self = .newline
      } else if scalar.properties.isWhitespace {
        self = .space
      } else {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
          self = .letter
        case .decimalNumber, .letterNumber, .otherNumber: self = .number
        default: self = .other
        }
      }
    }

    var isSpace: Bool { self == .space || self == .newline }
  }

  /// Scalars of the word that begins at `i`.
  private func length(_ s: [Unicode.Scalar], _ c: [Class], _ i: Int) -> Int {
    func run(_ from: Int, where matches: (Class) -> Bool) -> Int {
      var j = from
      while j < c.count, matches(c[j]) { j += 1 }
      return j - from
    }
    let modern = style == .llama3 || style == .qwen2
    if let n = contraction(s, i, anyCase: modern) { return n }
    if modern {
      if c[i] == .letter { return run(i) { $0 == .letter } }
      if c[i] == .number { return style == .qwen2 ? 1 : min(3, run(i) { $0 == .number }) }
      // Anything but a line end, letter or number may lead a word.
      if c[i] != .newline, i + 1 < c.count, c[i + 1] == .letter {
        return 1 + run(i + 1) { $0 == .letter }
      }
      let lead = s[i] == " " ? 1 : 0
      let marks = run(i + lead) { $0 == .other }
      if marks > 0 { return lead + marks + run(i + lead + marks) { $0 == .newline } }
    } else {
      if style == .smolLM, c[i] == .number { return 1 }
      let lead = s[i] == " " ? 1 : 0
      if i + lead < c.count, !c[i + lead].isSpace {
        let kind = c[i + lead]
        if style != .smolLM || kind != .number { return lead + run(i + lead) { $0 == kind } }
      }
    }
    let spaces = run(i) { $0.isSpace }
    if modern, let last = c[i..<i + spaces].lastIndex(of: .newline) { return last - i + 1 }
    // The last space belongs to the word that follows.
    return i + spaces < c.count && spaces > 1 ? spaces - 1 : spaces
  }

  private func contraction(_ s: [Unicode.Scalar], _ i: Int, anyCase: Bool) -> Int? {
    guard s[i] == "'", i + 1 < s.count else { return nil }
    func letter(_ at: Int) -> Character? {
      guard at < s.count else { return nil }
      // ſ (U+017F) is an s where case is ignored.
      if anyCase, s[at] == "\u{17F}" { return "s" }
      return anyCase && s[at].isASCII ? Character(String(s[at]).lowercased()) : Character(s[at])
    }
    guard let first = letter(i + 1) else { return nil }
    if "stmd".contains(first) { return 2 }
    guard let second = letter(i + 2) else { return nil }
    return ["re", "ve", "ll"].contains(String([first, second])) ? 3 : nil
  }
}
