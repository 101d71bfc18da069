/// The weights of one transformer layer.
final class Layer: Sendable {
  let attentionNorm: Vector
  let query, key, value, output: Matrix
  let queryBias, keyBias, valueBias, outputBias: Vector?
  let feedForwardNorm: Vector
  let gate, up, down: Matrix
  let gateBias, upBias, downBias: Vector?

  init(_ number: Int, _ shape: ModelShape, _ loader: WeightLoader) throws(InferenceError) {
    let prefix = "blk.\(number)."
    let queries = shape.heads * shape.keySize
    let keys = shape.keyValueHeads * shape.keySize
    let values = shape.keyValueHeads * shape.valueSize
    attentionNorm = try loader.vector(prefix + "attn_norm.weight", shape.width)
    query = try loader.matrix(prefix + "attn_q.weight", rows: queries, columns: shape.width)
    key = try loader.matrix(prefix + "attn_k.weight", rows: keys, columns: shape.width)
    value = try loader.matrix(prefix + "attn_v.weight", rows: values, columns: shape.width)
    output = try loader.matrix(
      prefix + "attn_output.weight", rows: shape.width, columns: shape.heads * shape.valueSize)
    queryBias = try loader.vectorIfPresent(prefix + "attn_q.bias", queries)
    keyBias = try loader.vectorIfPresent(prefix + "attn_k.bias", keys)
    valueBias = try loader.vectorIfPresent(prefix + "attn_v.bias", values)
    outputBias = try loader.vectorIfPresent(prefix + "attn_output.bias", shape.width)
    feedForwardNorm = try loader.vector(prefix + "ffn_norm.weight", shape.width)
    gate = try loader.matrix(prefix + "ffn_gate.weight", rows: shape.hidden, columns: shape.width)
    up = try loader.matrix(prefix + "ffn_up.weight", rows: shape.hidden, columns: shape.width)
    down = try loader.matrix(prefix + "ffn_down.weight", rows: shape.width, columns: shape.hidden)
    gateBias = try loader.vectorIfPresent(prefix + "ffn_gate.bias", shape.hidden)
    upBias = try loader.vectorIfPresent(prefix + "ffn_up.bias", shape.hidden)
    downBias = try loader.vectorIfPresent(prefix + "ffn_down.bias", shape.width)
  }

  var matrices: [Matrix] { [query, key, value, output, gate, up, down] }
}

/// A row of floats: a norm's weights or a bias.
final class Vector: @unchecked Sendable {
  let count: Int
  private let memory: AlignedMemory
  let values: UnsafePointer<Float>

  init(_ tensor: TensorInfo, of file: GGUFFile) throws(InferenceError) {
    count = tensor.elements
    memory = try AlignedMemory(bytes: count * 4, for: tensor.name)
    values = UnsafePointer(memory.floats())
    let out = UnsafeMutableBufferPointer(start: memory.floats(), count: count)
    Dequantize.row(tensor.type, file.address(of: tensor), count, into: out)
    for value in out where !value.isFinite {
      throw InferenceError(.invalidModel, tensor.name, "holds a value that is not finite.")
    }
  }
}

/// Finds tensors by name and checks their shapes.
struct WeightLoader {
  let file: GGUFFile
  let pool: ThreadPool
  let arena: Arena
  let isCancelled: () -> Bool

  func tensor(_ name: String, _ dimensions: [Int]) throws(InferenceError) -> TensorInfo {
    guard let tensor = file.tensor(name) else {
      throw InferenceError(.invalidModel, name, "the tensor is missing.")
    }
    var actual = tensor.dimensions
    while actual.count > dimensions.count, actual.last == 1 { actual.removeLast() }
    guard actual == dimensions else {
      throw InferenceError(
        .invalidModel, name,
        "is \(actual.map(String.init).joined(separator: " × ")); "
          + "\(dimensions.map(String.init).joined(separator: " × ")) is needed.")
    }
    return tensor
  }

  func matrix(_ name: String, rows: Int, columns: Int) throws(InferenceError) -> Matrix {
    if isCancelled() { throw InferenceError(.cancelled, "", "Loading was stopped.") }
    return try Matrix(try tensor(name, [columns, rows]), of: file, pool: pool, arena: arena)
  }

  func vector(_ name: String, _ count: Int) throws(InferenceError) -> Vector {
    try Vector(try tensor(name, [count]), of: file)
  }

  func vectorIfPresent(_ name: String, _ count: Int) throws(InferenceError) -> Vector? {
    file.tensor(name) == nil ? nil : try vector(name, count)
  }
}
