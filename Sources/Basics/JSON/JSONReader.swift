/// Reads JSON that may come from anybody, within limits that are checked before anything is kept.
///
/// Strict where files differ only by mistake or on purpose: a key may stand only once in an object,
/// nothing may follow the value, and texts must be sound Unicode.
///
/// Source: RFC 8259, The JavaScript Object Notation Data Interchange Format.
public struct JSONReader {
  private let bytes: [UInt8]
  private let limits: JSONLimits
  private var index = 0
  private var values = 0

  /// Reads one value.
  /// - Parameter bytes: UTF-8, with or without a byte order mark.
  public static func read(_ bytes: [UInt8], limits: JSONLimits) throws(JSONProblem) -> JSON {
    var reader = try JSONReader(bytes, limits)
    let value = try reader.value(depth: 0)
    try reader.expectEnd()
    return value
  }

  /// - Throws: where the text is longer than the limits allow.
  private init(_ bytes: [UInt8], _ limits: JSONLimits) throws(JSONProblem) {
    self.bytes = bytes
    self.limits = limits
    guard bytes.count <= limits.bytes else {
      throw problem(.tooManyBytes(limits.bytes))
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  private mutating func expectEnd() throws(JSONProblem) {
    skipSpace()
    guard index == bytes.count else { throw problem(.somethingFollows) }
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(JSONProblem) -> JSON {
    skipSpace()
    values += 1
    guard values <= limits.values else {
      throw problem(.tooManyValues(limits.values))
    }
    guard let byte = current else { throw problem(.endsEarly) }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw problem(.noValue)
    }
  }

  private mutating func object(depth: Int) throws(JSONProblem) -> JSON {
    try enter(depth)
    var members: [JSON.Member] = []
    // Of few keys, looking at each is quicker than a set.
    var keys: Set<String> = []
    skipSpace()
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw problem(.noKey) }
      let start = index
      let key = try string()
      if members.count == 16 { keys = Set(members.map { $0.key }) }
      let isNew =
        members.count < 16
        ? !members.contains { $0.key == key } : keys.insert(key).inserted
      guard isNew else {
        index = start
        throw problem(.keyTwice(key))
      }
      skipSpace()
      guard take(":") else { throw problem(.noColon) }
      members.append(JSON.Member(key, try value(depth: depth)))
      skipSpace()
    } while take(",")
    guard take("}") else { throw problem(.objectNotClosed) }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONProblem) -> JSON {
    try enter(depth)
    var elements: [JSON] = []
    skipSpace()
    if take("]") { return .array([]) }
    repeat {
      elements.append(try value(depth: depth))
      skipSpace()
    } while take(",")
    guard take("]") else { throw problem(.listNotClosed) }
    return .array(elements)
  }

  private mutating func enter(_ depth: Int) throws(JSONProblem) {
    guard depth <= limits.depth else {
      throw problem(.tooDeep(limits.depth))
    }
    index += 1
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSONProblem) -> JSON {
    guard bytes[index...].starts(with: word.utf8) else { throw problem(.noValue) }
    index += word.utf8.count
    return value
  }

  private mutating func number() throws(JSONProblem) -> JSON {
    let start = index
    take("-")
    let whole = digits()
    guard whole == 1 || (whole > 1 && bytes[index - whole] != UInt8(ascii: "0")) else {
      throw problem(.noNumber)
    }
    if take("."), digits() == 0 { throw problem(.noDecimals) }
    if take("e") || take("E") {
      if !take("+") { take("-") }
      guard digits() > 0 else { throw problem(.noExponent) }
    }
    guard index - start <= JSONLimits.number else {
      throw problem(.numberTooLong(JSONLimits.number))
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    let number = Double(text) ?? .infinity
    if limits.keepsDigits, JSON.digits(number) != text { return .digits(text) }
    guard number.isFinite else {
      index = start
      throw problem(.numberTooLarge)
    }
    return .number(number)
  }

  private mutating func digits() -> Int {
    let start = index
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
    return index - start
  }

  // MARK: Texts

  private mutating func string() throws(JSONProblem) -> String {
    index += 1
    let start = index
    var kept: [UInt8] = []
    var run = start
    while true {
      // Most of a text is plain.
      let end = bytes[index...].firstIndex { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 } ?? bytes.count
      guard end - start <= limits.string else {
        index = min(end, start + limits.string + 1)
        throw problem(.textTooLong(limits.string))
      }
      index = end
      guard let byte = current else { throw problem(.textNotClosed) }
      switch byte {
      case UInt8(ascii: "\""):
        let text: String?
        if kept.isEmpty {
          text = String(validating: bytes[run..<index], as: UTF8.self)
        } else {
          kept += bytes[run..<index]
          text = String(validating: kept, as: UTF8.self)
        }
        guard let text else { throw problem(.notUTF8) }
        index += 1
        return text
      case UInt8(ascii: "\\"):
        kept += bytes[run..<index]
        kept += try escape()
        run = index
      default: throw problem(.controlCharacter)
      }
    }
  }

  private mutating func escape() throws(JSONProblem) -> [UInt8] {
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
      throw problem(.unknownEscape)
    }
  }

  /// What stands behind \u; two of them where the character needs both.
  private mutating func scalar() throws(JSONProblem) -> Unicode.Scalar {
    let first = try unit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800..<0xDC00).contains(first), take("\\"), take("u") else {
      throw problem(.halfCharacter)
    }
    let second = try unit()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw problem(.halfCharacter) }
    return scalar
  }

  private mutating func unit() throws(JSONProblem) -> UInt32 {
    guard index + 4 <= bytes.count else { throw problem(.endsEarly) }
    var value: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw problem(.noHexadecimalDigits)
      }
      value = value << 4 | UInt32(digit)
    }
    index += 4
    return value
  }

  // MARK: Characters

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// Goes past a character where it is next.
  /// - Returns: whether it was.
  @discardableResult
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

  private func problem(_ reason: JSONProblem.Reason) -> JSONProblem {
    let before = bytes[..<min(index, bytes.count)]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
    return JSONProblem(reason: reason, line: line, column: column)
  }
}
