extension JSON {
  /// On one line: `{"a":1, "b":[true, null]}`.
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
    case .digits(let digits): bytes += digits.utf8
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

  /// A number that reads back as itself; `null` where it is not finite.
  public static func digits(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    if let whole = Int64(exactly: number), abs(number) < 1e15 { return String(whole) }
    return "\(number)"
  }

  /// A text in quotes; every character that may not be shown as its number.
  private static func write(_ string: String, _ bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": bytes += "\\\"".utf8
      case "\\": bytes += "\\\\".utf8
      case "\n": bytes += "\\n".utf8
      case "\t": bytes += "\\t".utf8
      case "\r": bytes += "\\r".utf8
      case _ where scalar.isUnshowable:
        // Two halves for a character beyond sixteen bits.
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          bytes += "\\u".utf8
          bytes += repeatElement(UInt8(ascii: "0"), count: max(0, 4 - digits.utf8.count))
          bytes += digits.utf8
        }
      default: bytes += String(scalar).utf8
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
