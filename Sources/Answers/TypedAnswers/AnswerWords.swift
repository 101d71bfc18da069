import Basics

/// The words in a typed answer as the language spells them: "half an hour", "12 grand a month",
/// "$60 per thousand requests", "1 h 30 min".
enum AnswerWords {
  /// The same answer in the language's spelling.
  static func replaced(_ text: String, in known: AnswerUnits) -> String {
    if let ratio = ratio(text) { return ratio }
    var words = withoutTimes(NumberWords.replaced(withoutTimes(parts(text)))).split(separator: " ")
      .map(String.init)
    words = mixedNumbers(spelledUnits(withFractions(words, in: known), in: known))
    words = withMoney(words)
    words = withPercent(words)
    words = withRates(words, in: known)
    words = withOperators(words)
    let result = words.joined(separator: " ")
    return CompoundAmounts.sum(result, in: known.catalog) ?? result
  }

  /// The text with the joints between words as spaces that the other steps look for.
  private static func parts(_ text: String) -> String {
    text.replacing("half-", with: "half ").replacing("out of", with: "outof")
      .replacing("divided by", with: "dividedby").replacing("multiplied by", with: "times")
  }

  // MARK: Factors

  /// 20:1 and 20 to 1 as 20 / 1.
  private static func ratio(_ text: String) -> String? {
    let parts = text.replacing(" to 1", with: ":1").split(separator: ":").map { $0.trimmed }
    guard text.contains(":") || text.hasSuffix(" to 1"), parts.count == 2,
      // 0:30 is a time, and nothing is 0 to something.
      parts[0].contains(where: { ("1"..."9").contains($0) }),
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber || $0 == "." } }),
      !isTimeOfDay(parts[0], parts[1])
    else { return nil }
    return "\(parts[0]) / \(parts[1])"
  }

  /// Whether 11:12 may be a time of day; the language asks which is meant. 1:20 is a ratio.
  private static func isTimeOfDay(_ hours: String, _ minutes: String) -> Bool {
    guard minutes.count == 2, let hours = Int(hours), let minutes = Int(minutes) else {
      return false
    }
    return hours < 25 && hours != 1 && minutes < 60
  }

  /// 20 times, 20x, ×20, 20-fold and "20 times faster" as 20.
  private static func withoutTimes(_ text: String) -> String {
    if let first = text.first, "×xX*".contains(first), isDigits(text.dropFirst().trimmed) {
      return text.dropFirst().trimmed
    }
    let words = text.split(separator: " ").map(String.init)
    if words.count > 2, words[1].lowercased() == "times",
      comparisons.contains(words[2].lowercased()),
      words.dropFirst(3).allSatisfy({ $0.allSatisfy { $0.isLetter } })
    {
      return words[0]
    }
    for word in ["times", "fold", "x", "×"] where text.lowercased().hasSuffix(word) {
      let number = text.dropLast(word.count).trimmed.trimmingEnd { $0 == "-" }
      if isDigits(number) || word == "fold" && FractionWords.isNumber(number.lowercased())
        || word == "fold" && NumberWords.replaced(number).allSatisfy({ $0.isNumber })
      {
        return number
      }
    }
    return text
  }

  private static let comparisons: Set = [
    "as", "faster", "slower", "bigger", "larger", "smaller", "cheaper", "dearer", "longer",
    "shorter", "higher", "more",
  ]

  private static func isDigits(_ text: String) -> Bool {
    text.first?.isNumber == true
      && text.allSatisfy { AnswerCharacters.isDigit($0) || ",.".contains($0) }
  }

  // MARK: Fractions

  /// "half an hour" as "0.5 hour", "an hour" as "1 hour", "1 and a half hours" as "1.5 hours".
  private static func withFractions(_ words: [String], in known: AnswerUnits) -> [String] {
    var words = andAHalf(words)
    var index = 0
    while index < words.count {
      let word = words[index].lowercased()
      func next(_ ahead: Int) -> String {
        index + ahead < words.count ? words[index + ahead].lowercased() : ""
      }
      let isFirst = index == 0 || words[index - 1] == "and"
      // Of one thing: half an hour, a quarter of an hour, two thirds of a minute.
      for length in 1...2 where index + length < words.count && isFirst {
        guard let value = FractionWords.value(words[index..<index + length].map { $0.lowercased() })
        else { continue }
        let skips = next(length) == "of" ? 1 : 0
        if ["a", "an", "one"].contains(next(length + skips)), known.isUnit(next(length + skips + 1))
        {
          words.replaceSubrange(index..<index + length + skips + 1, with: ["\(value)"])
        } else if known.isUnit(next(length)), skips == 0 {
          words.replaceSubrange(index..<index + length, with: ["\(value)"])
        }
      }
      if isFirst, ["a", "an", "no"].contains(word), known.isUnit(words[safe: index + 1] ?? "") {
        words[index] = word == "no" ? "0" : "1"
      }
      index += 1
    }
    return andAHalf(words)
  }

  /// "1 and a half hours" and "1 hour and a half" as 1.5 hours.
  private static func andAHalf(_ words: [String]) -> [String] {
    var words = words
    for (part, value) in [("half", 0.5), ("quarter", 0.25)] {
      for index in words.indices where index + 2 < words.count && index > 0 {
        guard words[index...(index + 2)].map({ $0.lowercased() }) == ["and", "a", part] else {
          continue
        }
        let place = Double(words[index - 1]) == nil ? index - 2 : index - 1
        guard words.indices.contains(place), let number = Double(words[place]) else { continue }
        words[place] = "\(number + value)"
        words.removeSubrange(index...(index + 2))
        return words
      }
    }
    return words
  }

  /// "1 1/2 hours" as "1.5 hours".
  private static func mixedNumbers(_ words: [String]) -> [String] {
    var result: [String] = []
    for word in words {
      let parts = word.split(separator: "/", omittingEmptySubsequences: false).map { Double($0) }
      if parts.count == 2, let part = parts[0], let whole = parts[1], part < whole,
        let last = result.last, let number = Double(last.filter { $0 != "$" }),
        number == number.rounded()
      {
        result[result.count - 1] = "\(last.first == "$" ? "$" : "")\(number + part / whole)"
      } else {
        result.append(word)
      }
    }
    return result
  }

  // MARK: Units

  /// Units' names in full, and what is counted without being one.
  private static func spelledUnits(_ words: [String], in known: AnswerUnits) -> [String] {
    words.indices.map { index in
      let word = words[index]
      let bare = word.lowercased()
      // 6ct
      let number = word.prefix { AnswerCharacters.isDigit($0) || $0 == "." || $0 == "," }
      if number.contains(where: AnswerCharacters.isDigit), number.count < word.count,
        known.catalog.unit(named: String(word.dropFirst(number.count))) == nil,
        let unit = units[String(bare.dropFirst(number.count))]
      {
        return "\(number) \(known.names.text(unit))"
      }
      if let unit = units[bare], index > 0 || words.count == 1 { return known.names.text(unit) }
      // Things are counted as GPUs are, or whatever serves in the course, where a number stands in
      // front of them.
      if index > 0, index == words.count - 1, isNumber(words[index - 1]),
        known.catalog.unit(named: word) == nil
      {
        if instances.contains(bare) { return known.names.text("gpu") }
        if calls.contains(bare) { return known.names.text("requests") }
      }
      return word
    }
  }

  static let units: [String: String] = [
    "milliseconds": "ms", "millisecond": "ms", "msec": "ms", "msecs": "ms", "microseconds": "us",
    "kilobytes": "kB", "kilobyte": "kB", "megabytes": "MB", "megabyte": "MB", "gigabytes": "GB",
    "gigabyte": "GB", "terabytes": "TB", "terabyte": "TB", "gb": "GB", "mb": "MB", "tb": "TB",
    "gigs": "GB", "gibibytes": "GiB", "gibibyte": "GiB", "mebibytes": "MiB", "gib": "GiB",
    "gigabits": "Gbit", "gigabit": "Gbit", "megabits": "Mbit", "bucks": "dollars", "buck": "dollar",
    "penny": "cents", "pennies": "cents", "ct": "cents", "cts": "cents", "min.": "min",
    "sec.": "s", "hrs.": "h", "mo.": "month", "rps": "requests/s", "qps": "requests/s",
    "rpm": "requests/min", "tps": "tokens/s",
  ]

  private static let instances: Set = [
    "instance", "instances", "server", "servers", "machine", "machines", "replica", "replicas",
    "card", "cards", "worker", "workers", "node", "nodes", "container", "containers", "copies",
  ]

  private static let calls: Set = ["call", "calls", "user", "users", "job", "jobs", "people"]

  static func isNumber(_ word: String) -> Bool {
    word.last.map { AnswerCharacters.isDigit($0) || "kMB".contains($0) } == true
      && word.contains(where: AnswerCharacters.isDigit)
  }

  // MARK: Money and shares

  /// US$3, USD 3, $3 USD and "3 US dollars" as $3; "3 grand" as 3e3 dollars.
  private static func withMoney(_ words: [String]) -> [String] {
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
    for sign in ["US$", "USD", "usd", "$"] where first.hasPrefix(sign) {
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
  private static func withPercent(_ words: [String]) -> [String] {
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

  // MARK: Rates

  /// "monthly", "each hour", "for a request" and "per 1000 requests" as what it is divided by.
  private static func withRates(_ words: [String], in known: AnswerUnits) -> [String] {
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
      } else if ["per", "in", "over", "every"].contains(word), result.count > 0,
        let (amount, length) = amount(words[(index + 1)...], in: known)
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

  /// A number with a unit that stands at the end, as many words as it takes: "1000 requests".
  private static func amount(
    _ words: ArraySlice<String>, in known: AnswerUnits
  ) -> (String, Int)? {
    guard words.count == 2, let first = words.first, let unit = words.last, known.isUnit(unit)
    else { return nil }
    let scales = ["hundred": "1e2", "thousand": "1e3", "million": "1e6", "billion": "1e9"]
    guard let number = scales[first.lowercased()] ?? (isNumber(first) ? first : nil) else {
      return nil
    }
    return ("\(number) \(unit)", 2)
  }

  private static let frequencies: [String: String] = [
    "hourly": "h", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year",
    "annually": "year", "p.m.": "month", "p.a.": "year", "p.a": "year",
  ]

  // MARK: Operators

  /// times, minus, plus, "divided by" and "of" between amounts as signs.
  private static func withOperators(_ words: [String]) -> [String] {
    var result: [String] = []
    for (index, word) in words.enumerated() {
      let isAmong = !result.isEmpty && index + 1 < words.count
      let next = words[safe: index + 1] ?? ""
      if let sign = operators[word.lowercased()], isAmong,
        sign != "/" || word == "dividedby" || isNumber(result.last ?? "") && isNumber(next)
      {
        result.append(sign)
      } else if let sign = ["minus": "-", "plus": "+"][word.lowercased()], result.isEmpty,
        let first = next.first, first.isNumber || first == "$"
      {
        result.append(sign)
      } else if word == "of", isAmong, let first = next.first, first.isNumber || first == "$",
        let last = result.last, last.last == "%" || (Double(last) ?? 2) < 1
      {
        result.append("*")
      } else {
        result.append(word)
      }
    }
    return result
  }

  private static let operators = [
    "times": "*", "minus": "-", "plus": "+", "dividedby": "/", "over": "/",
  ]
}

extension Array {
  /// The element there; nil where there is none.
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
