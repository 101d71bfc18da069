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

  /// How many digits both have in common, where the one is the other, cut off or rounded; nil where it
  /// is another number.
  func shared(with other: TypedDigits) -> Int? {
    let (short, long) =
      significant.count <= other.significant.count
      ? (significant, other.significant) : (other.significant, significant)
    if long.hasPrefix(short) { return short.count }
    // Rounded up: the digit behind is five or more.
    let kept = String(long.prefix(short.count))
    guard let next = long.dropFirst(short.count).first?.wholeNumberValue, next >= 5,
      TypedDigits.increased(kept) == short
    else { return nil }
    return short.count
  }

  /// The next number with as many digits, without trailing zeros.
  private static func increased(_ digits: String) -> String {
    var figures = digits.compactMap { $0.wholeNumberValue }
    var place = figures.count - 1
    while place >= 0, figures[place] == 9 {
      figures[place] = 0
      place -= 1
    }
    if place >= 0 { figures[place] += 1 } else { figures.insert(1, at: 0) }
    while figures.last == 0 { figures.removeLast() }
    return figures.map(String.init).joined()
  }
}
