/// A value of JSON. The members of an object keep their order.
public indirect enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  /// Finite.
  case number(Double)
  case string(String)
  case array([JSON])
  case object([Member])

  public struct Member: Hashable, Sendable {
    public var key: String
    public var value: JSON

    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  public static func object(_ members: KeyValuePairs<String, JSON>) -> JSON {
    .object(members.map { Member($0.key, $0.value) })
  }

  /// What it is, in words.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

// MARK: Writing

extension JSON {
  /// On one line.
  public var text: String {
    var bytes: [UInt8] = []
    write(&bytes, indent: nil)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// On many lines; what stands deeper than `levels` on one line each.
  public func lines(flatBelow levels: Int = .max) -> String {
    var bytes: [UInt8] = []
    write(&bytes, indent: 0, flatBelow: levels)
    bytes.append(UInt8(ascii: "\n"))
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(_ bytes: inout [UInt8], indent: Int?, flatBelow levels: Int = .max) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let bool): bytes += (bool ? "true" : "false").utf8
    case .number(let number): bytes += JSON.digits(number).utf8
    case .string(let string): JSON.write(string, &bytes)
    case .array(let elements):
      let inner = indent.flatMap { $0 < levels && !elements.isEmpty ? $0 + 1 : nil }
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        JSON.separate(&bytes, isFirst: index == 0, indent: inner)
        element.write(&bytes, indent: inner, flatBelow: levels)
      }
      JSON.close("]", &bytes, indent: inner)
    case .object(let members):
      let inner = indent.flatMap { $0 < levels && !members.isEmpty ? $0 + 1 : nil }
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        JSON.separate(&bytes, isFirst: index == 0, indent: inner)
        JSON.write(member.key, &bytes)
        bytes += (indent == nil ? ":" : ": ").utf8
        member.value.write(&bytes, indent: inner, flatBelow: levels)
      }
      JSON.close("}", &bytes, indent: inner)
    }
  }

  private static func separate(_ bytes: inout [UInt8], isFirst: Bool, indent: Int?) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    if let indent {
      bytes.append(UInt8(ascii: "\n"))
      bytes += repeatElement(UInt8(ascii: " "), count: 2 * indent)
    } else if !isFirst {
      bytes.append(UInt8(ascii: " "))
    }
  }

  private static func close(_ bracket: String, _ bytes: inout [UInt8], indent: Int?) {
    if let indent {
      bytes.append(UInt8(ascii: "\n"))
      bytes += repeatElement(UInt8(ascii: " "), count: 2 * (indent - 1))
    }
    bytes += bracket.utf8
  }

  /// A number that reads back as itself. JSON knows no others than finite ones.
  static func digits(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    if let whole = Int64(exactly: number), abs(number) < 1e15 { return String(whole) }
    return "\(number)"
  }

  /// A text in quotes; every control character, also those above ASCII and those that turn the
  /// direction of writing, as its number.
  private static func write(_ string: String, _ bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": bytes += "\\\"".utf8
      case "\\": bytes += "\\\\".utf8
      case "\n": bytes += "\\n".utf8
      case "\t": bytes += "\\t".utf8
      case "\r": bytes += "\\r".utf8
      case _ where scalar.isUnprintable:
        // All of them have at most four digits.
        let digits = String(scalar.value, radix: 16)
        bytes += "\\u".utf8
        bytes += repeatElement(UInt8(ascii: "0"), count: max(0, 4 - digits.count))
        bytes += digits.utf8
      default: bytes += String(scalar).utf8
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension Unicode.Scalar {
  /// Whether it moves the cursor, hides, or turns the direction of writing instead of being seen.
  var isUnprintable: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFFF9...0xFFFB:
      true
    default: false
    }
  }
}
