/// The keys and values of one sequence: what decoding need not compute again.
///
/// Keys of a head are [position / 64][key size][64], so that scores of many positions are computed
/// side by side; values are [position][value size rounded up to 16].
final class KeyValueCache {
  /// Positions there is room for, a multiple of 64.
  let capacity: Int
  /// Whether the sequence may outgrow what the model was first trained to look back on.
  let isLong: Bool
  /// Positions filled.
  var count = 0
  private let shape: ModelShape
  private let memory: AlignedMemory
  private let valueStart: Int
  private let keysPerHead: Int
  private let valuesPerHead: Int

  /// Floats of a value in the cache.
  static func lanes(_ shape: ModelShape) -> Int { (shape.valueSize + 15) / 16 * 16 }

  /// Bytes that each token takes, in all layers.
  static func bytesPerToken(_ shape: ModelShape) -> Int {
    shape.layers * shape.keyValueHeads * (shape.keySize + lanes(shape)) * 4
  }

  /// Room for `capacity` tokens, rounded up. Throws `.invalidRequest` without memory.
  /// - Parameter isLong: nil where the room decides.
  init(_ shape: ModelShape, capacity: Int, isLong: Bool? = nil) throws(InferenceError) {
    self.shape = shape
    self.isLong = isLong ?? (capacity > shape.originalContext)
    self.capacity = Self.rounded(capacity)
    keysPerHead = self.capacity * shape.keySize
    valuesPerHead = self.capacity * Self.lanes(shape)
    valueStart = shape.layers * shape.keyValueHeads * keysPerHead
    let (bytes, overflow) = Self.bytesPerToken(shape).multipliedReportingOverflow(by: self.capacity)
    guard !overflow else {
      throw InferenceError(.invalidRequest, "tokens", .tooManyForCache(capacity))
    }
    memory = try AlignedMemory(bytes: bytes, for: "key-value cache")
  }

  private static func rounded(_ capacity: Int) -> Int { (max(capacity, 1) + 63) / 64 * 64 }

  /// Bytes reserved.
  var bytes: Int { memory.count }

  /// Bytes that the positions filled need.
  var fittedBytes: Int { Self.bytesPerToken(shape) * Self.rounded(count) }

  /// The same without room for more: a copy where there is some. Throws `.invalidRequest` without memory.
  func fitted() throws(InferenceError) -> KeyValueCache {
    guard Self.rounded(count) < capacity else { return self }
    let copy = try KeyValueCache(shape, capacity: count, isLong: isLong)
    copy.copy(count, from: self)
    return copy
  }

  @inline(__always)
  func keys(layer: Int, head: Int) -> UnsafeMutablePointer<Float> {
    memory.floats(at: (layer * shape.keyValueHeads + head) * keysPerHead)
  }

  @inline(__always)
  func values(layer: Int, head: Int) -> UnsafeMutablePointer<Float> {
    memory.floats(at: valueStart + (layer * shape.keyValueHeads + head) * valuesPerHead)
  }

  /// Takes over the first `count` positions of another cache of the same model.
  func copy(_ count: Int, from other: KeyValueCache) {
    let lanes = Self.lanes(shape)
    for layer in 0..<shape.layers {
      for head in 0..<shape.keyValueHeads {
        keys(layer: layer, head: head).update(
          from: other.keys(layer: layer, head: head),
          count: (count + 63) / 64 * 64 * shape.keySize)
        values(layer: layer, head: head).update(
          from: other.values(layer: layer, head: head), count: count * lanes)
      }
    }
    self.count = count
  }

  /// Stores a token's key and value of one head.
  @inline(__always)
  func store(
    layer: Int, head: Int, position: Int, key: UnsafePointer<Float>, value: UnsafePointer<Float>
  ) {
    let k = keys(layer: layer, head: head) + position / 64 * shape.keySize * 64 + position % 64
    for d in 0..<shape.keySize { k[d * 64] = key[d] }
    let v = values(layer: layer, head: head) + position * Self.lanes(shape)
    v.update(from: value, count: shape.valueSize)
  }
}
