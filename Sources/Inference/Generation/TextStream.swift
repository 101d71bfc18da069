/// Turns tokens into text as they come: holds back half a character, and what may be the start of a
/// stop text.
struct TextStream {
  private let tokenizer: Tokenizer
  private let stops: [[UInt8]]
  private var bytes: [UInt8] = []
  private var told = 0
  /// The stop text that came, if any.
  private(set) var stopped: String?

  init(_ tokenizer: Tokenizer, stop: [String]) {
    self.tokenizer = tokenizer
    stops = stop.map { Array($0.utf8) }.filter { !$0.isEmpty }
  }

  /// Everything so far, up to a stop text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Adds a token and returns the text that became certain.
  mutating func add(_ token: Int) -> String {
    bytes += tokenizer.bytes(of: token)
    if let (stop, at) = firstStop() {
      stopped = String(decoding: stop, as: UTF8.self)
      bytes.removeLast(bytes.count - at)
      return tell(bytes.count)
    }
    var certain = bytes.count - incompleteCharacter()
    for stop in stops {
      for length in stride(from: min(stop.count - 1, bytes.count - told), to: 0, by: -1)
      where bytes.suffix(length).elementsEqual(stop.prefix(length)) {
        certain = min(certain, bytes.count - length)
        break
      }
    }
    return tell(certain)
  }

  /// The rest, once no token will follow.
  mutating func finish() -> String { tell(bytes.count) }

  private mutating func tell(_ end: Int) -> String {
    guard end > told else { return "" }
    defer { told = end }
    return String(decoding: bytes[told..<end], as: UTF8.self)
  }

  /// The stop text that ends first among those that end in what is not told yet.
  private func firstStop() -> (stop: [UInt8], at: Int)? {
    var first: (stop: [UInt8], at: Int)?
    for stop in stops where bytes.count >= stop.count {
      for at in max(0, told)...max(told, bytes.count - stop.count)
      where bytes[at...].starts(with: stop) {
        if at < first?.at ?? .max { first = (stop, at) }
        break
      }
    }
    return first
  }

  /// Bytes at the end that begin a character and do not end it.
  private func incompleteCharacter() -> Int {
    for back in 1...4 where back <= bytes.count {
      let byte = bytes[bytes.count - back]
      if byte & 0xC0 == 0x80 { continue }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      return length > back ? back : 0
    }
    return 0
  }
}
