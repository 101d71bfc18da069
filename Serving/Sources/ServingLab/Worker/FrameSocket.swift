import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A worker's end of the connection to the front door: blocking, one reader and one writer.
final class FrameSocket: Sendable {
  private let descriptor: Int32

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// The next value; nil at the end, or where what comes is damaged.
  func read() -> JSON? {
    guard let head = read(4), let length = Frames.length(head), let body = read(length) else {
      return nil
    }
    return Frames.value(body)
  }

  private func read(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = bytes.withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress?.advanced(by: done), count - done, 0)
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return nil }
      done += got
    }
    return bytes
  }

  /// Writes a value.
  /// - Returns: whether the front door is still there.
  @discardableResult
  func write(_ json: JSON) -> Bool {
    let bytes = Frames.bytes(json)
    var done = 0
    while done < bytes.count {
      let put = bytes.withUnsafeBytes {
        #if canImport(Glibc)
          send(
            descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done,
            Int32(MSG_NOSIGNAL))
        #else
          Darwin.write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
        #endif
      }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { return false }
      done += put
    }
    return true
  }
}
