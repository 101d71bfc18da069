/// A weight matrix [rows, columns] ready to be multiplied, in large pages, which memory delivers
/// faster than a mapped file's: quantized ones packed in panels of 16 rows, the others as in the file.
final class Matrix: @unchecked Sendable {
  let name: String
  let type: TensorType
  let rows: Int
  let columns: Int
  /// The panels, or the rows.
  let weights: UnsafeRawPointer
  /// Keeps `weights` alive.
  private let owner: AnyObject
  let layout: PanelLayout
  /// Bytes of `weights`, all of which are read to multiply once.
  let bytes: Int

  /// Rows that are computed together.
  static let unit = 16

  /// Units of 16 rows, the last one perhaps not full.
  var units: Int { (rows + Self.unit - 1) / Self.unit }

  /// Room that a tensor takes at most where it is cut into so many matrices.
  static func bytes(_ tensor: TensorInfo, parts: Int) -> Int {
    let panel = PanelLayout(type: tensor.type, columns: tensor.columns).panelBytes
    return (bytes(tensor) + 63) / 64 * 64 + (parts - 1) * (panel + 64)
  }

  /// Bytes that a tensor takes here.
  static func bytes(_ tensor: TensorInfo) -> Int {
    guard tensor.type.isQuantized else { return tensor.byteCount }
    let layout = PanelLayout(type: tensor.type, columns: tensor.columns)
    return (tensor.rows + unit - 1) / unit * layout.panelBytes
  }

  /// Packs or copies a tensor; `pool` shares the work. Throws `.invalidModel` for a scale that is NaN
  /// or infinite.
  init(_ tensor: TensorInfo, of file: GGUFFile, pool: ThreadPool, arena: Arena)
    throws(InferenceError)
  {
    let source = file.address(of: tensor)
    name = tensor.name
    type = tensor.type
    rows = tensor.rows
    columns = tensor.columns
    let layout = PanelLayout(type: tensor.type, columns: tensor.columns)
    self.layout = layout
    let rows = tensor.rows
    let rowBytes = tensor.rowBytes
    let units = (rows + Self.unit - 1) / Self.unit
    bytes = Self.bytes(tensor)
    let packed = try arena.take(bytes, for: tensor.name)
    let chunks = min(units, max(1, min(pool.threads * 8, bytes / 65_536)))
    let broken = try AlignedMemory(bytes: chunks, for: tensor.name)
    pool.run(chunks) { chunk in
      let own = (units * chunk / chunks)..<(units * (chunk + 1) / chunks)
      let first = own.lowerBound * Self.unit * rowBytes
      let size = min(own.upperBound * Self.unit, rows) * rowBytes - first
      if tensor.type.isQuantized {
        for unit in own {
          let finite = layout.pack(
            source + unit * Self.unit * rowBytes, tensor.type,
            rows: min(Self.unit, rows - unit * Self.unit), rowBytes: rowBytes,
            into: packed + unit * layout.panelBytes)
          if !finite { broken.base.storeBytes(of: 1, toByteOffset: chunk, as: UInt8.self) }
        }
      } else {
        (packed + first).copyMemory(from: source + first, byteCount: size)
      }
      // Piece by piece, so that a large tensor is never held twice.
      file.bytes.release(offset: tensor.offset + first, count: size)
    }
    for chunk in 0..<chunks where broken.base.load(fromByteOffset: chunk, as: UInt8.self) != 0 {
      throw InferenceError(.invalidModel, tensor.name, .damagedScale)
    }
    file.bytes.release(offset: tensor.offset, count: tensor.byteCount)
    weights = UnsafeRawPointer(packed)
    owner = arena
  }

  /// out[t][r] for the rows of `units`. `input` holds the floats and, for quantized weights, their
  /// 8-bit form. `out` has room for whole units in every row.
  @inline(__always)
  func multiply(_ input: Input, units: Range<Int>, into out: Rows, _ kernels: Kernels) {
    let first = units.lowerBound * Self.unit
    let count = Int64(units.count)
    let to = out.values + first
    let stride = Int64(out.stride)
    let tokens = Int64(input.tokens)
    if type.isQuantized {
      let from = weights + units.lowerBound * layout.panelBytes
      let blocks = Int64(columns / 32)
      let x = UnsafeRawPointer(input.quantized)
      let table = kernels.table
      switch layout.type {
      case .q4: table.multiply_q4_0(from, count, blocks, x, tokens, to, stride)
      case .q41: table.multiply_q4_1(from, count, blocks, x, tokens, to, stride)
      case .q51: table.multiply_q5_1(from, count, blocks, x, tokens, to, stride)
      case .q2K: table.multiply_q2_k(from, count, blocks, x, tokens, to, stride)
      case .q4K: table.multiply_q4_k(from, count, blocks, x, tokens, to, stride)
      case .q5K: table.multiply_q5_k(from, count, blocks, x, tokens, to, stride)
      case .q6K: table.multiply_q6_k(from, count, blocks, x, tokens, to, stride)
      case .iq4XS: table.multiply_iq4_xs(from, count, blocks, x, tokens, to, stride)
      default: table.multiply_q8_0(from, count, blocks, x, tokens, to, stride)
      }
    } else {
      let from = weights + first * columns * type.blockBytes
      let n = Int64(min(units.upperBound * Self.unit, rows) - first)
      let x = UnsafePointer(input.rows.values)
      let xStride = Int64(input.rows.stride)
      let width = Int64(columns)
      switch type {
      case .f16: kernels.table.multiply_f16(from, n, width, x, xStride, tokens, to, stride)
      case .bf16: kernels.table.multiply_bf16(from, n, width, x, xStride, tokens, to, stride)
      default: kernels.table.multiply_f32(from, n, width, x, xStride, tokens, to, stride)
      }
    }
  }

  /// What a matrix is multiplied with: rows of floats, and room for their 8-bit form.
  struct Input {
    var rows: Rows
    var quantized: UnsafeMutableRawPointer
    var tokens: Int
  }
}

/// Rows of floats, one for each token, `stride` floats apart.
struct Rows {
  var values: UnsafeMutablePointer<Float>
  var stride: Int

  /// A token's row.
  @inline(__always)
  subscript(token: Int) -> UnsafeMutablePointer<Float> { values + token * stride }
}
