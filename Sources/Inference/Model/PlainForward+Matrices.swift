#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Products with the matrices of the file.
extension PlainForward {
  /// The product with some rows of a matrix, plus its bias if it has one.
  func linear(_ x: Values, _ name: String, _ rows: Range<Int>) -> Values {
    let bias = model.file.tensor(name + ".bias") == nil ? nil : row(name + ".bias", 0)
    return rows.map { dot(x[...], row(name + ".weight", $0)[...]) + (bias?[$0] ?? 0) }
  }

  /// The product with a matrix that may be a part of another one, from its row `first` on.
  func part(
    _ x: Values, _ layer: Int, _ own: String, _ joined: String, _ first: Int, _ count: Int
  ) -> Values {
    let isOwn = own != joined && model.file.tensor("blk.\(layer).\(own).weight") != nil
    let start = isOwn ? 0 : first
    return linear(x, "blk.\(layer).\(isOwn ? own : joined)", start..<start + count)
  }

  func capped(_ x: Float, _ cap: Float) -> Float { cap > 0 ? cap * tanh(x / cap) : x }

  func dot(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Float {
    var sum = 0.0
    for (a, b) in zip(a, b) { sum += Double(a) * Double(b) }
    return Float(sum)
  }

  /// A row of a tensor of the file, as floats.
  func row(_ name: String, _ number: Int) -> Values {
    guard let tensor = model.file.tensor(name) else { return [] }
    var values = Values(repeating: 0, count: tensor.columns)
    values.withUnsafeMutableBufferPointer {
      Dequantize.row(
        tensor.type, model.file.address(of: tensor) + number * tensor.rowBytes, tensor.columns,
        into: $0)
    }
    return values
  }
}
