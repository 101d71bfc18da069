import Basics

/// A sum written out in prose: "4 × $3,000 = $12,000", both sides numbers with their units.
struct TypedSum: Hashable {
  /// As it stands.
  let shown: String
  /// What is computed, in the language's spelling.
  let left: String
  /// What it is said to be.
  let right: String
  /// What that may be off, as its last digit says.
  let slack: Double
  /// Whether it is only about that.
  let isAbout: Bool

  /// All that stand in a text.
  static func all(in text: String) -> [TypedSum] {
    let words = text.split(separator: " ").map { String($0) }
    return words.indices.compactMap { sum(around: $0, in: words) }
  }

  private static func sum(around place: Int, in words: [String]) -> TypedSum? {
    guard ["=", "≈"].contains(words[place]) else { return nil }
    var start = place
    while start > 0, isOfSum(words[start - 1]) { start -= 1 }
    // A word that was taken for a unit begins no sum.
    while start < place, !startsSum(words[start]) { start += 1 }
    let left = words[start..<place].map { spelled($0) }
    guard left.contains(where: { operators.contains($0) }), place + 1 < words.count else {
      return nil
    }
    let number = words[place + 1].trimmingEnd { ".,;:!?)".contains($0) }
    guard let first = number.first, first.isNumber || first == "$" else { return nil }
    var end = place + 2
    var right = number
    let isCut = number != words[place + 1]
    if !isCut, end < words.count, isUnit(words[end]) {
      right += " " + words[end].trimmingEnd { ".,;:!?)".contains($0) }
      end += 1
    }
    // What goes on is another sum.
    if !isCut, end < words.count, operators.contains(spelled(words[end])) { return nil }
    return TypedSum(
      shown: words[start..<end].joined(separator: " "), left: left.joined(separator: " "),
      right: right, slack: slack(of: number), isAbout: words[place] == "≈")
  }

  private static let operators: Set = ["*", "/", "+", "-"]

  private static func spelled(_ word: String) -> String {
    switch word {
    case "×", "·", "x": "*"
    case "÷", ":": "/"
    case "−", "–": "-"
    default: word
    }
  }

  private static func startsSum(_ word: String) -> Bool {
    guard let first = word.first(where: { $0 != "(" }) else { return false }
    return first.isNumber || first == "$"
  }

  private static func isOfSum(_ word: String) -> Bool {
    startsSum(word) || operators.contains(spelled(word)) || isUnit(word)
  }

  /// Whether it may be a unit: short, of letters and signs of units. Reading tells.
  private static func isUnit(_ word: String) -> Bool {
    let bare = word.trimmingEnd { ".,;:!?)".contains($0) }
    return !bare.isEmpty && bare.count <= 16
      && bare.allSatisfy { $0.isLetter || "/·%".contains($0) }
      && !["is", "a", "an", "of", "that", "and", "or", "so", "the", "in", "to"].contains(bare)
  }

  /// Half of the last digit that is written.
  private static func slack(of number: String) -> Double {
    let digits = number.filter { $0.isNumber || $0 == "." }
    let places = digits.split(separator: ".").dropFirst().first?.count ?? 0
    return (0..<min(places, 12)).reduce(0.5000001) { slack, _ in slack / 10 }
  }
}
