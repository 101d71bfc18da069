#if hasFeature(Embedded)
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of a trace as they stand in a file, on standard input or in memory.
final class RawBytes {
  let path: String
  private let content: [UInt8]
  private var position = 0
  /// -1 where the bytes are in memory.
  private let descriptor: Int32
  /// The first two bytes or fewer, which tell whether the rest is packed; they are read once more.
  private(set) var first: [UInt8] = []

  init(_ file: TraceFile) throws(SimulationError) {
    path = file.path
    var given = file.content
    if given == nil, file.path == "-" { given = try RawBytes.standardInput() }
    content = given ?? []
    descriptor = given == nil ? try RawBytes.open(file.path) : -1
    var start = [UInt8](repeating: 0, count: 2)
    var count = 0
    while count < 2 {
      let more = try start.withUnsafeMutableBufferPointer { pointer throws(SimulationError) in
        guard let base = pointer.baseAddress else { return 0 }
        return try read(into: base + count, atMost: 2 - count)
      }
      if more == 0 { break }
      count += more
    }
    first = Array(start.prefix(count))
  }

  deinit {
    if descriptor >= 0 { RawBytes.close(descriptor) }
  }

  /// Reads some bytes, `most` of them at most; 0 at the end.
  func read(
    into buffer: UnsafeMutablePointer<UInt8>, atMost most: Int
  ) throws(SimulationError) -> Int {
    if !first.isEmpty {
      let count = min(most, first.count)
      for index in 0..<count { buffer[index] = first[index] }
      first.removeFirst(count)
      return count
    }
    if descriptor >= 0 { return try readFile(into: buffer, atMost: most) }
    let count = min(most, content.count - position)
    for index in 0..<count { buffer[index] = content[position + index] }
    position += count
    return count
  }
}

#if hasFeature(Embedded)
  extension RawBytes {
    private static func open(_ path: String) throws(SimulationError) -> Int32 {
      throw .unreadable(path: path, .noFiles)
    }

    // All that was read is there, whatever closing comes to.
    private static func close(_ descriptor: Int32) {}

    private static func standardInput() throws(SimulationError) -> [UInt8] {
      throw .unreadable(path: "-", .noFiles)
    }

    private func readFile(
      into buffer: UnsafeMutablePointer<UInt8>, atMost most: Int
    ) throws(SimulationError) -> Int { 0 }
  }
#else
  extension RawBytes {
    private static func open(_ path: String) throws(SimulationError) -> Int32 {
      // Not blocking, so that a pipe is refused below instead of waited for.
      let descriptor = openFile(path)
      if descriptor < 0 { throw failure(path) }
      var information = stat()
      if fstat(descriptor, &information) != 0 || information.st_mode & S_IFMT != S_IFREG {
        close(descriptor)
        throw .unreadable(path: path, .noFile)
      }
      return descriptor
    }

    /// Standard input can be read once, and is kept for the runs that come after.
    private static func standardInput() throws(SimulationError) -> [UInt8] {
      try input.bytes()
    }

    private static let input = StandardInput()

    private func readFile(
      into buffer: UnsafeMutablePointer<UInt8>, atMost most: Int
    ) throws(SimulationError) -> Int {
      while true {
        let count = readSome(descriptor, buffer, most)
        if count >= 0 { return count }
        if errno != EINTR { throw RawBytes.failure(path) }
      }
    }

    fileprivate static func failure(_ path: String) -> SimulationError {
      .unreadable(path: path, .closed(String(cString: strerror(errno))))
    }

    // All that was read is there, whatever closing comes to.
    private static func close(_ descriptor: Int32) { _ = closeFile(descriptor) }
  }

  // The system's own, whose names are those of methods above.
  private func openFile(_ path: String) -> Int32 { open(path, O_RDONLY | O_NONBLOCK) }
  private func readSome(_ file: Int32, _ buffer: UnsafeMutablePointer<UInt8>, _ most: Int) -> Int {
    read(file, buffer, most)
  }
  private func closeFile(_ file: Int32) -> Int32 { close(file) }

  /// What came through standard input, once it was asked for.
  private final class StandardInput: @unchecked Sendable {
    /// No line of a table is longer.
    static let longestLine = 1 << 20
    /// The most bytes that are kept.
    static let most = 1 << 29
    private let lock = Lock()
    private var read: [UInt8]?

    func bytes() throws(SimulationError) -> [UInt8] {
      var failure: SimulationError?
      let longest = StandardInput.longestLine
      let found = lock.locked { () -> [UInt8] in
        if let read { return read }
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        var lineStart = 0
        while true {
          let count = part.withUnsafeMutableBufferPointer { pointer in
            pointer.baseAddress.map { readSome(0, $0, pointer.count) } ?? 0
          }
          if count == 0 { break }
          if count < 0 {
            if errno == EINTR { continue }
            failure = RawBytes.failure("standard input")
            break
          }
          if let last = part[..<count].lastIndex(of: 0x0A) { lineStart = all.count + last + 1 }
          all += part[..<count]
          let isPacked = all.prefix(2) == [0x1F, 0x8B]
          if !isPacked, all.count - lineStart > longest {
            failure = .unreadable(path: "standard input", .noLines(longest))
            break
          }
          if all.count > StandardInput.most {
            failure = .unreadable(path: "standard input", .tooLong(StandardInput.most))
            break
          }
        }
        if failure == nil { read = all }
        return all
      }
      if let failure { throw failure }
      return found
    }
  }
#endif
