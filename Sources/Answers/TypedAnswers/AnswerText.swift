import Basics

/// A typed answer made ready for the language: what people write that it does not read.
public enum AnswerText {
  /// The same answer as the language spells it.
  ///
  /// "≈ 27 million × 2 = 54 000 000 dollars." loses its decoration and keeps its meaning. What could
  /// mean two things, such as 27,78, is left for the language to ask about.
  public static func readable(_ answer: String) -> String {
    let text = bare(String(answer.map { replacements[$0] ?? $0 }))
    if nothings.contains(text.lowercased()) { return "0" }
    return withPercent(withDollarSign(withoutTimes(NumberWords.replaced(joiningGroups(text)))))
  }

  /// The line with what stands behind its = made readable; nil where it is no setting, or is readable
  /// as it is.
  public static func readableSetting(_ line: String) -> String? {
    guard let place = line.firstIndex(of: "=") else { return nil }
    let name = line[..<place].trimmed
    let value = String(line[line.index(after: place)...])
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || "._".contains($0) }),
      value.first != "="
    else { return nil }
    let readable = readable(value)
    return readable == value.trimmed ? nil : "\(name) = \(readable)"
  }

  /// What a word says of the value before: 1 for "the same", 0.5 for "half"; nil for all else.
  static func factor(_ answer: String) -> Double? { factors[bare(answer).lowercased()] }

  private static let replacements: [Character: Character] = [
    "∙": "*", "⋅": "*", "\u{00A0}": " ", "\u{2009}": " ", "\u{202F}": " ", "’": "'", "％": "%",
    "＄": "$",
  ]

  /// What may stand in front of an answer without changing it.
  private static let openings = [
    "=", "≈", "~", ":", "about ", "approximately ", "approx. ", "approx ", "roughly ", "around ",
    "ca. ", "ca ", "circa ", "nearly ", "almost ", "exactly ", "it is ", "it's ", "it stays ",
    "that is ", "that's ", "i think ", "i guess ", "i say ", "maybe ", "perhaps ", "probably ",
    "the answer is ", "answer is ", "answer: ", "answer = ", "result = ", "result: ",
  ]

  private static let nothings: Set = [
    "nothing", "none", "zero", "nil", "nothing at all", "no cost", "free", "for free", "no money",
  ]

  private static let factors: [String: Double] = [
    "the same": 1, "same": 1, "the same as before": 1, "same as before": 1, "as before": 1,
    "unchanged": 1, "no change": 1, "nothing changes": 1, "it does not change": 1,
    "it doesn't change": 1, "half": 0.5, "a half": 0.5, "one half": 0.5, "half of it": 0.5,
    "half of that": 0.5, "half as much": 0.5, "a third": 1.0 / 3, "one third": 1.0 / 3,
    "two thirds": 2.0 / 3, "a quarter": 0.25, "one quarter": 0.25, "a fourth": 0.25,
    "three quarters": 0.75, "a fifth": 0.2, "a tenth": 0.1, "one tenth": 0.1, "twice": 2,
    "double": 2, "twice as much": 2, "twice that": 2, "twice as long": 2, "half as long": 0.5,
    "three times as much": 3, "triple": 3, "all": 1, "all of it": 1, "the whole": 1,
  ]

  /// Without what decorates it in front and behind.
  private static func bare(_ answer: String) -> String {
    var text = answer.trimmed
    while let word = openings.first(where: text.lowercased().hasPrefix) {
      text = text.dropFirst(word.count).trimmed
    }
    while let last = text.last, ".!;,?".contains(last) { text = text.dropLast().trimmed }
    return text
  }

  /// 20 times, 20x and 20-fold as 20.
  private static func withoutTimes(_ text: String) -> String {
    for word in ["times as much", "times as many", "times as long", "times", "fold", "x", "×"]
    where text.lowercased().hasSuffix(word) {
      let number = text.dropLast(word.count).trimmed
        .trimmingEnd { $0 == "-" }
      if number.first?.isNumber == true,
        number.allSatisfy({ $0.isASCII && $0.isNumber || ",.".contains($0) })
      {
        return number
      }
    }
    return text
  }

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
    for word in ["US$", "USD", "usd", "$ "] where text.hasPrefix(word) {
      let rest = text.dropFirst(word.count).trimmed
      if rest.first?.isNumber == true { return "$" + rest }
    }
    return text
  }

  /// 15 percent as 15%.
  private static func withPercent(_ text: String) -> String {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    var result: [String] = []
    for (index, word) in words.enumerated() {
      let isPercent =
        ["percent", "pct", "pct.", "prozent"].contains(word.lowercased())
        || word.lowercased() == "per" && words.dropFirst(index + 1).first?.lowercased() == "cent"
      if word.lowercased() == "cent", words.prefix(index).last?.lowercased() == "per" { continue }
      if isPercent, result.last?.last?.isNumber == true {
        result[result.count - 1] += "%"
      } else {
        result.append(word)
      }
    }
    return result.joined(separator: " ")
  }
}
