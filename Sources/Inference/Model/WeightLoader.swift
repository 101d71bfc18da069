/// Finds tensors by name, checks their shapes, and remembers which were asked for.
final class WeightLoader {
  let file: GGUFFile
  private let pool: ThreadPool
  private let arena: Arena
  private let isCancelled: () -> Bool
  private var used: Set<String> = []

  /// `parts`: into how many matrices a tensor may be cut.
  init(
    _ file: GGUFFile, pool: ThreadPool, parts: Int, isCancelled: @escaping () -> Bool
  ) throws(InferenceError) {
    self.file = file
    self.pool = pool
    self.isCancelled = isCancelled
    arena = try Arena(bytes: file.tensors.reduce(0) { $0 + Matrix.bytes($1, parts: parts) })
  }

  func has(_ name: String) -> Bool { file.tensor(name) != nil }

  func tensor(_ name: String, _ dimensions: [Int]) throws(InferenceError) -> TensorInfo {
    guard let tensor = file.tensor(name) else {
      throw InferenceError(.invalidModel, name, .missingTensor)
    }
    used.insert(name)
    var actual = tensor.dimensions
    while actual.count > dimensions.count, actual.last == 1 { actual.removeLast() }
    guard actual == dimensions else {
      throw InferenceError(.invalidModel, name, .shape(actual, needed: dimensions))
    }
    return tensor
  }

  func matrix(_ name: String, rows: Int, columns: Int) throws(InferenceError) -> Matrix {
    try matrix(try tensor(name, [columns, rows]))
  }

  private func matrix(_ tensor: TensorInfo) throws(InferenceError) -> Matrix {
    if isCancelled() { throw InferenceError(.cancelled, "", .stopped) }
    return try Matrix(tensor, of: file, pool: pool, arena: arena)
  }

  func vector(_ name: String, _ count: Int) throws(InferenceError) -> Vector {
    try Vector(try tensor(name, [count]), of: file)
  }

  func vectorIfPresent(_ name: String, _ count: Int) throws(InferenceError) -> Vector? {
    has(name) ? try vector(name, count) : nil
  }

  typealias Part = (matrix: Matrix, bias: Vector?)

  /// A matrix with its bias, if it has one.
  func part(_ name: String, rows: Int, columns: Int) throws(InferenceError) -> Part {
    (
      try matrix(name + ".weight", rows: rows, columns: columns),
      try vectorIfPresent(name + ".bias", rows)
    )
  }

  /// Matrices that stand one upon another in the file as `joined`, or each by itself where it is nil.
  func parts(
    _ joined: String?, _ prefix: String, _ names: [String], rows: [Int], columns: Int
  ) throws(InferenceError) -> [Part] {
    var result: [Part] = []
    guard let joined else {
      for (name, rows) in zip(names, rows) {
        result.append(try part(prefix + name, rows: rows, columns: columns))
      }
      return result
    }
    let all = rows.reduce(0, +)
    let matrices = try tensor(joined + ".weight", [columns, all])
    let bias = has(joined + ".bias") ? try tensor(joined + ".bias", [all]) : nil
    var first = 0
    for count in rows {
      result.append(
        (
          try matrix(matrices.part(first, count)),
          try bias.map { bias throws(InferenceError) in
            try Vector(bias.part(first, count), of: file)
          }
        ))
      first += count
    }
    return result
  }

  /// Throws `.unsupported` for a tensor that nobody asked for: it would change what the model says.
  func checkAllUsed() throws(InferenceError) {
    for tensor in file.tensors where !used.contains(tensor.name) {
      throw InferenceError(.unsupported, tensor.name, .notUnderstood)
    }
  }
}
