import Basics
import Language

/// What people say around an answer without changing it: "I think", "or so", "because …".
enum AnswerTalk {
  /// Without what decorates it in front and behind.
  static func bare(_ answer: String) -> String {
    var text = trimmed(answer[...])
    while let first = text.first, let last = text.dropFirst().last,
      "\"'`*_".contains(first), last == first
    {
      text.removeFirst()
      text.removeLast()
      text = trimmed(text)
    }
    while let word = openings.first(where: text.prefix(longestOpening).lowercased().hasPrefix) {
      text = trimmed(text.dropFirst(word.count))
    }
    while true {
      // Whether a long line ends so is asked of its end.
      let end = text.suffix(3)
      if let smile = smiles.first(where: end.hasSuffix) {
        text = trimmed(text.dropLast(smile.count))
      } else if let last = end.last, ".!;,?…".contains(last) || last == "-" && end.hasSuffix(".-") {
        text = trimmed(text.dropLast())
      } else {
        return String(text)
      }
    }
  }

  /// Without white space at both ends, and without a copy.
  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  private static let smiles = [":)", ":-)", ";)", ":(", "🙂", "👍"]

  /// What may stand in front of an answer without changing it.
  private static let openings = [
    "=>", "->", "→", "=", "≈", "~", ":", "about ", "approximately ", "approx. ", "approx ",
    "roughly ", "around ", "ca. ", "ca ", "circa ", "nearly ", "almost ", "exactly ", "it is ",
    "it's ", "it stays ", "that is ", "that's ", "i think ", "i guess ", "i say ", "maybe ",
    "perhaps ", "probably ", "c. ", "the answer is ", "answer is ", "answer: ", "answer = ",
    "result = ",
    "result: ",
  ]

  private static let longestOpening = openings.map { $0.count }.max() ?? 0

  /// Whether it says that there is none of it.
  static func isNothing(_ text: String) -> Bool {
    let text = text.lowercased()
    if nothings.contains(text) { return true }
    // "none of it", "none of the GPUs", but not "none of your business".
    return ["it", "them", "the ", "these", "those"].contains { text.hasPrefix("none of \($0)") }
      && text != "none of the above" && !text.contains { $0.isNumber }
  }

  private static let nothings: Set = [
    "nothing", "none", "zero", "nil", "nothing at all", "no cost", "free", "for free", "no money",
    "none at all", "nought",
  ]

  /// "12 × 850 = 10,200" as what it comes to; a name in front of = is left for the language.
  static func lastOfChain(_ text: String, in known: AnswerUnits) -> String {
    let text = text.trimmed
    guard !text.contains(where: { "<>!".contains($0) }), !text.contains("=="),
      !isQuestion(text)
    else { return text }
    let parts = text.split(separator: "=").map { $0.trimmed }
    guard !parts.dropLast().contains(where: { endsInNextName($0, in: known) }) else { return text }
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return text }
    func isName(_ part: String) -> Bool {
      part.first?.isNumber == false
        && part.allSatisfy { $0.isLetter || $0.isNumber || "_.".contains($0) }
    }
    if isName(first) { return parts.count == 2 ? text : "\(first) = \(last)" }
    return isName(last) ? first : last
  }

  /// Whether a line asks something, as "solve discount for threshold = 50%" does: what stands behind
  /// its last = is no answer.
  static func isQuestion(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    guard words.count > 1, words[1].first?.isLetter == true else { return false }
    return Question.verbs.contains { $0.verb == words[0] }
  }

  /// Whether a value ends, and the name of something else begins, as in front of the second = of
  /// "reserved = 4, keep_alive = 0": a chain would give the first name the last value.
  private static func endsInNextName(_ part: String, in known: AnswerUnits) -> Bool {
    let words = part.split(whereSeparator: { $0 == " " || $0 == "," || $0 == ";" }).map(String.init)
    guard words.count > 1, let last = words.last, let before = words.dropLast().last,
      last.first?.isLetter == true || last.first == "_",
      last.allSatisfy({ $0.isLetter || $0.isNumber || "_.".contains($0) })
    else { return false }
    let joint = part.dropLast(last.count).trimmed.last
    if joint == "," || joint == ";" || before == "and" || before == "&" { return true }
    return !known.isUnit(last) && (AnswerWords.isNumber(before) || before.last == "%")
  }

  // MARK: Sentences

  /// The same without words in front, without words behind, and without both; nothing where there
  /// are none.
  static func withoutTalk(_ text: String, in known: AnswerUnits = .usual) -> [String] {
    guard !isQuestion(text) else { return [] }
    var readings: [String] = []
    let led = withoutLead(text)
    let tailed = withoutTail(text, in: known)
    if let led { readings.append(led) }
    if let tailed { readings.append(tailed) }
    if let led, let both = withoutTail(led, in: known) { readings.append(both) }
    if let tailed, let both = withoutLead(tailed) { readings.append(both) }
    return readings.map(bare)
  }

  /// "we waste $10,200" as "$10,200": only words that say nothing of how much it is.
  private static func withoutLead(_ text: String) -> String? {
    var words = text.split(separator: " ").map(String.init)[...]
    if let colon = words.firstIndex(where: { $0.hasSuffix(":") }), colon < 4,
      colon + 1 < words.count,
      words[...colon].allSatisfy({ !$0.contains { $0.isNumber || "$%".contains($0) } })
    {
      return words[(colon + 1)...].joined(separator: " ")
    }
    var isLed = false
    while let first = words.first?.lowercased(), let next = words.dropFirst().first,
      silent.contains(first.filter { $0 != "," && $0 != "." })
    {
      // In "a minute" and "a third" it counts.
      if ["a", "an"].contains(first), !silent.contains(next.lowercased()) { break }
      // Most of something is not all of it.
      if ["most", "some"].contains(first), next.lowercased() == "of" { return nil }
      words.removeFirst()
      isLed = true
    }
    return isLed ? words.joined(separator: " ") : nil
  }

  private static let silent: Set = [
    "a", "an", "the", "it", "its", "it's", "this", "that", "that's", "is", "are", "was", "be",
    "would", "should", "must", "will", "can", "might", "could", "takes", "take", "costs", "cost",
    "needs", "need", "wastes", "waste", "pays", "pay", "get", "gets", "have", "has", "we", "they",
    "you", "one", "i", "i'd", "i'll", "id", "say", "guess", "think", "believe", "so", "then", "ok",
    "okay", "hm", "hmm", "uh", "er", "well", "yes", "maybe", "about", "some", "around",
    "close", "to", "just", "total", "of", "sum", "share", "minimum", "maximum", "at", "least",
    "most", "answer", "result", "after", "in", "equals", "makes", "comes", "stays", "remains",
    "becomes", "exactly", "roughly", "approximately", "approx", "nearly", "almost", "circa", "ca",
    "by", "factor", "my", "choose", "pick", "order", "only", "now", "still", "probably", "perhaps",
    "definitely", "clearly", "obviously", "let's", "lets", "call", "somewhere", "um", "umm", "erm",
    "choice", "go", "going", "with", "for", "ratio",
  ]

  /// "10,200, I think" and "$10,200 because 85% are idle" as what stands in front.
  private static func withoutTail(_ text: String, in known: AnswerUnits) -> String? {
    if let parenthesis = withoutRemark(text, in: known) { return parenthesis }
    let words = text.split(separator: " ").map(String.init)
    guard words.count > 1 else { return nil }
    let silence = Silence(words, in: known)
    // A number, with or without its unit.
    var isAmount = FractionWords.isNumber(words[0].lowercased())
    for index in words.indices.dropFirst() {
      isAmount = isAmount || words[index - 1].contains { $0.isNumber }
      let word = words[index].lowercased().filter { $0 != "," }
      let isBehindComma = words[index - 1].hasSuffix(",")
      if conclusions.contains(word), index + 1 < words.count {
        return words[(index + 1)...].joined(separator: " ")
      }
      // 10.2, rounded up to 11
      if word == "rounded", let to = words[index...].prefix(3).firstIndex(of: "to"),
        to + 1 < words.count, words[to + 1].allSatisfy({ $0.isNumber || ".,$".contains($0) })
      {
        return words[(to + 1)...].joined(separator: " ")
      }
      // 2.2 rounded up
      if word == "rounded", index == 1, index + 2 == words.count,
        let function = ["up": "ceil", "down": "floor"][words[index + 1].lowercased()]
      {
        let number = words[0].filter { $0 != "," }
        return Double(number) == nil ? nil : "\(function)(\(number))"
      }
      if reasons.contains(word) || isBehindComma && remarks.contains(word)
        || isAmount && silence.begins(at: index)
      {
        return words[..<index].joined(separator: " ")
      }
    }
    return nil
  }

  /// "$10,200 (85% of 12,000)" without what stands in the parentheses.
  private static func withoutRemark(_ text: String, in known: AnswerUnits) -> String? {
    guard text.last == ")", let open = text.lastIndex(of: "("), open > text.startIndex else {
      return nil
    }
    let head = String(text[..<open]).trimmed
    let remark = text[open...]
    guard text[text.index(before: open)] == " ", let last = head.last,
      last.isNumber || "%$)".contains(last) || isUnit(behind: head, in: known),
      // 12,000 (1 - 15%) lacks its operator.
      remark.contains(where: { $0.isLetter }) || !remark.contains(where: { "+-−".contains($0) })
    else { return nil }
    return head
  }

  private static func isUnit(behind head: String, in known: AnswerUnits) -> Bool {
    let word = head.split { $0 == " " || $0 == "/" || $0 == "·" }.last.map(String.init) ?? ""
    return known.isUnit(word) || AnswerWords.isNumber(word)
      || known.isUnit(String(word.drop { !$0.isLetter }))
  }

  private static let reasons: Set = [
    "because", "since", "which", "as", "if", "when", "while", "given", "rounded", "due", "where",
  ]

  /// Words with which a remark begins behind a comma.
  private static let remarks: Set = [
    "i", "i'd", "right", "correct", "it", "it's", "they", "the", "this", "that", "that's", "we",
    "you", "nothing", "roughly", "rounded", "give", "about", "approximately", "approx", "probably",
    "please", "with", "yes", "no", "obviously", "clearly", "maybe", "more", "exactly", "at", "in",
    "for", "not", "all", "assuming", "isn't", "ok",
  ]

  private static let conclusions: Set = ["so", "thus", "hence", "therefore", "ergo"]

  /// Where words begin that say nothing more of an amount in front of them.
  private struct Silence {
    private let words: [String]
    /// The first words behind which all make no other amount of it, and name no unit.
    private let plain, unitless: Int

    init(_ words: [String], in known: AnswerUnits) {
      self.words = words.map { $0.lowercased() }
      plain = Silence.start(in: self.words) { word in
        word.allSatisfy { $0.isLetter || "'-.".contains($0) } && !changing.contains(word)
          && !FractionWords.isNumber(word)
      }
      unitless = Silence.start(in: self.words) { !known.isUnit($0) }
    }

    /// The first place from which on all words are such.
    private static func start(in words: [String], where isSuch: (String) -> Bool) -> Int {
      words.lastIndex { !isSuch($0) }.map { $0 + 1 } ?? 0
    }

    func begins(at index: Int) -> Bool {
      guard index >= plain, words[index] == "of" || index >= unitless else { return false }
      return joints.contains(words[index]) || words[index...] == ["or", "so"]
    }
  }

  /// Words with which something harmless goes on behind an amount.
  private static let joints: Set = [
    "of", "for", "in", "are", "is", "will", "would", "goes", "go", "long", "wasted", "idle", "busy",
    "needed", "used", "unused", "each", "apiece", "total", "altogether", "enough", "exactly",
    "on", "at", "left", "saved", "paid", "that", "i", "give", "overall",
  ]

  /// Words that make another amount of it.
  private static let changing: Set = [
    "off", "less", "more", "higher", "lower", "cheaper", "dearer", "extra", "under", "over",
    "above", "below", "and", "not", "per", "than", "minus", "plus", "times", "short", "what",
    "half", "twice", "double", "before",
  ]
}
