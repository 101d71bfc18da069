/// Hashes that are the same in every run, on every platform and in every version. They tell things
/// apart and seed generators; they keep no secrets.
public enum StableHash {
  /// FNV-1a, 64 bits. Its last bytes hardly reach the upper bits.
  /// - Parameter start: the hash of what stands before.
  public static func fnv1a(
    _ bytes: some Sequence<UInt8>, after start: UInt64 = 0xCBF2_9CE4_8422_2325
  ) -> UInt64 {
    bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  /// FNV-1a of several texts, then mixed, so that every bit depends on every byte.
  /// - Parameter parts: each ends with a byte that occurs in no text, so that ("a", "bc") and
  ///   ("ab", "c") differ.
  public static func of(_ parts: [String]) -> UInt64 {
    var hash = fnv1a([])
    for part in parts { hash = fnv1a(CollectionOfOne(0xFF), after: fnv1a(part.utf8, after: hash)) }
    return SplitMix64.mixed(hash)
  }
}
