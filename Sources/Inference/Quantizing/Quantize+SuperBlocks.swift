/// Blocks of 256 values whose scales are quantized themselves.
extension Quantize {
  /// Q4_K and Q5_K: 8 parts of 32 values, each with a scale and a minimum of 6 bits.
  static func superBlock(_ x: [Float], bits: Int, _ out: inout [UInt8]) {
    let steps = (1 << bits) - 1
    let fits = (0..<8).map { j in
      let part = Array(x[j * 32..<j * 32 + 32])
      return fit(part, steps: steps, from: bits == 4 ? -1 : -0.5, tries: bits == 4 ? 20 : 15)
    }
    let most = fits.reduce(Float(0)) { max($0, $1.scale) }
    let lowest = fits.reduce(Float(0)) { max($0, $1.minimum) }
    let (inverse, inverseLow) = (most > 0 ? 63 / most : 0, lowest > 0 ? 63 / lowest : 0)
    let scales = fits.map { min(63, nearest(inverse * $0.scale)) }
    let minimums = fits.map { min(63, nearest(inverseLow * $0.minimum)) }
    let (d, dmin) = (half(most / 63), half(lowest / 63))
    append(d, &out)
    append(dmin, &out)
    for j in 0..<4 { out.append(UInt8(scales[j] | (scales[j + 4] >> 4) << 6)) }
    for j in 0..<4 { out.append(UInt8(minimums[j] | (minimums[j + 4] >> 4) << 6)) }
    for j in 4..<8 { out.append(UInt8(scales[j] & 15 | (minimums[j] & 15) << 4)) }

    var q = fits.flatMap { $0.weights }
    for j in 0..<8 {
      let scale = Dequantize.half(d) * Float(scales[j])
      let minimum = Dequantize.half(dmin) * Float(minimums[j])
      guard scale != 0 else { continue }
      for i in j * 32..<j * 32 + 32 {
        q[i] = min(steps, max(0, nearest((x[i] + minimum) / scale)))
      }
    }
    if bits == 5 {
      for i in 0..<32 {
        out.append((0..<8).reduce(UInt8(0)) { $0 | UInt8(q[$1 * 32 + i] >> 4) << UInt8($1) })
      }
    }
    for j in stride(from: 0, to: 256, by: 64) {
      for i in j..<j + 32 { out.append(UInt8(q[i] & 15 | (q[i + 32] & 15) << 4)) }
    }
  }

  /// The scale and minimum (taken off) that bring weights of 0...steps nearest to some values, larger
  /// ones weighing more: tries scales around the obvious one and solves for both each time.
  private static func fit(_ x: [Float], steps: Int, from first: Float, tries: Int)
    -> (scale: Float, minimum: Float, weights: [Int])
  {
    let mean = (x.reduce(0) { $0 + $1 * $1 } / Float(x.count)).squareRoot()
    let weight = x.map { mean + abs($0) }
    var (low, high) = (x[0], x[0])
    var (sumW, sumX) = (weight[0], weight[0] * x[0])
    for i in 1..<x.count {
      (low, high) = (min(low, x[i]), max(high, x[i]))
      sumW += weight[i]
      sumX += weight[i] * x[i]
    }
    low = min(low, 0)
    guard high != low else { return (0, -low, [Int](repeating: 0, count: x.count)) }
    func weights(_ inverse: Float) -> [Int] {
      x.map { max(0, min(steps, nearest(inverse * ($0 - low)))) }
    }
    func error(_ q: [Int], _ scale: Float, _ minimum: Float) -> Float {
      var sum: Float = 0
      for i in x.indices {
        let off = scale * Float(q[i]) + minimum - x[i]
        sum += weight[i] * (off * off)
      }
      return sum
    }
    let obvious = Float(steps) / (high - low)
    var best = (scale: 1 / obvious, minimum: low, weights: weights(obvious))
    var least = error(best.weights, best.scale, best.minimum)
    for step in 0...tries {
      let q = weights((first + 0.1 * Float(step) + Float(steps)) / (high - low))
      var (sumL, sumLL, sumXL): (Float, Float, Float) = (0, 0, 0)
      for i in x.indices {
        let l = Float(q[i])
        sumL += weight[i] * l
        sumLL += weight[i] * l * l
        sumXL += weight[i] * l * x[i]
      }
      let determinant = sumW * sumLL - sumL * sumL
      guard determinant > 0 else { continue }
      var scale = (sumW * sumXL - sumX * sumL) / determinant
      var minimum = (sumLL * sumX - sumL * sumXL) / determinant
      if minimum > 0 { (minimum, scale) = (0, sumXL / sumLL) }
      let found = error(q, scale, minimum)
      if found < least {
        least = found
        best = (scale, minimum, q)
        // As ggml's does, the next tries start from here.
        low = minimum
      }
    }
    return (best.scale, -best.minimum, best.weights)
  }

  /// Q6_K: 16 parts of 16 values, each with a scale of 8 bits.
  static func sixBits(_ x: [Float], _ out: inout [UInt8]) {
    let fits = (0..<16).map { fit(Array(x[$0 * 16..<$0 * 16 + 16])) }
    var largest: Float = 0
    for (scale, _) in fits where abs(scale) > abs(largest) { largest = scale }
    guard abs(largest) >= 1e-15 else {
      out += [UInt8](repeating: 0, count: TensorType.q6K.blockBytes)
      return
    }
    let inverse = -128 / largest
    let d = half(1 / inverse)
    let scales = fits.map { min(127, nearest(inverse * $0.scale)) }
    var q = fits.flatMap { $0.weights }
    for j in 0..<16 {
      let scale = Dequantize.half(d) * Float(scales[j])
      guard scale != 0 else { continue }
      for i in j * 16..<j * 16 + 16 { q[i] = max(-32, min(31, nearest(x[i] / scale))) + 32 }
    }
    for half in [0, 128] {
      for i in half..<half + 64 { out.append(UInt8(q[i] & 15 | (q[i + 64] & 15) << 4)) }
    }
    for half in [0, 128] {
      for i in half..<half + 32 {
        let high = (0..<4).reduce(0) { $0 | (q[i + $1 * 32] >> 4) << ($1 * 2) }
        out.append(UInt8(high))
      }
    }
    for scale in scales { out.append(UInt8(bitPattern: Int8(clamping: scale))) }
    append(d, &out)
  }

  /// The scale that brings weights of -32..<32 nearest to some values, larger ones weighing more; the
  /// weights with 32 added.
  private static func fit(_ x: [Float]) -> (scale: Float, weights: [Int]) {
    var largest: Float = 0
    for v in x where abs(v) > abs(largest) { largest = v }
    guard abs(largest) >= 1e-15 else { return (0, [Int](repeating: 0, count: x.count)) }
    func sums(_ inverse: Float) -> (q: [Int], xl: Float, ll: Float) {
      let q = x.map { max(-32, min(31, nearest(inverse * $0))) }
      var (xl, ll): (Float, Float) = (0, 0)
      for i in x.indices {
        let w = x[i] * x[i]
        xl += w * x[i] * Float(q[i])
        ll += w * Float(q[i]) * Float(q[i])
      }
      return (q, xl, ll)
    }
    var found = sums(-32 / largest)
    var scale = found.ll != 0 ? found.xl / found.ll : 0
    var best = scale * found.xl
    for step in -9...9 where step != 0 {
      let other = sums(-(32 + 0.1 * Float(step)) / largest)
      if other.ll > 0, other.xl * other.xl > best * other.ll {
        found = other
        scale = other.xl / other.ll
        best = scale * other.xl
      }
    }
    return (scale, found.q.map { $0 + 32 })
  }
}
