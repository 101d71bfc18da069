import Basics

/// Picks from a list by words of what stands in it.
struct PickingWords {
  /// The words of each text that tell something.
  private let words: [[String]]
  /// All words of each text.
  private let allWords: [[String]]

  init(_ texts: [String]) {
    words = texts.map(PickingWords.words)
    allWords = texts.map(PickingWords.allWords)
  }

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
    if let place = place(answer, orSpread: areAllNamed) { return [place] }
    let parts = PickingWords.parts(of: answer)
    var places: [Int] = []
    for part in parts where parts.count > 1 {
      // "first" and "finally" say where it stands, unless a text begins so.
      guard
        let place = place(part, orSpread: areAllNamed)
          ?? (areAllNamed ? place(PickingWords.unled(part)) : nil)
      else {
        return areAllNamed ? inARow(answer) : nil
      }
      places.append(place)
    }
    // "keys and values" may be words of one of them.
    if areAllNamed, Set(places).count != words.count || places.count != words.count {
      return inARow(answer) ?? (places.isEmpty ? nil : places)
    }
    return places.isEmpty ? nil : places
  }

  /// All places, where a line has words of each text, one behind the other, and nothing between but
  /// words that say where one stands. Of several ways to part it, the one with the longest stretches
  /// from the left.
  private func inARow(_ answer: String) -> [Int]? {
    var tries = 2000
    return inARow(PickingWords.allWords(of: answer)[...], &tries, [])
  }

  private func inARow(
    _ rest: ArraySlice<String>, _ tries: inout Int, _ places: [Int]
  ) -> [Int]? {
    guard let first = rest.first else { return places.count == words.count ? places : nil }
    for count in (1...min(rest.count, 12)).reversed() {
      tries -= 1
      guard tries > 0 else { return nil }
      guard let place = place(of: Array(rest.prefix(count))), !places.contains(place) else {
        continue
      }
      if let found = inARow(rest.dropFirst(count), &tries, places + [place]) { return found }
    }
    let isSkipped = PickingWords.steps.contains(first) || PickingWords.silent.contains(first)
    return isSkipped ? inARow(rest.dropFirst(), &tries, places) : nil
  }

  /// A part that names none of the texts, or several; nil where it cannot be told which.
  func unclear(in answer: String) -> (part: String, isOfSeveral: Bool)? {
    let parts = PickingWords.parts(of: answer)
    guard parts.count > 1, parts.contains(where: { place($0) != nil }),
      let part = parts.first(where: { place($0) == nil && place(PickingWords.unled($0)) == nil })
    else { return nil }
    let typed = PickingWords.words(of: part)
    return (part, !typed.isEmpty && !PickingWords.holding(typed, in: words).isEmpty)
  }

  /// Without the words in front that say where it stands.
  private static func unled(_ part: String) -> String {
    part.split(separator: " ").drop { steps.contains($0.lowercased()) }.joined(separator: " ")
  }

  private static let steps: Set = [
    "first", "firstly", "second", "secondly", "third", "next", "then", "after", "afterwards",
    "last", "lastly", "finally", "now", "and", "before",
  ]

  /// The one text in which the words of a line stand.
  private func place(_ line: String, orSpread: Bool = true) -> Int? {
    place(of: PickingWords.allWords(of: line), orSpread: orSpread)
  }

  /// The one text in which words stand, one behind the other, or else in their order with others
  /// between: enough to tell which of all comes next, and too little to choose one of them.
  private func place(of typed: [String], orSpread: Bool = true) -> Int? {
    let telling = typed.filter { !PickingWords.silent.contains($0) }
    guard
      telling.contains(where: { $0.count > 2 && !$0.allSatisfy { $0.isNumber } })
        || ["yes", "no"].contains(telling.first)
    else { return nil }
    let holding = PickingWords.holding(telling, in: words)
    if holding.count == 1 { return holding[0] }
    let starting = holding.filter { words[$0].starts(with: telling) }
    if starting.count == 1 { return starting[0] }
    guard typed.count > 1 else { return nil }
    // "that token" is "That token passes …", and not "The token that …".
    let literal = PickingWords.holding(typed, in: allWords)
    if literal.count == 1 { return literal[0] }
    guard orSpread, holding.isEmpty, telling.count > 1 else { return nil }
    let spread = words.indices.filter { PickingWords.isSpread(telling, in: words[$0]) }
    return spread.count == 1 ? spread[0] : nil
  }

  /// Whether words stand in a text in their order, whatever stands between.
  private static func isSpread(_ typed: [String], in text: [String]) -> Bool {
    var rest = typed[...]
    for word in text where word == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }

  /// The texts in which words stand, one behind the other.
  private static func holding(_ typed: [String], in texts: [[String]]) -> [Int] {
    texts.indices.filter { place in
      texts[place].indices.contains { texts[place][$0...].starts(with: typed) }
    }
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
      if ["and", "then", ">", "->", "+", "&"].contains(word.lowercased()) {
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
    allWords(of: text).filter { !silent.contains($0) }
  }

  private static func allWords(of text: String) -> [String] {
    withoutGroups(text.lowercased()).split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// 4,000 as 4000, which is one word however it is typed.
  private static func withoutGroups(_ text: String) -> String {
    let characters = Array(text)
    var result = ""
    for (index, character) in characters.enumerated() {
      let isGap =
        character == "," && index > 0 && characters[index - 1].isNumber
        && index + 1 < characters.count && characters[index + 1].isNumber
      if !isGap { result.append(character) }
    }
    return result
  }

  private static let silent: Set<String> = [
    "a", "an", "the", "of", "is", "are", "it", "its", "that", "which", "to", "s", "i", "think",
  ]
}
