import Answers
import Course
import Diagnostics
import Foundation
import Language
import NativeFunctions
import Quantities
import SampleExercises
import TestSupport
import Testing
import Workbook

/// How people really type answers, with the verdict of a careful teacher: the same one in an exercise
/// and in a lesson's guess.
@Suite("The ways in which people type answers") struct SpellingTests {
  typealias Asked = AnswerCorpus.Asked

  static let corpus = AnswerCorpus("Spellings.txt").all

  @Test func thereAreHundreds() {
    #expect(Self.corpus.map(\.spellings.count).reduce(0, +) >= 1000)
  }

  private static func kind(_ finding: String) -> String {
    finding.hasPrefix("asks") ? "asks" : finding == "right" ? "right" : "wrong"
  }

  @Test("in exercises", arguments: corpus) func exercises(_ asked: Asked) throws {
    let posed = try posed("kind: number\nanswer: \(asked.answer)")
    for (verdict, line) in asked.spellings {
      let finding = posed.finding(line)
      #expect(Self.kind(finding) == verdict, "“\(line)”: \(finding)")
    }
  }

  @Test("in lessons' guesses", arguments: corpus) func guesses(_ asked: Asked) throws {
    let text = """
      ---
      title: T
      id: t
      ---
      ## L
      ```{model} m
      result asked = \(asked.answer)
      ```
      ```{predict} asked
      How much?
      ```
      """
    let (prediction, workbook) = try Self.prediction(text)
    // What stays the same is the answer where nothing is set; and a name is looked up.
    for (verdict, line) in asked.spellings
    where !["the same", "half", "twice", "3x", "×3", "three times", "3 times as much"].contains(
      line)
    {
      let found = Guesses.verdict(on: line, prediction, workbook)
      #expect(found == verdict, "“\(line)”: \(found)")
    }
  }

  /// Whatever words are put together, they are read to their end and get some verdict.
  @Test(.timeLimit(.minutes(2)), arguments: 0..<4 as Range<UInt64>)
  func wordsInAnyOrder(_ seed: UInt64) throws {
    let posed = try posed("kind: number\nanswer: $10,200/month")
    let parts = [
      "one", "twenty", "ten", "hundred", "thousand", "million", "a", "an", "half", "quarter", "and",
      "off", "percent", "per", "month", "$", "10", "10.2k", "about", "1e3", "", "month?", "x",
    ]
    var generator = SplitMix64(seed: seed)
    for _ in 0..<300 {
      var line = ""
      for _ in 0..<Int.random(in: 1...7, using: &generator) {
        line += parts.randomElement(using: &generator) ?? ""
        line += ["-", " ", " ", ",", "-"].randomElement(using: &generator) ?? ""
      }
      #expect(!posed.finding(line).isEmpty, "seed \(seed): “\(line)”")
    }
  }

  // MARK: Everything shipped

  @Test("in every shipped exercise", arguments: ShippedTests.ids) func shipped(_ id: String) throws
  {
    let posed = try #require(ShippedTests.exercises).posed(id, for: "ada")
    let right: Quantity
    switch posed.exercise.task {
    case .number, .predict:
      guard let text = posed.rightAnswer,
        let value = try? Expression.parse(
          Source(text), in: ParsingScope(units: posed.workbook.units)
        ).literal
      else { return }
      right = value
    default: return
    }
    for (verdict, line) in Spelling.of(right) {
      let finding = posed.finding(line)
      #expect(Self.kind(finding) == verdict, "“\(line)” for \(right.text): \(finding)")
    }
  }

  @Test("in every shipped guess", arguments: ["introduction", "serverless-gpu"])
  func shippedGuesses(_ chapter: String) throws {
    let course = try #require(ShippedTests.course)
    let file = try course.find(chapter)
    let opened = try course.chapter(file).chapter
    var count = 0
    for (guess, focus) in Guesses.all(in: opened) {
      var workbook = ShippedTests.workbook(of: opened, in: course)
      workbook.focus = focus
      guard let prediction = try? Prediction(of: guess, in: workbook),
        let right = prediction.after.quantity
      else { continue }
      count += 1
      for (verdict, line) in Spelling.of(right) {
        let found = Guesses.verdict(on: line, prediction, workbook)
        #expect(found == verdict, "“\(line)” for \(right.text): \(found)")
      }
    }
    #expect(count >= 8)
  }

  /// What the only guess of a chapter with one model, m, asks for.
  fileprivate static func prediction(_ text: String) throws -> (Prediction, Workbook) {
    let chapter = Chapter.parse(Source(name: "Chapters/1-t.md", text)).chapter
    var workbook = SampleExercises.workbook(chapter)
    workbook.focus = ["m"]
    let guess = try #require(Guesses.all(in: chapter).first?.guess)
    return (try Prediction(of: guess, in: workbook), workbook)
  }

  /// Words that speak of what it was before.
  @Test(arguments: [
    ("the same", "$12,000/month"), ("unchanged", "$12,000/month"), ("no change", "$12,000/month"),
    ("half", "$6,000/month"), ("twice as much", "$24,000/month"), ("nothing", "$0/month"),
    ("$144,000/year", "$11,836/month"), ("a third", "$4,000/month"),
  ])
  func wordsOfWhatItWas(_ line: String, _ taken: String) throws {
    let text = """
      ---
      title: T
      id: t
      ---
      ## L
      ```{model} m
      param year = 3
      param bill: $/month = $12,000/month in $0/month..$1M/month "it"
      ```
      ```{predict} bill when bill = $9,000/month
      How much?
      ```
      """
    let (prediction, workbook) = try Self.prediction(text)
    let value = try prediction.read(line, in: workbook)
    #expect(value?.text == taken)
  }
}

extension SpellingTests {
  /// Where nothing is set, there is nothing that half could be of: it would be of what is asked for.
  @Test(arguments: ["half", "the same", "twice as much", "a third"])
  func wordsOfNothing(_ line: String) throws {
    let text = """
      ---
      title: T
      id: t
      ---
      ## L
      ```{model} m
      param bill: $/month = $12,000/month in $0/month..$1M/month "it"
      result idle: $/month = bill * 85% "what waits"
      ```
      ```{predict} idle
      How much?
      ```
      """
    let (prediction, workbook) = try Self.prediction(text)
    #expect(throws: Diagnostic.self) { try prediction.read(line, in: workbook) }
  }
}

/// The guesses that a chapter asks for.
enum Guesses {
  static func all(in chapter: Chapter) -> [(guess: Guess, focus: [String])] {
    chapter.lessons.indices.flatMap { index -> [(guess: Guess, focus: [String])] in
      let elements = chapter.lessons[index].elements
      let shown = elements.compactMap { element -> String? in
        if case .model(let model) = element.form { return model.name }
        return nil
      }
      return elements.compactMap { element in
        guard case .prediction(let block) = element.form else { return nil }
        return (block.guess, chapter.focus(inLesson: index, shown: shown))
      }
    }
  }

  /// right, wrong, or asks: what a guess comes to.
  static func verdict(on line: String, _ prediction: Prediction, _ workbook: Workbook) -> String {
    guard let value = (try? prediction.read(line, in: workbook))?.quantity,
      let right = prediction.after.quantity
    else { return "asks" }
    return abs(value.base - right.base) <= 0.0101 * abs(right.base) ? "right" : "wrong"
  }
}

/// The ways to write an amount, made from the amount.
enum Spelling {
  static func of(_ right: Quantity) -> [(verdict: String, line: String)] {
    func digits(_ number: Double) -> String { numberText(number, significant: 6) }
    let n = digits(right.magnitude)
    var lines = [
      ("right", right.text), ("right", "about \(right.text)"), ("right", "\(right.text)."),
    ]
    lines += ["", "banana", "no idea", "5 h·flop^3", "\(n) +"].map { ("asks", $0) }
    if right.magnitude != 0, right.magnitude > 0 {
      for factor in [3.7, 0.21] {
        lines.append(("wrong", Quantity(right.magnitude * factor, right.unit).text(significant: 6)))
      }
    }
    if right.unit.isPercent {
      lines += ["\(n) percent", "\(n) %", "about \(n)%"].map { ("right", $0) }
      let isBetween = abs(right.base) < 1 && abs(right.magnitude) > 1
      if isBetween {
        lines += [n, digits(right.base), "≈ \(digits(right.base))"].map { ("right", $0) }
      }
      lines.append(("asks", "1"))
      return lines
    }
    lines += [n, "≈ \(n)", "it is \(n)", "\(n)?", "answer: \(n)", "= \(n)"].map { ("right", $0) }
    if right.unit.hasDollarPrefix, right.magnitude > 0 {
      lines += [
        "$\(n)", "USD \(n)", "\(n) dollars", "\(digits(right.magnitude * 100)) cents",
        "\(digits(right.magnitude / 1000)) k$",
        "\(digits(right.magnitude / 1000)) thousand dollars",
      ].map { ("right", $0) }
      lines.append(("asks", "\(n)%"))
    }
    // Twelve months are a year where amounts are those of months.
    let months = right.unit.factors.first { $0.unit.symbol == "month" }
    if months?.exponent == -1, right.magnitude > 0 {
      let year = digits(right.magnitude * 12)
      let money = right.unit.hasDollarPrefix ? "$" : ""
      lines += ["\(money)\(year)/year", "\(money)\(year) a year"].map { ("right", $0) }
    }
    if right.magnitude >= 1e5 {
      lines += ["\(digits(right.magnitude / 1e6)) million", "\(digits(right.magnitude / 1e6))M"]
        .map { ("right", $0) }
    }
    return lines
  }
}
