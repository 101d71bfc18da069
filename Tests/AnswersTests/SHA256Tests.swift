import Answers
import Testing

/// Against the examples of FIPS 180-4 and NIST's test vectors; the long one against Python's hashlib.
@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
        + "lmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ]) func texts(_ text: String, _ digest: String) {
    var hash = SHA256()
    hash.update(text.utf8)
    #expect(SHA256.hex(hash.finish()) == digest)
  }

  @Test func manyBlocksInPieces() {
    var hash = SHA256()
    for _ in 0..<10_000 { hash.update(repeatElement(UInt8(ascii: "a"), count: 10)) }
    #expect(
      SHA256.hex(hash.finish())
        == "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee")
  }

  @Test func partsKeepTheirEnds() {
    #expect(SHA256.hex(of: ["a", "bc"]) != SHA256.hex(of: ["ab", "c"]))
    #expect(SHA256.hex(of: ["a", ""]) != SHA256.hex(of: ["a"]))
  }
}
