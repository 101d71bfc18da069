import TestSupport
import Testing

@testable import Terminal

/// What terminals send for their keys.
@Suite struct KeyDecoderTests {
  static let keys: [(String, [Key])] = [
    ("\u{1B}[D", [.left]), ("\u{1B}[C", [.right]), ("\u{1B}[A", [.up]), ("\u{1B}[B", [.down]),
    ("\u{1B}OD", [.left]), ("\u{1B}OC", [.right]), ("\u{1B}OA", [.up]), ("\u{1B}OB", [.down]),
    // With Shift, Alt or Ctrl held.
    ("\u{1B}[1;2D", [.left]), ("\u{1B}[1;5C", [.right]), ("\u{1B}\u{1B}[A", [.up]),
    // xterm, VT220, rxvt, the Linux console.
    ("\u{1B}[H", [.home]), ("\u{1B}OH", [.home]), ("\u{1B}[1~", [.home]), ("\u{1B}[7~", [.home]),
    ("\u{1B}[F", [.end]), ("\u{1B}OF", [.end]), ("\u{1B}[4~", [.end]), ("\u{1B}[8~", [.end]),
    ("\u{1B}[5~", [.pageUp]), ("\u{1B}[6~", [.pageDown]), ("\u{1B}[5;2~", [.pageUp]),
    ("\r", [.enter]), ("\n", [.enter]), ("\u{1B}OM", [.enter]),
    ("\u{1B}", [.escape]), ("\u{1B}\u{1B}", [.escape, .escape]),
    ("\u{1B}q", [.escape, .character("q")]), ("\u{1B}\r", [.escape, .enter]),
    ("q", [.character("q")]), ("é", [.character("é")]), ("图", [.character("图")]),
    ("👍", [.character("👍")]),
    ("\u{3}", [.control(3)]), ("\u{1A}", [.control(26)]), ("\u{7F}", [.control(8)]),
    ("\u{0}", [.control(0)]),
    // Function keys, a mouse, a paste: nothing that is known, and nothing of it is left over.
    ("\u{1B}[15~", [.unknown]), ("\u{1B}OP", [.unknown]), ("\u{1B}[[A", [.unknown]),
    ("\u{1B}[<0;12;7M", [.unknown]), ("\u{1B}[200~", [.unknown]), ("\u{1B}[I", [.unknown]),
    ("\u{1B}[", [.unknown]), ("\u{1B}[1;", [.unknown]), ("\u{1B}[12\u{1B}[C", [.unknown, .right]),
    ("\u{1B}[99999999999999999999~", [.unknown]),
    // Held down.
    ("\u{1B}[C\u{1B}[C\u{1B}[Cq", [.right, .right, .right, .character("q")]),
    // Longer than any key, and cut at one place: the rest is typed.
    ("\u{1B}[1111111111111111111111111111111A", [.unknown, .character("A")]),
    ("\u{1B}[111111111111111111111111111111A", [.up]),
  ]

  @Test(arguments: keys) func decodes(_ bytes: String, _ expected: [Key]) {
    #expect(Self.keys(of: Array(bytes.utf8)) == expected)
  }

  /// A sequence that comes in pieces is the same key, as long as the rest comes soon.
  @Test(arguments: keys) func decodesInPieces(_ bytes: String, _ expected: [Key]) {
    var decoder = KeyDecoder()
    var found: [Key] = []
    for byte in bytes.utf8 {
      decoder.add([byte])
      while let key = decoder.next(isLast: false) { found.append(key) }
    }
    while let key = decoder.next(isLast: true) { found.append(key) }
    #expect(found == expected)
    #expect(!decoder.isOpen)
  }

  /// Noise ends, whatever it is, and takes up no room.
  @Test(arguments: 0..<100) func noiseIsPassedOver(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) }
    var decoder = KeyDecoder()
    decoder.add(bytes)
    var count = 0
    while decoder.next(isLast: true) != nil { count += 1 }
    #expect(count > 0 && count <= 200 && !decoder.isOpen, "bytes \(bytes)")
  }

  private static func keys(of bytes: [UInt8]) -> [Key] {
    var decoder = KeyDecoder()
    decoder.add(bytes)
    var found: [Key] = []
    while let key = decoder.next(isLast: true) { found.append(key) }
    return found
  }
}
