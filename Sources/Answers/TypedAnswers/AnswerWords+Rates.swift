import Basics

/// "90 an hour", "$60 for 1000 requests", "12 monthly".
extension AnswerWords {
  /// "monthly", "each hour", "for a request" and "per 1000 requests" as what it is divided by.
  static func withRates(_ words: [String], in known: AnswerUnits) -> [String] {
    var result: [String] = []
    var index = 0
    while index < words.count {
      let word = words[index].lowercased()
      let next = words[safe: index + 1] ?? ""
      if let unit = frequencies[word], !result.isEmpty {
        append("/" + unit, to: &result)
      } else if ["a", "an", "each", "every"].contains(word), !result.isEmpty, known.isUnit(next) {
        append("/" + (units[next.lowercased()] ?? next), to: &result)
        index += 1
      } else if ["for", "in"].contains(word), ["a", "an", "each", "every", "one"].contains(next),
        !result.isEmpty, let unit = words[safe: index + 2], known.isUnit(unit)
      {
        append("/" + unit, to: &result)
        index += 2
      } else if ["per", "in", "over", "every", "for"].contains(word), result.count > 0,
        let (amount, length) = amount(words[(index + 1)...], behind: word, in: known),
        // $12,000 / $1 per 1000 divides by the price of one.
        amount.contains(" ") || !result.contains(where: { $0.contains("/") })
      {
        result += ["/", "(\(amount))"]
        index += length
      } else if word.hasSuffix("/million") || word.hasSuffix("/thousand"), known.isUnit(next) {
        let head = words[index].prefix { $0 != "/" }
        result += [String(head), "/", "(1\(word.hasSuffix("million") ? "e6" : "e3") \(next))"]
        index += 1
      } else if word == "and", !result.isEmpty, result.last.map(known.isUnit) == true,
        known.isUnit(next),
        result.contains("per")
      {
        // Per GPU and hour.
        append("/" + next, to: &result)
        index += 1
      } else {
        result.append(words[index])
      }
      index += 1
    }
    return result
  }

  private static func append(_ unit: String, to words: inout [String]) {
    words[words.count - 1] += unit
  }

  /// A number with a unit that stands at the end, as many words as it takes: "1000 requests"; or
  /// behind "per" and "for" only how many of them: "per 1,000".
  private static func amount(
    _ words: ArraySlice<String>, behind joint: String, in known: AnswerUnits
  ) -> (String, Int)? {
    guard let first = words.first, words.count <= 2 else { return nil }
    let scales = ["hundred": "1e2", "thousand": "1e3", "million": "1e6", "billion": "1e9"]
    guard let number = scales[first.lowercased()] ?? (isNumber(first) ? first : nil) else {
      return nil
    }
    guard words.count == 2, let unit = words.last else {
      let least = ["per": 100, "for": 1000][joint]
      return least.map { isRoundCount(number, from: $0) } == true ? (number, 1) : nil
    }
    // $200 for 4 GPUs are $200.
    guard known.isUnit(unit), joint != "for" || !unit.lowercased().hasPrefix("gpu") else {
      return nil
    }
    return ("\(number) \(unit)", 2)
  }

  /// Whether it is one of 100, 1,000, 1k, 1e6 and so on.
  private static func isRoundCount(_ number: String, from least: Int) -> Bool {
    let figures = number.filter { $0 != "," }.lowercased().replacing("k", with: "e3")
    let exact = Double(figures.replacing("m", with: "e6")) ?? 0
    return [1e2, 1e3, 1e6, 1e9].contains(exact) && exact >= Double(least)
  }

  private static let frequencies: [String: String] = [
    "hourly": "h", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year",
    "annually": "year", "p.m.": "month", "p.m": "month", "pcm": "month", "p.h.": "h", "p.h": "h",
    "p.a.": "year", "p.a": "year",
  ]
}
