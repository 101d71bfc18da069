/// Where weights lie in a panel: 16 rows, interleaved four columns at a time, so that one vector of
/// 64 bytes holds the same four columns of every row. Columns come in groups, each with its scales
/// ahead of its weights, so that a panel is read from front to back as one stream, which is what
/// processors fetch ahead of need. Byte layout: comments in panels.inc.
struct PanelLayout: Equatable {
  let type: TensorType
  let columns: Int

  /// Columns of a group; the last group may be short.
  var groupColumns: Int { isSuper ? 256 : 64 }

  /// Bytes of scales at the start of a group, a multiple of 64.
  var scaleBytes: Int { isSuper ? 320 : 64 }

  /// Bytes of 16 rows of 32 columns.
  var blockBytes: Int { type == .q8 || type == .q6K ? 512 : 256 }

  /// Bytes of a whole group.
  var groupBytes: Int { scaleBytes + groupColumns / 32 * blockBytes }

  /// Bytes of a panel.
  var panelBytes: Int {
    (columns + groupColumns - 1) / groupColumns * scaleBytes + columns / 32 * blockBytes
  }

  private var isSuper: Bool { type == .q4K || type == .q6K }

  /// Scales that share 32 columns of a row.
  var scalesPerBlock: Int { type == .q6K ? 2 : 1 }

  /// A row's scale at `column`, and what Q4_K takes off.
  func scale(_ panel: UnsafeRawPointer, row: Int, column: Int) -> (Float, Float) {
    func byte(_ i: Int) -> UInt8 { panel.load(fromByteOffset: i, as: UInt8.self) }
    let group = column / groupColumns * groupBytes
    switch type {
    case .q4K:
      let j = column % 256 / 32
      return (
        Dequantize.half(panel + group + row * 2)
          * Float(byte(group + 64 + j * 16 + row)),
        Dequantize.half(panel + group + 32 + row * 2)
          * Float(byte(group + 192 + j * 16 + row))
      )
    case .q6K:
      let j = column % 256 / 16
      let scale = Int8(bitPattern: byte(group + 32 + j * 16 + row))
      return (Dequantize.half(panel + group + row * 2) * Float(scale), 0)
    default:
      return (Dequantize.half(panel + group + column % 64 / 32 * 32 + row * 2), 0)
    }
  }

  /// A weight as a whole number, its offset taken off (Q4_K has none).
  func weight(_ panel: UnsafeRawPointer, row: Int, column: Int) -> Int32 {
    let quants = panel + column / groupColumns * groupBytes + scaleBytes
    let column = column % groupColumns
    func byte(_ i: Int) -> Int32 { Int32(quants.load(fromByteOffset: i, as: UInt8.self)) }
    let inChunk = row * 4 + column % 4
    switch type {
    case .q4:
      let c = column % 32 / 4
      let pair = byte(column / 32 * 256 + c % 4 * 64 + inChunk)
      return (c < 4 ? pair & 15 : pair >> 4) - 8
    case .q4K:
      let pair = byte(column / 64 * 512 + column % 32 / 4 * 64 + inChunk)
      return column % 64 < 32 ? pair & 15 : pair >> 4
    case .q6K: return byte(column / 4 * 64 + inChunk) - 32
    default: return byte(column / 4 * 64 + inChunk) - 128
    }
  }
}
