import Diagnostics

/// Reads answers that pick from a numbered or lettered list, in exercises and lessons alike.
public enum Selection {
  /// The places that a learner names, from 0, in the order in which they are named: "1 3", "b, a",
  /// "bac", "2 > 1", "the second", or words of what is picked.
  /// - Parameters:
  ///   - texts: what stands in the list; words that only one of them has pick it.
  ///   - areAllNamed: whether all of them are to be named, which an offer has to do as well.
  /// - Throws: `not-a-selection`.
  public static func places(
    _ answer: String, among texts: [String], areAllNamed: Bool = false
  ) throws(Diagnostic) -> [Int] {
    let plain = AnswerTalk.bare(AnswerCharacters.folded(answer))
    do throws(Diagnostic) {
      return try literalPlaces(plain, answer, texts, areAllNamed: areAllNamed)
    } catch {
      // "The two in the middle" picks not the second.
      guard !namesHowMany(plain) else { throw error }
      for reading in AnswerTalk.withoutTalk(plain) where !picksMore(plain, behind: reading) {
        // The line as it was typed is what is told about.
        if let places = try? literalPlaces(reading, answer, texts, areAllNamed: areAllNamed) {
          return places
        }
      }
      throw error
    }
  }

  /// Whether a line says of how many it speaks: "the two …".
  private static func namesHowMany(_ line: String) -> Bool {
    let words = line.lowercased().split(separator: " ").map(String.init)
    return zip(words, words.dropFirst()).contains {
      $0 == "the" && numbers.dropFirst().contains($1)
    }
  }

  /// Whether what a line says behind one pick begins another one: "2 as it is kept ready, 3 as it is
  /// rented".
  private static func picksMore(_ line: String, behind reading: String) -> Bool {
    guard line.hasPrefix(reading) else { return false }
    return line.dropFirst(reading.count).split { $0 == "," || $0 == ";" }.dropFirst().contains {
      let word = $0.split(separator: " ").first ?? ""
      return word.count < 3 && word.allSatisfy { $0.isASCII && $0.isNumber }
    }
  }

  /// - Parameter typed: the line as it was typed, for what is told about it.
  private static func literalPlaces(
    _ answer: String, _ typed: String, _ texts: [String], areAllNamed: Bool
  ) throws(Diagnostic) -> [Int] {
    let wanted = folded(answer)
    if let place = texts.firstIndex(where: { folded($0) == wanted }) { return [place] }
    if let place = Agreement.place(answer, among: texts) { return [place] }
    if let others = rest(answer), rest(others) == nil {
      let left = try literalPlaces(others, typed, texts, areAllNamed: false)
      return texts.indices.filter { !left.contains($0) }
    }
    if let places = try numbersInWords(answer, among: texts) { return places }
    let words = PickingWords(texts)
    if let place = labelled(answer, texts, words) { return [place] }
    if areAllNamed, let places = digits(of: answer, count: texts.count) { return places }
    if let places = words.places(answer, areAllNamed: areAllNamed) { return places }
    if areAllNamed, let (part, isOfSeveral) = words.unclear(in: answer) {
      throw Diagnostic(
        .notASelection, "“\(part)” is in \(isOfSeveral ? "several" : "none") of them.",
        at: span(of: part, in: typed)
      ).label(isOfSeveral ? "which one?" : "what is meant?")
        .expected("numbers from 1 to \(texts.count), or words of each", found: "“\(part)”")
    }
    try refuseAmount(answer, texts.count)
    if !areAllNamed, isRange(answer) {
      throw refusal("Which of them, the two or all between?", typed, texts.count)
    }
    var places: [Int] = []
    let runs = runs(in: answer)
    let leads = areAllNamed && runs.contains { $0.isNumber || $0.text.count == 1 }
    for run in runs {
      if leads, sequence.contains(run.text) { continue }
      if let place = PickingWords.ordinal(run.text, of: texts.count) {
        places.append(place)
      } else if run.isNumber {
        places.append(
          try place(number: run.text, of: texts.count, answer, areAllNamed: areAllNamed))
      } else if !joints.contains(run.text) {
        for letter in run.text {
          guard letters.prefix(texts.count).contains(letter) else {
            throw refusal(of: run.text, texts.count, answer)
          }
          places.append(try place(letter: letter, of: texts.count, answer))
        }
      }
    }
    guard !places.isEmpty else { throw refusal("Nothing is picked.", answer, texts.count) }
    // 1 + 3 picks two of them, 1 + 1 is no picking.
    if Set(places).count < places.count, answer.contains(where: { "+*/".contains($0) }) {
      throw refusal("A calculation picks none of them.", typed, texts.count)
    }
    return places
  }

  /// The place that a line names twice, by its label and in words: "b) How much of the time".
  private static func labelled(
    _ answer: String, _ texts: [String], _ words: PickingWords
  ) -> Int? {
    guard let end = answer.firstIndex(where: { ":).-–".contains($0) }) else { return nil }
    let label = answer[..<end].lowercased().filter { $0 != " " && $0 != "(" }
    let rest = answer[answer.index(after: end)...].trimmed
    guard rest.contains(where: { $0.isLetter }), let places = words.places(rest), places.count == 1,
      let place = Int(label).map({ $0 - 1 })
        ?? (label.count == 1 ? label.first.flatMap(letters.firstIndex) : nil)
    else { return nil }
    return places[0] == place ? place : nil
  }

  /// An order of up to nine, written without spaces: 213.
  private static func digits(of answer: String, count: Int) -> [Int]? {
    guard answer.count == count, answer.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    let places = answer.compactMap { $0.wholeNumberValue.map { $0 - 1 } }
    return Set(places) == Set(0..<count) ? places : nil
  }

  /// Where a part stands in a line, or all of the line where it was spelled otherwise.
  private static func span(of part: String, in line: String) -> SourceSpan {
    let source = Source(line)
    guard let place = line.firstRange(of: part) else { return source.whole }
    let start = line[..<place.lowerBound].utf8.count
    return SourceSpan(source, start..<start + part.utf8.count)
  }

  /// What is left out of "all but 2"; nil where everything is named.
  private static func rest(_ answer: String) -> String? {
    let text = answer.lowercased()
    return ["all but ", "all except ", "everything but ", "everything except "]
      .first(where: text.hasPrefix).map { String(text.dropFirst($0.count)) }
  }

  /// Whether it is two numbers with a dash between, which may be a range.
  private static func isRange(_ answer: String) -> Bool {
    let parts = answer.split(separator: "-", omittingEmptySubsequences: false).map { $0.trimmed }
    return parts.count == 2
      && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }
  }

  /// Words in front of what comes first, next and last.
  private static let sequence: Set = [
    "first", "firstly", "next", "last", "lastly", "finally", "before", "afterwards", "after",
    "that",
    "order",
  ]

  /// The places named by numbers in words alone, "two" or "one and three"; nil where a text begins
  /// with such a word itself, which is then meant.
  private static func numbersInWords(
    _ answer: String, among texts: [String]
  ) throws(Diagnostic) -> [Int]? {
    let words = runs(in: answer).map { $0.text }
    let named = words.filter { !joints.contains($0) || $0 == "one" }
    guard !named.isEmpty, named.allSatisfy(numbers.contains),
      !words.contains("the"),
      !texts.contains(where: { named.contains(runs(in: $0).first?.text ?? "") })
    else { return nil }
    var places: [Int] = []
    for word in named {
      let number = (numbers.firstIndex(of: word) ?? 0) + 1
      places.append(try place(number: "\(number)", of: texts.count, answer))
    }
    return places
  }

  private static let numbers = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
  ]

  /// The pairs that a learner names, each a place on the left and one on the right, from 0: "1b 2a",
  /// "1-b, 2-a", or only the right ones in the order of the left: "b a".
  /// - Throws: `not-a-selection`.
  static func pairs(
    _ answer: String, lefts: [String], rights: [String]
  ) throws(Diagnostic) -> [(left: Int, right: Int)] {
    let plain = AnswerTalk.bare(AnswerCharacters.folded(answer))
    let (left, right) = (lefts.count, rights.count)
    do throws(Diagnostic) {
      return try literalPairs(plain, answer, left, right)
    } catch {
      if let pairs = PairingWords(lefts, rights).pairs(plain) { return pairs }
      for reading in AnswerTalk.withoutTalk(plain) {
        // The line as it was typed is what is told about.
        if let pairs = try? literalPairs(reading, answer, left, right) { return pairs }
      }
      throw error
    }
  }

  private static func literalPairs(
    _ plain: String, _ answer: String, _ left: Int, _ right: Int
  ) throws(Diagnostic) -> [(left: Int, right: Int)] {
    var runs = runs(in: plain).filter { !joints.contains($0.text) }
      .map { run in
        PickingWords.ordinal(run.text, of: left).map { Run(text: "\($0 + 1)", isNumber: true) }
          ?? run
      }
    if runs.count == 2 * left, runs.first?.isNumber == false, runs.last?.isNumber == true {
      // b1 a2: the letter in front.
      runs = stride(from: 0, to: runs.count, by: 2).flatMap { [runs[$0 + 1], runs[$0]] }
    }
    guard runs.contains(where: { $0.isNumber }) else {
      let letters = runs.flatMap { Array($0.text) }
      guard runs.count == 1 || runs.allSatisfy({ $0.text.count == 1 }) else {
        throw Diagnostic(
          .notASelection, "Numbers with letters are asked for, no words.",
          at: Source(answer).whole
        ).note("Write them as in 1b 2a.")
      }
      guard letters.count == left else {
        throw Diagnostic(
          .notASelection, "There are \(left) on the left, and \(letters.count) letters here.",
          at: Source(answer).whole
        ).note("Write them as in 1b 2a.")
      }
      var pairs: [(left: Int, right: Int)] = []
      for (index, letter) in letters.enumerated() {
        pairs.append((index, try place(letter: letter, of: right, answer)))
      }
      return pairs
    }
    var pairs: [(left: Int, right: Int)] = []
    for (number, letter) in zip(runs, runs.dropFirst()) where number.isNumber {
      guard !letter.isNumber, letter.text.count == 1, let first = letter.text.first else { break }
      pairs.append(
        (
          try place(number: number.text, of: left, answer),
          try place(letter: first, of: right, answer)
        )
      )
    }
    let isWhole = pairs.count * 2 == runs.count
    guard isWhole, Set(pairs.map({ $0.left })).count == left, pairs.count == left else {
      throw Diagnostic(
        .notASelection,
        isWhole && pairs.count != left
          ? "\(left) pairs are asked for; here are \(pairs.count)."
          : "Each number needs a letter.", at: Source(answer).whole
      ).note("Write them as in 1b 2a.")
    }
    return pairs
  }

  // MARK: Parts

  private struct Run {
    let text: String
    let isNumber: Bool
  }

  /// Words that join and pick nothing.
  static let joints: Set<String> = [
    "and", "then", "und", "option", "options", "number", "numbers", "nr", "answer", "answers",
    "both", "the", "one", "ones", "is", "are", "it", "its", "think", "only", "just", "st", "nd",
    "rd",
    "th", "no", "plus", "as", "well", "with", "goes", "belongs", "fits", "right", "i", "id",
    "thats", "say",
    "pick", "choose", "choice", "go", "going", "for", "lets", "let", "must", "be", "obviously",
    "also",
  ]

  /// Amounts pick nothing: $38, 5%, 1.5.
  private static func refuseAmount(_ answer: String, _ count: Int) throws(Diagnostic) {
    let parts = answer.split(separator: ".", omittingEmptySubsequences: false)
    let isDecimal =
      parts.count == 2
      && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }
    let isNegative = answer.first == "-" && answer.dropFirst().first?.isNumber == true
    guard isDecimal || isNegative || answer.contains(where: { "$%€=*^".contains($0) }) else {
      return
    }
    throw refusal("An amount picks none of them.", answer, count)
  }

  /// Stretches of digits and of letters, in lower case; all else separates.
  private static func runs(in answer: String) -> [Run] {
    var runs: [Run] = []
    var text = ""
    var wasNumber = false
    func finish() {
      if !text.isEmpty { runs.append(Run(text: text, isNumber: wasNumber)) }
      text = ""
    }
    for character in answer.lowercased() where character != "'" {
      let isNumber = character.isASCII && character.isNumber
      guard isNumber || character.isLetter else {
        finish()
        continue
      }
      if isNumber != wasNumber { finish() }
      wasNumber = isNumber
      text.append(character)
    }
    finish()
    return runs
  }

  /// Whether a line is one of the texts as it stands in the list.
  static func isWhole(_ line: String, among texts: [String]) -> Bool {
    let wanted = folded(line)
    return texts.contains { folded($0) == wanted }
  }

  /// Without what is typed one way or another; a point between digits stays, for 4.5 is not 45.
  private static func folded(_ text: String) -> String {
    var result = ""
    var characters = text.lowercased().filter { !$0.isWhitespace && $0 != "\"" }[...]
    while let character = characters.popFirst() {
      let isDecimal = characters.first?.isNumber == true && result.last?.isNumber != false
      if character != "." || isDecimal { result.append(character) }
    }
    return result
  }

  private static func place(
    number text: String, of count: Int, _ answer: String, areAllNamed: Bool = false
  ) throws(Diagnostic) -> Int {
    let range = 1...max(1, count)
    if let number = Int(text), range.contains(number) { return number - 1 }
    // 13 of four is 1 and 3, written without a space.
    let digits = text.compactMap { $0.wholeNumberValue }
    let isMeant =
      digits.count > 1 && text == answer && digits.allSatisfy { range.contains($0) }
      && (!areAllNamed || Set(digits).count == count)
    throw refusal("They are numbered 1 to \(count).", answer, count)
      .try(isMeant ? text.map(String.init).joined(separator: " ") : nil)
  }

  private static func place(
    letter: Character, of count: Int, _ answer: String
  ) throws(Diagnostic) -> Int {
    if let place = letters.firstIndex(of: letter), place < count { return place }
    throw refusal(of: String(letter), count, answer)
  }

  /// Says that a letter or a word is none of what is listed.
  private static func refusal(of word: String, _ count: Int, _ answer: String) -> Diagnostic {
    Diagnostic(.notASelection, "“\(word)” is none of them.", at: Source(answer).whole)
      .expected("a to \(Self.letter(max(1, count) - 1)), or 1 to \(count)", found: "“\(answer)”")
  }

  private static func refusal(_ message: String, _ answer: String, _ count: Int) -> Diagnostic {
    Diagnostic(.notASelection, message, at: Source(answer).whole)
      .expected("numbers from 1 to \(count)", found: answer.isEmpty ? "nothing" : "“\(answer)”")
  }

  private static let letters = Array("abcdefghijklmnopqrstuvwxyz")

  /// The letter in front of the item at a place from 0; its number beyond z.
  static func letter(_ place: Int) -> String {
    letters.indices.contains(place) ? String(letters[place]) : "\(place + 1)"
  }
}
