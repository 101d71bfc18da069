import CInferenceKernels

extension Engine {
  /// Adds biases, turns queries and keys by their positions, and puts keys and values in the cache.
  func rotateAndStore(_ layer: Layer, _ number: Int, _ places: [Place], _ runs: [Run]) {
    let s = scratch
    let shape = model.shape
    let pairs = rotary.pairs
    let halves = shape.rotatesHalves
    rotary.turns.withUnsafeBufferPointer { turns in
      let base = turns.baseAddress
      pool.run(places.count < 16 ? 1 : places.count / 8) { chunk in
        let chunks = places.count < 16 ? 1 : places.count / 8
        for t in (places.count * chunk / chunks)..<(places.count * (chunk + 1) / chunks) {
          let place = places[t]
          let query = s.query + t * s.queryStride
          let key = s.key + t * s.keyStride
          let value = s.value + t * s.valueStride
          if let b = layer.queryBias { kernels.table.add(query, b.values, Int64(b.count)) }
          if let b = layer.keyBias { kernels.table.add(key, b.values, Int64(b.count)) }
          if let b = layer.valueBias { kernels.table.add(value, b.values, Int64(b.count)) }
          if let base, pairs > 0 {
            let turn = base + place.position * pairs
            for h in 0..<shape.heads {
              RotaryTable.rotate(query + h * shape.keySize, turn, pairs: pairs, halves: halves)
            }
            for h in 0..<shape.keyValueHeads {
              RotaryTable.rotate(key + h * shape.keySize, turn, pairs: pairs, halves: halves)
            }
          }
          let cache = runs[place.run].cache
          for h in 0..<shape.keyValueHeads {
            cache.store(
              layer: number, head: h, position: place.position, key: key + h * shape.keySize,
              value: value + h * shape.valueSize)
          }
        }
      }
    }
  }

  /// Every query with the keys and values up to its own position: attended [T, H * V].
  func attend(_ number: Int, _ places: [Place], _ runs: [Run]) throws(InferenceError) {
    let s = scratch
    let shape = model.shape
    var longest = 0
    for place in places { longest = max(longest, place.position + 1) }
    let items = places.count * shape.keyValueHeads
    let work = items * shape.group * longest * (shape.keySize + shape.valueSize)
    let chunks = pool.threads == 1 ? 1 : max(1, min(items, pool.threads * 8, work / 10_000))
    let scores = try s.scores(chunks: chunks, positions: longest)
    let scoresStride = 4 * ((longest + 63) / 64 * 64)
    pool.run(chunks) { chunk in
      // Items are head by head, and token by token within a head.
      var item = items * chunk / chunks
      let end = items * (chunk + 1) / chunks
      while item < end {
        let head = item / places.count
        let first = item % places.count
        // Up to 4 neighbours of one sequence share each key that is read.
        var count = 1
        while count < 4, item + count < end, first + count < places.count,
          places[first + count].run == places[first].run
        { count += 1 }
        attend(
          number, head, first, count, places, runs[places[first].run].cache,
          scores + chunk * scoresStride)
        item += count
      }
    }
    if KeyValueCache.lanes(shape) != shape.valueSize { closeGaps(places.count) }
  }

  /// `count` queries of neighbouring tokens with one key-value head, for each head of its group; or,
  /// for a single token, up to 4 heads of the group at a time.
  private func attend(
    _ number: Int, _ head: Int, _ first: Int, _ count: Int, _ places: [Place],
    _ cache: KeyValueCache, _ scores: UnsafeMutablePointer<Float>
  ) {
    let s = scratch
    let shape = model.shape
    let lanes = KeyValueCache.lanes(shape)
    let keys = cache.keys(layer: number, head: head)
    let values = cache.values(layer: number, head: head)
    let position = Int64(places[first].position)
    let scale = 1 / Float(shape.keySize).squareRoot()
    let together = count == 1
    var queryHead = head * shape.group
    let lastHead = queryHead + shape.group
    while queryHead < lastHead {
      let n = together ? min(4, lastHead - queryHead) : count
      let step: Int64 = together ? 0 : 1
      var visible = (
        position + 1, position + 1 + step, position + 1 + 2 * step, position + 1 + 3 * step
      )
      withUnsafeBytes(of: &visible) { bytes in
        let visible = bytes.bindMemory(to: Int64.self).baseAddress
        kernels.table.attend(
          s.query + first * s.queryStride + queryHead * shape.keySize,
          Int64(together ? shape.keySize : s.queryStride), Int64(n), visible,
          Int64(shape.keySize), Int64(shape.valueSize), keys, values, scale, scores,
          s.attended + first * s.attendedStride + queryHead * lanes,
          Int64(together ? lanes : s.attendedStride))
      }
      queryHead += together ? n : 1
    }
  }

  /// Heads are written 16 lanes at a time; where a value is not a multiple of 16, moves them close.
  private func closeGaps(_ tokens: Int) {
    let shape = model.shape
    let lanes = KeyValueCache.lanes(shape)
    for t in 0..<tokens {
      let row = scratch.attended + t * scratch.attendedStride
      for h in 1..<max(shape.heads, 1) {
        for j in 0..<shape.valueSize { row[h * shape.valueSize + j] = row[h * lanes + j] }
      }
    }
  }
}
