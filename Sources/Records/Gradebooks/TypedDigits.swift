import Answers

/// The digits of an answer that is a single number, for finding the same one elsewhere.
struct TypedDigits: Hashable {
  /// Without leading and trailing zeros: "2778" for "$27.78/gpu·h".
  let significant: String
  /// Rounded to three digits, whatever the unit: what copies with another unit, or rounded again,
  /// have in common.
  let rounded: Int

  /// nil for an answer with no number or several, such as a formula.
  init?(_ answer: String) {
    let text = AnswerText.readable(answer)
    var digits = ""
    var isBehind = false
    for character in text {
      if let digit = character.wholeNumberValue, character.isASCII {
        guard !isBehind else { return nil }
        digits.append("\(digit)")
      } else if !digits.isEmpty, !",._".contains(character) {
        isBehind = true
      }
    }
    let trimmed = digits.drop { $0 == "0" }
    var kept = Array(trimmed)
    while kept.last == "0" { kept.removeLast() }
    guard !kept.isEmpty, kept.count <= 40 else { return nil }
    significant = String(kept)
    let four = String((significant + "000").prefix(4))
    // 9996 rounds to 1000, the same digits as 100.
    let value = ((Int(four) ?? 0) + 5) / 10
    rounded = value >= 1000 ? 100 : value
  }
}
