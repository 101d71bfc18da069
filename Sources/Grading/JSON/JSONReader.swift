import Diagnostics

/// Reads JSON that may come from anybody, within limits that are checked before anything is kept.
///
/// Strict where files differ only by mistake or on purpose: a key may stand only once in an object,
/// nothing may follow the value, and texts must be sound Unicode.
///
/// Source: RFC 8259, The JavaScript Object Notation Data Interchange Format.
struct JSONReader {
  private let bytes: [UInt8]
  private let limits: JSONLimits
  private var index = 0
  private var values = 0

  /// - Throws: `bad-submission`, with the line and column of what is wrong.
  static func read(_ bytes: [UInt8], limits: JSONLimits) throws(Diagnostic) -> JSON {
    var reader = try JSONReader(bytes, limits)
    let value = try reader.value(depth: 0)
    try reader.expectEnd()
    return value
  }

  /// Reads a list an element at a time, so that a long one is never in memory as a whole.
  /// - Parameter body: told each element; the limits on values are those of one element.
  /// - Throws: `bad-submission`, and what `body` throws.
  static func readElements(
    _ bytes: [UInt8], limits: JSONLimits, _ body: (JSON) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var reader = try JSONReader(bytes, limits)
    reader.skipSpace()
    guard reader.take("[") else { throw reader.problem("it is no list") }
    reader.skipSpace()
    if !reader.take("]") {
      repeat {
        reader.values = 0
        try body(try reader.value(depth: 1))
        reader.skipSpace()
      } while reader.take(",")
      guard reader.take("]") else { throw reader.problem("a comma or ] is missing") }
    }
    try reader.expectEnd()
  }

  private init(_ bytes: [UInt8], _ limits: JSONLimits) throws(Diagnostic) {
    self.bytes = bytes
    self.limits = limits
    guard bytes.count <= limits.bytes else {
      throw problem("it has more than \(limits.bytes) bytes")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  private mutating func expectEnd() throws(Diagnostic) {
    skipSpace()
    guard index == bytes.count else { throw problem("something follows its end") }
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(Diagnostic) -> JSON {
    skipSpace()
    values += 1
    guard values <= limits.values else {
      throw problem("it holds more than \(limits.values) values")
    }
    guard let byte = current else { throw problem("it ends too early") }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw problem("this is no value")
    }
  }

  private mutating func object(depth: Int) throws(Diagnostic) -> JSON {
    try enter(depth)
    var members: [JSON.Member] = []
    var keys: Set<String> = []
    skipSpace()
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw problem("a key in quotes is missing") }
      let start = index
      let key = try string()
      guard keys.insert(key).inserted else {
        index = start
        throw problem("the key “\(key.prefix(40).shown)” stands twice")
      }
      skipSpace()
      guard take(":") else { throw problem("a colon is missing") }
      members.append(JSON.Member(key, try value(depth: depth)))
      skipSpace()
    } while take(",")
    guard take("}") else { throw problem("a comma or } is missing") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(Diagnostic) -> JSON {
    try enter(depth)
    var elements: [JSON] = []
    skipSpace()
    if take("]") { return .array([]) }
    repeat {
      elements.append(try value(depth: depth))
      skipSpace()
    } while take(",")
    guard take("]") else { throw problem("a comma or ] is missing") }
    return .array(elements)
  }

  private mutating func enter(_ depth: Int) throws(Diagnostic) {
    guard depth <= limits.depth else {
      throw problem("its lists and objects are nested deeper than \(limits.depth) levels")
    }
    index += 1
  }

  private mutating func word(_ word: String, _ value: JSON) throws(Diagnostic) -> JSON {
    guard bytes[index...].starts(with: word.utf8) else { throw problem("this is no value") }
    index += word.utf8.count
    return value
  }

  private mutating func number() throws(Diagnostic) -> JSON {
    let start = index
    _ = take("-")
    let whole = digits()
    guard whole == 1 || (whole > 1 && bytes[index - whole] != UInt8(ascii: "0")) else {
      throw problem("this is no number")
    }
    if take("."), digits() == 0 { throw problem("digits are missing behind the point") }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      guard digits() > 0 else { throw problem("the exponent is missing") }
    }
    guard index - start <= JSONLimits.number else {
      throw problem("a number has more than \(JSONLimits.number) characters")
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    guard let number = Double(text), number.isFinite else {
      index = start
      throw problem("the number is too large")
    }
    return .number(number)
  }

  private mutating func digits() -> Int {
    let start = index
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
    return index - start
  }

  // MARK: Texts

  private mutating func string() throws(Diagnostic) -> String {
    index += 1
    let start = index
    var kept: [UInt8] = []
    var run = start
    while let byte = current {
      guard index - start <= limits.string else {
        throw problem("a text has more than \(limits.string) bytes")
      }
      switch byte {
      case UInt8(ascii: "\""):
        kept += bytes[run..<index]
        guard let text = String(validating: kept, as: UTF8.self) else {
          throw problem("a text is not UTF-8")
        }
        index += 1
        return text
      case UInt8(ascii: "\\"):
        kept += bytes[run..<index]
        kept += try escape()
        run = index
      case 0..<0x20: throw problem("a control character stands in a text")
      default: index += 1
      }
    }
    throw problem("a text is not closed")
  }

  private mutating func escape() throws(Diagnostic) -> [UInt8] {
    index += 1
    let byte = current
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte ?? 0]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(try scalar()).utf8)
    default:
      index -= 2
      throw problem("this escape has no meaning")
    }
  }

  /// What stands behind \u; two of them where the character needs both.
  private mutating func scalar() throws(Diagnostic) -> Unicode.Scalar {
    let first = try unit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800..<0xDC00).contains(first), take("\\"), take("u") else {
      throw problem("half of a character is missing")
    }
    let second = try unit()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw problem("half of a character is missing") }
    return scalar
  }

  private mutating func unit() throws(Diagnostic) -> UInt32 {
    guard index + 4 <= bytes.count else { throw problem("it ends too early") }
    var value: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw problem("four hexadecimal digits are needed behind \\u")
      }
      value = value << 4 | UInt32(digit)
    }
    index += 4
    return value
  }

  // MARK: Characters

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      index += 1
    }
  }

  private func problem(_ what: String) -> Diagnostic {
    let before = bytes[..<min(index, bytes.count)]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
    return Diagnostic(
      .badSubmission, "It is not sound JSON: \(what) (line \(line), column \(column)).")
  }
}

extension StringProtocol {
  /// The same with a mark in place of every character that cannot be seen.
  var shown: String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars { scalars.append(scalar.isUnprintable ? "\u{FFFD}" : scalar) }
    return String(scalars)
  }
}
