import Answers
import Display

@testable import Terminal

extension FuzzTarget {
  /// Keys: each takes at least a byte, and all are understood in the end.
  static let key = FuzzTarget("key") { bytes in
    var (whole, slow) = (KeyDecoder(), KeyDecoder())
    whole.add(bytes)
    var keys: [Key] = []
    while let key = whole.next(isLast: false) { keys.append(key) }
    var later: [Key] = []
    for byte in bytes {
      slow.add([byte])
      while let key = slow.next(isLast: false) { later.append(key) }
    }
    try expect(keys.count <= bytes.count, "more keys than bytes")
    while let key = whole.next(isLast: true) { keys.append(key) }
    while let key = slow.next(isLast: true) { later.append(key) }
    try expect(!whole.isOpen && !slow.isOpen, "bytes are left")
    try expect(keys == later, "other keys where they come one by one: \(keys) \(later)")
  }

  /// Text in every kind of block, and as an answer.
  static let text = FuzzTarget("text", samples: ["Tests/Corpora/language"]) { bytes in
    let text = String(decoding: bytes.prefix(1000), as: UTF8.self)
    _ = TypedAnswer(text)
    try expectShowable(
      Display([
        .paragraph(Text(text)), .heading(Text(text), level: 2), .code(text, language: ""),
      ]))
  }
}
