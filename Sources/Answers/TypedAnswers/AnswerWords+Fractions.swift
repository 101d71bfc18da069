import Basics

/// "half an hour", "1/16 of a day", "11 and a fifth seconds".
extension AnswerWords {
  /// "half an hour" as "0.5 hour", "an hour" as "1 hour", "1 and a half hours" as "1.5 hours".
  static func withFractions(_ words: [String], in known: AnswerUnits) -> [String] {
    var words = andAFraction(words)
    var index = 0
    while index < words.count {
      let word = words[index].lowercased()
      func next(_ ahead: Int) -> String {
        index + ahead < words.count ? words[index + ahead].lowercased() : ""
      }
      let isFirst =
        index == 0
        || ["and", "per", "every", "less", "minus", "plus", "for", "in"].contains(
          words[index - 1].lowercased())
      // Of one thing: half an hour, a quarter of an hour, two thirds of a minute.
      for length in 1...2 where index + length < words.count && isFirst {
        guard let value = FractionWords.value(words[index..<index + length].map { $0.lowercased() })
        else { continue }
        let skips = next(length) == "of" ? 1 : 0
        // A quarter of 6 hours.
        if skips == 1, let first = next(length + 1).first, first.isNumber || first == "$" {
          words.replaceSubrange(index..<index + length, with: ["\(value)"])
          break
        }
        if ["a", "an", "one"].contains(next(length + skips)), known.isUnit(next(length + skips + 1))
        {
          words.replaceSubrange(index..<index + length + skips + 1, with: ["\(value)"])
        } else if known.isUnit(next(length)), skips == 0 {
          words.replaceSubrange(index..<index + length, with: ["\(value)"])
        }
      }
      // 1/16 of a day.
      if isFirst, let value = quotient(word), next(1) == "of",
        ["a", "an", "one"].contains(next(2)),
        known.isUnit(next(3))
      {
        words.replaceSubrange(index..<index + 3, with: ["\(value)"])
      }
      if isFirst, ["a", "an", "no"].contains(words[index].lowercased()),
        known.isUnit(words[safe: index + 1] ?? "")
      {
        words[index] = word == "no" ? "0" : "1"
      }
      index += 1
    }
    return andAFraction(words)
  }

  /// "1 and a half hours", "1 hour and a half" and "11 and a fifth seconds" with one number.
  private static func andAFraction(_ words: [String]) -> [String] {
    var words = words
    for index in words.indices where index + 2 < words.count && index > 0 {
      guard words[index].lowercased() == "and",
        let part = FractionWords.value(words[(index + 1)...(index + 2)].map { $0.lowercased() })
      else { continue }
      let place = Double(words[index - 1]) == nil ? index - 2 : index - 1
      guard words.indices.contains(place), let number = Double(words[place]) else { continue }
      words[place] = "\(number + part)"
      words.removeSubrange(index...(index + 2))
      return words
    }
    return words
  }

  /// What a fraction in digits comes to: 1/16; nil for all else.
  static func quotient(_ word: String) -> Double? {
    let parts = word.split(separator: "/", omittingEmptySubsequences: false).map { Double($0) }
    guard parts.count == 2, let part = parts[0], let whole = parts[1], part > 0, part < whole else {
      return nil
    }
    return part / whole
  }

  /// "1 1/2 hours" and "1 and 1/2 hours" as "1.5 hours".
  static func mixedNumbers(_ words: [String]) -> [String] {
    var result: [String] = []
    for word in words {
      let isJoined = result.count > 1 && result.last == "and"
      if let part = quotient(word), let last = isJoined ? result.dropLast().last : result.last,
        let number = Double(last.filter { $0 != "$" }), number == number.rounded()
      {
        if isJoined { result.removeLast() }
        result[result.count - 1] = "\(last.first == "$" ? "$" : "")\(number + part)"
      } else {
        result.append(word)
      }
    }
    return result
  }
}
