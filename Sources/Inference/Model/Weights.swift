/// The weights of one transformer layer. What a family does not have is nil.
final class Layer: Sendable {
  let attentionNorm, attentionAfterNorm: Vector?
  let query, key, value, output: Matrix
  let queryBias, keyBias, valueBias, outputBias: Vector?
  let queryNorm, keyNorm: Vector?
  let feedForwardNorm, feedForwardAfterNorm: Vector?
  let gate, up, down: Matrix
  let gateBias, upBias, downBias: Vector?

  init(_ number: Int, _ shape: ModelShape, _ loader: WeightLoader) throws(InferenceError) {
    let prefix = "blk.\(number)."
    let family = shape.family
    let (width, hidden) = (shape.width, shape.hidden)
    let queries = shape.heads * shape.keySize
    let keys = shape.keyValueHeads * shape.keySize
    let values = shape.keyValueHeads * shape.valueSize
    func norm(_ name: String, _ count: Int, where has: Bool) throws(InferenceError) -> Vector? {
      has ? try loader.vector(prefix + name + ".weight", count) : nil
    }
    attentionNorm = try norm("attn_norm", width, where: family.normsBefore)
    let joinsKeys = family.joinsMatrices && loader.has(prefix + "attn_qkv.weight")
    let parts = try loader.parts(
      joinsKeys ? prefix + "attn_qkv" : nil, prefix, ["attn_q", "attn_k", "attn_v"],
      rows: [queries, keys, values], columns: width)
    (query, key, value) = (parts[0].matrix, parts[1].matrix, parts[2].matrix)
    (queryBias, keyBias, valueBias) = (parts[0].bias, parts[1].bias, parts[2].bias)
    let each = family.keyNorms == .eachHead
    queryNorm = try norm(
      "attn_q_norm", each ? shape.keySize : queries, where: family.keyNorms != .none)
    keyNorm = try norm("attn_k_norm", each ? shape.keySize : keys, where: family.keyNorms != .none)
    (output, outputBias) = try loader.part(
      prefix + "attn_output", rows: width, columns: shape.heads * shape.valueSize)
    attentionAfterNorm = try norm("post_attention_norm", width, where: family.normsAfter)

    feedForwardNorm = try norm("ffn_norm", width, where: family.normsBefore)
    let joinsGate = family.joinsMatrices && !loader.has(prefix + "ffn_gate.weight")
    let halves = try loader.parts(
      joinsGate ? prefix + "ffn_up" : nil, prefix, ["ffn_gate", "ffn_up"],
      rows: [hidden, hidden], columns: width)
    (gate, up) = (halves[0].matrix, halves[1].matrix)
    (gateBias, upBias) = (halves[0].bias, halves[1].bias)
    (down, downBias) = try loader.part(prefix + "ffn_down", rows: width, columns: hidden)
    feedForwardAfterNorm = try norm("post_ffw_norm", width, where: family.normsAfter)
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
      throw InferenceError(.invalidModel, tensor.name, .damagedValue)
    }
  }
}
