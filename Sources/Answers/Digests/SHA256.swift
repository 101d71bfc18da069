/// SHA-256, in blocks of 64 bytes.
///
///     SHA256.hex(of: ["a", "bc"])
///
/// Source: FIPS 180-4, Secure Hash Standard, sections 4.1.2, 4.2.2, 5.1.1 and 6.2.
public struct SHA256: Sendable {
  private var state = SHA256.start
  /// What does not fill a block yet.
  private var block: [UInt8] = []
  /// Bytes taken in so far.
  private var count: UInt64 = 0

  /// Creates the digest of nothing.
  public init() { block.reserveCapacity(64) }

  /// Adds bytes to what is digested.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    block.append(contentsOf: bytes)
    mixBlocks()
  }

  /// The 32 bytes of the digest.
  public consuming func finish() -> [UInt8] {
    let bits = (count &+ UInt64(block.count)) &* 8
    block.append(0x80)
    while block.count % 64 != 56 { block.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      block.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    mixBlocks()
    return (0..<8).flatMap { index in
      stride(from: 24, through: 0, by: -8).map {
        UInt8(truncatingIfNeeded: state[index] >> UInt32($0))
      }
    }
  }

  /// The digest of texts in lower-case hexadecimal digits.
  /// - Parameter parts: each ends with a byte that occurs in no text, so that ("a", "bc") and
  ///   ("ab", "c") differ.
  public static func hex(of parts: [String]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(parts.reduce(0) { $0 + $1.utf8.count + 1 })
    for part in parts {
      bytes.append(contentsOf: part.utf8)
      bytes.append(0xFF)
    }
    var hash = SHA256()
    hash.update(bytes)
    return hex(hash.finish())
  }

  /// Bytes as lower-case hexadecimal digits.
  public static func hex(_ bytes: [UInt8]) -> String {
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.count)
    for byte in bytes {
      text.append(digit(byte >> 4))
      text.append(digit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Takes in the whole blocks that wait, and leaves the rest.
  private mutating func mixBlocks() {
    let whole = block.count / 64
    guard whole > 0 else { return }
    var state = state
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      schedule.initialize(repeating: 0)
      SHA256.constants.withUnsafeBufferPointer { constants in
        block.withUnsafeBufferPointer { bytes in
          for start in stride(from: 0, to: 64 * whole, by: 64) {
            SHA256.mix(bytes, from: start, schedule, constants, &state)
          }
        }
      }
    }
    self.state = state
    count &+= UInt64(64 * whole)
    block.removeFirst(64 * whole)
  }

  /// Takes in the 64 bytes from `start` on. The schedule is room for 64 words.
  private static func mix(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int,
    _ schedule: UnsafeMutableBufferPointer<UInt32>, _ constants: UnsafeBufferPointer<UInt32>,
    _ state: inout SIMD8<UInt32>
  ) {
    for index in 0..<16 {
      let at = start + index * 4
      schedule[index] =
        UInt32(bytes[at]) << 24 | UInt32(bytes[at + 1]) << 16 | UInt32(bytes[at + 2]) << 8
        | UInt32(bytes[at + 3])
    }
    for index in 16..<64 {
      let (w15, w2) = (schedule[index - 15], schedule[index - 2])
      let s0 = turned(w15, 7) ^ turned(w15, 18) ^ (w15 >> 3)
      let s1 = turned(w2, 17) ^ turned(w2, 19) ^ (w2 >> 10)
      schedule[index] = schedule[index - 16] &+ s0 &+ schedule[index - 7] &+ s1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for index in 0..<64 {
      let s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
      let choice = (e & f) ^ (~e & g)
      let first = h &+ s1 &+ choice &+ constants[index] &+ schedule[index]
      let s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ s0 &+ majority)
    }
    state &+= SIMD8(a, b, c, d, e, f, g, h)
  }

  private static func turned(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    word >> bits | word << (32 - bits)
  }

  private static let start = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19)

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
