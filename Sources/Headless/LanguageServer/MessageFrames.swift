import Basics

/// Cuts a stream of bytes into messages, each behind a head that says its length, as the Language
/// Server Protocol has it.
///
///     var frames = MessageFrames()
///     frames.take(bytes)
///     while let message = frames.next() { … }
public struct MessageFrames {
  /// What came in.
  public enum Message: Equatable, Sendable {
    case body([UInt8])
    /// A message with more bytes than are kept, passed over.
    case tooLong
    /// A head that says no length: where the next message begins cannot be told any more.
    case lost
  }

  /// The longest message that is kept, in bytes, and the longest head.
  static let longest = RemoteCall.longest
  static let longestHead = 8_192

  private var bytes: [UInt8] = []
  private var start = 0
  /// Bytes of a message that is too long and that still come.
  private var skipped = 0
  private var isLost = false

  /// Nothing came yet.
  public init() {}

  /// Takes some more bytes.
  public mutating func take(_ more: [UInt8]) {
    guard !isLost else { return }
    let passed = min(skipped, more.count)
    skipped -= passed
    if start > 65_536 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes += more.dropFirst(passed)
  }

  /// The next message that is whole; nil where more bytes are needed for it.
  public mutating func next() -> Message? {
    guard !isLost, skipped == 0 else { return nil }
    guard let end = headEnd else {
      guard bytes.count - start > MessageFrames.longestHead else { return nil }
      return lose()
    }
    let head = String(decoding: bytes[start..<end], as: UTF8.self)
    guard let length = MessageFrames.length(head) else { return lose() }
    let body = end + 4
    guard length <= MessageFrames.longest else {
      let there = min(length, bytes.count - body)
      start = body + there
      skipped = length - there
      return .tooLong
    }
    guard bytes.count - body >= length else { return nil }
    start = body + length
    return .body(Array(bytes[body..<body + length]))
  }

  private mutating func lose() -> Message {
    isLost = true
    bytes = []
    return .lost
  }

  /// Where the empty line behind the head begins.
  private var headEnd: Int? {
    let last = min(bytes.count, start + MessageFrames.longestHead) - 3
    guard last > start else { return nil }
    return (start..<last).first { place in
      bytes[place] == 13 && bytes[place + 1] == 10 && bytes[place + 2] == 13
        && bytes[place + 3] == 10
    }
  }

  private static func length(_ head: String) -> Int? {
    for line in head.split(whereSeparator: { $0.isNewline }) {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, String(parts[0]).trimmed.lowercased() == "content-length" else {
        continue
      }
      let digits = String(parts[1]).trimmed
      guard digits.utf8.count <= 12, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
        return nil
      }
      return Int(digits)
    }
    return nil
  }

  /// A message with its head.
  public static func framed(_ message: JSON) -> String {
    let text = message.text
    return "Content-Length: \(text.utf8.count)\r\n\r\n\(text)"
  }
}
