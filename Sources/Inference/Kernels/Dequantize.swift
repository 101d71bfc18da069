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
      case .q4K:
        let d = half(p + at)
        let dmin = half(p + at + 2)
        for j in 0..<8 {
          let (scale, minimum) = scaleAndMinimum(p + at + 4, j)
          for i in 0..<32 {
            let pair = byte(at + 16 + j / 2 * 32 + i)
            let q = j % 2 == 0 ? pair & 15 : pair >> 4
            out[to + j * 32 + i] = d * Float(scale) * Float(q) - dmin * Float(minimum)
          }
        }
      case .q6K:
        let d = half(p + at + 208)
        for i in 0..<256 {
          let scale = Float(Int8(bitPattern: byte(at + 192 + i / 16)))
          out[to + i] = d * scale * (Float(sixBits(p + at, i)) - 32)
        }
      }
    }
  }
}
