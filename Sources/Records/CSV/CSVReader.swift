import Diagnostics

/// Reads comma-separated values; also those that spreadsheets separate with semicolons or tabs.
///
/// Source: RFC 4180, Common Format and MIME Type for Comma-Separated Values.
enum CSVReader {
  struct Row {
    /// Without white space around them.
    var cells: [String]
    var span: SourceSpan
  }

  /// The rows of a text, without empty lines.
  /// - Throws: `bad-roster` where a quote is not closed.
  static func rows(_ source: Source) throws(Diagnostic) -> [Row] {
    let bytes = Array(source.text.utf8)
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
      cells.append(trimmed(String(decoding: cell, as: UTF8.self)))
      cell = []
    }
    func finishRow(at end: Int) {
      finishCell()
      if cells.count > 1 || cells.first?.isEmpty == false {
        rows.append(Row(cells: cells, span: SourceSpan(source, start..<end)))
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
            throw Diagnostic(
              .badRoster, "A quoted cell is not closed.", at: SourceSpan(source, open..<open + 1)
            ).label("opened here")
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

  private static func trimmed(_ text: String) -> String {
    var part = Substring(text)
    while part.first?.isWhitespace == true { part.removeFirst() }
    while part.last?.isWhitespace == true { part.removeLast() }
    return String(part)
  }
}
