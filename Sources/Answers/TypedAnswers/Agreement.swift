import Basics

/// "yes", "t" and "that's wrong" where one of two is to be picked: true or false, yes or no.
enum Agreement {
  /// The place of the option that a line agrees with; nil where the options are others, or the line
  /// says something else.
  static func place(_ answer: String, among texts: [String]) -> Int? {
    guard texts.count == 2, let first = isYes(words(texts[0]).first ?? ""),
      let second = isYes(words(texts[1]).first ?? ""), first != second
    else { return nil }
    var typed = words(answer).filter { !silent.contains($0) }
    let isTurned = typed.first == "not" || typed.first == "isn't"
    if isTurned { typed.removeFirst() }
    guard let word = typed.first, let says = isYes(word),
      typed.dropFirst().allSatisfy({ echoes.contains($0) })
    else { return nil }
    return (says != isTurned) == first ? 0 : 1
  }

  private static func isYes(_ word: String) -> Bool? {
    if ["true", "t", "yes", "y", "yeah", "yep", "correct", "right"].contains(word) { return true }
    if ["false", "f", "no", "n", "nope", "wrong", "incorrect", "untrue"].contains(word) {
      return false
    }
    return nil
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && $0 != "'" }.map(String.init)
  }

  private static let silent: Set = [
    "it", "it's", "is", "that", "that's", "this", "i", "i'd", "say", "think", "definitely",
    "probably", "surely", "certainly", "clearly", "the", "answer", "statement",
  ]

  /// What may stand behind it and says the same once more.
  private static let echoes: Set = ["isn't", "not", "doesn't", "does"]
}
