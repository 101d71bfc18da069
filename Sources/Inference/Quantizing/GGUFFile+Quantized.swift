extension GGUFFile {
  /// The bytes of this file with its matrices stored as `type`, piece by piece, each handed to `write`
  /// as soon as it is made. Norms and biases stay as they are. Where rows do not fit the blocks of a
  /// type, the next larger one that fits is taken; the matrix that makes the logits, which costs more
  /// quality than all others, is Q6_K at least, as llama.cpp's quantizer has it.
  ///
  /// Throws `.invalidRequest` for a type that cannot be written, what `write` throws, and `.cancelled`.
  public func quantize(
    to type: TensorType, isCancelled: () -> Bool = { false },
    write: ([UInt8]) throws(InferenceError) -> Void
  ) throws(InferenceError) {
    guard Quantize.types.contains(type) else {
      throw InferenceError(
        .invalidRequest, "type", .unwritable(type.name, known: Quantize.types.map { $0.name }))
    }
    let types = tensors.map { self.type(of: $0, in: type) }
    var writer = GGUFWriter()
    for (key, range) in keyRanges
    where key != "general.file_type" && key != "general.quantization_version" {
      writer.add(
        raw: UnsafeRawBufferPointer(start: bytes.base + range.lowerBound, count: range.count))
    }
    writer.add("general.quantization_version", UInt32(2))
    for (tensor, type) in zip(tensors, types) {
      writer.add(
        tensor.name, tensor.dimensions, type,
        byteCount: tensor.elements / type.blockSize * type.blockBytes)
    }
    try write(writer.bytes())
    for (tensor, type) in zip(tensors, types) {
      try quantize(tensor, type, isCancelled, write)
      bytes.release(offset: tensor.offset, count: tensor.byteCount)
    }
    try bytes.checkIntact()
  }

  /// How many matrices a file of `type` stores in each type, most first.
  public func storedTypes(in type: TensorType) -> [(type: TensorType, count: Int)] {
    let types = tensors.filter { $0.dimensions.count == 2 }.map { self.type(of: $0, in: type) }
    return Dictionary(types.map { ($0, 1) }, uniquingKeysWith: +)
      .map { (type: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.type.name) < ($0.count, $1.type.name) }
  }

  /// One tensor, some rows at a time, filled up to where the next one begins.
  private func quantize(
    _ tensor: TensorInfo, _ type: TensorType, _ isCancelled: () -> Bool,
    _ write: ([UInt8]) throws(InferenceError) -> Void
  ) throws(InferenceError) {
    var total = 0
    var piece: [UInt8] = []
    var values = [Float](repeating: 0, count: tensor.columns)
    for row in 0..<tensor.rows {
      let from = address(of: tensor) + row * tensor.rowBytes
      if type == tensor.type {
        piece += UnsafeRawBufferPointer(start: from, count: tensor.rowBytes)
      } else {
        values.withUnsafeMutableBufferPointer {
          Dequantize.row(tensor.type, from, tensor.columns, into: $0)
        }
        guard values.allSatisfy({ $0.isFinite }) else {
          throw InferenceError(.invalidModel, tensor.name, .damagedValue)
        }
        piece += Quantize.row(type, values)
      }
      if piece.count > 1 << 20 || row == tensor.rows - 1 {
        if isCancelled() { throw InferenceError(.cancelled, "", .stopped) }
        total += piece.count
        if row == tensor.rows - 1 {
          piece += [UInt8](repeating: 0, count: GGUFWriter.padding(after: total))
        }
        try write(piece)
        piece = []
      }
    }
  }

  /// How a tensor is stored in a file of `type`.
  private func type(of tensor: TensorInfo, in type: TensorType) -> TensorType {
    guard tensor.dimensions.count == 2 else { return tensor.type }
    let makesLogits =
      tensor.name == "output.weight"
      || (tensor.name == "token_embd.weight" && self.tensor("output.weight") == nil)
    var type = type
    if makesLogits, type.isQuantized, type != .q8 { type = .q6K }
    if tensor.columns % type.blockSize != 0 {
      switch type {
      case .q4K: type = .q50
      case .q5K: type = .q51
      default: type = .q8
      }
    }
    return tensor.columns % type.blockSize == 0 ? type : .f16
  }
}
