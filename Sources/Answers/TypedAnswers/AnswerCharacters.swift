import Basics

/// The characters of a typed answer as the language has them: `½`, `10⁶`, `１２`, `.5`, `1.2 × 10^4`.
enum AnswerCharacters {
  /// The same text in characters that the language reads.
  static func folded(_ text: String) -> String {
    isFolded(text) ? text : foldedByCharacter(text)
  }

  /// Whether every character stays as it is, as with nearly everything that is typed.
  private static func isFolded(_ text: String) -> Bool {
    var before: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case 0x09, 0x80..., UInt8(ascii: "^"), UInt8(ascii: "x"), UInt8(ascii: "X"): return false
      case UInt8(ascii: ".") where !(0x30...0x39).contains(before): return false
      // A character of its own, made of two.
      case 0x0A where before == 0x0D: return false
      default: before = byte
      }
    }
    return true
  }

  /// The same, a character at a time.
  static func foldedByCharacter(_ text: String) -> String {
    String(multiplied(powersOfTen(withLeadingZeros(fractions(Array(text.map(plain)))))))
  }

  private static func plain(_ character: Character) -> Character {
    if let plain = replacements[character] { return plain }
    guard let scalar = character.unicodeScalars.first?.value else { return character }
    // Digits of full width, and those of Arabic and Persian keyboards.
    for zero: UInt32 in [0xFF10, 0x0660, 0x06F0] where (zero..<zero + 10).contains(scalar) {
      return Character(UnicodeScalar(UInt8(48 + scalar - zero)))
    }
    return character
  }

  private static let replacements: [Character: Character] = [
    "∙": "*", "⋅": "*", "∗": "*", "\u{00A0}": " ", "\u{2009}": " ", "\u{202F}": " ", "\t": " ",
    "’": "'",
    "％": "%", "＄": "$", "，": ",", "．": ".", "⁄": "/", "∕": "/", "［": "[", "］": "]", "（": "(",
    "）": ")", "＝": "=", "≃": "≈", "≅": "≈", "∼": "≈", "⇒": "→", "“": "\"", "”": "\"", "„": "\"",
  ]

  private static let vulgar: [Character: (Double, Double)] = [
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8), "⅒": (1, 10),
  ]

  private static let superscripts = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")

  /// 1½ as 1.5, and 10⁶ as 10^6.
  private static func fractions(_ text: [Character]) -> [Character] {
    var result: [Character] = []
    for character in text {
      if let (part, whole) = vulgar[character] {
        let before = result.reversed().prefix { isDigit($0) }.count
        let number = Double(String(result.suffix(before)))
        result.removeLast(before)
        result += Array("\((number ?? 0) + part / whole)")
      } else if let digit = superscripts.firstIndex(of: character) {
        if let last = result.last, !isDigit(last) || !isInPower(result) { result.append("^") }
        result += Array("\(digit)")
      } else {
        result.append(character)
      }
    }
    return result
  }

  private static func isInPower(_ text: [Character]) -> Bool {
    text.reversed().drop(while: isDigit).first == "^"
  }

  /// .5 as 0.5.
  private static func withLeadingZeros(_ text: [Character]) -> [Character] {
    var result: [Character] = []
    for (index, character) in text.enumerated() {
      if character == ".", let next = text.dropFirst(index + 1).first, isDigit(next) {
        let before = result.last ?? " "
        if !isDigit(before), !before.isLetter, !".)_".contains(before) { result.append("0") }
      }
      result.append(character)
    }
    return result
  }

  /// 1.2 × 10^4 as 1.2e4.
  private static func powersOfTen(_ text: [Character]) -> [Character] {
    var result: [Character] = []
    var index = 0
    while index < text.count {
      if text[index...].starts(with: Array("10^")),
        let exponent = exponent(text[(index + 3)...]),
        let head = significand(result[...])
      {
        result.removeLast(result.count - head.count)
        result += ["e"] + exponent
        index += 3 + exponent.count
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  /// The sign and digits that a text begins with.
  private static func exponent(_ text: ArraySlice<Character>) -> [Character]? {
    let sign = text.prefix { $0 == "-" || $0 == "−" }.map { _ in Character("-") }
    let digits = text.dropFirst(sign.count).prefix(while: isDigit)
    return digits.isEmpty || sign.count > 1 ? nil : sign + digits
  }

  /// What stands in front of "× 10^4", where that is a number without a power of its own.
  private static func significand(
    _ text: ArraySlice<Character>
  ) -> ArraySlice<Character>? {
    var head = text
    func trim() { while head.last == " " { head.removeLast() } }
    trim()
    guard let sign = head.last, "*×x·".contains(sign) else { return nil }
    head.removeLast()
    trim()
    let number = head.reversed().prefix { isDigit($0) || $0 == "." || $0 == "," }
    let before = head.dropLast(number.count).last ?? " "
    guard let last = head.last, isDigit(last), !before.isLetter, before != "^" else { return nil }
    return head
  }

  /// 2 x 3, 2x3 and 2 · 3 as 2 * 3.
  private static func multiplied(_ text: [Character]) -> [Character] {
    text.indices.map { index in
      guard "xX·".contains(text[index]) else { return text[index] }
      guard
        let before = text[..<index].last(where: { $0 != " " }),
        let after = text[(index + 1)...].first(where: { $0 != " " }),
        isDigit(before) || before == "%" || before == ")",
        isDigit(after) || after == "$" || text[index] == "·" && after == "("
      else {
        if text[index] == "·", text[(index + 1)...].first == "(" { return "*" }
        // rent x (1 - idle), 200 ms x $5/h
        let isApart =
          index > 1 && text[index - 1] == " "
          && text[(index + 1)...].first == " "
          && text[(index + 1)...].first { $0 != " " }.map { isDigit($0) || "($".contains($0) }
            == true
        return isApart ? "*" : text[index]
      }
      return "*"
    }
  }

  static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}
