import Basics

/// The words in a typed answer as the language spells them: "half an hour", "12 grand a month",
/// "$60 per thousand requests", "1 h 30 min".
///
/// What is read, from the whole to its parts:
///
///     answer   = ratio | clock | sum                 20:1, 1:30 h
///     sum      = amount [joint amount]               $12,000 less $1,800, 5.6 s twice
///     amount   = value [rate]                        12 grand a month, 90 per 60 min
///     value    = number [unit] [value]               1 h 30 min, 27 dollars 78
///     number   = figures | words | fraction          1 1/2, twelve million, half a(n) unit
///
/// It is put together from the parts to the whole: a step may rely on all that stand above it.
enum AnswerWords {
  /// The same answer in the language's spelling.
  static func replaced(_ text: String, in known: AnswerUnits) -> String {
    if let ratio = ratio(text) { return ratio }
    if let time = CompoundAmounts.clock(text) { return time }
    let figures = withoutTimes(NumberWords.replaced(withoutTimes(parts(text))))
    let words = steps.reduce(figures.split(separator: " ").map(String.init)) { $1($0, known) }
    let result = words.joined(separator: " ")
    // 27 dollars and 78 cents/hour
    let amount = result.prefix { $0 != "/" }
    return CompoundAmounts.sum(amount.trimmed, in: known.catalog)
      .map { $0 + result.dropFirst(amount.count) } ?? result
  }

  private static let steps: [@Sendable ([String], AnswerUnits) -> [String]] = [
    { withFractions($0, in: $1) }, { spelledUnits($0, in: $1) },
    { words, _ in withPercent(withMoney(mixedNumbers(words))) },
    { withRates($0, in: $1) }, { withOperators($0, in: $1) },
  ]

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

  /// The number of "3x", "x3", "three times" and "3 times as long"; nil for all else.
  static func factor(_ answer: String) -> Double? {
    let bare = AnswerTalk.bare(AnswerCharacters.folded(answer))
    let text = NumberWords.replaced(bare.lowercased())
    let number = withoutTimes(text)
    guard number != text, isDigits(number) else { return nil }
    return Double(number.filter { $0 != "," })
  }

  private static let comparisons: Set = [
    "as", "faster", "slower", "bigger", "larger", "smaller", "cheaper", "dearer", "longer",
    "shorter", "higher", "more",
  ]

  static func isDigits(_ text: String) -> Bool {
    text.first?.isNumber == true
      && text.allSatisfy { AnswerCharacters.isDigit($0) || ",.".contains($0) }
  }
}

extension Array {
  /// The element there; nil where there is none.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
