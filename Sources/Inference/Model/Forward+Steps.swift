import CInferenceKernels

/// The steps of `forward`, each shared among the threads.
extension Engine {
  /// Where a token of the batch belongs.
  struct Place {
    var token: Int
    var run: Int
    var position: Int
  }

  /// Checks a batch and lays its tokens out one after another.
  func place(_ runs: [Run]) throws(InferenceError) -> [Place] {
    var places: [Place] = []
    places.reserveCapacity(runs.reduce(0) { $0 + $1.tokens.count })
    var furthest = 0
    for (i, run) in runs.enumerated() {
      guard run.tokens.count <= run.cache.capacity - run.cache.count else {
        throw InferenceError(.invalidRequest, "tokens", "the sequence has no room for more.")
      }
      var position = run.cache.count
      for token in run.tokens {
        guard token >= 0, token < model.shape.vocabulary else {
          throw InferenceError(.invalidRequest, "token", "\(token) is not in the vocabulary.")
        }
        places.append(Place(token: token, run: i, position: position))
        position += 1
      }
      furthest = max(furthest, position)
    }
    guard places.count <= batchSize, !runs.contains(where: { $0.tokens.isEmpty }) else {
      throw InferenceError(.invalidRequest, "batch", "holds \(places.count) tokens.")
    }
    rotary.extend(to: furthest)
    return places
  }

  /// Calls `work` for tiles of tokens: (first token, count).
  @inline(__always)
  private func eachTile(_ tokens: Int, _ work: (Int, Int) -> Void) {
    let tile = Int(kernels.table.tile)
    pool.run((tokens + tile - 1) / tile) { work($0 * tile, min(tile, tokens - $0 * tile)) }
  }

  /// RMSNorm of x, [T, width], and its 8-bit form where one of the matrices needs it.
  func normalize(
    _ norm: Vector, _ tokens: Int, _ a: Matrix, _ b: Matrix? = nil, _ c: Matrix? = nil
  ) -> Matrix.Input {
    let s = scratch
    let width = Int64(model.shape.width)
    let eight = a.type.isQuantized || b?.type.isQuantized == true || c?.type.isQuantized == true
    eachTile(tokens) { first, count in
      for t in first..<first + count {
        kernels.table.rms_norm(
          s.x + t * s.widthStride, norm.values, s.normal + t * s.widthStride, width,
          model.shape.epsilon)
      }
      if eight {
        kernels.table.quantize(
          s.normal + first * s.widthStride, Int64(s.widthStride), Int64(count), width,
          s.quantized + first * Int(width) / 32 * 48)
      }
    }
    return Matrix.Input(
      values: s.normal, stride: s.widthStride, quantized: s.quantized, tokens: tokens)
  }

  /// The 8-bit form of `values` where the matrix needs it.
  func quantize(
    _ values: UnsafeMutablePointer<Float>, _ stride: Int, _ tokens: Int, _ matrix: Matrix
  ) -> Matrix.Input {
    let s = scratch
    if matrix.type.isQuantized {
      eachTile(tokens) { first, count in
        kernels.table.quantize(
          values + first * stride, Int64(stride), Int64(count), Int64(matrix.columns),
          s.quantized + first * matrix.columns / 32 * 48)
      }
    }
    return Matrix.Input(values: values, stride: stride, quantized: s.quantized, tokens: tokens)
  }

  /// Chunks to cut `units` of `bytes` in all into: as many for every thread, so that all end
  /// together; none so small that sharing costs more than it saves; several for each thread where
  /// there is enough, so that none waits long for another.
  @inline(__always)
  private func chunks(_ units: Int, bytes: Int, tokens: Int) -> Int {
    let each = min(8, bytes * tokens / (pool.threads * 50_000))
    return pool.threads == 1 || each == 0 ? 1 : min(units, pool.threads * each)
  }

  /// Multiplies with one, two or three matrices; their rows are shared among the threads together.
  @inline(__always)
  func multiply(
    _ input: Matrix.Input, _ a: Matrix, _ aOut: UnsafeMutablePointer<Float>, _ aStride: Int,
    _ b: Matrix? = nil, _ bOut: UnsafeMutablePointer<Float>? = nil, _ bStride: Int = 0,
    _ c: Matrix? = nil, _ cOut: UnsafeMutablePointer<Float>? = nil, _ cStride: Int = 0
  ) {
    let aEnd = a.units
    let bEnd = aEnd + (b?.units ?? 0)
    let cEnd = bEnd + (c?.units ?? 0)
    let bytes = a.bytes + (b?.bytes ?? 0) + (c?.bytes ?? 0)
    let chunks = chunks(cEnd, bytes: bytes, tokens: input.tokens)
    pool.run(chunks) { chunk in
      let units = (cEnd * chunk / chunks)..<(cEnd * (chunk + 1) / chunks)
      let own = units.clamped(to: 0..<aEnd)
      if !own.isEmpty { a.multiply(input, units: own, out: aOut, outStride: aStride, kernels) }
      if let b, let bOut {
        let own = units.clamped(to: aEnd..<bEnd)
        if !own.isEmpty {
          b.multiply(
            input, units: own.lowerBound - aEnd..<own.upperBound - aEnd, out: bOut,
            outStride: bStride, kernels)
        }
      }
      if let c, let cOut {
        let own = units.clamped(to: bEnd..<cEnd)
        if !own.isEmpty {
          c.multiply(
            input, units: own.lowerBound - bEnd..<own.upperBound - bEnd, out: cOut,
            outStride: cStride, kernels)
        }
      }
    }
  }

  /// gate = silu(x * gate) * (x * up), [T, hidden]; biases are added before, where there are any.
  func gated(_ input: Matrix.Input, _ layer: Layer) {
    let s = scratch
    let (gate, up) = (layer.gate, layer.up)
    let units = gate.units
    let chunks = chunks(units, bytes: gate.bytes + up.bytes, tokens: input.tokens)
    pool.run(chunks) { chunk in
      let own = (units * chunk / chunks)..<(units * (chunk + 1) / chunks)
      gate.multiply(input, units: own, out: s.gate, outStride: s.hiddenStride, kernels)
      up.multiply(input, units: own, out: s.up, outStride: s.hiddenStride, kernels)
      let first = own.lowerBound * Matrix.unit
      let count = Int64(min(own.upperBound * Matrix.unit, gate.rows) - first)
      for t in 0..<input.tokens {
        let at = t * s.hiddenStride + first
        if let b = layer.gateBias { kernels.table.add(s.gate + at, b.values + first, count) }
        if let b = layer.upBias { kernels.table.add(s.up + at, b.values + first, count) }
        kernels.table.silu_multiply(s.gate + at, s.up + at, count)
      }
    }
  }

  /// x += delta (+ bias).
  func addDelta(_ tokens: Int, bias: Vector?) {
    let s = scratch
    let width = Int64(model.shape.width)
    for t in 0..<tokens {
      kernels.table.add(s.x + t * s.widthStride, s.delta + t * s.widthStride, width)
      if let bias { kernels.table.add(s.x + t * s.widthStride, bias.values, width) }
    }
  }
}
