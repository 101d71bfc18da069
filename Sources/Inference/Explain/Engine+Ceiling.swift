extension Engine {
  /// Operations a second that the inner loops reach where nothing has to come from memory: a few rows of
  /// the model's own weights are multiplied over and over, by every thread, with as many tokens as a
  /// batch has. Takes the fastest of some rounds, for about `seconds`.
  /// Throws `.invalidRequest` without memory, and `.cancelled`.
  public func ceiling(seconds: Double = 0.1) throws(InferenceError) -> Double {
    guard let matrix = model.layers.first?.gate else { return 0 }
    warmUp()
    // Small enough for the second cache beside what it is multiplied with.
    let units = max(1, min(matrix.units, matrix.units * 131_072 / max(1, matrix.bytes)))
    let tokens = batchSize
    let stride = units * Matrix.unit
    let memory = try AlignedMemory(bytes: threads * tokens * stride * 4, for: "ceiling")
    for t in 0..<tokens { scratch.normal[t].update(repeating: 1, count: matrix.columns) }
    let input = input(
      scratch.normal, tokens, columns: matrix.columns, quantized: matrix.type.isQuantized)
    let work =
      2 * Double(min(stride, matrix.rows) * matrix.columns) * Double(tokens * threads)
    let end = Machine.now + seconds
    var best = 0.0
    repeat {
      try checkCancelled()
      let start = Machine.now
      pool.run(threads) { thread in
        let out = Rows(values: memory.floats(at: thread * tokens * stride), stride: stride)
        for _ in 0..<4 { matrix.multiply(input, units: 0..<units, into: out, kernels) }
      }
      best = max(best, 4 * work / (Machine.now - start))
    } while Machine.now < end
    return best
  }
}
