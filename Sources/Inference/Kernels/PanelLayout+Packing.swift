extension PanelLayout {
  /// Packs up to 16 rows of the file, stored as `source`, into the panel at `out` (zeroed by the
  /// caller where there are fewer). Returns false where a scale is not finite.
  func pack(
    _ from: UnsafeRawPointer, _ source: TensorType, rows: Int, rowBytes: Int,
    into out: UnsafeMutableRawPointer
  ) -> Bool {
    switch source {
    case .q8: return packWords(from, rows, rowBytes, out, words: 8, flip: 0x8080_8080)
    case .q4: return packWords(from, rows, rowBytes, out, words: 4, flip: 0)
    default: break
    }
    var finite = true
    for row in 0..<rows {
      for block in 0..<columns / source.blockSize {
        let at = from + row * rowBytes + block * source.blockBytes
        if source.blockSize == 32 {
          finite = packBlock(at, source, block, row, out) && finite
        } else {
          finite = packSuperBlock(at, source, row, out + block * groupBytes) && finite
        }
      }
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

  /// A block of 32 columns with a half scale: Q4_1, Q5_0, Q5_1, IQ4_NL.
  private func packBlock(
    _ block: UnsafeRawPointer, _ source: TensorType, _ number: Int, _ row: Int,
    _ out: UnsafeMutableRawPointer
  ) -> Bool {
    let group = out + number / 2 * groupBytes
    let quants = group + scaleBytes + number % 2 * blockBytes
    var finite = copyScale(block, group + number % 2 * 32 + row * 2)
    if hasMinimums {
      // What a block adds here is what the kernels take off.
      let to = group + 64 + number % 2 * 32 + row * 2
      finite = copyScale(block + 2, to, flip: 0x8000) && finite
    }
    func store(_ byte: UInt8, _ column: Int) {
      quants.storeBytes(
        of: byte, toByteOffset: column / 4 * 64 + row * 4 + column % 4, as: UInt8.self)
    }
    switch source {
    case .q41:
      for c in 0..<4 {
        let four = block.loadUnaligned(fromByteOffset: 4 + c * 4, as: UInt32.self)
        quants.storeBytes(of: four, toByteOffset: c * 64 + row * 4, as: UInt32.self)
      }
    case .q50:
      for i in 0..<32 { store(Dequantize.fiveBits(block + 6, block + 2, i) + 112, i) }
    case .q51:
      for i in 0..<32 { store(Dequantize.fiveBits(block + 8, block + 4, i), i) }
    default:  // IQ4_NL
      for i in 0..<32 {
        let pair = block.load(fromByteOffset: 2 + i % 16, as: UInt8.self)
        store(Self.table[Int(i < 16 ? pair & 15 : pair >> 4)], i)
      }
    }
    return finite
  }

  /// A block of 256 columns, which is a group here.
  private func packSuperBlock(
    _ block: UnsafeRawPointer, _ source: TensorType, _ row: Int, _ out: UnsafeMutableRawPointer
  ) -> Bool {
    let quants = out + scaleBytes
    func byte(_ i: Int) -> UInt8 { block.load(fromByteOffset: i, as: UInt8.self) }
    func scale(_ value: UInt8, _ at: Int) {
      out.storeBytes(of: value, toByteOffset: at + row, as: UInt8.self)
    }
    func store(_ byte: UInt8, _ column: Int) {
      quants.storeBytes(
        of: byte, toByteOffset: column / 4 * 64 + row * 4 + column % 4, as: UInt8.self)
    }
    switch source {
    case .q4K, .q5K:
      for j in 0..<8 {
        let (factor, minimum) = Dequantize.scaleAndMinimum(block + 4, j)
        scale(factor, 64 + j * 16)
        scale(minimum, 192 + j * 16)
      }
      if source == .q5K {
        for i in 0..<256 { store(Dequantize.fiveBits(block, i), i) }
      } else {
        for c in 0..<32 {
          let four = block.loadUnaligned(fromByteOffset: 16 + c * 4, as: UInt32.self)
          quants.storeBytes(of: four, toByteOffset: c * 64 + row * 4, as: UInt32.self)
        }
      }
      let finite = copyScale(block, out + row * 2)
      return copyScale(block + 2, out + 32 + row * 2) && finite
    case .q2K:
      for j in 0..<16 {
        scale(byte(j) & 15, 64 + j * 16)
        scale(byte(j) >> 4, 320 + j * 16)
        for i in 0..<4 {
          var four: UInt8 = 0
          for c in 0..<4 {
            four |= Dequantize.twoBits(block + 16, j * 16 + c * 4 + i) << UInt8(2 * c)
          }
          quants.storeBytes(of: four, toByteOffset: j * 64 + row * 4 + i, as: UInt8.self)
        }
      }
      let finite = copyScale(block + 80, out + row * 2)
      return copyScale(block + 82, out + 32 + row * 2) && finite
    case .q3K:
      for j in 0..<16 {
        scale(UInt8(bitPattern: Dequantize.sixBitScale(block + 96, j)), 32 + j * 16)
      }
      for i in 0..<256 { store(UInt8(Dequantize.threeBits(block, i) + 32), i) }
      return copyScale(block + 108, out + row * 2)
    case .q6K:
      for j in 0..<16 { scale(byte(192 + j), 32 + j * 16) }
      for i in 0..<256 { store(Dequantize.sixBits(block, i), i) }
      return copyScale(block + 208, out + row * 2)
    default:  // IQ4_XS
      for j in 0..<8 {
        scale(UInt8(bitPattern: Dequantize.tableScale(block, j)), 32 + j * 16)
      }
      for i in 0..<256 {
        let pair = byte(8 + i / 32 * 16 + i % 16)
        store(Self.table[Int(i % 32 < 16 ? pair & 15 : pair >> 4)], i)
      }
      return copyScale(block, out + row * 2)
    }
  }

  /// The table of IQ4_NL, plus 128.
  private static let table = Dequantize.table.map { UInt8(Int($0) + 128) }

  /// Copies a half and says whether it is finite.
  private func copyScale(
    _ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer, flip: UInt16 = 0
  ) -> Bool {
    let bits = from.loadUnaligned(as: UInt16.self)
    to.storeBytes(of: bits ^ flip, as: UInt16.self)
    return bits & 0x7C00 != 0x7C00
  }
}
