#if hasFeature(Embedded)
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the bytes of a trace come from: a file, or memory.
final class ByteSource {
  /// Bytes that were read so far.
  private(set) var bytesRead: Int64 = 0
  private let path: String
  private let content: [UInt8]
  private var position = 0
  /// -1 where the bytes are in memory.
  private let descriptor: Int32

  init(_ file: TraceFile) throws(SimulationError) {
    path = file.path
    content = file.content ?? []
    descriptor = file.content == nil ? try ByteSource.open(file.path) : -1
  }

  deinit {
    if descriptor >= 0 { ByteSource.close(descriptor) }
  }

  /// Reads some bytes, `most` of them at most; 0 at the end.
  func read(
    into buffer: UnsafeMutablePointer<UInt8>, atMost most: Int
  ) throws(SimulationError) -> Int {
    let count: Int
    if descriptor >= 0 {
      count = try readFile(into: buffer, atMost: most)
    } else {
      count = min(most, content.count - position)
      for index in 0..<count { buffer[index] = content[position + index] }
      position += count
    }
    bytesRead += Int64(count)
    return count
  }
}

#if hasFeature(Embedded)
  extension ByteSource {
    private static func open(_ path: String) throws(SimulationError) -> Int32 {
      throw .unreadable(path: path, .noFiles)
    }

    // All that was read is there, whatever closing comes to.
    private static func close(_ descriptor: Int32) {}

    private func readFile(
      into buffer: UnsafeMutablePointer<UInt8>, atMost most: Int
    ) throws(SimulationError) -> Int { 0 }
  }
#else
  extension ByteSource {
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

    private func readFile(
      into buffer: UnsafeMutablePointer<UInt8>, atMost most: Int
    ) throws(SimulationError) -> Int {
      while true {
        let count = readSome(descriptor, buffer, most)
        if count >= 0 { return count }
        if errno != EINTR { throw ByteSource.failure(path) }
      }
    }

    private static func failure(_ path: String) -> SimulationError {
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
#endif
