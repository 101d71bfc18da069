/// A key as a terminal reports it.
public enum Key: Hashable, Sendable {
  case left, right, up, down, pageUp, pageDown, home, end, enter, escape
  /// A letter or a sign.
  case character(Character)
  /// Ctrl with a letter: 3 for Ctrl-C.
  case control(UInt8)
  /// A sequence that means nothing here.
  case unknown
}

/// Makes keys of the bytes that a terminal sends (ECMA-48 sequences, and those of xterm, rxvt and
/// the Linux console).
struct KeyDecoder {
  private var bytes: [UInt8] = []

  /// Sequences are shorter than this; what is longer is noise.
  private static let longest = 32

  mutating func add(_ more: some Sequence<UInt8>) { bytes += more }

  /// Whether what is there could be the beginning of a longer key.
  var isOpen: Bool { !bytes.isEmpty }

  /// The next key that is there whole; nil where there is none.
  /// - Parameter isLast: whether nothing follows, so that an escape by itself is that key.
  mutating func next(isLast: Bool) -> Key? {
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x1B: return sequence(isLast)
    case 10, 13: return take(1, .enter)
    case 127: return take(1, .control(8))
    case 0..<32: return take(1, .control(first))
    case 32..<127: return take(1, .character(Character(Unicode.Scalar(first))))
    default: return letter(isLast)
    }
  }

  private mutating func take(_ count: Int, _ key: Key) -> Key {
    bytes.removeFirst(min(count, bytes.count))
    return key
  }

  /// ESC, ESC [ 1 ; 2 A, ESC O A, and Alt with a key: ESC and the key's own bytes.
  private mutating func sequence(_ isLast: Bool) -> Key? {
    guard bytes.count > 1 else { return isLast ? take(1, .escape) : nil }
    if bytes[1] == 0x1B {
      // Alt with an arrow, or Escape twice.
      guard bytes.count > 2 else { return isLast ? take(1, .escape) : nil }
      guard bytes[2] == UInt8(ascii: "[") || bytes[2] == UInt8(ascii: "O") else {
        return take(1, .escape)
      }
      bytes.removeFirst()
    }
    guard bytes[1] == UInt8(ascii: "[") || bytes[1] == UInt8(ascii: "O") else {
      return take(1, .escape)
    }
    // The Linux console's function keys have a second [.
    let start = bytes.count > 2 && bytes[2] == UInt8(ascii: "[") ? 3 : 2
    // Cut at the same place whether the bytes come at once or one by one.
    let most = bytes.prefix(KeyDecoder.longest + 1)
    guard let end = most.indices.dropFirst(start).first(where: { !(0x20...0x3F ~= most[$0]) })
    else {
      guard isLast || bytes.count > KeyDecoder.longest else { return nil }
      return take(most.count, .unknown)
    }
    let number = bytes[start..<end].prefix { (0x30...0x39).contains($0) }
      .reduce(0) { min(1000, $0 * 10 + Int($1 - 0x30)) }
    let final = bytes[end]
    // What cannot end a sequence belongs to the next key.
    guard 0x40...0x7E ~= final, start == 2 else {
      return take(0x40...0x7E ~= final ? end + 1 : end, .unknown)
    }
    // Mice and other devices mark what they send with one of these.
    let isPrivate = start < end && 0x3C...0x3F ~= bytes[start]
    let isKeypad = bytes[1] == UInt8(ascii: "O") && final == UInt8(ascii: "M")
    return take(
      end + 1, isPrivate ? .unknown : isKeypad ? .enter : KeyDecoder.key(final, number))
  }

  private static func key(_ final: UInt8, _ number: Int) -> Key {
    switch (final, number) {
    case (UInt8(ascii: "A"), _): .up
    case (UInt8(ascii: "B"), _): .down
    case (UInt8(ascii: "C"), _): .right
    case (UInt8(ascii: "D"), _): .left
    case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), 1), (UInt8(ascii: "~"), 7): .home
    case (UInt8(ascii: "F"), _), (UInt8(ascii: "~"), 4), (UInt8(ascii: "~"), 8): .end
    case (UInt8(ascii: "~"), 5): .pageUp
    case (UInt8(ascii: "~"), 6): .pageDown
    default: .unknown
    }
  }

  /// A character beyond ASCII; bytes that are none are passed over.
  private mutating func letter(_ isLast: Bool) -> Key? {
    let length = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : bytes[0] >= 0xC0 ? 2 : 1
    guard bytes.count >= length || isLast else { return nil }
    let text = String(decoding: bytes.prefix(length), as: UTF8.self)
    guard text.count == 1, let character = text.first, character != "\u{FFFD}" else {
      return take(1, .unknown)
    }
    return take(length, .character(character))
  }
}
