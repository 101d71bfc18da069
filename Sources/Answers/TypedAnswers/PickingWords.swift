import Basics

/// Picks from a list by words of what stands in it.
struct PickingWords {
  /// The words of each text that tell something.
  private let words: [[String]]

  init(_ texts: [String]) { words = texts.map(PickingWords.words) }

  /// The places that are named by words: the whole line as one of them, or each of its parts; nil
  /// where it names none, or words that several have.
  /// - Parameter areAllNamed: whether all are to be named, so that "all" says nothing.
  func places(_ answer: String, areAllNamed: Bool = false) -> [Int]? {
    let line = answer.trimmed.lowercased()
    if areAllNamed, line.hasPrefix("all") { return nil }
    if ["all", "all of them", "every one", "everything"].contains(line)
      || line.hasPrefix("all ")
        && FractionWords.count(String(line.dropFirst(4))) == Double(words.count)
    {
      return Array(words.indices)
    }
    if let place = place(answer) { return [place] }
    let parts = PickingWords.parts(of: answer)
    guard parts.count > 1 else { return nil }
    var places: [Int] = []
    for part in parts {
      guard let place = place(part) else { return nil }
      places.append(place)
    }
    return places
  }

  /// The one text in which these words stand, one behind the other.
  private func place(_ line: String) -> Int? {
    let typed = PickingWords.words(of: line)
    guard
      typed.contains(where: { $0.count > 2 && !$0.allSatisfy { $0.isNumber } })
        || ["yes", "no"].contains(typed.first)
    else { return nil }
    let holding = words.indices.filter { place in
      words[place].indices.contains { words[place][$0...].starts(with: typed) }
    }
    if holding.count == 1 { return holding[0] }
    let starting = holding.filter { words[$0].starts(with: typed) }
    return starting.count == 1 ? starting[0] : nil
  }

  /// "first" and "last" as places from 0; nil for all else.
  static func ordinal(_ word: String, of count: Int) -> Int? {
    if word == "last" { return count > 0 ? count - 1 : nil }
    return ordinals.firstIndex(of: word).flatMap { $0 < count ? $0 : nil }
  }

  private static let ordinals = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
  ]

  private static func parts(of line: String) -> [String] {
    var parts = [""]
    for word in line.split(separator: " ") {
      if ["and", "then", ">", "->"].contains(word.lowercased()) {
        parts.append("")
        continue
      }
      parts[parts.count - 1] += " " + word.filter { !",;".contains($0) }
      if let last = word.last, ",;".contains(last) { parts.append("") }
    }
    return parts.map { $0.trimmed }.filter { !$0.isEmpty }
  }

  /// The words in lower case that tell something.
  private static func words(of text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
      .filter { !silent.contains($0) }
  }

  private static let silent: Set<String> = [
    "a", "an", "the", "of", "is", "are", "it", "its", "that", "which", "to", "s", "i", "think",
  ]
}
