import Basics

/// The words in a typed answer as the language spells them: "half an hour", "12 grand a month",
/// "$60 per thousand requests", "1 h 30 min".
enum AnswerWords {
  /// The same answer in the language's spelling.
  static func replaced(_ text: String, in known: AnswerUnits) -> String {
    if let ratio = ratio(text) { return ratio }
    if let time = CompoundAmounts.clock(text) { return time }
    var words = withoutTimes(NumberWords.replaced(withoutTimes(parts(text)))).split(separator: " ")
      .map(String.init)
    words = mixedNumbers(spelledUnits(withFractions(words, in: known), in: known))
    words = withMoney(words)
    words = withPercent(words)
    words = withRates(words, in: known)
    words = withOperators(words, in: known)
    let result = words.joined(separator: " ")
    // 27 dollars and 78 cents/hour
    let amount = result.prefix { $0 != "/" }
    return CompoundAmounts.sum(amount.trimmed, in: known.catalog)
      .map { $0 + result.dropFirst(amount.count) } ?? result
  }

  /// The text with the joints between words as spaces that the other steps look for.
  private static func parts(_ text: String) -> String {
    joiningGPUHours(text).replacing("half-", with: "half ").replacing("out of", with: "outof")
      .replacing("divided by", with: "dividedby").replacing("multiplied by", with: "times")
      .replacing("illions of ", with: "illion ").replacing("thousands of ", with: "thousand ")
  }

  /// $2/GPUh as $2/gpu·h.
  private static func joiningGPUHours(_ text: String) -> String {
    for name in ["GPUhrs", "GPUhr", "GPUh", "gpuhrs", "gpuhr", "gpuh"] {
      guard let place = text.firstRange(of: name),
        text[..<place.lowerBound].last?.isLetter != true,
        text[place.upperBound...].first?.isLetter != true
      else { continue }
      return text[..<place.lowerBound] + "gpu·h" + text[place.upperBound...]
    }
    return text
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
    "rpm": "requests/min", "tps": "tokens/s", "gbytes": "GB", "mbytes": "MB", "tbytes": "TB",
    "kbytes": "kB", "mth": "month", "mths": "month", "call": "requests", "calls": "requests",
    "query": "requests", "queries": "requests",
  ]

  private static let instances: Set = [
    "instance", "instances", "server", "servers", "machine", "machines", "replica", "replicas",
    "card", "cards", "a100", "a100s", "h100", "h100s", "worker", "workers", "node", "nodes",
    "container", "containers", "copies",
  ]

  private static let calls: Set = ["hits", "user", "users", "job", "jobs", "people"]

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

  // MARK: Operators

  /// times, minus, plus, "divided by" and "of" between amounts as signs.
  private static func withOperators(_ words: [String], in known: AnswerUnits) -> [String] {
    var result: [String] = []
    for (index, word) in words.enumerated() {
      let isAmong = !result.isEmpty && index + 1 < words.count
      let next = words[safe: index + 1] ?? ""
      if let sign = operators[word.lowercased()], isAmong, next != "than",
        sign != "/" || word == "dividedby"
          || isAmount(result.last ?? "", in: known) && isNumber(next)
      {
        result.append(sign)
      } else if result.isEmpty, let factor = multiples[word.lowercased()],
        let first = next.first, first.isNumber || first == "$"
      {
        result += [factor, "*"]
      } else if let sign = ["minus": "-", "plus": "+"][word.lowercased()], result.isEmpty,
        let first = next.first, first.isNumber || first == "$"
      {
        result.append(sign)
      } else if word == "of", isAmong, let first = next.first, first.isNumber || first == "$",
        let last = result.last,
        last.last == "%" || last.last == ")" || (Double(last) ?? quotient(last) ?? 2) < 1
      {
        result.append("*")
      } else {
        result.append(word)
      }
    }
    return result
  }

  private static let multiples = ["twice": "2", "double": "2", "thrice": "3", "triple": "3"]

  /// Whether an amount ends with a word: with its number, or with the unit behind it.
  private static func isAmount(_ word: String, in known: AnswerUnits) -> Bool {
    isNumber(word) || word.last == "%" || known.isUnit(word)
  }

  private static let operators = [
    "times": "*", "minus": "-", "plus": "+", "less": "-", "dividedby": "/", "over": "/", ":": "/",
  ]
}

extension Array {
  /// The element there; nil where there is none.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
