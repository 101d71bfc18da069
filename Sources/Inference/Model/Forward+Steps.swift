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
    var isLong = false
    for (i, run) in runs.enumerated() {
      guard run.tokens.count <= run.cache.capacity - run.cache.count else {
        throw InferenceError(.invalidRequest, "tokens", .noRoom)
      }
      var position = run.cache.count
      for token in run.tokens {
        guard token >= 0, token < model.shape.vocabulary else {
          throw InferenceError(.invalidRequest, "token", .notInVocabulary(token))
        }
        places.append(Place(token: token, run: i, position: position))
        position += 1
      }
      furthest = max(furthest, position)
      isLong = isLong || run.cache.isLong
    }
    guard places.count <= batchSize, !runs.contains(where: { $0.tokens.isEmpty }) else {
      throw InferenceError(.invalidRequest, "batch", .batch(places.count))
    }
    rotaries.extend(to: furthest, long: isLong)
    return places
  }

  /// Calls `work` for tiles of tokens: (first token, count).
  @inline(__always)
  private func eachTile(_ tokens: Int, _ work: (Int, Int) -> Void) {
    let tile = Int(kernels.table.tile)
    pool.run((tokens + tile - 1) / tile) { work($0 * tile, min(tile, tokens - $0 * tile)) }
  }

  /// out = x / sqrt(mean(x^2) + epsilon) * norm, [T, width]; x itself where there is no norm.
  func rmsNorm(_ x: Rows, _ norm: Vector?, into out: Rows, _ tokens: Int) -> Rows {
    guard let norm else { return x }
    eachTile(tokens) { first, count in
      for t in first..<first + count {
        kernels.table.rms_norm(x[t], norm.values, out[t], Int64(norm.count), model.shape.epsilon)
      }
    }
    return out
  }

  /// Chunks to cut `units` of `bytes` in all into: as many for every thread, so that all end
  /// together; none so small that sharing costs more than it saves; several for each thread where
  /// there is enough, so that none waits long for another.
  @inline(__always)
  private func chunks(_ units: Int, bytes: Int, tokens: Int) -> Int {
    let each = min(8, bytes * tokens / (pool.threads * 50_000))
    return pool.threads == 1 || each == 0 ? 1 : min(units, pool.threads * each)
  }

  /// What the matrices are multiplied with: `rows` and, where one of them needs it, their 8-bit form.
  @inline(__always)
  func input(_ rows: Rows, _ tokens: Int, columns: Int, quantized: Bool) -> Matrix.Input {
    if quantized {
      eachTile(tokens) { first, count in
        kernels.table.quantize(
          rows[first], Int64(rows.stride), Int64(count), Int64(columns),
          scratch.quantized + first * columns / 32 * 48)
      }
    }
    return Matrix.Input(rows: rows, quantized: scratch.quantized, tokens: tokens)
  }

  /// Multiplies rows, [T, columns], with some matrices, each into its own rows, [T, rows of the
  /// matrix]; the rows of all matrices together are shared among the threads.
  @inline(__always)
  func multiply(_ rows: Rows, _ tokens: Int, _ products: [(matrix: Matrix, out: Rows)]) {
    var (units, bytes, quantized) = (0, 0, false)
    for (matrix, _) in products {
      units += matrix.units
      bytes += matrix.bytes
      quantized = quantized || matrix.type.isQuantized
    }
    let input = input(
      rows, tokens, columns: products[0].matrix.columns, quantized: quantized)
    let (all, chunks) = (units, chunks(units, bytes: bytes, tokens: tokens))
    pool.run(chunks) { chunk in
      let own = (all * chunk / chunks)..<(all * (chunk + 1) / chunks)
      var first = 0
      for (matrix, out) in products {
        let part = own.clamped(to: first..<first + matrix.units)
        if !part.isEmpty {
          matrix.multiply(
            input, units: part.lowerBound - first..<part.upperBound - first, into: out, kernels)
        }
        first += matrix.units
      }
    }
  }

  /// gate = activation(rows * gate) * (rows * up), [T, hidden]; biases are added before, where there
  /// are any.
  func gated(_ rows: Rows, _ tokens: Int, _ layer: Layer) {
    let s = scratch
    let (gate, up) = (layer.gate, layer.up)
    let units = gate.units
    let input = input(
      rows, tokens, columns: gate.columns,
      quantized: gate.type.isQuantized || up.type.isQuantized)
    let chunks = chunks(units, bytes: gate.bytes + up.bytes, tokens: tokens)
    let activation = model.shape.family.activation
    pool.run(chunks) { chunk in
      let own = (units * chunk / chunks)..<(units * (chunk + 1) / chunks)
      gate.multiply(input, units: own, into: s.gate, kernels)
      up.multiply(input, units: own, into: s.up, kernels)
      let first = own.lowerBound * Matrix.unit
      let count = Int64(min(own.upperBound * Matrix.unit, gate.rows) - first)
      for t in 0..<tokens {
        let (gate, up) = (s.gate[t] + first, s.up[t] + first)
        if let b = layer.gateBias { kernels.table.add(gate, b.values + first, count) }
        if let b = layer.upBias { kernels.table.add(up, b.values + first, count) }
        switch activation {
        case .silu: kernels.table.silu_multiply(gate, up, count)
        case .gelu: kernels.table.gelu_multiply(gate, up, count)
        }
      }
    }
  }

  /// x += delta, [T, width], after the bias, the norm and the scale that a family has there.
  func addDelta(_ tokens: Int, _ bias: Vector?, _ norm: Vector?) {
    let s = scratch
    let width = Int64(model.shape.width)
    if let bias {
      for t in 0..<tokens { kernels.table.add(s.delta[t], bias.values, width) }
    }
    let delta = rmsNorm(s.delta, norm, into: s.delta, tokens)
    scale(delta, by: model.shape.residualScale, tokens)
    for t in 0..<tokens { kernels.table.add(s.x[t], delta[t], width) }
  }

  /// x *= factor, [T, width].
  func scale(_ x: Rows, by factor: Float, _ tokens: Int) {
    guard factor != 1 else { return }
    for t in 0..<tokens { kernels.table.scale(x[t], factor, Int64(model.shape.width)) }
  }

  /// Moves the states of the last tokens of each run, as many as it wants logits for, to the front of
  /// x, counts all as cached, and returns how many were moved.
  func gatherWanted(_ runs: [Run]) -> Int {
    let x = scratch.x
    var (wanted, end) = (0, 0)
    for run in runs {
      end += run.tokens.count
      run.cache.count += run.tokens.count
      for t in end - min(run.logits, run.tokens.count)..<end {
        if wanted != t { x[wanted].update(from: x[t], count: model.shape.width) }
        wanted += 1
      }
    }
    return wanted
  }

  /// Scales and bounds logits as the family has it.
  func finishLogits(_ logits: Rows, _ count: Int) {
    let shape = model.shape
    let vocabulary = Int64(shape.vocabulary)
    for t in 0..<count {
      if shape.logitScale != 1 { kernels.table.scale(logits[t], shape.logitScale, vocabulary) }
      if shape.logitCap > 0 { kernels.table.cap(logits[t], shape.logitCap, vocabulary) }
    }
  }
}
