import CInferenceKernels

// The network of PlainForward.swift once more, fast: many tokens at a time, the work of each step
// shared among the threads. Shapes are [tokens, values]:
// T tokens of the batch, H query heads, G key-value heads, K the size of a key, V of a value.

extension Engine {
  /// Passes a batch of tokens, at most `batchSize`, through the network, adds their keys and values
  /// to the caches, and returns the logits that the runs want, in their order: [wanted, vocabulary],
  /// valid until the next call.
  func forward(_ runs: [Run]) throws(InferenceError) -> Rows {
    let s = scratch
    let shape = model.shape
    let places = try place(runs)
    let tokens = places.count
    if hasRun { model.packing.advance(pool) }
    hasRun = true
    for (t, place) in places.enumerated() { model.embed(place.token, into: s.x[t]) }
    scale(s.x, by: shape.embeddingScale, tokens)  // x: [T, width]
    watcher?(.states)

    for (number, layer) in model.layers.enumerated() {
      // Attention: every token gathers from the tokens before it.
      var input = rmsNorm(s.x, layer.attentionNorm, into: s.normal, tokens)
      multiply(
        input, tokens,
        [
          (layer.query, s.query),  // query: [T, H * K]
          (layer.key, s.key),  // key: [T, G * K]
          (layer.value, s.value),  // value: [T, G * V]
        ])
      rotateAndStore(layer, number, places, runs)  // into the cache: [position, G, K and V]
      watcher?(.queries(layer: number))
      try attend(number, places, runs)  // attended: [T, H * V]
      multiply(s.attended, tokens, [(layer.output, s.delta)])  // delta: [T, width]
      addDelta(tokens, layer.outputBias, layer.attentionAfterNorm)  // x: [T, width], += delta

      // Feed forward: every token by itself.
      input = rmsNorm(s.x, layer.feedForwardNorm, into: s.normal, tokens)
      gated(input, tokens, layer)  // gate and up: [T, hidden], gate = activation(gate) * up
      multiply(s.gate, tokens, [(layer.down, s.delta)])  // delta: [T, width]
      addDelta(tokens, layer.downBias, layer.feedForwardAfterNorm)  // x: [T, width], += delta
      watcher?(.states)
    }

    // The states whose logits are wanted move to the front.
    let logits = try scores(gatherWanted(runs))  // x: [wanted, width]
    try model.file.bytes.checkIntact()
    return logits
  }

  /// Each of the first states becomes a score for every token of the vocabulary.
  func scores(_ wanted: Int) throws(InferenceError) -> Rows {
    let s = scratch
    let logits = try s.logits(max(wanted, 1))
    if wanted > 0 {
      let input = rmsNorm(s.x, model.outputNorm, into: s.normal, wanted)
      multiply(input, wanted, [(model.output, logits)])  // logits: [wanted, vocabulary]
      finishLogits(logits, wanted)
    }
    return logits
  }
}
