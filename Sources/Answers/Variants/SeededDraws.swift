/// SplitMix64: the same numbers for the same seed on every platform and in every version, which the
/// standard library's generator does not promise.
///
/// Source: Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014.
struct SeededDraws: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return SeededDraws.mixed(state)
  }

  /// A whole number in `0..<count`, each as likely; 0 where there is none.
  ///
  /// The upper half of a product, drawn again in the few cases that would make some likelier.
  /// Source: Lemire: Fast random integer generation in an interval, ACM TOMACS 29 (2019).
  mutating func index(below count: Int) -> Int {
    guard count > 1 else { return 0 }
    let bound = UInt64(count)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// A number in `0..<1` in steps of 2⁻⁵³.
  mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Spreads every bit of a number over all bits.
  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A hash that is the same in every run, on every platform and in every version.
///
/// FNV-1a, then mixed, since the last characters hardly reach its upper bits. It tells variants
/// apart; it keeps no secrets.
/// - Parameter parts: each ends with a byte that occurs in no text, so that ("a", "bc") and
///   ("ab", "c") differ.
func stableHash(_ parts: [String]) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for part in parts {
    for byte in part.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
  }
  return SeededDraws.mixed(hash)
}
