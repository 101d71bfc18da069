extension Reference {
  /// Attention of some queries with one head of the cache; layout in CInferenceKernels.h.
  static func attend(
    _ q: In, _ qStride: Int64, _ queries: Int64, _ visible: UnsafePointer<Int64>?,
    _ hidden: UnsafePointer<Int64>?, _ keySize: Int64, _ valueSize: Int64, _ k: In, _ v: In,
    _ scale: Float, _ cap: Float, _ scores: Out, _ out: Out, _ outStride: Int64
  ) {
    guard let q, let visible, let hidden, let k, let v, let scores, let out else { return }
    let lanes = (Int(valueSize) + 15) / 16 * 16
    for i in 0..<Int(queries) {
      let count = Int(visible[i])
      let query = q + i * Int(qStride)
      for first in stride(from: 0, to: count, by: 16) {
        var a = Lanes()
        for d in 0..<Int(keySize) {
          let keys = k + (first / 64 * Int(keySize) + d) * 64 + first % 64
          a = multiplyAdd(load(keys), Lanes(repeating: query[d]), a)
        }
        store(a, scores + first)
      }
      if cap > 0 {
        for i in stride(from: 0, to: count, by: 16) {
          store(softCap(load(scores + i) * scale, cap), scores + i)
        }
      }
      let total = soften(scores, Int(hidden[i]), count, cap > 0 ? 1 : scale)
      for j in stride(from: 0, to: lanes, by: 16) {
        var a = Lanes()
        for position in 0..<count {
          a = multiplyAdd(
            load(v + position * lanes + j), Lanes(repeating: scores[position]), a)
        }
        store(a * (1 / total), out + i * Int(outStride) + j)
      }
    }
  }

  /// Turns the scores from `hidden` on into e^(scale * (score - largest)), those before into 0, and
  /// returns their sum.
  private static func soften(
    _ scores: UnsafeMutablePointer<Float>, _ hidden: Int, _ count: Int, _ scale: Float
  ) -> Float {
    var peak = -Float.infinity
    for i in hidden..<count where scores[i] > peak { peak = scores[i] }
    var total = Lanes()
    for i in stride(from: 0, to: count, by: 16) {
      var e = exponential((load(scores + i) - peak) * scale)
      for lane in 0..<16 where i + lane >= count || i + lane < hidden { e[lane] = 0 }
      store(e, scores + i)
      total += e
    }
    return sum(total)
  }
}
