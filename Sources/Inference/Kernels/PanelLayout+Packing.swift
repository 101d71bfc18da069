extension PanelLayout {
  /// Packs up to 16 rows of the file into the panel at `out` (zeroed by the caller where there are
  /// fewer). `rows` are the addresses of the rows. Returns false where a scale is not finite.
  func pack(_ from: UnsafeRawPointer, rows: Int, rowBytes: Int, into out: UnsafeMutableRawPointer)
    -> Bool
  {
    var finite = true
    switch type {
    case .q8: return packWords(from, rows, rowBytes, out, words: 8, flip: 0x8080_8080)
    case .q4: return packWords(from, rows, rowBytes, out, words: 4, flip: 0)
    case .q4K: for r in 0..<rows { finite = packQ4K(from + r * rowBytes, r, out) && finite }
    case .q6K: for r in 0..<rows { finite = packQ6K(from + r * rowBytes, r, out) && finite }
    default: return false
    }
    return finite
  }

  /// Q8_0 and Q4_0: a half scale and some words of 4 bytes for each 32 columns; `flip` makes them
  /// unsigned. Block by block, so that each cache line is written once.
  @inline(__always)
  private func packWords(
    _ from: UnsafeRawPointer, _ rows: Int, _ rowBytes: Int, _ out: UnsafeMutableRawPointer,
    words: Int, flip: UInt32
  ) -> Bool {
    let size = 2 + words * 4
    var highest: UInt16 = 0
    for b in 0..<columns / 32 {
      let group = out + b / 2 * groupBytes
      let scales = group + b % 2 * 32
      let quants = group + scaleBytes + b % 2 * blockBytes
      for row in 0..<rows {
        let block = from + row * rowBytes + b * size
        let scale = block.loadUnaligned(as: UInt16.self)
        scales.storeBytes(of: scale, toByteOffset: row * 2, as: UInt16.self)
        highest = max(highest, scale & 0x7C00)
        for c in 0..<words {
          let word = block.loadUnaligned(fromByteOffset: 2 + c * 4, as: UInt32.self)
          quants.storeBytes(of: word ^ flip, toByteOffset: c * 64 + row * 4, as: UInt32.self)
        }
      }
    }
    return highest != 0x7C00
  }

  /// Copies a half scale and says whether it is finite.
  @inline(__always)
  private func copyScale(_ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer) -> Bool {
    let bits = from.loadUnaligned(as: UInt16.self)
    to.storeBytes(of: bits, as: UInt16.self)
    return bits & 0x7C00 != 0x7C00
  }

  private func packQ4K(_ source: UnsafeRawPointer, _ row: Int, _ out: UnsafeMutableRawPointer)
    -> Bool
  {
    var finite = true
    for s in 0..<columns / 256 {
      let block = source + s * 144
      let to = out + s * groupBytes
      if !copyScale(block, to + row * 2) { finite = false }
      if !copyScale(block + 2, to + 32 + row * 2) { finite = false }
      for j in 0..<8 {
        let (scale, minimum) = Dequantize.scaleAndMinimum(block + 4, j)
        to.storeBytes(of: scale, toByteOffset: 64 + j * 16 + row, as: UInt8.self)
        to.storeBytes(of: minimum, toByteOffset: 192 + j * 16 + row, as: UInt8.self)
      }
      for c in 0..<32 {
        let four = block.loadUnaligned(fromByteOffset: 16 + c * 4, as: UInt32.self)
        (to + scaleBytes + c * 64).storeBytes(
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
      let to = out + s * groupBytes
      if !copyScale(block + 208, to + row * 2) { finite = false }
      for j in 0..<16 {
        let scale = block.load(fromByteOffset: 192 + j, as: UInt8.self)
        to.storeBytes(of: scale, toByteOffset: 32 + j * 16 + row, as: UInt8.self)
      }
      for i in 0..<256 {
        let quants = to + scaleBytes + i / 4 * 64
        quants.storeBytes(
          of: Dequantize.sixBits(block, i), toByteOffset: row * 4 + i % 4, as: UInt8.self)
      }
    }
    return finite
  }
}
