import Basics
import Testing

/// A list that comes in pieces reads as the list that comes whole.
@Suite struct JSONListReaderTests {
  static let limits = JSONLimits(bytes: 1 << 12, depth: 8, string: 200, values: 100)

  /// The elements, or what is wrong, of a text that is cut at random.
  private func elements(
    _ text: String, cutBy random: inout SplitMix64
  ) -> Result<[JSON], JSONProblem> {
    var bytes = Array(text.utf8)[...]
    var list = JSONListReader(limits: Self.limits)
    var found: [JSON] = []
    do {
      while true {
        let piece = Array(bytes.prefix(Int.random(in: 1...max(1, text.utf8.count), using: &random)))
        bytes = bytes.dropFirst(piece.count)
        piece.isEmpty ? list.finish() : list.add(piece)
        while let element = try list.next() {
          let again = try JSONReader.read(element.bytes, limits: Self.limits)
          #expect(again == element.value)
          found.append(element.value)
        }
        if piece.isEmpty { return .success(found) }
      }
    } catch {
      return .failure(error)
    }
  }

  private static let sound = [
    "[]", " [ ] \n", "\u{FEFF}[1]", "[1,2, 3 ]", "[\"a,]\\\"\", {\"b\": [1, [2], \"}\"]}, null]",
    "[{\"a\": \"\\\\\"},\n{\"b\": \"ä€😀\"}]", "[[[[1]]], -1.5e3, true]",
  ]

  @Test(arguments: 1...20) func asTheWhole(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for text in Self.sound {
      let whole = try JSONReader.read(Array(text.utf8), limits: Self.limits)
      #expect(
        elements(text, cutBy: &random) == .success(whole.asList ?? []), "seed \(seed): \(text)")
    }
  }

  /// Whatever is damaged, and however it is cut: both readers take it, or none, and the place of
  /// what is wrong does not depend on the cuts.
  @Test(arguments: 1...200) func damaged(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var text = Array((Self.sound.randomElement(using: &random) ?? "[]").unicodeScalars)
    for _ in 0...Int.random(in: 0...2, using: &random) {
      let place = Int.random(in: 0..<text.count, using: &random)
      let scalar = Array("[]{}\",:\\1 x".unicodeScalars).randomElement(using: &random) ?? " "
      let isAdded = Bool.random(using: &random)
      text.replaceSubrange(place..<place + (isAdded ? 0 : 1), with: [scalar])
    }
    var changed = ""
    changed.unicodeScalars.append(contentsOf: text)
    let first = elements(changed, cutBy: &random)
    #expect(elements(changed, cutBy: &random) == first, "seed \(seed): \(changed)")
    let whole = try? JSONReader.read(Array(changed.utf8), limits: Self.limits)
    #expect((try? first.get()) == whole?.asList, "seed \(seed): \(changed)")
  }

  @Test(arguments: [
    ("", "it is no list (line 1, column 1)"), ("{}", "it is no list (line 1, column 1)"),
    ("[", "it ends too early (line 1, column 2)"), ("[1", "a comma or ] is missing"),
    ("[1,", "it ends too early (line 1, column 4)"),
    ("[1,]", "this is no value (line 1, column 4)"),
    ("[1]\n x", "something follows its end (line 2, column 2)"),
    ("[1,\n {\"a\": 1,\n \"a\": 2}]", "the key “a” stands twice (line 3, column 2)"),
    ("[\"ä\", x]", "this is no value (line 1, column 7)"),
    ("[[[[[[[[[1]]]]]]]]]", "nested deeper than"), ("[\"abc", "a text is not closed"),
    ("[" + String(repeating: " ", count: 5000) + "1]", "1"),
    ("[1" + String(repeating: " ", count: 5000) + "]", "more than 4096 bytes"),
  ]) func whatIsWrong(_ text: String, _ words: String) {
    var random = SplitMix64(seed: 1)
    switch elements(text, cutBy: &random) {
    case .success(let values): #expect(values.map { $0.text }.joined() == words)
    case .failure(let problem): #expect(problem.text.contains(words), "\(problem.text)")
    }
  }
}
