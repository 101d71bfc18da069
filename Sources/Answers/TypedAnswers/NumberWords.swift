import Basics

/// Numbers that are written out, as figures: "twelve million requests" as "12e6 requests".
enum NumberWords {
  /// The same text with figures in place of words for numbers.
  static func replaced(_ text: String) -> String {
    let words = text.replacing("half a dozen", with: "6").replacing("a dozen", with: "12")
      .split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    var result: [String] = []
    var index = 0
    while index < words.count {
      if let figures = tight(words[index]) {
        result.append(figures)
        index += 1
      } else if let (number, next) = written(words, from: index) {
        result.append(number)
        index = next
      } else if let figures = result.last, let scale = scale(words[index]),
        let scaled = scaled(figures, by: scale)
      {
        let rest = words[index].drop { $0.isLetter }
        result[result.count - 1] = scaled + rest
        index += 1
      } else {
        result.append(words[index])
        index += 1
      }
    }
    return result.joined(separator: " ")
  }

  /// What a word multiplies the number in front of it by, as a power of ten: "million/month" too.
  private static func scale(_ word: String) -> Int? {
    let name = String(word.prefix { $0.isLetter })
    // k$ and M$ are units.
    guard !word.dropFirst(name.count).hasPrefix("$") else { return nil }
    if let scale = scales[name.lowercased()] { return scale }
    // Apart from its number the letter is no unit but B, and 3 B are three bytes.
    return ["k": 3, "K": 3, "M": 6][name]
  }

  /// 12million and 12K, written tight; nil for any other word.
  private static func tight(_ word: String) -> String? {
    guard let letter = word.firstIndex(where: { $0.isLetter }), letter > word.startIndex,
      word[word.index(before: letter)].isNumber
    else { return nil }
    let name = String(word[letter...].prefix { $0.isLetter })
    guard let scale = scales[name.lowercased()] ?? ["K": 3][name] else { return nil }
    return scaled(String(word[..<letter]), by: scale).map {
      $0 + word[letter...].dropFirst(name.count)
    }
  }

  private static let scales: [String: Int] = [
    "hundred": 2, "thousand": 3, "thousands": 3, "million": 6, "millions": 6, "mio": 6, "mil": 6,
    "mn": 6, "mln": 6, "billion": 9, "billions": 9, "bn": 9, "trillion": 12,
  ]

  /// Figures with a power of ten; nil where they are no number by themselves.
  private static func scaled(_ figures: String, by scale: Int) -> String? {
    guard let last = figures.last, last.isASCII, last.isNumber,
      let first = figures.lastIndex(where: { !($0.isASCII && $0.isNumber || ",._".contains($0)) })
        .map({ figures.index(after: $0) }) ?? Optional(figures.startIndex),
      first < figures.endIndex, figures[first].isNumber
    else { return nil }
    if first > figures.startIndex {
      let before = figures[figures.index(before: first)]
      guard !before.isLetter else { return nil }
    }
    return figures + "e\(scale)"
  }

  /// A number in words that starts at a place, as figures, and the place behind it.
  private static func written(_ words: [String], from start: Int) -> (String, Int)? {
    var total = 0.0
    var group = 0.0
    var index = start
    var isNumber = false
    var last = 0.0
    loop: while index < words.count {
      // A word counts as a whole or not at all: one-off is no 1.
      let before = (total, group, isNumber)
      guard total + group < 1e15 else { return nil }
      for part in words[index].lowercased().split(separator: "-").map(String.init) {
        if let small = small[part] {
          // twenty-one is a number, one one or twenty twenty is none.
          let room = small >= 20 ? 100.0 : small >= 10 ? 100 : 10
          let rest = group.truncatingRemainder(dividingBy: 100)
          guard group.truncatingRemainder(dividingBy: room) == 0, small < 10 || rest == 0,
            rest == 0 || rest >= 20, small > 0 || !isNumber
          else { return nil }
          group += small
          isNumber = true
        } else if part == "a" || part == "an" || part == "half" || part == "quarter",
          !isNumber, index + 1 < words.count, let next = firstScale(words, behind: index)
        {
          // A million, half a million.
          group = part == "half" ? 0.5 : part == "quarter" ? 0.25 : 1
          index = next - 1
          isNumber = true
        } else if isNumber, part == "hundred" {
          group *= 100
        } else if isNumber, let scale = scales[part] {
          let size = powerOfTen(scale)
          if group == 0 {
            // A million million.
            total *= size
          } else if total == 0 || size < last {
            total += group * size
          } else {
            return nil
          }
          (group, last) = (0, size)
        } else if isNumber, part == "and", index + 1 < words.count,
          small[words[index + 1].lowercased()] != nil
        {
          continue
        } else {
          (total, group, isNumber) = before
          break loop
        }
      }
      index += 1
    }
    var decimals = ""
    if isNumber, index < words.count, words[index].lowercased() == "point" {
      let behind = words[(index + 1)...].prefix { (small[$0.lowercased()] ?? 10) < 10 }
      decimals = behind.compactMap { small[$0.lowercased()].map { "\(Int($0))" } }.joined()
      if !decimals.isEmpty { index += 1 + behind.count }
    }
    let value = total + group
    if isNumber, !decimals.isEmpty, value < 1e15 {
      let number = "\(Int(value)).\(decimals)"
      guard index < words.count, let scale = scales[words[index].lowercased()] else {
        return (number, index)
      }
      return ("\(number)e\(scale)", index + 1)
    }
    guard isNumber, index > start, value < 1e15 else { return nil }
    return (value == value.rounded() ? "\(Int(value))" : "\(value)", index)
  }

  /// The place of a scale behind "a" or "half a"; nil where none stands there.
  private static func firstScale(_ words: [String], behind index: Int) -> Int? {
    var next = index + 1
    if ["a", "an"].contains(words[next].lowercased()), next + 1 < words.count { next += 1 }
    return scales[words[next].lowercased()] == nil ? nil : next
  }

  private static func powerOfTen(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }

  private static let small: [String: Double] = [
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
  ]
}
