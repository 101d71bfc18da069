import Basics
import Diagnostics

/// Cuts a stretch of a source into tokens.
struct Lexer {
  private let source: Source
  private let bytes: [UInt8]
  /// What has to be added to an index in `bytes` to give an offset in the source.
  private let base: Int
  private var index = 0

  init(_ source: Source, _ range: Range<Int>) {
    self.source = source
    base = range.lowerBound
    bytes = Array(source.string(range).utf8)
  }

  /// All tokens up to the end, the last one `.end`; a remark from # on is left out.
  mutating func tokens() throws(Diagnostic) -> [Token] {
    var tokens: [Token] = []
    while true {
      let token = try next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private func peek(_ ahead: Int = 0) -> UInt8? {
    index + ahead < bytes.count ? bytes[index + ahead] : nil
  }

  private mutating func next() throws(Diagnostic) -> Token {
    let before = index
    while let byte = peek(), isSpace(byte) { index += 1 }
    let isSpaced = index > before || before == 0
    let start = index
    guard let byte = peek(), byte != UInt8(ascii: "#") else {
      return Token(kind: .end, range: base + start..<base + start, isSpaced: isSpaced)
    }
    let kind: Token.Kind
    if isDigit(byte) {
      kind = .number(try number())
    } else if byte == UInt8(ascii: "\"") {
      kind = .text(try text())
    } else if let name = name() {
      kind = .name(name)
    } else if let sign = sign() {
      kind = .sign(sign)
    } else {
      throw unexpected()
    }
    return Token(kind: kind, range: base + start..<base + index, isSpaced: isSpaced)
  }

  private func span(_ range: Range<Int>) -> SourceSpan {
    SourceSpan(source, base + range.lowerBound..<base + range.upperBound)
  }

  private func unexpected() -> Diagnostic {
    var end = index + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let place = span(index..<end)
    let shown =
      place.text.unicodeScalars.contains { invisible.contains($0.properties.generalCategory) }
      ? "An invisible character" : "“\(place.text)”"
    let hint: (String, String?) =
      switch place.text {
      case "∙", "⋅": ("multiply with *", "*")
      case "—": ("subtract with -", "-")
      case "€", "£", "¥": ("prices are in dollars", "$")
      case "≤": ("write <=", "<=")
      case "≥": ("write >=", ">=")
      case "≠": ("write !=", "!=")
      case "&": ("write and, or multiply with *", nil)
      case "|": ("write or", nil)
      case "!": ("write not, or != for different", nil)
      default: ("not part of the language", nil)
      }
    let problem = Diagnostic(
      .unexpectedCharacter, "\(shown) has no meaning here.", at: place)
    if "'‘’“”".holds(place.text) {
      let line = source.string(base..<base + bytes.count)
      let quotes = line.count { "'‘’“”\"".contains($0) }
      return problem.label("text stands in \"…\"")
        .try(quotes == 2 ? String(line.map { "'‘’“”".contains($0) ? "\"" : $0 }) : nil)
    }
    return problem.label(hint.0).try(hint.1.map { replaced(place, $0) })
  }

  private func replaced(_ place: SourceSpan, _ with: String) -> String {
    source.string(base..<place.range.lowerBound) + with
      + source.string(place.range.upperBound..<base + bytes.count)
  }

  // MARK: Names, signs, text

  private mutating func name() -> String? {
    let start = index
    var end = index
    while end < bytes.count {
      let byte = bytes[end]
      if isLetter(byte) || (end > start && isDigit(byte)) {
        end += 1
      } else if byte >= 0xC2, let width = letterWidth(at: end) {
        end += width
      } else {
        break
      }
    }
    // k$ and M$ are units, and the only names with a sign in them.
    if end == start + 1, bytes[start] == UInt8(ascii: "k") || bytes[start] == UInt8(ascii: "M"),
      end < bytes.count, bytes[end] == UInt8(ascii: "$")
    {
      end += 1
    }
    guard end > start else { return nil }
    index = end
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The bytes of a letter beyond ASCII at `position`; nil for any other character.
  private func letterWidth(at position: Int) -> Int? {
    var end = position + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    guard let scalar = text.unicodeScalars.first, scalar != "\u{FFFD}" else { return nil }
    let isLetter = scalar.properties.isAlphabetic || scalar == "¢" || scalar == "µ"
    return isLetter ? end - position : nil
  }

  private mutating func sign() -> Token.Sign? {
    for sign in Token.Sign.allCases {
      let text = Array(sign.rawValue.utf8)
      // The list has longer signs before the shorter ones that start like them.
      if bytes[index...].starts(with: text) {
        index += text.count
        return sign
      }
    }
    return printedSign()
  }

  /// The signs of print, as they stand in books and on the screen: × ÷ − –.
  private mutating func printedSign() -> Token.Sign? {
    let sign: Token.Sign
    let width: Int
    switch (peek(), peek(1), peek(2)) {
    case (0xC3, 0x97, _): (sign, width) = (.times, 2)
    case (0xC3, 0xB7, _): (sign, width) = (.over, 2)
    case (0xE2, 0x88, 0x92), (0xE2, 0x80, 0x93): (sign, width) = (.minus, 3)
    default: return nil
    }
    index += width
    return sign
  }

  private mutating func text() throws(Diagnostic) -> String {
    let start = index
    index += 1
    while let byte = peek(), byte != UInt8(ascii: "\"") { index += 1 }
    guard peek() != nil else {
      throw Diagnostic(.unclosed, "A text is not closed.", at: span(start..<index))
        .label("its second \" is missing")
        .try(source.string(base..<base + bytes.count) + "\"")
    }
    index += 1
    return String(decoding: bytes[start + 1..<index - 1], as: UTF8.self)
  }

  // MARK: Numbers

  private mutating func number() throws(Diagnostic) -> Double {
    let start = index
    var text = digits()
    if text.count <= 3, index - start == text.count {
      while peek() == UInt8(ascii: ","), isGroup(at: index + 1) {
        index += 1
        text += digits()
      }
    }
    if peek() == UInt8(ascii: "."), let after = peek(1), isDigit(after) {
      index += 1
      text += "." + digits()
      if peek() == UInt8(ascii: "."), let after = peek(1), isDigit(after) {
        throw secondPoint(start)
      }
    }
    if peek() == UInt8(ascii: "."), !isNameOrRange(at: index + 1) {
      let number = span(start..<index + 1)
      throw Diagnostic(.badNumber, "Digits are missing after the point.", at: number)
        .label("ends with a point").try(
          replaced(number, source.string(start + base..<index + base)))
    }
    if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
      let signed = peek(1) == UInt8(ascii: "-") || peek(1) == UInt8(ascii: "+")
      if let digit = peek(signed ? 2 : 1), isDigit(digit) {
        text += "e"
        if signed, peek(1) == UInt8(ascii: "-") { text += "-" }
        index += signed ? 2 : 1
        text += digits()
      }
    }
    var value = Double(text) ?? .infinity
    if let suffix = suffix() {
      value *= suffix
      index += 1
    }
    guard value.isFinite else {
      throw Diagnostic(.overflow, "This number is too large.", at: span(start..<index))
        .label("over 1.8e308")
    }
    return value
  }

  private func isNameOrRange(at position: Int) -> Bool {
    guard position < bytes.count else { return false }
    return isLetter(bytes[position]) || bytes[position] == UInt8(ascii: ".")
      || bytes[position] >= 0x80
  }

  private mutating func secondPoint(_ start: Int) -> Diagnostic {
    while let byte = peek(), isDigit(byte) || byte == UInt8(ascii: ".") { index += 1 }
    let place = span(start..<index)
    return Diagnostic(.badNumber, "A number has one decimal point.", at: place)
      .label("this has several")
  }

  private mutating func digits() -> String {
    var text = ""
    while let byte = peek() {
      if isDigit(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else if byte != UInt8(ascii: "_") || !(peek(1).map(isDigit) ?? false) {
        break
      }
      index += 1
    }
    return text
  }

  /// Whether exactly three digits stand at `position`.
  private func isGroup(at position: Int) -> Bool {
    guard position + 3 <= bytes.count, bytes[position..<position + 3].allSatisfy(isDigit) else {
      return false
    }
    return position + 3 == bytes.count || !isDigit(bytes[position + 3])
  }

  private func suffix() -> Double? {
    if let after = peek(1) {
      if isLetter(after) || isDigit(after) || after == UInt8(ascii: "$") || after >= 0x80 {
        // 3 k· would be odd, but the middle dot is no letter.
        if !(after == 0xC2 && peek(2) == 0xB7) { return nil }
      }
    }
    switch peek() {
    case UInt8(ascii: "k"): return 1e3
    case UInt8(ascii: "M"): return 1e6
    case UInt8(ascii: "B"): return 1e9
    default: return nil
    }
  }
}

private let invisible: Set<Unicode.GeneralCategory> = [
  .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .unassigned,
]

private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

private func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

private func isLetter(_ byte: UInt8) -> Bool {
  (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte == 95
}
