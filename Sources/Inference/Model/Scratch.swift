/// Working memory of a pass, allocated once. Rows are padded to whole units of 16 floats.
final class Scratch {
  let tokens: Int
  let x, normal, delta, query, key, value, attended, gate, up: Rows
  let logitsStride: Int
  /// The 8-bit form of what is multiplied next.
  let quantized: UnsafeMutableRawPointer
  private let memory: AlignedMemory
  private var logitsMemory: AlignedMemory
  private var scoresMemory: AlignedMemory

  /// Bytes that a pass of `tokens` needs, scores of attention apart.
  static func bytes(_ shape: ModelShape, tokens: Int) -> Int {
    let strides = strides(shape)
    return strides.floats.reduce(0, +) * tokens * 4 + strides.widest * 2 * tokens
      + strides.logits * 4
  }

  private static func strides(_ shape: ModelShape) -> (floats: [Int], widest: Int, logits: Int) {
    func padded(_ n: Int) -> Int { (n + 15) / 16 * 16 }
    let width = padded(shape.width)
    let query = padded(shape.heads * shape.keySize)
    let key = padded(shape.keyValueHeads * shape.keySize)
    let value = padded(shape.keyValueHeads * shape.valueSize)
    let attended = shape.heads * padded(shape.valueSize)
    let hidden = padded(shape.hidden)
    return (
      [width, width, width, query, key, value, attended, hidden, hidden],
      max(width, attended, hidden), padded(shape.vocabulary)
    )
  }

  init(_ shape: ModelShape, tokens: Int) throws(InferenceError) {
    let (floats, widest, logits) = Self.strides(shape)
    self.tokens = tokens
    logitsStride = logits
    let all = floats.reduce(0, +) * tokens
    // 48 bytes for each 32 values.
    memory = try AlignedMemory(bytes: all * 4 + widest * 2 * tokens, for: "working memory")
    var parts: [Rows] = []
    var at = 0
    for stride in floats {
      parts.append(Rows(values: memory.floats(at: at), stride: stride))
      at += stride * tokens
    }
    (x, normal, delta) = (parts[0], parts[1], parts[2])
    (query, key, value) = (parts[3], parts[4], parts[5])
    (attended, gate, up) = (parts[6], parts[7], parts[8])
    quantized = memory.base + all * 4
    logitsMemory = try AlignedMemory(bytes: logits * 4, for: "logits")
    scoresMemory = try AlignedMemory(bytes: 64, for: "scores")
  }

  /// Room for the logits of `count` sequences.
  func logits(_ count: Int) throws(InferenceError) -> Rows {
    if logitsMemory.count < count * logitsStride * 4 {
      logitsMemory = try AlignedMemory(bytes: count * logitsStride * 4, for: "logits")
    }
    return Rows(values: logitsMemory.floats(), stride: logitsStride)
  }

  /// Room for `chunks` times 4 queries' scores with `positions`, rounded up to 64.
  func scores(chunks: Int, positions: Int) throws(InferenceError) -> UnsafeMutablePointer<Float> {
    let needed = chunks * 4 * ((positions + 63) / 64 * 64) * 4
    if scoresMemory.count < needed {
      scoresMemory = try AlignedMemory(bytes: needed * 2, for: "scores")
    }
    return scoresMemory.floats()
  }
}
