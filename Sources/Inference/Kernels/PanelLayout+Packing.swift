extension PanelLayout {
  /// Packs up to 16 rows of the file into the panel at `out` (zeroed by the caller where there are
  /// fewer). `rows` are the addresses of the rows. Returns false where a scale is not finite.
  func pack(_ from: UnsafeRawPointer, rows: Int, rowBytes: Int, into out: UnsafeMutableRawPointer)
    -> Bool
  {
    var finite = true
    for row in 0..<rows {
      let source = from + row * rowBytes
      switch type {
      case .q8: finite = packQ8(source, row, out) && finite
      case .q4: finite = packQ4(source, row, out) && finite
      case .q4K: finite = packQ4K(source, row, out) && finite
      case .q6K: finite = packQ6K(source, row, out) && finite
      default: return false
      }
    }
    return finite
  }

  /// Copies a half scale and says whether it is finite.
  @inline(__always)
  private func copyScale(_ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer) -> Bool {
    let bits = from.loadUnaligned(as: UInt16.self)
    to.storeBytes(of: bits, as: UInt16.self)
    return bits & 0x7C00 != 0x7C00
  }

  @inline(__always)
  private func packQ8(_ source: UnsafeRawPointer, _ row: Int, _ out: UnsafeMutableRawPointer)
    -> Bool
  {
    var finite = true
    for b in 0..<columns / 32 {
      let block = source + b * 34
      if !copyScale(block, out + b * 32 + row * 2) { finite = false }
      let to = out + scaleBytes + b * 512 + row * 4
      for c in 0..<8 {
        let four = block.loadUnaligned(fromByteOffset: 2 + c * 4, as: UInt32.self)
        to.storeBytes(of: four ^ 0x8080_8080, toByteOffset: c * 64, as: UInt32.self)
      }
    }
    return finite
  }

  @inline(__always)
  private func packQ4(_ source: UnsafeRawPointer, _ row: Int, _ out: UnsafeMutableRawPointer)
    -> Bool
  {
    var finite = true
    for b in 0..<columns / 32 {
      let block = source + b * 18
      if !copyScale(block, out + b * 32 + row * 2) { finite = false }
      let to = out + scaleBytes + b * 256 + row * 4
      for c in 0..<4 {
        let four = block.loadUnaligned(fromByteOffset: 2 + c * 4, as: UInt32.self)
        to.storeBytes(of: four, toByteOffset: c * 64, as: UInt32.self)
      }
    }
    return finite
  }

  private func packQ4K(_ source: UnsafeRawPointer, _ row: Int, _ out: UnsafeMutableRawPointer)
    -> Bool
  {
    var finite = true
    for s in 0..<columns / 256 {
      let block = source + s * 144
      let to = out + s * 320
      if !copyScale(block, to + row * 2) { finite = false }
      if !copyScale(block + 2, to + 32 + row * 2) { finite = false }
      for j in 0..<8 {
        let (scale, minimum) = Dequantize.scaleAndMinimum(block + 4, j)
        to.storeBytes(of: scale, toByteOffset: 64 + j * 16 + row, as: UInt8.self)
        to.storeBytes(of: minimum, toByteOffset: 192 + j * 16 + row, as: UInt8.self)
      }
      for c in 0..<32 {
        let four = block.loadUnaligned(fromByteOffset: 16 + c * 4, as: UInt32.self)
        (out + scaleBytes + (s * 32 + c) * 64).storeBytes(
          of: four, toByteOffset: row * 4, as: UInt32.self)
      }
    }
    return finite
  }

  private func packQ6K(_ source: UnsafeRawPointer, _ row: Int, _ out: UnsafeMutableRawPointer)
    -> Bool
  {
    var finite = true
    for s in 0..<columns / 256 {
      let block = source + s * 210
      let to = out + s * 320
      if !copyScale(block + 208, to + row * 2) { finite = false }
      for j in 0..<16 {
        let scale = block.load(fromByteOffset: 192 + j, as: UInt8.self)
        to.storeBytes(of: scale, toByteOffset: 32 + j * 16 + row, as: UInt8.self)
      }
      for i in 0..<256 {
        let quants = out + scaleBytes + (s * 64 + i / 4) * 64
        quants.storeBytes(
          of: Dequantize.sixBits(block, i), toByteOffset: row * 4 + i % 4, as: UInt8.self)
      }
    }
    return finite
  }
}
