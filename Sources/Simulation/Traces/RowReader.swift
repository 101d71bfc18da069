/// Reads a file row by row through one buffer. Knows quoted fields (also with line breaks
/// inside), CRLF, and a byte order mark.
final class RowReader {
  /// A longer row is reported and left out.
  static let longestRow = 65_536

  private let source: ByteSource
  private let path: String
  private let buffer: UnsafeMutablePointer<UInt8>
  private static let capacity = 4 * longestRow
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  private var line = 1
  /// How rows are written; set once it is known.
  var form = RowForm.separated(Row.comma)
  /// Whether a line break between quotes belongs to the field; not in JSON, nor in logs.
  private var hasQuotes: Bool {
    if case .separated = form { return true }
    return false
  }

  init(_ file: TraceFile) throws(SimulationError) {
    source = try ByteSource(file)
    path = file.path
    buffer = .allocate(capacity: Self.capacity)
    try fill()
    if end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { start = 3 }
    if end >= 2, buffer[0] == 0xFF && buffer[1] == 0xFE || buffer[0] == 0xFE && buffer[1] == 0xFF {
      throw .unreadable(path: file.path, .utf16)
    }
  }

  deinit { buffer.deallocate() }

  /// Bytes that were read so far.
  var bytesRead: Int64 { source.bytesRead }

  /// How rows seem to be written, by the first one.
  func likelyForm() throws(SimulationError) -> RowForm {
    var position = start
    while position < end, [0x20, 0x09, 0x0A, 0x0D].contains(buffer[position]) { position += 1 }
    if position < end, buffer[position] == 0x7B { return .json([]) }
    if position < end, buffer[position] == 0x5B {
      let next = (position + 1..<end).first { ![0x20, 0x09, 0x0A, 0x0D].contains(buffer[$0]) }
      if let next, buffer[next] == 0x7B { throw .unreadable(path: path, .jsonArray) }
    }
    let last = (position..<end).first { buffer[$0] == 0x0A } ?? end
    let line = Row(
      bytes: UnsafeBufferPointer(start: buffer + position, count: last - position), line: 1,
      isTooLong: last - position > Self.longestRow)
    return line.isLogged ? .log : .separated(Row.comma)
  }

  /// The row of names: the first that is not blank, behind the one by which Excel is told what
  /// separates fields.
  func header() throws(SimulationError) -> Row? {
    while let row = try next() {
      if !row.isBlank, !row.namesSeparator { return row }
    }
    return nil
  }

  /// The first row that is not blank, which the next call gives again.
  func peek() throws(SimulationError) -> Row? {
    while let row = try next() {
      if row.isBlank { continue }
      start = row.bytes.baseAddress.map { $0 - UnsafePointer(buffer) } ?? start
      line = row.line
      return row
    }
    return nil
  }

  /// Moves what is left to the front of the buffer and reads more behind it.
  private func fill() throws(SimulationError) {
    if start > 0 {
      buffer.update(from: buffer + start, count: end - start)
      end -= start
      start = 0
    }
    while end < Self.capacity, !isAtEnd {
      let count = try source.read(into: buffer + end, atMost: Self.capacity - end)
      if count == 0 { isAtEnd = true }
      end += count
    }
  }

  /// The next row, valid until the next call; nil at the end of the file.
  func next() throws(SimulationError) -> Row? {
    if start == end || end - start <= Self.longestRow, !isAtEnd { try fill() }
    if start == end { return nil }
    let first = line
    let limit = min(end, start + Self.longestRow + 1)
    var position = start
    var firstBreak = -1
    var breaks = 0
    var isQuoted = false
    while position < limit {
      let byte = buffer[position]
      if byte == 0x0A {
        if !isQuoted { break }
        if firstBreak < 0 { firstBreak = position }
        breaks += 1
      } else if byte == 0x22, hasQuotes {
        isQuoted.toggle()
      }
      position += 1
    }
    if position == limit, limit < end || isQuoted {
      // Too long, or a quote that never closes: give up the one line it began on.
      if firstBreak >= 0 {
        let row = self.row(to: firstBreak, line: first)
        start = firstBreak + 1
        line += 1
        return row
      }
      if limit < end { return try skipLongLine(first) }
    }
    let row = self.row(to: position, line: first)
    line += breaks + 1
    start = min(position + 1, end)
    return row
  }

  private func row(to position: Int, line: Int) -> Row {
    var last = position
    if last > start, buffer[last - 1] == 0x0D { last -= 1 }
    return Row(
      bytes: UnsafeBufferPointer(start: buffer + start, count: last - start), line: line,
      isTooLong: false, form: form)
  }

  /// Goes to the end of a line too long to look at.
  private func skipLongLine(_ number: Int) throws(SimulationError) -> Row {
    while true {
      while start < end, buffer[start] != 0x0A { start += 1 }
      if start < end {
        start += 1
        break
      }
      if isAtEnd { break }
      try fill()
    }
    line += 1
    return Row(bytes: UnsafeBufferPointer(start: nil, count: 0), line: number, isTooLong: true)
  }
}
