#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes to the process's standard streams, whole and in order.
public enum Output {
  /// Writes text to standard output.
  public static func put(_ text: String) { put(text, to: STDOUT_FILENO) }

  /// Writes text to standard error.
  public static func putError(_ text: String) { put(text, to: STDERR_FILENO) }

  private static func put(_ text: String, to file: Int32) {
    ProgressLine.clear()
    // What the line editor has buffered comes first.
    fflush(nil)
    writeAll(Array(text.utf8), to: file)
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
      guard count > 0 else { return false }
      done += count
    }
    return true
  }
}
