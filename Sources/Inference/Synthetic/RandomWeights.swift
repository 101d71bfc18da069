import Basics

/// Random tensors as bytes in each storage type, values near zero with a deviation near 0.03.
struct RandomWeights {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// Floats around a mean, evenly within 0.05 of it.
  mutating func vector(_ count: Int, around mean: Float) -> [UInt8] {
    var result: [UInt8] = []
    for _ in 0..<count { append(mean + small(), &result) }
    return result
  }

  /// - Parameter most: blocks after which the same ones come again.
  mutating func matrix(
    _ rows: Int, _ columns: Int, _ type: TensorType, most: Int = .max
  ) -> [UInt8] {
    let blocks = rows * columns / type.blockSize
    var result: [UInt8] = []
    result.reserveCapacity(blocks * type.blockBytes)
    for _ in 0..<min(blocks, most) {
      switch type {
      case .f32: append(small(), &result)
      case .f16: append16(Self.half(small()), &result)
      case .bf16: append16(UInt16(truncatingIfNeeded: small().bitPattern >> 16), &result)
      case .q8:
        append16(scale(0.0005), &result)
        bytes(32, &result)
      case .q4:
        append16(scale(0.008), &result)
        bytes(16, &result)
      case .q41:
        // Weights of 0...15 with a mean of 7.5: a minimum as large takes it off again.
        append16(scale(0.008), &result)
        append16(scale(0.06) | 0x8000, &result)
        bytes(16, &result)
      case .q50:
        append16(scale(0.004), &result)
        bytes(20, &result)
      case .q51:
        append16(scale(0.004), &result)
        append16(scale(0.062) | 0x8000, &result)
        bytes(20, &result)
      case .q2K:
        bytes(80, &result)
        append16(scale(0.004), &result)
        append16(scale(0.006), &result)
      case .q3K:
        bytes(108, &result)
        append16(scale(0.0008), &result)
      case .q4K:
        append16(scale(0.0002), &result)
        append16(scale(0.0015), &result)
        bytes(140, &result)
      case .q5K:
        append16(scale(0.0001), &result)
        append16(scale(0.0015), &result)
        bytes(172, &result)
      case .q6K:
        bytes(208, &result)
        append16(scale(0.00003), &result)
      case .iq4NL:
        append16(scale(0.0005), &result)
        bytes(16, &result)
      case .iq4XS:
        append16(scale(0.00003), &result)
        bytes(134, &result)
      }
    }
    let stretch = result
    while result.count < blocks * type.blockBytes {
      result += stretch.prefix(blocks * type.blockBytes - result.count)
    }
    return result
  }

  private mutating func small() -> Float { Float(random.uniform() - 0.5) * 0.1 }

  private mutating func scale(_ size: Float) -> UInt16 {
    Self.half(size * (0.75 + 0.5 * Float(random.uniform())))
  }

  private mutating func bytes(_ count: Int, _ out: inout [UInt8]) {
    var left = count
    while left > 0 {
      let word = random.next()
      withUnsafeBytes(of: word.littleEndian) { out += $0.prefix(left) }
      left -= 8
    }
  }

  private func append(_ value: Float, _ out: inout [UInt8]) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { out += $0 }
  }

  private func append16(_ value: UInt16, _ out: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { out += $0 }
  }

  /// The half nearest below in size; for values from 6e-8 up to 65,504.
  static func half(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    let sign = UInt16(truncatingIfNeeded: bits >> 16) & 0x8000
    let exponent = Int((bits >> 23) & 255) - 112
    let fraction = (bits & 0x7F_FFFF) | 0x80_0000
    if exponent > 0 { return sign | UInt16(exponent << 10) | UInt16((fraction >> 13) & 1023) }
    let shift = 14 - exponent
    return shift > 24 ? sign : sign | UInt16(truncatingIfNeeded: fraction >> UInt32(shift))
  }
}
