import Basics
import Testing

@testable import Inference

@Suite struct TokenizerTests {
  static let texts = [
    "", " ", "a", "  two  spaces ", "tab\tand\nlines\r\n\n", "Größe, naïve, Ωμέγα", "日本語テスト",
    "👩‍👩‍👧 🇩🇪", "e\u{301}", "\u{0}\u{7F}", "it's we'RE 12345 3.14", "▁ itself", "x = $42/h;",
  ]

  @Test(arguments: texts)
  func sentencePieceRoundTrip(text: String) throws {
    let tokenizer = try Models.make("single", .q8).tokenizer
    // ▁ is how the vocabulary writes a space, so it comes back as one.
    let expected = text.replacing("▁", with: " ")
    #expect(tokenizer.decode(tokenizer.encode(text)) == expected)
    #expect(tokenizer.decode(tokenizer.encode(text, special: false)) == expected)
  }

  @Test(arguments: texts)
  func bytePairRoundTrip(text: String) throws {
    for pre in [
      "default", "gpt-2", "llama-bpe", "qwen2", "smollm", "dbrx", "gpt-4o", "tekken", "refact",
    ] {
      let tokenizer = try bytePair(pre)
      #expect(tokenizer.decode(tokenizer.encode(text)) == text, "\(pre)")
    }
  }

  @Test func randomBytesRoundTrip() throws {
    let one = try Models.make("single", .q8).tokenizer
    let two = try bytePair("llama-bpe")
    for seed in 0..<40 {
      var random = SplitMix64(seed: UInt64(seed))
      let bytes = (0..<30).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(one.decode(one.encode(text)) == text, "seed \(seed)")
      #expect(two.decode(two.encode(text)) == text, "seed \(seed)")
    }
  }

  @Test func sentencePieceMergesTheHighestScoreFirst() throws {
    let tokenizer = try sentencePiece(
      ["▁", "a", "b", "c", "ab", "bc", "▁a"], [0, 0, 0, 0, -2, -1, -3])
    func texts(_ text: String) -> [String] {
      tokenizer.encode(text, special: false).map { tokenizer.vocabulary.texts[$0].string }
    }
    #expect(texts("abc") == ["▁a", "bc"])
    #expect(texts("ab") == ["▁", "ab"])
    #expect(texts("aé") == ["▁a", "<0xC3>", "<0xA9>"])
    #expect(tokenizer.encode("a").first == 1)
  }

  /// Unicode holds these equal in pairs, and Swift's strings do; a vocabulary does not.
  @Test func textsThatLookAlikeAreDifferentTokens() throws {
    let pieces = [
      "▁", "e\u{301}", "é", "e", "\u{301}", "\u{212B}", "\u{C5}", "\u{1100}\u{1161}", "\u{AC00}",
      "\u{1100}", "\u{1161}",
    ]
    let tokenizer = try sentencePiece(pieces, pieces.indices.map { -Float($0) })
    for (piece, text) in pieces.enumerated().dropFirst() {
      #expect(tokenizer.encode(text, special: false) == [259, 259 + piece], "\(piece)")
      #expect(Array(tokenizer.decode([259 + piece]).utf8) == Array(text.utf8), "\(piece)")
    }
  }

  @Test func tokensThatAreNotUTF8ComeBackAsTheyAre() throws {
    var bytes = writer(["▁", "#1", "#2"], [0, 0, 0]).bytes()
    for (place, byte) in [("#1", [0xC3, 0xC3]), ("#2", [0xA9, 0xFF])] as [(String, [UInt8])] {
      let old = Array(place.utf8)
      let at = try #require(bytes.indices.first { bytes[$0...].starts(with: old) })
      bytes.replaceSubrange(at..<at + 2, with: byte)
    }
    let tokenizer = try Tokenizer(GGUFFile(FileBytes(bytes)), embeddings: 262)
    #expect(tokenizer.bytes(of: 260) == [0xC3, 0xC3])
    #expect(tokenizer.decode([259, 260, 261]) == "\u{FFFD}é\u{FFFD}")
    // Neither is what a text means by the sign for what cannot be read.
    #expect(tokenizer.encode("\u{FFFD}", special: false).count == 4)
  }

  @Test func specialTokensStandAtTheirUsualPlaces() throws {
    var unnamed = GGUFWriter()
    unnamed.add("tokenizer.ggml.model", "llama")
    unnamed.add("tokenizer.ggml.tokens", ["<unk>", "<s>", "</s>", "▁", "a"])
    unnamed.add("tokenizer.ggml.token_type", [2, 3, 3, 1, 1] as [Int32])
    unnamed.add("tokenizer.ggml.scores", [Float](repeating: 0, count: 5))
    let tokenizer = try Tokenizer(GGUFFile(FileBytes(unnamed.bytes())), embeddings: 5)
    #expect(tokenizer.encode("aé") == [1, 3, 4, 0, 0])
    #expect(tokenizer.vocabulary.ends(2))
  }

  /// A prompt that brings its own beginning token gets no second one.
  @Test func beginningsAreNotDoubled() throws {
    let tokenizer = try Models.make("single", .q8).tokenizer
    #expect(tokenizer.encode("<s>a") == tokenizer.encode("a"))
    #expect(tokenizer.encode("<s><s>a").prefix(3) == [1, 1] + tokenizer.encode("a")[1...1])
    #expect(tokenizer.encode("<s>a", special: false).contains(1) == false)
  }

  @Test func spaceBehindControlTokensIsSwallowedInPhi3() throws {
    let phi = try Models.make("phi3", .f32).tokenizer
    #expect(phi.encode("a</s>\n b") == phi.encode("a</s>b"))
    #expect(phi.encode("<unk> b") != phi.encode("<unk>b"))
    let other = try Models.make("single", .q8).tokenizer
    #expect(other.encode("a</s>\n b") != other.encode("a</s>b"))
  }

  @Test func aMissingPreTokenizerIsSaid() throws {
    #expect(try bytePair("gpt-2").notes == [])
    #expect(try bytePair("default").notes.first?.contains("tokenizer.ggml.pre") == true)
  }

  @Test func controlTokensAreReadOnlyWhereAskedFor() throws {
    let tokenizer = try Models.make("single", .q8).tokenizer
    #expect(tokenizer.encode("a</s>").contains(2))
    #expect(!tokenizer.encode("a</s>", special: false).contains(2))
    #expect(tokenizer.encode("<unk>").contains(0))
    #expect(!tokenizer.encode("<unk>", special: false).contains(0))
    #expect(tokenizer.decode([1, 2]) == "")
    #expect(tokenizer.decode([-5, 1_000_000]) == "")
  }

  static let words: [(PreTokenizer.Style, String, [String])] = [
    (.gpt2, "Hello world's 123 !?", ["Hello", " world", "'s", " 123", " !?"]),
    (.gpt2, "a  b\n\nc", ["a", " ", " b", "\n", "\n", "c"]),
    (.llama3, "Hello WORLD'S 12345", ["Hello", " WORLD", "'S", " ", "123", "45"]),
    (.llama3, "a  b\n\nc", ["a", " ", " b", "\n\n", "c"]),
    (.llama3, "x(y) ...\n\n  z", ["x", "(y", ")", " ...\n\n", " ", " z"]),
    (.llama3, "\tif  \n", ["\tif", "  \n"]),
    (.qwen2, "v12", ["v", "1", "2"]),
    (.smolLM, "v12 3", ["v", "1", "2", " ", "3"]),
    (.smolLM, "a \t3's", ["a", " \t", "3", "'s"]),
    (
      .unnamed, "Hello world's 1234567 !?",
      [
        "Hello", " world", "'", "s", " ", "123", "456", "7", " ", "!?",
      ]
    ),
    (.unnamed, "a+b $5 €7 ٣٤٥", ["a", "+", "b", " ", "$", "5", " €", "7", " ", "٣٤٥"]),
    (.unnamed, "x\n\n y", ["x", "\n\n", " y"]),
    (
      .gpt4o, "Hello WORLD's HTTPServer 12345",
      ["Hello", " WORLD's", " HTTPServer", " ", "123", "45"]
    ),
    (.gpt4o, "camelCaseWord XMLHttp", ["camel", "Case", "Word", " XMLHttp"]),
    (.gpt4o, "日本ABC ABC日 aBC日x", ["日本", "ABC", " ABC日", " a", "BC日x"]),
    (.gpt4o, "e\u{301}a \u{301}x A\u{301}", ["e\u{301}a", " \u{301}x", " A\u{301}"]),
    (.gpt4o, "don't DON'T x'S", ["don't", " DON'T", " x'S"]),
    (.gpt4o, "a/b//\n\n c  d", ["a", "/b", "//\n\n", " c", " ", " d"]),
    (.gpt4o, "...\r\n\n  z (Foo)", ["...\r\n\n", " ", " z", " (", "Foo", ")"]),
    (.gpt4o, "\tIf  x ", ["\tIf", " ", " x", " "]),
    (.gpt4o, "ǅa ʰB Ünï", ["ǅa", " ʰ", "B", " Ünï"]),
    (
      .tekken, "Hello WORLD's HTTPServer 12345",
      ["Hello", " WORLD", "'s", " HTTPServer", " ", "1", "2", "3", "4", "5"]
    ),
    (.tekken, "camelCaseWord XMLHttp", ["camel", "Case", "Word", " XMLHttp"]),
    (.tekken, "日本ABC ABC日 aBC日x", ["日本", "ABC", " ABC日", " a", "BC日x"]),
    (.tekken, "e\u{301}a \u{301}x A\u{301}", ["e\u{301}a", " \u{301}x", " A\u{301}"]),
    (.tekken, "don't DON'T x'S", ["don", "'t", " DON", "'T", " x", "'S"]),
    (.tekken, "a/b//\n\n c  d", ["a", "/b", "//\n\n", " c", " ", " d"]),
    (.tekken, "...\r\n\n  z (Foo)", ["...\r\n\n", " ", " z", " (", "Foo", ")"]),
    (.tekken, "\tIf  x ", ["\tIf", " ", " x", " "]),
    (.tekken, "ǅa ʰB Ünï", ["ǅa", " ʰ", "B", " Ünï"]),
  ]

  @Test(arguments: words)
  func cutsWords(style: PreTokenizer.Style, text: String, expected: [String]) {
    #expect(PreTokenizer(style: style).words(text).map(String.init) == expected)
  }

  private func base(_ model: String, _ texts: [String], _ kinds: [Int32]) -> GGUFWriter {
    var writer = GGUFWriter()
    writer.add("tokenizer.ggml.model", model)
    writer.add("tokenizer.ggml.tokens", texts)
    writer.add("tokenizer.ggml.token_type", kinds)
    return writer
  }

  private func sentencePiece(_ pieces: [String], _ scores: [Float]) throws -> Tokenizer {
    try Tokenizer(
      GGUFFile(FileBytes(writer(pieces, scores).bytes())), embeddings: 259 + pieces.count)
  }

  private func writer(_ pieces: [String], _ scores: [Float]) -> GGUFWriter {
    let digits = Array("0123456789ABCDEF")
    let bytes = (0..<256).map { "<0x\(digits[$0 / 16])\(digits[$0 % 16])>" }
    let texts = ["<unk>", "<s>", "</s>"] + bytes + pieces
    let kinds: [Int32] =
      [2, 3, 3] + Array(repeating: 6, count: 256) + Array(repeating: 1, count: pieces.count)
    var writer = base("llama", texts, kinds)
    writer.add("tokenizer.ggml.scores", Array(repeating: Float(0), count: 259) + scores)
    writer.add("tokenizer.ggml.bos_token_id", UInt32(1))
    return writer
  }

  private func bytePair(_ pre: String) throws -> Tokenizer {
    let bytes = (0...255).map { byte in
      BytePair.printable(for: UInt8(byte))
    }
    let texts = bytes + ["he", "ll", "hell", "Ġt"]
    var writer = base("gpt2", texts, Array(repeating: 1, count: texts.count))
    writer.add("tokenizer.ggml.pre", pre)
    writer.add("tokenizer.ggml.merges", ["h e", "l l", "he ll", "Ġ t"])
    return try Tokenizer(GGUFFile(FileBytes(writer.bytes())), embeddings: texts.count)
  }

  @Test func bytePairMergesInOrder() throws {
    let tokenizer = try bytePair("gpt-2")
    let texts = tokenizer.encode("hello the").map { tokenizer.vocabulary.texts[$0].string }
    #expect(texts == ["hell", "o", "Ġt", "he"])
  }
}
