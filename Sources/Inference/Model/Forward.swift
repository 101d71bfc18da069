import CInferenceKernels

// The network, top to bottom. Shapes are [tokens, values]:
// T tokens of the batch, H query heads, G key-value heads, K the size of a key, V of a value.

extension Engine {
  /// Passes a batch of tokens, at most `batchSize`, through the network, adds their keys and values
  /// to the caches, and returns the logits after each run that wants them: [runs, vocabulary] with
  /// rows `scratch.logitsStride` apart, valid until the next call.
  func forward(_ runs: [Run]) throws(InferenceError) -> UnsafeMutablePointer<Float> {
    let s = scratch
    let shape = model.shape
    let places = try place(runs)
    let tokens = places.count
    for (t, place) in places.enumerated() {
      model.embed(place.token, into: s.x + t * s.widthStride)  // x: [T, width]
    }
    for number in 0..<shape.layers {
      let layer = model.layers[number]

      // Attention: every token gathers from the tokens before it.
      var input = normalize(layer.attentionNorm, tokens, layer.query, layer.key, layer.value)
      multiply(
        input, layer.query, s.query, s.queryStride,  // query: [T, H * K]
        layer.key, s.key, s.keyStride,  // key: [T, G * K]
        layer.value, s.value, s.valueStride)  // value: [T, G * V]
      rotateAndStore(layer, number, places, runs)  // into the cache: [position, G, K and V]
      try attend(number, places, runs)  // attended: [T, H * V]
      input = quantize(s.attended, s.attendedStride, tokens, layer.output)
      multiply(input, layer.output, s.delta, s.widthStride)  // delta: [T, width]
      addDelta(tokens, bias: layer.outputBias)  // x: [T, width], += delta

      // Feed forward: every token by itself.
      input = normalize(layer.feedForwardNorm, tokens, layer.gate, layer.up)
      gated(input, layer)  // gate and up: [T, hidden], gate = silu(gate) * up
      input = quantize(s.gate, s.hiddenStride, tokens, layer.down)
      multiply(input, layer.down, s.delta, s.widthStride)  // delta: [T, width]
      addDelta(tokens, bias: layer.downBias)  // x: [T, width], += delta
    }

    // The last token of each run whose logits are wanted moves to the front: x: [wanted, width].
    var wanted = 0
    var end = 0
    for run in runs {
      end += run.tokens.count
      run.cache.count += run.tokens.count
      guard run.wantsLogits else { continue }
      if wanted != end - 1 {
        (s.x + wanted * s.widthStride).update(
          from: s.x + (end - 1) * s.widthStride, count: shape.width)
      }
      wanted += 1
    }

    // Its state becomes a score for every token of the vocabulary.
    let logits = try s.logits(max(wanted, 1))
    if wanted > 0 {
      let input = normalize(model.outputNorm, wanted, model.output)
      multiply(input, model.output, logits, s.logitsStride)  // logits: [wanted, vocabulary]
    }
    try model.file.bytes.checkIntact()
    return logits
  }
}
