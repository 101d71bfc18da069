/// How a tensor's values are stored. Raw values and names are those of the GGUF specification.
public enum TensorType: UInt32, Sendable, CaseIterable {
  case f32 = 0
  case f16 = 1
  case q4 = 2
  case q8 = 8
  case q4K = 12
  case q6K = 14
  case bf16 = 30

  /// The name people use, e.g. "Q8_0".
  public var name: String {
    switch self {
    case .f32: "F32"
    case .f16: "F16"
    case .bf16: "BF16"
    case .q4: "Q4_0"
    case .q8: "Q8_0"
    case .q4K: "Q4_K"
    case .q6K: "Q6_K"
    }
  }

  /// Values stored together; rows hold whole blocks.
  public var blockSize: Int {
    switch self {
    case .f32, .f16, .bf16: 1
    case .q4, .q8: 32
    case .q4K, .q6K: 256
    }
  }

  /// Bytes of one block.
  public var blockBytes: Int {
    switch self {
    case .f32: 4
    case .f16, .bf16: 2
    case .q4: 18  // half scale, 32 * 4 bits
    case .q8: 34  // half scale, 32 bytes
    case .q4K: 144  // half scale and minimum, 12 bytes of 6-bit pairs, 256 * 4 bits
    case .q6K: 210  // 256 * 4 bits, 256 * 2 bits, 16 scales, half scale
    }
  }

  /// Bits that one weight takes in the file.
  public var bitsPerWeight: Double { Double(blockBytes * 8) / Double(blockSize) }

  /// Whether the kernels multiply it from 16-row panels with 8-bit inputs.
  var isQuantized: Bool { blockSize > 1 }

  /// Names of types that exist but are not read here, for the diagnostic.
  static func name(ofRaw raw: UInt32) -> String {
    let names: [UInt32: String] = [
      3: "Q4_1", 6: "Q5_0", 7: "Q5_1", 9: "Q8_1", 10: "Q2_K", 11: "Q3_K", 13: "Q5_K", 15: "Q8_K",
      16: "IQ2_XXS", 17: "IQ2_XS", 18: "IQ3_XXS", 19: "IQ1_S", 20: "IQ4_NL", 21: "IQ3_S",
      22: "IQ2_S", 23: "IQ4_XS", 24: "I8", 25: "I16", 26: "I32", 27: "I64", 28: "F64",
      29: "IQ1_M", 34: "TQ1_0", 35: "TQ2_0", 39: "MXFP4",
    ]
    return names[raw] ?? "number \(raw)"
  }
}
