/// Floats as blocks of a storage type: what `Dequantize` reads, written. The same choices as ggml's own
/// quantizers without importance weights make.
enum Quantize {
  /// Types that can be written.
  static let types: [TensorType] = [
    .f32, .f16, .bf16, .q4, .q41, .q50, .q51, .q8, .q4K, .q5K, .q6K,
  ]

  /// The bytes of a row; its length is a multiple of the type's block.
  static func row(_ type: TensorType, _ x: [Float]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(x.count / type.blockSize * type.blockBytes)
    for start in stride(from: 0, to: x.count, by: type.blockSize) {
      block(type, x[start..<start + type.blockSize], &out)
    }
    return out
  }

  private static func block(_ type: TensorType, _ x: ArraySlice<Float>, _ out: inout [UInt8]) {
    switch type {
    case .f32: append(x.first?.bitPattern ?? 0, &out)
    case .f16: append(half(x.first ?? 0), &out)
    case .bf16: append(brain(x.first ?? 0), &out)
    case .q4: symmetric(Array(x), bits: 4, &out)
    case .q50: symmetric(Array(x), bits: 5, &out)
    case .q41: withMinimum(Array(x), bits: 4, &out)
    case .q51: withMinimum(Array(x), bits: 5, &out)
    case .q8:
      let most = x.reduce(0) { max($0, abs($1)) }
      let scale = most / 127
      let inverse = scale != 0 ? 1 / scale : 0
      append(half(scale), &out)
      for v in x { out.append(UInt8(bitPattern: Int8(clamping: integer((v * inverse).rounded())))) }
    case .q4K, .q5K: superBlock(Array(x), bits: type == .q4K ? 4 : 5, &out)
    default: sixBits(Array(x), &out)
    }
  }

  /// Q4_0 and Q5_0: the value largest in size becomes the lowest weight exactly.
  private static func symmetric(_ x: [Float], bits: Int, _ out: inout [UInt8]) {
    var largest: Float = 0
    for v in x where abs(v) > abs(largest) { largest = v }
    let offset = Float(1 << (bits - 1))
    let scale = largest / -offset
    let inverse = scale != 0 ? 1 / scale : 0
    append(half(scale), &out)
    appendPairs(
      x.map { min((1 << bits) - 1, max(0, integer($0 * inverse + (offset + 0.5)))) }, bits, &out)
  }

  /// Q4_1 and Q5_1: from the smallest to the largest value in equal steps.
  private static func withMinimum(_ x: [Float], bits: Int, _ out: inout [UInt8]) {
    let (low, high) = (x.min() ?? 0, x.max() ?? 0)
    let steps = (1 << bits) - 1
    let scale = (high - low) / Float(steps)
    let inverse = scale != 0 ? 1 / scale : 0
    append(half(scale), &out)
    append(half(low), &out)
    appendPairs(x.map { min(steps, max(0, integer(($0 - low) * inverse + 0.5))) }, bits, &out)
  }

  /// 32 weights: the fifth bits, where there are any, then the first half beside the second.
  private static func appendPairs(_ q: [Int], _ bits: Int, _ out: inout [UInt8]) {
    if bits == 5 {
      append(q.indices.reduce(UInt32(0)) { $0 | UInt32(q[$1] >> 4) << UInt32($1) }, &out)
    }
    for i in 0..<16 { out.append(UInt8(q[i] & 15 | (q[i + 16] & 15) << 4)) }
  }

  // MARK: Numbers

  /// A float without its fraction; 0 for what is not finite.
  static func integer(_ v: Float) -> Int { v.isFinite && abs(v) < 1e9 ? Int(v) : 0 }

  /// The nearest whole number, ties to the even one.
  static func nearest(_ v: Float) -> Int { integer(v.rounded(.toNearestOrEven)) }

  /// The nearest half, ties to the even one.
  static func half(_ v: Float) -> UInt16 {
    let bits = v.bitPattern
    let sign = UInt16(truncatingIfNeeded: bits >> 16) & 0x8000
    let size = bits & 0x7FFF_FFFF
    if size > 0x7F80_0000 { return sign | 0x7E00 }
    if size >= 0x477F_F000 { return sign | 0x7C00 }
    if size < 0x3880_0000 {
      // Below the normal halves: multiples of 2^-24.
      let steps = (Float(bitPattern: size) * 0x1p24).rounded(.toNearestOrEven)
      return sign | UInt16(steps)
    }
    let rounded = size + 0xFFF + (size >> 13 & 1)
    return sign | UInt16(truncatingIfNeeded: (rounded >> 13) - (112 << 10))
  }

  /// The nearest bfloat16, ties to the even one.
  static func brain(_ v: Float) -> UInt16 {
    let bits = v.bitPattern
    if v.isNaN { return UInt16(truncatingIfNeeded: bits >> 16) | 64 }
    return UInt16(truncatingIfNeeded: (bits &+ (0x7FFF &+ (bits >> 16 & 1))) >> 16)
  }

  static func append<T: FixedWidthInteger>(_ value: T, _ out: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { out += $0 }
  }
}
