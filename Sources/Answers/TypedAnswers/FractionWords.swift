import Basics

/// Fractions that are written out: "two thirds", "one in five", "half of the requests".
enum FractionWords {
  /// The share that a text in lower case says, of something that it need not name; nil where it says
  /// something else.
  static func share(_ text: String, in known: AnswerUnits) -> Double? {
    var words = text.split(separator: " ").map(String.init)
    if let of = words.firstIndex(of: "of"), of > 0,
      words[of...].allSatisfy({ !$0.contains { $0.isNumber || "$%".contains($0) } }),
      !words[of...].contains("what"), !isOfOneUnit(words[of...].dropFirst(), in: known)
    {
      words = Array(words[..<of])
      if words.count == 1, let ratio = ratio(words[0]) { return ratio }
    } else if words.count > 2, words[0] == "half", words[1] == "the" {
      words = ["half"]
    }
    if words == ["all"] || words == ["everything"] { return 1 }
    return value(words)
  }

  /// 3/4 as a number; nil for all else.
  private static func ratio(_ word: String) -> Double? {
    let parts = word.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.allSatisfy(AnswerCharacters.isDigit) }),
      let above = Double(parts[0]), let below = Double(parts[1]), below > 0
    else { return nil }
    return above / below
  }

  /// Whether it is so much of one hour, which is an amount by itself.
  private static func isOfOneUnit(_ words: ArraySlice<String>, in known: AnswerUnits) -> Bool {
    words.count == 2 && ["a", "an", "one"].contains(words.first)
      && words.last.map(known.isUnit) == true
  }

  /// What words of a fraction alone come to: "half", "a third", "three quarters", "2 fifths".
  static func value(_ words: [String]) -> Double? {
    if words == ["half"] { return 0.5 }
    guard words.count == 2, let part = denominators[words[1]] else { return nil }
    return count(words[0]).map { $0 / part }
  }

  /// A number from one to twelve, in words or digits; "a" is one.
  static func count(_ word: String) -> Double? {
    if word == "a" || word == "an" { return 1 }
    if let place = numbers.firstIndex(of: word) { return Double(place + 1) }
    return word.allSatisfy(AnswerCharacters.isDigit) ? Double(word) : nil
  }

  /// Whether a word is a number.
  static func isNumber(_ word: String) -> Bool {
    numbers.contains(word) || word.first.map(AnswerCharacters.isDigit) == true
  }

  private static let numbers = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
  ]

  private static let denominators: [String: Double] = {
    let names = [
      "half": 2.0, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
      "eighth": 8, "ninth": 9, "tenth": 10, "twelfth": 12, "sixteenth": 16, "twentieth": 20,
      "hundredth": 100,
      "thousandth": 1000,
    ]
    var all = names
    for (name, value) in names { all[name + "s"] = value }
    all["halves"] = 2
    return all
  }()
}
