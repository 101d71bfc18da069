#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads lines that nobody types: of standard input, or of a file.
public final class LineReader {
  /// How reading a line ended.
  public enum Result: Sendable {
    case line(String)
    /// A line longer than 64 KiB, passed over; its number, from 1.
    case tooLong(Int)
    /// The input cannot be read any further, and why. The end comes next.
    case failed(String)
    case end
  }

  /// Bytes behind which a line without an end is no line, and nothing further is read.
  private static let endless = 16 << 20

  /// How the bytes of a line came in.
  public enum Bytes: Sendable {
    case line([UInt8])
    /// A line with more bytes than are kept, passed over; its number, from 1.
    case tooLong(Int)
    /// The input cannot be read any further, and why. The end comes next.
    case failed(String)
    case end
  }

  private let longest: Int
  private let file: UnsafeMutablePointer<FILE>?
  private let name: String
  private let isOwn: Bool
  private var failure: String?
  private var hasEnded = false
  private var number = 0

  /// Creates a reader of standard input.
  /// - Parameter longest: how many bytes a line may have.
  public init(longest: Int = 65_536) {
    self.longest = longest
    // A stream of its own: Swift takes the C library's `stdin` for shared mutable state.
    file = fdopen(STDIN_FILENO, "r")
    (name, isOwn) = ("Standard input", false)
  }

  /// Creates a reader of a file; one that cannot be opened fails when it is read.
  public init(path: String) {
    longest = 65_536
    (name, isOwn) = ("The file \(path)", true)
    file = fopen(path, "r")
    if file == nil { failure = String(cString: strerror(errno)) }
  }

  deinit { if isOwn, let file { fclose(file) } }

  /// Reads the next line, without its line ending.
  public func read() -> Result {
    switch readBytes() {
    case .line(let bytes): .line(String(decoding: bytes, as: UTF8.self))
    case .tooLong(let number): .tooLong(number)
    case .failed(let words): .failed(words)
    case .end: .end
    }
  }

  /// Reads the bytes of the next line, whatever they are, without its line ending.
  public func readBytes() -> Bytes {
    guard !hasEnded else { return .end }
    guard let file, failure == nil else { return failed() }
    var bytes: [UInt8] = []
    var isTooLong = false
    var count = 0
    number += 1
    while true {
      errno = 0
      let byte = getc_unlocked(file)
      count += 1
      if count % 65_536 == 0 || byte == EOF, Interrupt.isSet() {
        hasEnded = true
        return .end
      }
      guard count <= LineReader.endless else {
        failure = "line \(number) has no end"
        return failed()
      }
      if byte == EOF, ferror(file) != 0 {
        // Another signal than Ctrl-C is no end.
        if errno == EINTR {
          clearerr(file)
          continue
        }
        failure = String(cString: strerror(errno))
        return failed()
      }
      if byte == EOF, bytes.isEmpty { return .end }
      if byte == EOF || byte == 10 {
        if bytes.last == 13 { bytes.removeLast() }
        return isTooLong ? .tooLong(number) : .line(bytes)
      }
      if bytes.count < longest {
        bytes.append(UInt8(truncatingIfNeeded: byte))
      } else {
        isTooLong = true
      }
    }
  }

  private func failed() -> Bytes {
    hasEnded = true
    return .failed("\(name) cannot be read: \(failure ?? "it is closed").")
  }
}
