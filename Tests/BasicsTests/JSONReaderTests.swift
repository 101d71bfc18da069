import Basics
import TestSupport
import Testing

@Suite struct JSONReaderTests {
  static let limits = JSONLimits(bytes: 10_000, depth: 5, string: 40, values: 60)

  /// As large as those of a file that is handed in.
  static let submission = JSONLimits(bytes: 8 << 20, depth: 8, string: 1 << 14, values: 500_000)

  static func read(_ text: String) throws(JSONProblem) -> JSON {
    try JSONReader.read(Array(text.utf8), limits: limits)
  }

  @Test(arguments: [
    ("null", JSON.null), (" true ", .bool(true)), ("false\n", .bool(false)),
    ("0", .number(0)), ("-0.5e+2", .number(-50)), ("12.25", .number(12.25)),
    ("\"a\\n\\u00e9\\ud83d\\ude00\\/\"", .string("a\né😀/")),
    ("\u{FEFF}[]", .array([])),
    ("[1, [2], {}]", .array([.number(1), .array([.number(2)]), .object([])])),
    ("{\"b\": 1, \"a\": null}", .object(["b": .number(1), "a": .null])),
  ]) func values(_ text: String, _ value: JSON) throws {
    #expect(try Self.read(text) == value)
  }

  /// What is refused, and the words for it.
  @Test(arguments: [
    ("", "it ends too early (line 1, column 1)"),
    ("[1,\n 2", "a comma or ] is missing (line 2, column 3)"),
    ("[1 2]", "a comma or ] is missing"), ("[1,]", "this is no value"),
    ("{\"a\" 1}", "a colon is missing"), ("{a: 1}", "a key in quotes is missing"),
    ("{\"a\": 1, \"a\": 2}", "the key “a” stands twice (line 1, column 10)"),
    ("{\"a\": 1, \"\\u0061\": 2}", "the key “a” stands twice"),
    ("nul", "this is no value"), ("NaN", "this is no value"), ("1 2", "something follows its end"),
    ("01", "this is no number"), ("-", "this is no number"), ("1.", "digits are missing"),
    ("1e", "the exponent is missing"), ("1e999", "the number is too large"),
    ("1" + String(repeating: "0", count: 70), "a number has more than 64 characters"),
    ("\"a", "a text is not closed"), ("\"\\x\"", "this escape has no meaning"),
    ("\"\\ud800\"", "half of a character is missing"),
    ("\"\\ud800\\u0041\"", "half of a character is missing"),
    ("\"\\u00g0\"", "four hexadecimal digits"), ("\"\t\"", "a control character stands in a text"),
    ("\"" + String(repeating: "x", count: 50) + "\"", "a text has more than 40 bytes"),
    ("[[[[[[1]]]]]]", "nested deeper than 5 levels"),
    ("[" + String(repeating: "1,", count: 80) + "1]", "it holds more than 60 values"),
    (String(repeating: " ", count: 10_001), "it has more than 10000 bytes"),
  ]) func refusals(_ text: String, _ words: String) {
    let problem = #expect(throws: JSONProblem.self) { try Self.read(text) }
    #expect(problem?.text.contains(words) == true, "\(problem?.text ?? "")")
  }

  @Test func bytesThatAreNoText() {
    let problem = #expect(throws: JSONProblem.self) {
      try JSONReader.read([0x22, 0xC3, 0x28, 0x22], limits: Self.limits)
    }
    #expect(problem?.text.contains("not UTF-8") == true)
  }

  /// Depth is refused before it can exhaust the stack.
  @Test(arguments: ["[", "{\"a\":"]) func millionsOfLevels(_ open: String) {
    let text = String(repeating: open, count: 1_000_000)
    let problem = #expect(throws: JSONProblem.self) {
      try JSONReader.read(Array(text.utf8), limits: Self.submission)
    }
    #expect(problem?.text.contains("nested deeper than 8 levels") == true)
  }

  @Test(arguments: 0..<200) func whatIsWrittenReadsBack(_ seed: UInt64) throws {
    var draws = SplitMix64(seed: seed)
    let value = Self.random(&draws, depth: 4)
    let limits = JSONLimits(bytes: 1 << 20, depth: 8)
    for text in [value.text, value.lines(), value.lines(flatBelow: 2)] {
      #expect(try JSONReader.read(Array(text.utf8), limits: limits) == value, "seed \(seed)")
      #expect(!text.unicodeScalars.contains { $0.isUnshowable && $0 != "\n" })
    }
  }

  /// Damaged texts are read or refused, and nothing else happens.
  @Test(arguments: 0..<300) func damagedTexts(_ seed: UInt64) throws {
    var draws = SplitMix64(seed: seed)
    var bytes = Array(Self.random(&draws, depth: 4).text.utf8)
    for _ in 0..<Int.random(in: 1...4, using: &draws) where !bytes.isEmpty {
      let index = Int.random(in: 0..<bytes.count, using: &draws)
      switch Int.random(in: 0..<3, using: &draws) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &draws)
      case 1: bytes.remove(at: index)
      default: bytes.removeSubrange(index...)
      }
    }
    if let value = try? JSONReader.read(bytes, limits: Self.submission) {
      #expect(try JSONReader.read(Array(value.text.utf8), limits: Self.submission) == value)
    }
  }

  static func random(_ draws: inout SplitMix64, depth: Int) -> JSON {
    switch Int.random(in: 0..<(depth == 0 ? 4 : 6), using: &draws) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &draws))
    case 2:
      let scale = draws.pick([1, 1e-7, 1e9, 1e200], or: 1)
      return .number(Double.random(in: -1...1, using: &draws) * scale)
    case 3: return .string(text(&draws))
    case 4:
      let count = Int.random(in: 0..<4, using: &draws)
      return .array((0..<count).map { _ in random(&draws, depth: depth - 1) })
    default:
      let count = Int.random(in: 0..<4, using: &draws)
      return .object(
        (0..<count).map { .init("\($0)" + text(&draws), random(&draws, depth: depth - 1)) })
    }
  }

  static func text(_ draws: inout SplitMix64) -> String {
    let characters: [Character] = [
      "a", "\"", "\\", "\n", "\u{1B}", "é", "😀", "/", "\u{202E}", "\u{7F}", " ",
    ]
    return String(
      (0..<Int.random(in: 0..<6, using: &draws)).map { _ in
        draws.pick(characters, or: "a")
      })
  }
}
