import Synchronization

/// A weight matrix [rows, columns] ready to be multiplied: first as the file has it, and once it is
/// packed in large pages, which memory delivers faster than a mapped file's: quantized ones in panels
/// of 16 rows, the others as in the file.
final class Matrix: @unchecked Sendable {
  let type: TensorType
  let rows: Int
  let columns: Int
  let layout: PanelLayout
  /// Bytes that it takes packed, all of which are read to multiply once.
  let bytes: Int
  private let tensor: TensorInfo
  private let file: GGUFFile
  /// Room for the panels, or the rows; keeps `arena` alive.
  let room: UnsafeMutableRawPointer
  private let arena: Arena
  private let packed = Atomic(false)

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

  /// Looks at a tensor's scales and takes room for it; `pool` shares the work. Throws `.invalidModel`
  /// for a scale that is NaN or infinite.
  init(_ tensor: TensorInfo, of file: GGUFFile, pool: ThreadPool, arena: Arena)
    throws(InferenceError)
  {
    self.tensor = tensor
    self.file = file
    self.arena = arena
    type = tensor.type
    rows = tensor.rows
    columns = tensor.columns
    layout = PanelLayout(type: tensor.type, columns: tensor.columns)
    bytes = Self.bytes(tensor)
    room = try arena.take(bytes, for: tensor.name)
    guard tensor.type.isQuantized else { return }
    let source = file.address(of: tensor)
    let blocks = tensor.byteCount / tensor.type.blockBytes
    let chunks = min(blocks, max(1, min(pool.threads * 8, bytes / 65_536)))
    let broken = try AlignedMemory(bytes: chunks, for: tensor.name)
    pool.run(chunks) { chunk in
      let own = (blocks * chunk / chunks)..<(blocks * (chunk + 1) / chunks)
      if !tensor.type.scalesAreFinite(source, own) {
        broken.base.storeBytes(of: 1, toByteOffset: chunk, as: UInt8.self)
      }
    }
    for chunk in 0..<chunks where broken.base.load(fromByteOffset: chunk, as: UInt8.self) != 0 {
      throw InferenceError(.invalidModel, tensor.name, .damagedScale)
    }
  }

  /// Whether it lies as the kernels read it fastest.
  var isPacked: Bool { packed.load(ordering: .acquiring) }

  /// Lays it out for good, and gives the file's own pages back. One caller at a time; others may
  /// multiply meanwhile.
  func pack(_ pool: ThreadPool) {
    let source = file.address(of: tensor)
    let (units, rowBytes) = (units, tensor.rowBytes)
    let chunks = min(units, max(1, min(pool.threads * 8, bytes / 65_536)))
    pool.run(chunks) { chunk in
      let own = (units * chunk / chunks)..<(units * (chunk + 1) / chunks)
      let first = own.lowerBound * Self.unit * rowBytes
      let size = min(own.upperBound * Self.unit, rows) * rowBytes - first
      if type.isQuantized {
        for unit in own { pack(unit, from: source, into: room + unit * layout.panelBytes) }
      } else {
        (room + first).copyMemory(from: source + first, byteCount: size)
      }
      // Piece by piece, so that a large tensor is never held twice.
      file.bytes.release(offset: tensor.offset + first, count: size)
    }
    packed.store(true, ordering: .releasing)
    file.bytes.release(offset: tensor.offset, count: tensor.byteCount)
  }

  /// Lays 16 rows out at `panel`, which is zeroed where there are fewer.
  private func pack(
    _ unit: Int, from source: UnsafeRawPointer, into panel: UnsafeMutableRawPointer
  ) {
    // Its scales were looked at when it was loaded.
    _ = layout.pack(
      source + unit * Self.unit * tensor.rowBytes, type,
      rows: min(Self.unit, rows - unit * Self.unit), rowBytes: tensor.rowBytes, into: panel)
  }

  /// out[t][r] for the rows of `units`. `input` holds the floats and, for quantized weights, their
  /// 8-bit form. `out` has room for whole units in every row.
  ///
  /// As long as it is not packed, it is multiplied as the file has it, each panel laid out for this
  /// once: the same kernels, the same bits.
  @inline(__always)
  func multiply(_ input: Input, units: Range<Int>, into out: Rows, _ kernels: Kernels) {
    let isPacked = isPacked
    guard type.isQuantized else {
      multiplyRows(
        isPacked ? UnsafeRawPointer(room) : file.address(of: tensor), input, units, out, kernels)
      return
    }
    if isPacked {
      multiplyPanels(room + units.lowerBound * layout.panelBytes, input, units, out, kernels)
    } else {
      multiplyUnpacked(input, units, out, kernels)
    }
  }

  @inline(never)
  private func multiplyUnpacked(
    _ input: Input, _ units: Range<Int>, _ out: Rows, _ kernels: Kernels
  ) {
    let source = file.address(of: tensor)
    withUnsafeTemporaryAllocation(byteCount: layout.panelBytes, alignment: 64) { panel in
      guard let base = panel.baseAddress else { return }
      for unit in units {
        if (unit + 1) * Self.unit > rows { panel.initializeMemory(as: UInt8.self, repeating: 0) }
        pack(unit, from: source, into: base)
        multiplyPanels(base, input, unit..<unit + 1, out, kernels)
      }
    }
  }

  @inline(__always)
  private func multiplyPanels(
    _ from: UnsafeMutableRawPointer, _ input: Input, _ units: Range<Int>, _ out: Rows,
    _ kernels: Kernels
  ) {
    let to = out.values + units.lowerBound * Self.unit
    let (count, stride) = (Int64(units.count), Int64(out.stride))
    let (blocks, tokens) = (Int64(columns / 32), Int64(input.tokens))
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
  }

  @inline(__always)
  private func multiplyRows(
    _ weights: UnsafeRawPointer, _ input: Input, _ units: Range<Int>, _ out: Rows,
    _ kernels: Kernels
  ) {
    let first = units.lowerBound * Self.unit
    let from = weights + first * columns * type.blockBytes
    let to = out.values + first
    let stride = Int64(out.stride)
    let tokens = Int64(input.tokens)
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
