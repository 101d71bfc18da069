import CInferenceKernels

extension Engine {
  /// Adds biases, normalizes queries and keys where the family does, turns them by their positions,
  /// and puts keys and values in the cache.
  func rotateAndStore(_ layer: Layer, _ number: Int, _ places: [Place], _ runs: [Run]) {
    let s = scratch
    let shape = model.shape
    let hasWindow = shape.windows[number] != nil
    let chunks = places.count < 16 ? 1 : places.count / 8
    pool.run(chunks) { chunk in
      for t in (places.count * chunk / chunks)..<(places.count * (chunk + 1) / chunks) {
        let place = places[t]
        let cache = runs[place.run].cache
        let (query, key, value) = (s.query[t], s.key[t], s.value[t])
        if let b = layer.queryBias { kernels.table.add(query, b.values, Int64(b.count)) }
        if let b = layer.keyBias { kernels.table.add(key, b.values, Int64(b.count)) }
        if let b = layer.valueBias { kernels.table.add(value, b.values, Int64(b.count)) }
        normalize(query, shape.heads * shape.keySize, layer.queryNorm)
        normalize(key, shape.keyValueHeads * shape.keySize, layer.keyNorm)
        if shape.rotates(number) {
          let table = rotaries.table(hasWindow: hasWindow, isLong: cache.isLong)
          table.rotate(
            query, heads: shape.heads, size: shape.keySize, at: place.position,
            halves: shape.family.rotatesHalves)
          table.rotate(
            key, heads: shape.keyValueHeads, size: shape.keySize, at: place.position,
            halves: shape.family.rotatesHalves)
        }
        for h in 0..<shape.keyValueHeads {
          cache.store(
            layer: number, head: h, position: place.position, key: key + h * shape.keySize,
            value: value + h * shape.valueSize)
        }
      }
    }
  }

  /// RMSNorm of each stretch of `count` values that is as long as the norm: a head, or all of them.
  @inline(__always)
  private func normalize(_ x: UnsafeMutablePointer<Float>, _ count: Int, _ norm: Vector?) {
    guard let norm else { return }
    for start in stride(from: 0, to: count, by: norm.count) {
      kernels.table.rms_norm(
        x + start, norm.values, x + start, Int64(norm.count), model.shape.epsilon)
    }
  }

  /// Every query with the keys and values up to its own position, or those of them within the layer's
  /// window: attended [T, H * V].
  func attend(_ number: Int, _ places: [Place], _ runs: [Run]) throws(InferenceError) {
    let shape = model.shape
    var longest = 0
    for place in places { longest = max(longest, place.position + 1) }
    let items = places.count * shape.keyValueHeads
    let work = items * shape.group * longest * (shape.keySize + shape.valueSize)
    let chunks = pool.threads == 1 ? 1 : max(1, min(items, pool.threads * 8, work / 10_000))
    let scores = try scratch.scores(chunks: chunks, positions: longest)
    let scoresStride = 4 * ((longest + 63) / 64 * 64)
    pool.run(chunks) { chunk in
      // Items are head by head, and token by token within a head.
      var item = items * chunk / chunks
      let end = items * (chunk + 1) / chunks
      while item < end {
        let (head, first) = (item / places.count, item % places.count)
        // Up to 4 neighbours of one sequence share each key that is read.
        var count = 1
        while count < 4, item + count < end, first + count < places.count,
          places[first + count].run == places[first].run
        { count += 1 }
        attend(
          number, head, first, count, places[first].position, runs[places[first].run].cache,
          scores + chunk * scoresStride)
        item += count
      }
    }
    if KeyValueCache.lanes(shape) != shape.valueSize { closeGaps(places.count) }
  }

  /// `count` queries of neighbouring tokens with one key-value head, for each head of its group; or,
  /// for a single token, up to 4 heads of the group at a time.
  private func attend(
    _ number: Int, _ head: Int, _ first: Int, _ count: Int, _ position: Int,
    _ cache: KeyValueCache, _ scores: UnsafeMutablePointer<Float>
  ) {
    let s = scratch
    let shape = model.shape
    let lanes = KeyValueCache.lanes(shape)
    let window = shape.windows[number] ?? Int(Int32.max)
    // What no query sees is left out, in whole blocks of the cache.
    let start = max(0, position + 1 - window) / 64 * 64
    let keys = cache.keys(layer: number, head: head) + start * shape.keySize
    let values = cache.values(layer: number, head: head) + start * lanes
    let together = count == 1
    var queryHead = head * shape.group
    let lastHead = queryHead + shape.group
    while queryHead < lastHead {
      let n = together ? min(4, lastHead - queryHead) : count
      // Ends of what each query sees, and of what is out of its window.
      let end = Int64(position + 1 - start)
      let step: Int64 = together ? 0 : 1
      let out = Int64(clamping: position + 1 - start - window)
      var visible = (end, end + step, end + 2 * step, end + 3 * step)
      var hidden = (max(0, out), max(0, out + step), max(0, out + 2 * step), max(0, out + 3 * step))
      withUnsafeBytes(of: &visible) { visible in
        withUnsafeBytes(of: &hidden) { hidden in
          kernels.table.attend(
            s.query[first] + queryHead * shape.keySize,
            Int64(together ? shape.keySize : s.query.stride), Int64(n),
            visible.bindMemory(to: Int64.self).baseAddress,
            hidden.bindMemory(to: Int64.self).baseAddress,
            Int64(shape.keySize), Int64(shape.valueSize), keys, values, shape.attentionScale,
            shape.attentionCap, scores, s.attended[first] + queryHead * lanes,
            Int64(together ? lanes : s.attended.stride))
        }
      }
      queryHead += together ? n : 1
    }
  }

  /// Heads are written 16 lanes at a time; where a value is not a multiple of 16, moves them close.
  private func closeGaps(_ tokens: Int) {
    let shape = model.shape
    let lanes = KeyValueCache.lanes(shape)
    for t in 0..<tokens {
      let row = scratch.attended[t]
      for h in 1..<max(shape.heads, 1) {
        for j in 0..<shape.valueSize { row[h * shape.valueSize + j] = row[h * lanes + j] }
      }
    }
  }
}
