import Basics

/// "US$3", "3 grand" and "15 percent".
extension AnswerWords {
  /// US$3, USD 3, $3 USD and "3 US dollars" as $3; "3 grand" as 3e3 dollars.
  static func withMoney(_ words: [String]) -> [String] {
    var result: [String] = []
    for (index, word) in words.enumerated() {
      let next = words[safe: index + 1] ?? ""
      if ["US", "us", "U.S."].contains(word), isMoney(next) { continue }
      if ["grand", "Grand"].contains(word), let last = result.last, isNumber(last) {
        result[result.count - 1] = last + "e3"
        result.append("dollars")
      } else if isMoney(word), !word.hasPrefix("cent"), result.last?.first == "$" {
        continue
      } else {
        result.append(word)
      }
    }
    guard let first = result.first else { return result }
    for sign in ["US$", "us$", "$US", "$us", "USD", "usd", "$"] where first.hasPrefix(sign) {
      let rest = String(first.dropFirst(sign.count))
      if rest.isEmpty, result.count > 1, result[1].first?.isNumber == true {
        result.removeFirst()
        result[0] = "$" + result[0]
      } else if rest.first?.isNumber == true {
        result[0] = "$" + rest
      }
      break
    }
    return result
  }

  private static func isMoney(_ word: String) -> Bool {
    ["dollars", "dollar", "usd", "cents", "cent"].contains(word.lowercased())
  }

  /// 15 percent, and 15 out of 100 or 15 of 100, as 15% and 15 / 100.
  static func withPercent(_ words: [String]) -> [String] {
    var result: [String] = []
    var index = 0
    while index < words.count {
      let word = words[index].lowercased()
      let next = words[safe: index + 1] ?? ""
      let isPercent =
        ["percent", "pct", "pct.", "p.c", "p.c.", "prozent"].contains(word)
        || word == "per" && ["cent", "hundred"].contains(next.lowercased())
      if isPercent, let last = result.last?.last, last.isNumber {
        result[result.count - 1] += "%"
        index += word == "per" ? 2 : 1
      } else if ["in", "outof"].contains(word)
        || word == "of" && (Double(result.first ?? "") ?? 0) >= 1,
        result.count == 1, index + 2 == words.count,
        let first = result.first, isDigits(first), isDigits(next)
      {
        result += ["/", next]
        index += 2
      } else {
        result.append(words[index])
        index += 1
      }
    }
    return result
  }
}
