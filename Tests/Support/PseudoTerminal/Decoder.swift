/// Cuts a terminal's bytes into characters, controls and sequences.
struct Decoder: Sendable {
  enum Event {
    case character(Unicode.Scalar)
    case control(UInt8)
    case sequence(Sequence)
  }

  /// `ESC [ numbers final`.
  struct Sequence {
    var isPrivate = false
    var numbers: [Int] = []
    var final: Character = " "
  }

  private enum State { case text, escape, control, command, commandEscape, charset }

  private var state = State.text
  private var sequence = Sequence()
  private var utf8: [UInt8] = []

  mutating func add(_ byte: UInt8) -> Event? {
    switch state {
    case .text: return text(byte)
    case .escape:
      switch byte {
      case UInt8(ascii: "["):
        sequence = Sequence()
        state = .control
      case UInt8(ascii: "]"): state = .command
      case UInt8(ascii: "("), UInt8(ascii: ")"): state = .charset
      default: state = .text
      }
    case .control: return control(byte)
    case .command:
      if byte == 0x07 { state = .text }
      if byte == 0x1B { state = .commandEscape }
    case .commandEscape: state = byte == UInt8(ascii: "\\") ? .text : .command
    case .charset: state = .text
    }
    return nil
  }

  private mutating func text(_ byte: UInt8) -> Event? {
    if byte == 0x1B {
      state = .escape
      return nil
    }
    if byte < 32 || byte == 127 { return .control(byte) }
    if byte < 0x80 { return .character(Unicode.Scalar(byte)) }
    if byte >= 0xC0 { utf8 = [] }
    utf8.append(byte)
    let length = utf8[0] >= 0xF0 ? 4 : utf8[0] >= 0xE0 ? 3 : 2
    guard utf8.count >= length else { return nil }
    defer { utf8 = [] }
    return String(decoding: utf8, as: UTF8.self).unicodeScalars.first.map { .character($0) }
  }

  private mutating func control(_ byte: UInt8) -> Event? {
    switch byte {
    case UInt8(ascii: "?"), UInt8(ascii: ">"): sequence.isPrivate = true
    case 0x30...0x39:
      let digit = Int(byte) - 0x30
      let last = sequence.numbers.popLast() ?? 0
      sequence.numbers.append(min(99_999, last * 10 + digit))
    case UInt8(ascii: ";"):
      if sequence.numbers.isEmpty { sequence.numbers.append(0) }
      sequence.numbers.append(0)
    case 0x40...0x7E:
      state = .text
      sequence.final = Character(Unicode.Scalar(byte))
      return .sequence(sequence)
    default: break
    }
    return nil
  }
}
