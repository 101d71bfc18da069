extension Reference {
  /// out[t][r] = sum over c of w[r][c] * x[t][c], `w` in the file's own layout.
  static func multiplyRows(
    _ type: TensorType, _ w: UnsafeRawPointer?, _ rows: Int64, _ columns: Int64, _ x: In,
    _ xStride: Int64, _ tokens: Int64, _ out: Out, _ outStride: Int64
  ) {
    guard let w, let x, let out else { return }
    let columns = Int(columns)
    let size = type.blockBytes
    var row = [Float](repeating: 0, count: (columns + 15) / 16 * 16)
    for r in 0..<Int(rows) {
      row.withUnsafeMutableBufferPointer {
        Dequantize.row(type, w + r * columns * size, columns, into: $0)
      }
      row.withUnsafeBufferPointer { row in
        guard let row = row.baseAddress else { return }
        for t in 0..<Int(tokens) {
          // Two accumulators, for even and odd runs of 16 columns.
          var a = Lanes()
          var b = Lanes()
          for c in stride(from: 0, to: columns, by: 16) {
            let v = load(x + t * Int(xStride) + c, atMost: columns - c)
            if c % 32 == 0 {
              a = multiplyAdd(load(row + c), v, a)
            } else {
              b = multiplyAdd(load(row + c), v, b)
            }
          }
          out[t * Int(outStride) + r] = sum(a + b)
        }
      }
    }
  }

  /// Quantizes `tokens` rows to 8 bits in blocks of 32; layout in CInferenceKernels.h.
  static func quantize(
    _ x: In, _ xStride: Int64, _ tokens: Int64, _ columns: Int64, _ out: UnsafeMutableRawPointer?
  ) {
    guard let x, let out else { return }
    let n = Int(tokens)
    for t in 0..<n {
      for b in 0..<Int(columns) / 32 {
        let values = x + t * Int(xStride) + b * 32
        let block = out + b * 48 * n
        let low = load(values)
        let high = load(values + 16)
        var most: Float = 0
        for i in 0..<32 where abs(values[i]) > most { most = abs(values[i]) }
        let inverse = most > 0 ? 127 / most : 0
        // A value that is not finite makes the scale NaN, so that it shows in the result.
        let scale = most / 127 + sum(low * 0 + high * 0)
        var sums: (Int32, Int32) = (0, 0)
        for i in 0..<32 {
          let scaled = values[i] * inverse
          let clamped = scaled > -127 ? (scaled < 127 ? scaled : 127) : -127
          let q = Int8(clamped.rounded(.toNearestOrEven))
          block.storeBytes(of: q, toByteOffset: (i / 4 * n + t) * 4 + i % 4, as: Int8.self)
          if i < 16 { sums.0 -= Int32(q) } else { sums.1 -= Int32(q) }
        }
        block.storeBytes(of: scale, toByteOffset: 32 * n + 4 * t, as: Float.self)
        for (i, s) in [sums.0 + sums.1, sums.0, sums.1].enumerated() {
          block.storeBytes(of: s, toByteOffset: 36 * n + 4 * (i * n + t), as: Int32.self)
        }
      }
    }
  }

  /// One block of one token's quantized input.
  struct InputBlock {
    let base: UnsafeRawPointer
    let tokens: Int
    let token: Int

    func four(_ chunk: Int) -> SIMD4<Int8> {
      base.loadUnaligned(fromByteOffset: (chunk * tokens + token) * 4, as: SIMD4<Int8>.self)
    }
    var scale: Float { base.loadUnaligned(fromByteOffset: 32 * tokens + 4 * token, as: Float.self) }
    /// Of all 32 columns (0), of the first 16 (1) or the last 16 (2).
    func negatedSum(_ which: Int) -> Int32 {
      base.loadUnaligned(fromByteOffset: 36 * tokens + 4 * (which * tokens + token), as: Int32.self)
    }
  }

  /// out[t][16 p + i] for row i of panel p, `x` quantized in tiles of 4 tokens.
  static func multiplyPanels(
    _ type: TensorType, _ panels: UnsafeRawPointer?, _ count: Int64, _ blocks: Int64,
    _ x: UnsafeRawPointer?, _ tokens: Int64, _ out: Out, _ outStride: Int64
  ) {
    guard let panels, let x, let out else { return }
    let layout = PanelLayout(type: type, columns: Int(blocks) * 32)
    for p in 0..<Int(count) {
      let panel = panels + p * layout.panelBytes
      for t in 0..<Int(tokens) {
        let first = t / 4 * 4
        let tile = min(4, Int(tokens) - first)
        var a = Lanes()
        for b in 0..<Int(blocks) {
          let input = InputBlock(
            base: x + (first * Int(blocks) + b * tile) * 48, tokens: tile, token: t - first)
          addBlock(layout, panel, b, input, &a)
        }
        store(a, out + t * Int(outStride) + p * 16)
      }
    }
  }

  private static func addBlock(
    _ layout: PanelLayout, _ panel: UnsafeRawPointer, _ b: Int, _ input: InputBlock,
    _ a: inout Lanes
  ) {
    let xScale = input.scale
    for half in 0..<layout.scalesPerBlock {
      let columns = 32 / layout.scalesPerBlock
      var lanes = SIMD16<Int32>()
      var scale = Lanes()
      var minimum = Lanes()
      for row in 0..<16 {
        for c in (half * columns / 4)..<((half + 1) * columns / 4) {
          let four = input.four(c)
          for i in 0..<4 {
            lanes[row] +=
              layout.weight(panel, row: row, column: b * 32 + c * 4 + i)
              * Int32(four[i])
          }
        }
        (scale[row], minimum[row]) = layout.scale(panel, row: row, column: b * 32 + half * 16)
      }
      a = multiplyAdd(Lanes(lanes), scale * xScale, a)
      if layout.hasMinimums {
        let sum = input.negatedSum(layout.scalesPerBlock == 1 ? 0 : 1 + half)
        a = multiplyAdd(Lanes(repeating: Float(sum)), minimum * xScale, a)
      }
    }
  }
}
