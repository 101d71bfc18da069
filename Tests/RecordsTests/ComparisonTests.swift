import Answers
import Basics
import Foundation
import SampleExercises
import Testing

@testable import Records

/// What shows only where several files lie side by side.
@Suite struct ComparisonTests {
  private func book(_ submissions: [Submission], roster: Roster? = nil) throws -> Gradebook {
    let grader = try Grader(try Class.exercises(), roster: roster, now: Class.now)
    let graded = submissions.enumerated().map { index, submission in
      grader.grade(text: submission.text, file: "\(index + 1).json")
    }
    return Gradebook(graded, by: grader)
  }

  private func flags(_ book: Gradebook, _ row: Int) -> [GradedSubmission.Flag] {
    book.rows[row].submission?.flags ?? []
  }

  /// Two learners whose right answers differ in their first three digits.
  private func pair() throws -> (String, String) {
    let names = (0..<40).map { "learner-\($0)" }
    let first = try TypedDigits(Class.price(for: names[0]))?.rounded
    let other = try names.first { try TypedDigits(Class.price(for: $0))?.rounded != first }
    return (names[0], try #require(other))
  }

  @Test func anothersAnswer() throws {
    let (ada, bob) = try pair()
    let right = try Class.price(for: ada)
    let book = try book([
      Class.submission(ada, [(.exercise, "price-of-work", right)]),
      Class.submission(bob, [(.exercise, "price-of-work", right)], spacing: 31),
    ])
    let found = flags(book, 1).map(\.kind)
    // Where ada's answer is one of bob's listed mistakes or slips, it says nothing.
    let finding = book.rows[1].submission?.result(of: "price-of-work")?.finding
    #expect(finding == "wrong")
    #expect(found.contains(.anothersAnswer))
    #expect(flags(book, 1).first { $0.kind == .anothersAnswer }?.message.contains("1.json") == true)
    #expect(!flags(book, 0).map(\.kind).contains(.anothersAnswer))
  }

  /// Honest wrong answers are drawn at random, and so many right ones as a class has lie near them: the
  /// digits of another's answer are no accusation before so many agree that chance does not explain it.
  @Test func nobodyIsAccusedByChance() throws {
    var draws = SplitMix64(seed: 31)
    var submissions: [Submission] = []
    for number in 0..<120 {
      let learner = "learner-\(number)"
      let isRight = number % 3 > 0
      let wrong = pow(10, 0.5 + 2 * draws.uniform())
      let answer = isRight ? try Class.price(for: learner) : String(format: "$%.2f/(gpu*h)", wrong)
      submissions.append(
        try Class.submission(
          learner, [(.exercise, "price-of-work", answer)], spacing: 30 + Double(number)))
    }
    let book = try book(submissions)
    let accused = (0..<120).filter { row in
      flags(book, row).contains { $0.kind == .anothersAnswer }
    }
    #expect(accused.count <= 1, "\(accused)")
  }

  /// The same number, cut off or rounded, and no other that lies near.
  @Test(arguments: [
    ("$27.78", "27.777777", 4), ("27.77", "27.777777", 4), ("27.8", "27.777777", 3),
    ("28", "27.777777", 2), ("27.79", "27.777777", nil), ("30.13", "30.093", nil),
    ("30.093", "$30.093/h", 5), ("100", "99.96", 1), ("27.8", "27.84", 3), ("27.8", "27.75", 3),
    ("27.8", "27.74", nil),
  ])
  func sharedDigits(_ one: String, _ other: String, _ count: Int?) throws {
    let (first, second) = (try #require(TypedDigits(one)), try #require(TypedDigits(other)))
    #expect(first.shared(with: second) == count)
    #expect(second.shared(with: first) == count)
  }

  @Test func sameWrongAnswerWithManyDigits() throws {
    let (ada, bob) = try pair()
    let book = try book([
      Class.submission(ada, [(.exercise, "price-of-work", "$731.4159/gpu/h")]),
      Class.submission(bob, [(.exercise, "price-of-work", "731.4159")], spacing: 31),
      Class.submission("eve", [(.exercise, "price-of-work", "$777/gpu/h")], spacing: 32),
      Class.submission("mal", [(.exercise, "price-of-work", "$777/gpu/h")], spacing: 33),
    ])
    #expect(flags(book, 0).map(\.kind) == [.sameWrongAnswer])
    #expect(flags(book, 1).map(\.kind) == [.sameWrongAnswer])
    // Three digits alike are chance.
    #expect(flags(book, 2) == [] && flags(book, 3) == [])
  }

  @Test func theSameMomentsAndTheSameLearner() throws {
    let answers: [(kind: Attempt.Kind, exercise: String, answer: String)] = [
      (.exercise, "formula-of-waste", "rent*(1-utilization)"),
      (.exercise, "cheap", "waste.utilization = 61%"),
    ]
    let book = try book([
      Class.submission("ada", answers), Class.submission("bob", answers),
      Class.submission("ada", Array(answers.prefix(1)), spacing: 7),
    ])
    #expect(flags(book, 0).map(\.kind) == [.sameLearner, .sameEvents])
    #expect(flags(book, 1).map(\.kind) == [.sameEvents])
    #expect(flags(book, 1).first?.message.hasPrefix("2 answers") == true)
    #expect(flags(book, 2).map(\.kind).contains(.sameLearner))
  }

  @Test func theRosterDecidesWhoIsThere() throws {
    let roster = try Roster.parse(
      .init(name: "roster.csv", "id,name,email\nBOB,Bob,\nx7,Ada,ada@uni.example\ncy,Cy,\n"))
    let book = try book(
      [
        Class.diligent("ada@uni.example"), Class.submission("bob", [(.hint, "cheap", "1")]),
        Class.submission("mal", [(.hint, "cheap", "1")]),
      ], roster: roster)
    #expect(book.rows.map(\.id) == ["BOB", "x7", "cy", "mal"])
    #expect(book.rows.map(\.status) == ["graded", "graded", "missing", "graded"])
    #expect(flags(book, 3).map(\.kind) == [.notOnRoster])
    // An address and other letters are another spelling, and the roster's id has its own figures.
    for row in 0...1 {
      #expect(Set(flags(book, row).map(\.kind)) == [.otherSpelling, .otherVariant])
    }
  }

  @Test(arguments: [
    ("$27.78/gpu·h", "2778", 278), ("0.02778 k$/gpu/h", "2778", 278),
    ("27.777777", "27777777", 278),
    ("12,000", "12", 120), ("9996", "9996", 100), ("about 5", "5", 500),
  ]) func digits(_ answer: String, _ significant: String, _ rounded: Int) {
    let digits = TypedDigits(answer)
    #expect(digits?.significant == significant)
    #expect(digits?.rounded == rounded)
  }

  @Test(arguments: ["rent / used", "1/36 * $1000", "", "0", "a b"]) func noDigits(_ answer: String)
  {
    #expect(TypedDigits(answer) == nil)
  }
}
