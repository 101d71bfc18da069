extension Reference {
  /// Attention of some queries with one head of the cache; layout in CInferenceKernels.h.
  static func attend(
    _ q: In, _ qStride: Int64, _ queries: Int64, _ visible: UnsafePointer<Int64>?,
    _ keySize: Int64, _ valueSize: Int64, _ k: In, _ v: In, _ scale: Float, _ scores: Out,
    _ out: Out, _ outStride: Int64
  ) {
    guard let q, let visible, let k, let v, let scores, let out else { return }
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
      let total = soften(scores, count, scale)
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

  /// Turns scores into e^(scale * (score - largest)) and returns their sum.
  private static func soften(
    _ scores: UnsafeMutablePointer<Float>, _ count: Int, _ scale: Float
  ) -> Float {
    var peak = -Float.infinity
    for i in 0..<count where scores[i] > peak { peak = scores[i] }
    var total = Lanes()
    for i in stride(from: 0, to: count, by: 16) {
      var e = exponential((load(scores + i) - peak) * scale)
      for lane in 0..<16 where i + lane >= count { e[lane] = 0 }
      store(e, scores + i)
      total += e
    }
    return sum(total)
  }
}
