import Basics

/// A typed answer made ready for the language: what people write that it does not read.
public enum AnswerText {
  /// The same answer as the language spells it.
  ///
  /// "≈ 27 million × 2 = 54 000 000 dollars." loses its decoration and keeps its meaning. What could
  /// mean two things, such as 27,78, is left for the language to ask about.
  public static func readable(_ answer: String, in known: AnswerUnits = .usual) -> String {
    spelled(AnswerTalk.bare(AnswerCharacters.folded(answer)), in: known)
  }

  /// The ways to read an answer, the most literal one first; the others leave out the words that
  /// people put around it: "we waste $10,200, as most hours are idle".
  public static func readings(_ answer: String, in known: AnswerUnits = .usual) -> [String] {
    let text = AnswerTalk.bare(AnswerCharacters.folded(answer))
    var readings: [String] = []
    for reading in [text] + AnswerTalk.withoutTalk(text, in: known) {
      let spelled = spelled(reading, in: known)
      if !readings.contains(spelled) { readings.append(spelled) }
    }
    return readings
  }

  private static func spelled(_ text: String, in known: AnswerUnits) -> String {
    if AnswerTalk.isNothing(text) { return "0" }
    let whole = withRoundParentheses(withRangeSigns(text))
    let text = multiplyingNames(AnswerTalk.lastOfChain(whole, in: known), in: known)
    return AnswerWords.replaced(joiningGroups(text), in: known)
  }

  /// requests·work as requests * work; between units, as in gpu·h, the dot stays.
  private static func multiplyingNames(_ text: String, in known: AnswerUnits) -> String {
    let parts = text.split(separator: "·", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return text }
    func isOfName(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || character == "_"
    }
    return zip(parts, parts.dropFirst()).reduce(into: String(parts[0])) { result, pair in
      let left = String(pair.0.reversed().prefix(while: isOfName).reversed())
      let right = String(pair.1.prefix(while: isOfName))
      let areNames = left.first?.isLetter == true && right.first?.isLetter == true
      result += areNames && !(known.isUnit(left) && known.isUnit(right)) ? "*" : "·"
      result += pair.1
    }
  }

  /// The ways to read a line as a setting, with what stands behind its = made readable; none where it
  /// is no setting, or is readable as it is.
  public static func settings(_ line: String, in known: AnswerUnits) -> [String] {
    guard let name = nameSet(by: line), let (_, value) = setting(line) else { return [] }
    return readings(value, in: known).map { "\(name) = \($0)" }
      .filter { $0.filter { $0 != " " } != line.filter { $0 != " " } }
  }

  /// The settings in a line that has several, one for each name that stands in front of a =:
  /// "reserved = 4, keep_alive = 0 s", with or without what joins them. Empty where it has none or
  /// one, or sets something else.
  /// - Parameter isParameter: whether a name may be set.
  public static func severalSettings(
    _ line: String, where isParameter: (String) -> Bool
  ) -> [String] {
    let parts = line.split(separator: "=", omittingEmptySubsequences: false).map { $0.trimmed }
    guard parts.count > 2, !parts.contains(where: { $0.isEmpty || "<>!:".contains($0.last ?? " ") })
    else { return [] }
    var names: [String] = []
    var values: [String] = []
    for (place, part) in parts.dropLast().enumerated() {
      let name = String(
        part.reversed().prefix { $0.isLetter || $0.isNumber || "._".contains($0) }
          .reversed())
      guard isParameter(name) else { return [] }
      if place > 0 { values.append(withoutJoint(part.dropLast(name.count).trimmed)) }
      names.append(name)
    }
    guard let first = parts.first, first == names.first || first == "set \(names[0])",
      let last = parts.last
    else { return [] }
    values.append(last)
    guard !values.contains("") else { return [] }
    return zip(names, values).map { "\($0) = \($1)" }
  }

  /// A value without the comma, the semicolon or the word that joins it to the next name.
  private static func withoutJoint(_ value: String) -> String {
    var value = value
    while let joint = [",", ";", "&", " and", " then"].first(where: value.hasSuffix) {
      value = String(value.dropLast(joint.count)).trimmed
    }
    return value
  }

  /// The name that a line sets, as people write that; nil where it sets none.
  public static func nameSet(by line: String) -> String? {
    guard let (name, value) = setting(line), !name.isEmpty, value.first != "=",
      name.allSatisfy({ $0.isLetter || $0.isNumber || "._".contains($0) })
    else { return nil }
    return name
  }

  /// The name and the share in a line such as "utilization = half"; nil for all else.
  public static func shareSetting(
    _ line: String, in known: AnswerUnits
  ) -> (name: String, share: Double)? {
    guard let (name, value) = setting(line), let share = comparison(value, in: known),
      !share.isOfBefore
    else { return nil }
    return (name, share.factor)
  }

  /// What is set, and to what: also of "set the rent to 9,000", "rent is 9,000", "rent := 9,000" and
  /// "rent: 9,000".
  private static func setting(_ line: String) -> (String, String)? {
    let words = line.split(separator: " ").map(String.init).filter { $0.lowercased() != "the" }
    if words.count >= 4, setting.contains(words[0].lowercased()),
      ["to", "=", "be"].contains(words[2].lowercased())
    {
      return (words[1], words.dropFirst(3).joined(separator: " "))
    }
    if words.count >= 3, words[1].lowercased() == "is" {
      return (words[0], words.dropFirst(2).joined(separator: " "))
    }
    guard let place = line.firstIndex(where: { $0 == "=" || $0 == ":" }) else { return nil }
    let rest = line[line.index(after: place)...]
    let isLong = line[place] == ":" && rest.first == "="
    return (String(line[..<place].trimmed), String(isLong ? rest.dropFirst() : rest))
  }

  /// Words with which a setting begins.
  private static let setting: Set = [
    "set", "let", "make", "put", "change", "raise", "lower", "increase", "decrease", "reduce",
    "cut",
  ]

  /// What a word says an answer is of something else: 1 for "the same", 0.5 for "half"; nil for all
  /// else.
  static func comparison(_ answer: String, in known: AnswerUnits) -> Comparison? {
    let text = AnswerTalk.bare(AnswerCharacters.folded(answer)).lowercased()
    if unchanged.contains(text) { return Comparison(factor: 1, isOfBefore: true) }
    if let change = change(text, in: known) {
      return Comparison(factor: 1 + change, isOfBefore: true, change: change)
    }
    return (factors[text] ?? FractionWords.share(text, in: known)).map {
      Comparison(factor: $0, isOfBefore: false)
    }
  }

  /// The change that "44% less", "44 percent cheaper than before" and "down by 44%" tell, as a share;
  /// nil for all else.
  private static func change(_ text: String, in known: AnswerUnits) -> Double? {
    var words = text.split(separator: " ").map(String.init)[...]
    for tail in [["than", "before"], ["than", "it", "was"], ["than", "now"]]
    where Array(words.suffix(tail.count)) == tail {
      words = words.dropLast(tail.count)
    }
    let sign: Double
    if let last = words.last, let found = changes[last] {
      sign = found
      words = words.dropLast()
    } else if let first = words.first, let found = moves[first] {
      sign = found
      words = words.dropFirst()
      if words.first == "by" { words = words.dropFirst() }
    } else {
      return nil
    }
    let share = AnswerWords.replaced(words.joined(separator: " "), in: known)
    guard share.last == "%", let percent = Double(share.dropLast().trimmed), percent >= 0 else {
      return nil
    }
    return sign * percent / 100
  }

  private static let changes: [String: Double] = [
    "less": -1, "lower": -1, "cheaper": -1, "fewer": -1, "smaller": -1, "shorter": -1, "down": -1,
    "more": 1, "higher": 1, "dearer": 1, "larger": 1, "bigger": 1, "longer": 1, "up": 1,
  ]

  private static let moves: [String: Double] = [
    "down": -1, "falls": -1, "drops": -1, "sinks": -1, "up": 1, "rises": 1, "grows": 1,
  ]

  /// What tells that an amount is only a bound of what is meant: "more than 12 million"; nil where it
  /// is one by itself.
  static func bound(of answer: String) -> String? {
    let text = AnswerTalk.bare(AnswerCharacters.folded(answer)).lowercased()
    guard NumberWords.replaced(text).contains(where: { $0.isNumber }) else { return nil }
    return bounds.first { text.hasPrefix($0 + " ") }
  }

  private static let bounds = [
    "more than", "greater than", "higher than", "less than", "fewer than", "lower than", "above",
    "over", "below", "under", "beyond",
  ]

  /// An answer that is told as a multiple of something.
  struct Comparison {
    let factor: Double
    /// Whether it can only be of what it was before, and not of all there is.
    let isOfBefore: Bool
    /// By how much it is another, as a share, where that was told.
    var change: Double?
  }

  private static let unchanged: Set = [
    "the same", "same", "the same as before", "same as before", "as before", "unchanged",
    "no change", "nothing changes", "it does not change", "it doesn't change", "stays the same",
    "does not change", "doesn't change",
  ]

  private static let factors: [String: Double] = [
    "half as much": 0.5, "half as many": 0.5, "half as long": 0.5, "halved": 0.5, "twice": 2,
    "double": 2, "doubled": 2, "twice as much": 2, "twice as many": 2, "twice that": 2,
    "twice as long": 2, "three times as much": 3, "triple": 3, "tripled": 3, "all": 1,
    "the whole": 1, "everything": 1,
  ]

  /// 12 000 and 12'000 as 12,000: a number right behind another means nothing else.
  private static func joiningGroups(_ text: String) -> String {
    let characters = Array(text)
    var result = ""
    var digits = 0
    for (index, character) in characters.enumerated() {
      let isGap = character == " " || character == "'"
      if isGap, (1...3).contains(digits),
        characters[(index + 1)...].prefix(4).prefix(while: AnswerCharacters.isDigit).count == 3
      {
        result.append(",")
        digits = 0
        continue
      }
      digits = AnswerCharacters.isDigit(character) ? digits + 1 : 0
      result.append(character)
    }
    return result
  }

  /// 35 ± 5 and 35 +/- 5 as 35 +- 5, and "between 30 and 50%" as 30 to 50%: they are told what they
  /// are, a range.
  private static func withRangeSigns(_ text: String) -> String {
    let text = text.replacing("±", with: "+-").replacing("+/-", with: "+-")
    let lowered = text.lowercased()
    guard lowered.hasPrefix("between "), let joint = lowered.firstRange(of: " and ") else {
      return text
    }
    let start = text.index(text.startIndex, offsetBy: 8)
    let end = text.index(
      text.startIndex, offsetBy: lowered.distance(from: lowered.startIndex, to: joint.lowerBound))
    guard start < end else { return text }
    return text[start..<end] + " to " + text[text.index(end, offsetBy: 5)...]
  }

  /// rent * [1 - idle] as rent * (1 - idle).
  private static func withRoundParentheses(_ text: String) -> String {
    guard text.contains(where: { "[{".contains($0) }), !text.contains(",") else { return text }
    return String(
      text.map { character in
        "[{".contains(character) ? "(" : "]}".contains(character) ? ")" : character
      })
  }
}
