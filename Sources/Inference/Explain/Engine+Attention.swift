#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Engine {
  /// How much of what each token gathers comes from which token, in one head of one layer: for each
  /// token a share of every token up to it, together 1.
  /// - Parameters:
  ///   - tokens: what the model reads, 1 to the length of its context.
  ///   - layer: from 0.
  ///   - head: of the queries, from 0.
  /// - Throws: `.invalidRequest` where there is no such layer or head, `.notFinite`, and
  ///   `.cancelled` where `isCancelled` says so.
  public func attention(
    of tokens: [Int], layer: Int, head: Int
  ) throws(InferenceError) -> [[Double]] {
    let shape = model.shape
    guard (0..<shape.layers).contains(layer) else {
      throw InferenceError(
        .invalidRequest, "layer", .outside(1, Double(shape.layers), found: Double(layer) + 1))
    }
    guard (0..<shape.heads).contains(head) else {
      throw InferenceError(
        .invalidRequest, "head", .outside(1, Double(shape.heads), found: Double(head) + 1))
    }
    var queries: [[Float]] = []
    var keys: [[Float]] = []
    let size = shape.keySize
    let count = tokens.count
    try feed(tokens, atMost: batchSize) { [scratch, batchSize] first, _, moment in
      guard case .queries(layer: layer) = moment else { return }
      for t in 0..<min(batchSize, count - first) {
        let query = scratch.query[t] + head * size
        let key = scratch.key[t] + head / shape.group * size
        queries.append(Array(UnsafeBufferPointer(start: query, count: size)))
        keys.append(Array(UnsafeBufferPointer(start: key, count: size)))
      }
    }
    var shares: [[Double]] = []
    for (position, query) in queries.enumerated() {
      let first = max(0, position + 1 - (shape.windows[layer] ?? Int.max))
      let scores = keys[first...position].map { key in
        let dot = zip(query, key).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        let score = dot * Double(shape.attentionScale)
        let cap = Double(shape.attentionCap)
        return cap > 0 ? cap * tanh(score / cap) : score
      }
      let peak = scores.max() ?? 0
      let weights = scores.map { exp($0 - peak) }
      let total = weights.reduce(0, +)
      guard total.isFinite, total > 0 else {
        throw InferenceError(.notFinite, "attention", .notFinite)
      }
      shares.append([Double](repeating: 0, count: first) + weights.map { $0 / total })
    }
    return shares
  }
}
