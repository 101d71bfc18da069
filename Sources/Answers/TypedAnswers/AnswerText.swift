import Basics

/// A typed answer made ready for the language: what people write that it does not read.
public enum AnswerText {
  /// The same answer as the language spells it.
  ///
  /// "≈ 27,000 × 2 = 54 000 dollars." loses its decoration and keeps its meaning. What could mean
  /// two things, such as 27,78, is left for the language to ask about.
  public static func readable(_ answer: String) -> String {
    var text = String(answer.map { replacements[$0] ?? $0 })
    text = text.trimmed
    for word in openings where text.lowercased().hasPrefix(word) {
      text = text.dropFirst(word.count).trimmed
    }
    while let last = text.last, ".!;,".contains(last) { text = text.dropLast().trimmed }
    return withPercent(withDollarSign(joiningGroups(text)))
  }

  private static let replacements: [Character: Character] = [
    "×": "*", "∙": "*", "⋅": "*", "÷": "/", "−": "-", "–": "-", "\u{00A0}": " ", "\u{2009}": " ",
    "\u{202F}": " ", "’": "'", "％": "%", "＄": "$",
  ]

  /// What may stand in front of a number without changing it.
  private static let openings = ["=", "≈", "~", "about ", "approximately ", "roughly ", "ca. "]

  /// 12 000 and 12'000 as 12,000: a number right behind another means nothing else.
  private static func joiningGroups(_ text: String) -> String {
    let characters = Array(text)
    var result = ""
    var digits = 0
    for (index, character) in characters.enumerated() {
      let next = characters.dropFirst(index + 1).prefix { $0.isASCII && $0.isNumber }
      let isGap = character == " " || character == "'"
      if isGap, (1...3).contains(digits), next.count == 3 {
        result.append(",")
        digits = 0
        continue
      }
      digits = character.isASCII && character.isNumber ? digits + 1 : 0
      result.append(character)
    }
    return result
  }

  /// US$3 and USD 3 as $3.
  private static func withDollarSign(_ text: String) -> String {
    for word in ["US$", "USD", "usd"] where text.hasPrefix(word) {
      let rest = text.dropFirst(word.count).trimmed
      if rest.first?.isNumber == true { return "$" + rest }
    }
    return text
  }

  /// 15 percent as 15%.
  private static func withPercent(_ text: String) -> String {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    var result: [String] = []
    for word in words {
      if ["percent", "pct", "prozent"].contains(word.lowercased()),
        result.last?.last?.isNumber == true
      {
        result[result.count - 1] += "%"
      } else {
        result.append(word)
      }
    }
    return result.joined(separator: " ")
  }
}
