extension CSV {
  /// A line, or more where a quoted cell holds line ends.
  public struct Row: Hashable, Sendable {
    /// Without white space around them.
    public var cells: [String]
    /// Where it stands, in bytes of the text.
    public var range: Range<Int>
  }

  /// A quote that is opened and never closed.
  public struct OpenQuote: Error, Hashable, Sendable {
    /// Where it is opened, in bytes of the text.
    public var offset: Int
  }

  /// The rows of a text, without empty lines. Reads also what spreadsheets separate with semicolons
  /// or tabs: the first of comma, semicolon and tab that stands in the first line.
  ///
  /// Files of millions of requests are read by a reader of Simulation's own, which keeps no row.
  public static func rows(_ text: String) throws(OpenQuote) -> [Row] {
    let bytes = Array(text.utf8)
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let firstLine = bytes[index...].prefix { $0 != 0x0A && $0 != 0x0D }
    let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    let separator =
      separators.first { separator in firstLine.contains(separator) } ?? UInt8(ascii: ",")
    var rows: [Row] = []
    var cells: [String] = []
    var cell: [UInt8] = []
    var start = index
    func finishCell() {
      cells.append(String(decoding: cell, as: UTF8.self).trimmed)
      cell = []
    }
    func finishRow(at end: Int) {
      finishCell()
      if cells.count > 1 || cells.first?.isEmpty == false {
        rows.append(Row(cells: cells, range: start..<end))
      }
      cells = []
    }
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\"") where cell.allSatisfy({ $0 == 0x20 }):
        cell = []
        let open = index
        index += 1
        while true {
          guard index < bytes.count else {
            throw OpenQuote(offset: open)
          }
          if bytes[index] == UInt8(ascii: "\"") {
            guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") else { break }
            index += 1
          }
          cell.append(bytes[index])
          index += 1
        }
      case separator: finishCell()
      case 0x0A, 0x0D:
        finishRow(at: index)
        if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
        start = index + 1
      default: cell.append(byte)
      }
      index += 1
    }
    finishRow(at: bytes.count)
    return rows
  }
}
