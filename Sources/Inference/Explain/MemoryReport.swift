/// Where a model's memory goes, in bytes.
public struct MemoryReport: Sendable, Equatable {
  /// The weights as they are in the file.
  public var weightsInFile: Int
  /// Matrices laid out for the kernels; the file's own pages are given back.
  public var repacked: Int
  /// Weights used in place in the mapped file: the embedding, a row for each token.
  public var mapped: Int
  /// Keys and values of one token, in all layers.
  public var cachePerToken: Int
  /// Working memory of an engine, whatever the length of a text.
  public var activations: Int

  /// Bytes held while the cache has this many tokens, over all sequences.
  public func total(cachedTokens: Int) -> Int {
    repacked + mapped + activations + cachePerToken * cachedTokens
  }
}

/// The work that one token takes in decode.
public struct TokenCost: Sendable, Equatable {
  /// Floating-point operations: two for each weight, and attention's with the tokens before.
  public var flops: Double
  /// Bytes of weights that are read.
  public var weightBytes: Double
  /// Bytes of keys and values that are read.
  public var cacheBytes: Double

  /// Bytes read in all.
  public var bytes: Double { weightBytes + cacheBytes }
  /// Operations for each byte read: far below what a processor could do, so memory is the limit.
  public var intensity: Double { flops / bytes }
}

extension Model {
  /// Memory by part; `batchSize` as given to the engine.
  public func memory(batchSize: Int = 64) -> MemoryReport {
    MemoryReport(
      weightsInFile: file.tensors.reduce(0) { $0 + $1.byteCount },
      repacked: matrices.reduce(0) { $0 + $1.bytes }, mapped: embedding.byteCount,
      cachePerToken: KeyValueCache.bytesPerToken(shape),
      activations: Scratch.bytes(shape, tokens: batchSize))
  }

  /// The work of one token with `context` tokens before it.
  public func cost(context: Int) -> TokenCost {
    let weights = matrices.reduce(0.0) { $0 + Double($1.rows) * Double($1.columns) }
    let attention =
      Double(context) * Double(shape.layers * shape.heads) * Double(shape.keySize + shape.valueSize)
    return TokenCost(
      flops: 2 * (weights + attention), weightBytes: matrices.reduce(0.0) { $0 + Double($1.bytes) },
      cacheBytes: Double(context) * Double(KeyValueCache.bytesPerToken(shape)))
  }

  /// Weights in all, norms and biases included.
  public var parameters: Int { file.tensors.reduce(0) { $0 + $1.elements } }
}
