/// Where weights lie in a panel: 16 rows, interleaved four columns at a time, so that one vector of
/// 64 bytes holds the same four columns of every row. Columns come in groups, each with its scales
/// ahead of its weights, so that a panel is read from front to back as one stream, which is what
/// processors fetch ahead of need. Byte layout: comments in panels.inc.
struct PanelLayout: Equatable {
  /// The type whose panels they are: a type that fits another's exactly has none of its own.
  let type: TensorType
  let columns: Int

  init(type: TensorType, columns: Int) {
    self.type = Self.panelType(type)
    self.columns = columns
  }

  /// Q5_0 and IQ4_NL are bytes with a half scale for 32 columns, like Q8_0; Q3_K is small weights
  /// with a byte of scale for 16 columns, like Q6_K.
  private static func panelType(_ type: TensorType) -> TensorType {
    switch type {
    case .q50, .iq4NL: .q8
    case .q3K: .q6K
    default: type
    }
  }

  /// Columns of a group; the last group may be short.
  var groupColumns: Int { type.blockSize == 256 ? 256 : 64 }

  /// Bytes of scales at the start of a group, a multiple of 64.
  var scaleBytes: Int {
    switch type {
    case .q4K, .q5K, .q6K: 320
    case .q2K: 576
    case .iq4XS: 192
    case .q41, .q51: 128
    default: 64
    }
  }

  /// Bytes of 16 rows of 32 columns.
  var blockBytes: Int {
    switch type {
    case .q4, .q41, .q4K: 256
    case .q2K: 128
    default: 512
    }
  }

  /// Bytes of a whole group.
  var groupBytes: Int { scaleBytes + groupColumns / 32 * blockBytes }

  /// Bytes of a panel.
  var panelBytes: Int {
    (columns + groupColumns - 1) / groupColumns * scaleBytes + columns / 32 * blockBytes
  }

  /// Scales that share 32 columns of a row.
  var scalesPerBlock: Int { type == .q6K || type == .q2K ? 2 : 1 }

  /// Whether rows have minimums beside their scales.
  var hasMinimums: Bool {
    switch type {
    case .q41, .q51, .q2K, .q4K, .q5K: true
    default: false
    }
  }

  /// A row's scale at `column`, and the minimum that is taken off.
  func scale(_ panel: UnsafeRawPointer, row: Int, column: Int) -> (Float, Float) {
    let group = panel + column / groupColumns * groupBytes
    func byte(_ i: Int) -> UInt8 { group.load(fromByteOffset: i, as: UInt8.self) }
    func half(_ i: Int) -> Float { Dequantize.half(group + i + row * 2) }
    let j = column % 256 / 32
    let k = column % 256 / 16
    switch type {
    case .q4K, .q5K:
      return (
        half(0) * Float(byte(64 + j * 16 + row)), half(32) * Float(byte(192 + j * 16 + row))
      )
    case .q2K:
      return (
        half(0) * Float(byte(64 + k * 16 + row)), half(32) * Float(byte(320 + k * 16 + row))
      )
    case .q6K: return (half(0) * Float(Int8(bitPattern: byte(32 + k * 16 + row))), 0)
    case .iq4XS: return (half(0) * Float(Int8(bitPattern: byte(32 + j * 16 + row))), 0)
    case .q41, .q51: return (half(column % 64 / 32 * 32), half(64 + column % 64 / 32 * 32))
    default: return (half(column % 64 / 32 * 32), 0)
    }
  }

  /// A weight as a whole number, its offset taken off where it has one.
  func weight(_ panel: UnsafeRawPointer, row: Int, column: Int) -> Int32 {
    let quants = panel + column / groupColumns * groupBytes + scaleBytes
    let column = column % groupColumns
    func byte(_ i: Int) -> Int32 { Int32(quants.load(fromByteOffset: i, as: UInt8.self)) }
    let inChunk = row * 4 + column % 4
    switch type {
    case .q4, .q41:
      let c = column % 32 / 4
      let pair = byte(column / 32 * 256 + c % 4 * 64 + inChunk)
      return (c < 4 ? pair & 15 : pair >> 4) - (type == .q4 ? 8 : 0)
    case .q4K:
      let pair = byte(column / 64 * 512 + column % 32 / 4 * 64 + inChunk)
      return column % 64 < 32 ? pair & 15 : pair >> 4
    case .q2K: return byte(column / 16 * 64 + inChunk) >> Int32(column % 16 / 4 * 2) & 3
    case .q51, .q5K: return byte(column / 4 * 64 + inChunk)
    case .q6K: return byte(column / 4 * 64 + inChunk) - 32
    default: return byte(column / 4 * 64 + inChunk) - 128
    }
  }
}
