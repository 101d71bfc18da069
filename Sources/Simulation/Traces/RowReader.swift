#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads a CSV file row by row through one buffer. Knows quoted fields (also with line breaks
/// inside), CRLF, and a byte order mark.
final class RowReader {
  /// A longer row is reported and left out.
  static let longestRow = 65_536

  private let path: String
  private let descriptor: Int32
  private let buffer: UnsafeMutablePointer<UInt8>
  private static let capacity = 4 * longestRow
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  private var line = 1
  /// What stands between fields; set once the header is known.
  var separator = Row.comma

  init(path: String) throws(SimulationError) {
    self.path = path
    // Not blocking, so that a pipe is refused below instead of waited for.
    descriptor = open(path, O_RDONLY | O_NONBLOCK)
    if descriptor < 0 { throw Self.failure(path, "cannot be opened: ") }
    buffer = .allocate(capacity: Self.capacity)
    var information = stat()
    if fstat(descriptor, &information) != 0 || information.st_mode & S_IFMT != S_IFREG {
      throw SimulationError(kind: .unreadable, field: path, reason: "is not a file")
    }
    try fill()
    if end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { start = 3 }
    if end >= 2, buffer[0] == 0xFF && buffer[1] == 0xFE || buffer[0] == 0xFE && buffer[1] == 0xFF {
      throw SimulationError(
        kind: .unreadable, field: path, reason: "is in UTF-16; save it as UTF-8")
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    buffer.deallocate()
  }

  /// How many lines a file has, quickly: an upper bound of its rows.
  static func lineCount(_ path: String) throws(SimulationError) -> Int {
    let reader = try RowReader(path: path)
    var lines = 0
    while true {
      var position = reader.start
      while position < reader.end {
        guard let found = memchr(reader.buffer + position, 0x0A, reader.end - position) else {
          break
        }
        lines += 1
        position = UnsafeMutableRawPointer(reader.buffer).distance(to: found) + 1
      }
      // A last line without a line break counts too.
      if reader.isAtEnd { return lines + 1 }
      reader.start = reader.end
      try reader.fill()
    }
  }

  private static func failure(_ path: String, _ what: String) -> SimulationError {
    SimulationError(kind: .unreadable, field: path, reason: what + String(cString: strerror(errno)))
  }

  /// Moves what is left to the front of the buffer and reads more behind it.
  private func fill() throws(SimulationError) {
    if start > 0 {
      memmove(buffer, buffer + start, end - start)
      end -= start
      start = 0
    }
    while end < Self.capacity, !isAtEnd {
      let count = read(descriptor, buffer + end, Self.capacity - end)
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.failure(path, "cannot be read: ")
      }
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
      } else if byte == 0x22 {
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
      isTooLong: false, separator: separator)
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
