/// How a tensor's values are stored. Raw values and names are those of the GGUF specification.
public enum TensorType: UInt32, Sendable, CaseIterable {
  case f32 = 0
  case f16 = 1
  case q4 = 2
  case q41 = 3
  case q50 = 6
  case q51 = 7
  case q8 = 8
  case q2K = 10
  case q3K = 11
  case q4K = 12
  case q5K = 13
  case q6K = 14
  case iq4NL = 20
  case iq4XS = 23
  case bf16 = 30

  /// The name people use, e.g. "Q8_0".
  public var name: String { Self.names[rawValue] ?? "" }

  /// Values stored together; rows hold whole blocks.
  public var blockSize: Int {
    switch self {
    case .f32, .f16, .bf16: 1
    case .q4, .q41, .q50, .q51, .q8, .iq4NL: 32
    case .q2K, .q3K, .q4K, .q5K, .q6K, .iq4XS: 256
    }
  }

  /// Bytes of one block.
  public var blockBytes: Int {
    switch self {
    case .f32: 4
    case .f16, .bf16: 2
    case .q4: 18  // half scale, 32 * 4 bits
    case .q41: 20  // half scale and minimum, 32 * 4 bits
    case .q50: 22  // half scale, 32 fifth bits, 32 * 4 bits
    case .q51: 24  // half scale and minimum, 32 fifth bits, 32 * 4 bits
    case .q8: 34  // half scale, 32 bytes
    case .q2K: 84  // 16 pairs of 4-bit scale and minimum, 256 * 2 bits, half scale and minimum
    case .q3K: 110  // 256 third bits, 256 * 2 bits, 16 scales of 6 bits, half scale
    case .q4K: 144  // half scale and minimum, 12 bytes of 6-bit pairs, 256 * 4 bits
    case .q5K: 176  // as Q4_K, with 256 fifth bits before the 4 bits
    case .q6K: 210  // 256 * 4 bits, 256 * 2 bits, 16 scales, half scale
    case .iq4NL: 18  // half scale, 32 * 4 bits: places in a table
    case .iq4XS: 136  // half scale, 8 scales of 6 bits, 256 * 4 bits: places in the same table
    }
  }

  /// Where the halves stand in a block by which its weights are scaled.
  private var scales: (Int, Int?) {
    switch self {
    case .q41, .q51, .q4K, .q5K: (0, 2)
    case .q2K: (80, 82)
    case .q3K: (108, nil)
    case .q6K: (208, nil)
    default: (0, nil)
    }
  }

  /// Whether the scales of some blocks are finite numbers.
  func scalesAreFinite(_ base: UnsafeRawPointer, _ blocks: Range<Int>) -> Bool {
    let size = blockBytes
    let (first, second) = scales
    func highest(_ offset: Int) -> UInt16 {
      var highest: UInt16 = 0
      for block in blocks {
        let bits = base.loadUnaligned(fromByteOffset: block * size + offset, as: UInt16.self)
        highest = max(highest, bits & 0x7C00)
      }
      return highest
    }
    return highest(first) != 0x7C00 && second.map(highest) != 0x7C00
  }

  /// Bits that one weight takes in the file.
  public var bitsPerWeight: Double { Double(blockBytes * 8) / Double(blockSize) }

  /// Whether the kernels multiply it from 16-row panels with 8-bit inputs.
  var isQuantized: Bool { blockSize > 1 }

  /// The name of any type, read here or not.
  static func name(ofRaw raw: UInt32) -> String { names[raw] ?? "number \(raw)" }

  private static let names: [UInt32: String] = [
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 6: "Q5_0", 7: "Q5_1", 8: "Q8_0", 9: "Q8_1",
    10: "Q2_K", 11: "Q3_K", 12: "Q4_K", 13: "Q5_K", 14: "Q6_K", 15: "Q8_K", 16: "IQ2_XXS",
    17: "IQ2_XS", 18: "IQ3_XXS", 19: "IQ1_S", 20: "IQ4_NL", 21: "IQ3_S", 22: "IQ2_S",
    23: "IQ4_XS", 24: "I8", 25: "I16", 26: "I32", 27: "I64", 28: "F64", 29: "IQ1_M", 30: "BF16",
    34: "TQ1_0", 35: "TQ2_0", 39: "MXFP4",
  ]
}
