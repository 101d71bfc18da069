import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes to the process's standard streams, whole and in order.
public enum Output {
  private static let lost = Mutex<String?>(nil)

  /// Why not all of what was put on standard output has got there, in the system's words; nil where
  /// all of it has.
  public static var failure: String? { lost.withLock { $0 } }

  /// Writes text to standard output. What cannot be written, as to a full disk, shows in `failure`.
  public static func put(_ text: String) {
    guard !put(text, to: STDOUT_FILENO) else { return }
    let words = String(cString: strerror(errno))
    lost.withLock { $0 = $0 ?? words }
  }

  /// Writes text to standard error.
  // Where that cannot be written, there is nowhere left to say so.
  public static func putError(_ text: String) { _ = put(text, to: STDERR_FILENO) }

  private static func put(_ text: String, to file: Int32) -> Bool {
    ProgressLine.clear()
    // What the line editor has buffered comes first.
    fflush(nil)
    return writeAll(Array(text.utf8), to: file)
  }

  /// - Returns: whether all of it was written.
  @discardableResult
  static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(file, $0.baseAddress?.advanced(by: done), $0.count - done)
      }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN {
        // Whoever shares the stream does not want to wait; we do.
        var stream = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
        poll(&stream, 1, -1)
        continue
      }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }
}
