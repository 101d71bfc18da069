#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads lines from standard input where that is not a terminal.
public final class LineReader {
  /// How reading a line ended.
  public enum Result: Sendable {
    case line(String)
    /// A line longer than 64 KiB, passed over.
    case tooLong
    case end
  }

  private static let longest = 65_536

  /// Creates a reader of standard input.
  public init() {}

  /// Reads the next line, without its line ending.
  public func read() -> Result {
    var bytes: [UInt8] = []
    var isTooLong = false
    while true {
      let byte = getchar()
      if byte == EOF {
        if isTooLong { return .tooLong }
        return bytes.isEmpty ? .end : .line(text(bytes))
      }
      if byte == 10 { return isTooLong ? .tooLong : .line(text(bytes)) }
      if bytes.count < LineReader.longest {
        bytes.append(UInt8(truncatingIfNeeded: byte))
      } else {
        isTooLong = true
      }
    }
  }

  private func text(_ bytes: [UInt8]) -> String {
    var bytes = bytes
    if bytes.last == 13 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
