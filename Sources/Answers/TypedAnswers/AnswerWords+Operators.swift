import Basics
import Language

/// "5 times 4", "12,000 less 1,800" and "8.03 GB twice".
extension AnswerWords {
  /// times, minus, plus, "divided by" and "of" between amounts as signs.
  static func withOperators(_ words: [String], in known: AnswerUnits) -> [String] {
    var result: [String] = []
    for (index, word) in words.enumerated() {
      let isAmong = !result.isEmpty && index + 1 < words.count
      let next = words[safe: index + 1] ?? ""
      if let sign = operators[word.lowercased()], isAmong, next != "than",
        sign != "/" || word == "dividedby"
          || endsInFactor(result) && isName(next)
          || isAmount(result.last ?? "", in: known) && isNumber(next)
      {
        result.append(sign)
      } else if result.isEmpty, let factor = multiples[word.lowercased()],
        let first = next.first, first.isNumber || first == "$"
      {
        result += [factor, "*"]
      } else if index + 1 == words.count, let factor = behind[word.lowercased()],
        let last = result.last, isAmount(last, in: known)
      {
        // 8.03 GB twice
        result += ["*", factor]
      } else if index + 1 == words.count, word.lowercased() == "times", let last = result.last,
        isNumber(last), let amount = result.dropLast().last, isAmount(amount, in: known)
      {
        // 8.03 GB 2 times
        result.insert("*", at: result.count - 1)
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

  private static let behind = ["twice": "2", "thrice": "3"]

  private static let multiples = ["twice": "2", "double": "2", "thrice": "3", "triple": "3"]

  /// Whether a formula ends in a name, as in front of "over gpus"; in "sweep cost over rate" it is no
  /// formula.
  private static func endsInFactor(_ words: [String]) -> Bool {
    guard let last = words.last, isName(last) else { return false }
    if words.count == 1 { return !Question.verbs.contains { $0.verb == last } }
    return ["+", "-", "−", "*", "×", "/", "÷"].contains(words[words.count - 2])
  }

  private static func isName(_ word: String) -> Bool {
    word.first?.isLetter == true && word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// Whether an amount ends with a word: with its number, or with the unit behind it.
  private static func isAmount(_ word: String, in known: AnswerUnits) -> Bool {
    isNumber(word) || word.last == "%" || known.isUnit(word)
  }

  private static let operators = [
    "times": "*", "minus": "-", "plus": "+", "less": "-", "dividedby": "/", "over": "/", ":": "/",
  ]
}
