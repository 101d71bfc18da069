/// What a program wrote, without what is no text.
struct PlainText {
  private var bytes: [UInt8] = []
  /// For each byte how many raw ones were written up to it.
  private var origins: [Int] = []
  private var state = State.text
  /// How many raw bytes were taken.
  private(set) var rawStart = 0

  private enum State { case text, escape, control, command, commandEscape, charset }

  mutating func add(_ byte: UInt8, rawCount: Int) {
    switch (state, byte) {
    case (.text, 0x1B): state = .escape
    // Carriage returns, bells and the marks with which line editors hide things.
    case (.text, 0x0D), (.text, 0x07), (.text, 0x0E), (.text, 0x0F): break
    case (.text, _):
      bytes.append(byte)
      origins.append(rawCount)
    case (.escape, UInt8(ascii: "[")): state = .control
    case (.escape, UInt8(ascii: "]")): state = .command
    case (.escape, UInt8(ascii: "(")), (.escape, UInt8(ascii: ")")): state = .charset
    case (.escape, _), (.charset, _): state = .text
    case (.control, 0x40...0x7E): state = .text
    case (.control, _): break
    case (.command, 0x07): state = .text
    case (.command, 0x1B): state = .commandEscape
    case (.command, _): break
    case (.commandEscape, _): state = byte == UInt8(ascii: "\\") ? .text : .command
    }
  }

  var rest: String { String(decoding: bytes, as: UTF8.self) }

  /// The place behind the first occurrence of a text.
  func position(behind wanted: [UInt8]) -> Int? {
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return wanted.isEmpty ? 0 : nil }
    for start in 0...bytes.count - wanted.count
    where bytes[start] == wanted[0] && bytes[start..<start + wanted.count].elementsEqual(wanted) {
      return start + wanted.count
    }
    return nil
  }

  mutating func forget() { if !bytes.isEmpty { _ = take(bytes.count) } }

  /// Takes what stands before a place.
  mutating func take(_ end: Int) -> (text: String, raw: Int) {
    let text = String(decoding: bytes[..<end], as: UTF8.self)
    if end > 0 { rawStart = origins[end - 1] }
    bytes.removeFirst(end)
    origins.removeFirst(end)
    return (text, rawStart)
  }
}
