/// Rows of a file's tensors as 32-bit floats.
enum Dequantize {
  /// An IEEE half as a float (Float16 is not there on every platform).
  @inline(__always)
  static func half(_ bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10) & 31
    let fraction = UInt32(bits & 1023)
    if exponent == 31 { return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13) }
    if exponent == 0 {
      let value = Float(fraction) * 0x1p-24
      return sign == 0 ? value : -value
    }
    return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
  }

  @inline(__always)
  static func half(_ p: UnsafeRawPointer) -> Float {
    half(UInt16(littleEndian: p.loadUnaligned(as: UInt16.self)))
  }

  /// The 6-bit scale and minimum of sub-block `j` (0..<8) of a Q4_K block's 12 bytes.
  @inline(__always)
  static func scaleAndMinimum(_ p: UnsafeRawPointer, _ j: Int) -> (UInt8, UInt8) {
    func byte(_ i: Int) -> UInt8 { p.load(fromByteOffset: i, as: UInt8.self) }
    if j < 4 { return (byte(j) & 63, byte(j + 4) & 63) }
    return (
      byte(j + 4) & 15 | (byte(j - 4) >> 6) << 4, byte(j + 4) >> 4 | (byte(j) >> 6) << 4
    )
  }

  /// The 6-bit weight (0..<64) at `column` (0..<256) of a Q6_K block.
  @inline(__always)
  static func sixBits(_ p: UnsafeRawPointer, _ column: Int) -> UInt8 {
    let half = column / 128
    let within = column % 128
    let quarter = within / 32
    let l = within % 32
    let low = p.load(fromByteOffset: half * 64 + l + (quarter & 1) * 32, as: UInt8.self)
    let high = p.load(fromByteOffset: 128 + half * 32 + l, as: UInt8.self)
    return (quarter < 2 ? low & 15 : low >> 4) | (high >> UInt8(quarter * 2) & 3) << 4
  }

  /// The weight at `column` (0..<256) of a Q5_K block, 0..<32.
  @inline(__always)
  static func fiveBits(_ p: UnsafeRawPointer, _ column: Int) -> UInt8 {
    let j = column / 32
    let pair = p.load(fromByteOffset: 48 + j / 2 * 32 + column % 32, as: UInt8.self)
    let high = p.load(fromByteOffset: 16 + column % 32, as: UInt8.self)
    return (j % 2 == 0 ? pair & 15 : pair >> 4) | (high >> UInt8(j) & 1) << 4
  }

  /// The weight at `column` (0..<32) of a block of 4-bit weights at `p` whose fifth bits are the 4
  /// bytes at `high`, 0..<32.
  @inline(__always)
  static func fiveBits(_ p: UnsafeRawPointer, _ high: UnsafeRawPointer, _ column: Int) -> UInt8 {
    let pair = p.load(fromByteOffset: column % 16, as: UInt8.self)
    let bits = UInt32(littleEndian: high.loadUnaligned(as: UInt32.self))
    return (column < 16 ? pair & 15 : pair >> 4) | UInt8(bits >> UInt32(column) & 1) << 4
  }

  /// The weight at `column` (0..<256) of a Q3_K block, -4..<4.
  @inline(__always)
  static func threeBits(_ p: UnsafeRawPointer, _ column: Int) -> Int8 {
    let high = p.load(fromByteOffset: column % 32, as: UInt8.self) >> UInt8(column / 32) & 1
    return Int8(twoBits(p + 32, column)) - (high == 1 ? 0 : 4)
  }

  /// The weight at `column` (0..<256) of 64 bytes of 2-bit weights, 0..<4: as Q2_K and Q3_K have it.
  @inline(__always)
  static func twoBits(_ p: UnsafeRawPointer, _ column: Int) -> UInt8 {
    let four = p.load(fromByteOffset: column / 128 * 32 + column % 32, as: UInt8.self)
    return four >> UInt8(column % 128 / 32 * 2) & 3
  }

  /// The 6-bit scale of sub-block `j` (0..<16) of a Q3_K block's 12 bytes, -32..<32.
  @inline(__always)
  static func sixBitScale(_ p: UnsafeRawPointer, _ j: Int) -> Int8 {
    func byte(_ i: Int) -> UInt8 { p.load(fromByteOffset: i, as: UInt8.self) }
    let low = j < 8 ? byte(j) & 15 : byte(j - 8) >> 4
    let high = byte(8 + j % 4) >> UInt8(j / 4 * 2) & 3
    return Int8(low | high << 4) - 32
  }

  /// The scale of sub-block `j` (0..<8) of an IQ4_XS block, -32..<32.
  @inline(__always)
  static func tableScale(_ p: UnsafeRawPointer, _ j: Int) -> Int8 {
    let high = UInt16(littleEndian: p.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
    let pair = p.load(fromByteOffset: 4 + j / 2, as: UInt8.self)
    let low = j % 2 == 0 ? pair & 15 : pair >> 4
    return Int8(low | UInt8(high >> UInt16(2 * j) & 3) << 4) - 32
  }

  /// What the 4 bits of IQ4_NL and IQ4_XS stand for.
  static let table: [Int8] = [
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113,
  ]

  /// Writes `count` values (a multiple of the block size) of a row at `p` to `out`.
  static func row(
    _ type: TensorType, _ p: UnsafeRawPointer, _ count: Int,
    into out: UnsafeMutableBufferPointer<Float>
  ) {
    func byte(_ i: Int) -> UInt8 { p.load(fromByteOffset: i, as: UInt8.self) }
    for block in 0..<count / type.blockSize {
      let at = block * type.blockBytes
      let to = block * type.blockSize
      switch type {
      case .f32:
        out[to] = Float(
          bitPattern: UInt32(
            littleEndian: p.loadUnaligned(fromByteOffset: at, as: UInt32.self)))
      case .f16: out[to] = half(p + at)
      case .bf16:
        let bits = UInt16(littleEndian: p.loadUnaligned(fromByteOffset: at, as: UInt16.self))
        out[to] = Float(bitPattern: UInt32(bits) << 16)
      case .q8:
        let d = half(p + at)
        for i in 0..<32 { out[to + i] = d * Float(Int8(bitPattern: byte(at + 2 + i))) }
      case .q4:
        let d = half(p + at)
        for i in 0..<16 {
          let pair = byte(at + 2 + i)
          out[to + i] = d * (Float(pair & 15) - 8)
          out[to + 16 + i] = d * (Float(pair >> 4) - 8)
        }
      case .q41, .q51:
        let (d, m) = (half(p + at), half(p + at + 2))
        for i in 0..<32 {
          let pair = byte(at + 4 + i % 16)
          let q =
            type == .q41
            ? (i < 16 ? pair & 15 : pair >> 4) : fiveBits(p + at + 8, p + at + 4, i)
          out[to + i] = Float(q) * d + m
        }
      case .q50:
        let d = half(p + at)
        for i in 0..<32 {
          out[to + i] = d * (Float(fiveBits(p + at + 6, p + at + 2, i)) - 16)
        }
      case .iq4NL:
        let d = half(p + at)
        for i in 0..<16 {
          let pair = byte(at + 2 + i)
          out[to + i] = d * Float(table[Int(pair & 15)])
          out[to + 16 + i] = d * Float(table[Int(pair >> 4)])
        }
      default: superBlock(type, p + at, into: out, at: to)
      }
    }
  }

  /// A block of 256 values.
  private static func superBlock(
    _ type: TensorType, _ p: UnsafeRawPointer, into out: UnsafeMutableBufferPointer<Float>,
    at to: Int
  ) {
    func byte(_ i: Int) -> UInt8 { p.load(fromByteOffset: i, as: UInt8.self) }
    for i in 0..<256 {
      switch type {
      case .q2K:
        let pair = byte(i / 16)
        let (scale, minimum) = (half(p + 80) * Float(pair & 15), half(p + 82) * Float(pair >> 4))
        out[to + i] = scale * Float(twoBits(p + 16, i)) - minimum
      case .q3K:
        out[to + i] =
          half(p + 108) * Float(sixBitScale(p + 96, i / 16)) * Float(threeBits(p, i))
      case .q4K, .q5K:
        let (scale, minimum) = scaleAndMinimum(p + 4, i / 32)
        let pair = byte(16 + i / 64 * 32 + i % 32)
        let q = type == .q5K ? fiveBits(p, i) : i % 64 < 32 ? pair & 15 : pair >> 4
        out[to + i] = half(p) * Float(scale) * Float(q) - half(p + 2) * Float(minimum)
      case .q6K:
        let scale = Float(Int8(bitPattern: byte(192 + i / 16)))
        out[to + i] = half(p + 208) * scale * (Float(sixBits(p, i)) - 32)
      default:  // IQ4_XS
        let pair = byte(8 + i / 32 * 16 + i % 16)
        let q = table[Int(i % 32 < 16 ? pair & 15 : pair >> 4)]
        out[to + i] = half(p) * Float(tableScale(p, i / 32)) * Float(q)
      }
    }
  }
}
