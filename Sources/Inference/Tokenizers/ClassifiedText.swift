/// A text as the rules for words see it: each scalar with its class. The rules say how many scalars
/// belong to the word at the start of a range.
struct ClassifiedText {
  let scalars: [Unicode.Scalar]
  let classes: [Class]
  private let text: String

  enum Class {
    case letter, number, newline, space, other

    var isSpace: Bool { self == .space || self == .newline }

    init(_ scalar: Unicode.Scalar) {
      if scalar == "\r" || scalar == "\n" {
        self = .newline
      } else if scalar.properties.isWhitespace {
        self = .space
      } else {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
          self = .letter
        case .decimalNumber, .letterNumber, .otherNumber: self = .number
        default: self = .other
        }
      }
    }
  }

  init(_ text: String) {
    self.text = text
    scalars = Array(text.unicodeScalars)
    classes = scalars.map(Class.init)
  }

  /// The words that lie at `cuts`, which follow each other from the start to the end.
  func substrings(_ cuts: [Range<Int>]) -> [Substring] {
    var start = text.startIndex
    return cuts.map { cut in
      let end = text.unicodeScalars.index(start, offsetBy: cut.count)
      defer { start = end }
      return text[start..<end]
    }
  }

  // MARK: Rules

  /// As far as all scalars fit like the first does, or do not.
  func stretch(_ range: Range<Int>, where fits: (Int) -> Bool) -> Int {
    let first = fits(range.lowerBound)
    return run(range, from: range.lowerBound) { fits($0) == first }
  }

  /// Three ASCII digits, or all that comes before the next three.
  func threeDigits(_ range: Range<Int>) -> Int {
    func begins(_ at: Int) -> Bool {
      at + 3 <= range.upperBound && scalars[at..<at + 3].allSatisfy { ("0"..."9").contains($0) }
    }
    return begins(range.lowerBound) ? 3 : run(range, from: range.lowerBound) { !begins($0) }
  }

  /// Punctuation, or one of $+<=>^~|.
  func isMark(_ at: Int) -> Bool {
    switch scalars[at].properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      true
    default: "$+<=>^~|".unicodeScalars.contains(scalars[at])
    }
  }

  func gpt2(_ range: Range<Int>) -> Int {
    let i = range.lowerBound
    if let n = contraction(range, anyCase: false) { return n }
    let lead = scalars[i] == " " ? 1 : 0
    if i + lead < range.upperBound, !classes[i + lead].isSpace {
      let kind = classes[i + lead]
      return lead + run(range, from: i + lead) { classes[$0] == kind }
    }
    return spaces(range)
  }

  /// `digits`: at most so many stand together.
  func llama3(_ range: Range<Int>, digits: Int) -> Int {
    let i = range.lowerBound
    if let n = contraction(range, anyCase: true) { return n }
    func letters(_ from: Int) -> Int { run(range, from: from) { classes[$0] == .letter } }
    if classes[i] == .letter { return letters(i) }
    if classes[i] == .number { return min(digits, run(range, from: i) { classes[$0] == .number }) }
    // Anything but a line end, letter or number may lead a word.
    if classes[i] != .newline, letters(i + 1) > 0 { return 1 + letters(i + 1) }
    let lead = scalars[i] == " " ? 1 : 0
    let marks = run(range, from: i + lead) { classes[$0] == .other }
    if marks > 0 {
      return lead + marks + run(range, from: i + lead + marks) { classes[$0] == .newline }
    }
    let all = run(range, from: i) { classes[$0].isSpace }
    if let last = classes[i..<i + all].lastIndex(of: .newline) { return last - i + 1 }
    return spaces(range)
  }

  /// `digits`: at most so many stand together; `contractions`: 's and the like end a word.
  func gpt4o(_ range: Range<Int>, digits: Int, contractions: Bool) -> Int {
    let i = range.lowerBound
    // Anything but a line end, letter or number may lead a word; capitals come before small letters.
    let mayLead = classes[i] != .newline && classes[i] != .letter && classes[i] != .number
    let starts = mayLead && i + 1 < range.upperBound ? [i + 1, i] : [i]
    for needsSmall in [true, false] {
      for start in starts {
        guard let end = cased(range, from: start, needsSmall: needsSmall) else { continue }
        let rest = end..<range.upperBound
        let tail = contractions && !rest.isEmpty ? contraction(rest, anyCase: true) ?? 0 : 0
        return end + tail - i
      }
    }
    if classes[i] == .number { return min(digits, run(range, from: i) { classes[$0] == .number }) }
    let lead = scalars[i] == " " ? 1 : 0
    let marks = run(range, from: i + lead) { classes[$0] == .other }
    if marks > 0 {
      return lead + marks
        + run(range, from: i + lead + marks) { classes[$0] == .newline || scalars[$0] == "/" }
    }
    let all = run(range, from: i) { classes[$0].isSpace }
    if let last = classes[i..<i + all].lastIndex(of: .newline) { return last - i + 1 }
    return spaces(range)
  }

  /// Where a word of capitals and then small letters that starts at `start` ends; nil for none. Letters
  /// without case and marks are both. Without `needsSmall`, capitals alone will do.
  private func cased(_ range: Range<Int>, from start: Int, needsSmall: Bool) -> Int? {
    func isBoth(_ at: Int) -> Bool {
      switch scalars[at].properties.generalCategory {
      case .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark, .enclosingMark: true
      default: false
      }
    }
    func isCapital(_ at: Int) -> Bool {
      let category = scalars[at].properties.generalCategory
      return category == .uppercaseLetter || category == .titlecaseLetter || isBoth(at)
    }
    func isSmall(_ at: Int) -> Bool {
      scalars[at].properties.generalCategory == .lowercaseLetter || isBoth(at)
    }
    let capitals = start + run(range, from: start, while: isCapital)
    let end = capitals + run(range, from: capitals, while: isSmall)
    if end > capitals { return end }
    if !needsSmall { return capitals > start ? capitals : nil }
    // As a regular expression does, gives capitals back until one of them is a small letter too.
    return (start..<capitals).last { isBoth($0) }.map { $0 + 1 }
  }

  /// All spaces; but the last of several belongs to the word that follows.
  private func spaces(_ range: Range<Int>) -> Int {
    let count = run(range, from: range.lowerBound) { classes[$0].isSpace }
    return range.lowerBound + count < range.upperBound && count > 1 ? count - 1 : count
  }

  private func run(_ range: Range<Int>, from start: Int, while fits: (Int) -> Bool) -> Int {
    var at = start
    while at < range.upperBound, fits(at) { at += 1 }
    return at - start
  }

  /// The length of 's, 't, 're, 've, 'm, 'll or 'd.
  private func contraction(_ range: Range<Int>, anyCase: Bool) -> Int? {
    let i = range.lowerBound
    guard scalars[i] == "'" else { return nil }
    func letter(_ at: Int) -> Character? {
      guard at < range.upperBound else { return nil }
      // ſ (U+017F) is an s where case is ignored.
      if anyCase, scalars[at] == "\u{17F}" { return "s" }
      let scalar = Character(scalars[at])
      return anyCase && scalars[at].isASCII ? Character(scalar.lowercased()) : scalar
    }
    guard let first = letter(i + 1) else { return nil }
    if "stmd".contains(first) { return 2 }
    guard let second = letter(i + 2) else { return nil }
    return ["re", "ve", "ll"].contains(String([first, second])) ? 3 : nil
  }
}
