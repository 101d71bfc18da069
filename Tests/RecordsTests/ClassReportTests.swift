import Answers
import Basics
import Course
import Diagnostics
import Foundation
import Language
import SampleCourse
import SampleExercises
import TestSupport
import Testing

@testable import Records

/// What a class shows of its exercises.
@Suite struct ClassReportTests {
  /// Forty learners of the sample course: a third divides by the idle hours, the better ones have
  /// the lists right as well.
  private static func book() throws -> (book: Gradebook, grader: Grader) {
    let grader = try Class.grader()
    var rows: [GradedSubmission] = []
    for number in 0..<40 {
      let learner = "learner-\(number)"
      let posed = try Class.posed("price-of-work", for: learner)
      func value(_ formula: String) throws -> String {
        try posed.workbook.value(
          of: Language.Expression.parse(
            Source(name: "a", formula), 0..<formula.utf8.count, in: ParsingScope())
        ).text
      }
      let isGood = number % 3 != 0
      let price =
        isGood
        ? try value("rent / (gpus * 720 h/month * utilization)")
        : try value("rent / (gpus * 720 h/month) * (1 - utilization)")
      let choice = try Class.posed("who-pays", for: learner)
      let right = choice.rightAnswer ?? ""
      rows.append(
        grader.grade(
          text: try Class.submission(
            learner,
            [
              (.exercise, "price-of-work", number % 4 == 0 ? "$1/h" : price),
              (.exercise, "price-of-work", price),
              (.exercise, "who-pays", isGood || number % 2 == 0 ? right : "1"),
            ]
          ).text, file: "\(100 + number).json"))
    }
    return (Gradebook(rows, by: grader), grader)
  }

  @Test func wholeReport() throws {
    let (book, grader) = try Self.book()
    let report = try ClassReport(of: book, by: grader)
    try expectGolden("report", report.display.drawnForTest)
    try expectGolden("report.csv", report.csv)
    try expectGolden("report.json", report.json.lines(flatBelow: 3))
    let item = try #require(report.items.first { $0.column.id == "price-of-work" })
    #expect(item.suggestions.map { $0.formula } == ["rent * (1 - utilization) / gpus"])
    // Nothing depends on the order of files.
    let turned = Gradebook(book.rows.compactMap { $0.submission }.reversed(), by: grader)
    #expect(try ClassReport(of: turned, by: grader).json == report.json)
    // And a gradebook that was written and read again says the same.
    let read = try GradedSubmission.read(gradebook: Array(try book.text(.json).utf8))
    #expect(
      try ClassReport(of: Gradebook(read, by: grader), by: grader).json == report.json)
  }

  /// Those who know more do worse in it: said where chance does not explain it (99%, two-sided, by
  /// Fisher's z).
  @Test(arguments: [
    (-0.15, 42, false), (-0.35, 42, false), (-0.4, 42, true), (-0.15, 400, true),
    (-0.15, 290, false),
    (0.15, 4000, false), (0, 40, false), (-1, 30, true), (-1, 3, false), (-0.95, 4, false),
  ])
  func reversed(_ correlation: Double, _ learners: Int, _ isReversed: Bool) {
    #expect(ItemStatistics.isNegative(correlation, of: learners) == isReversed)
  }

  @Test func nobodyIsNoTrouble() throws {
    let grader = try Class.grader()
    let report = try ClassReport(of: Gradebook([], by: grader), by: grader)
    #expect(report.learners == 0 && report.reliability == nil)
    #expect(report.items.allSatisfy { $0.difficulty == nil && $0.discrimination == nil })
    #expect(report.display.drawnForTest.contains("Nothing was handed in"))
    #expect(report.csv.split(separator: "\n").count == 1 + grader.columns.count)
  }

  // MARK: Numbers

  /// Against values worked out by hand and by R (psych 2.4, alpha and cor).
  @Test func knownValues() throws {
    let items: [[Double]] = [[1, 1, 0, 1, 0], [1, 0, 0, 1, 0], [1, 1, 0, 0, 0]]
    // Sample variances 0.3, 0.3, 0.3 and of the totals 3, 2, 0, 2, 0: 1.8.
    let alpha = try #require(ItemStatistics.alpha(items))
    #expect(abs(alpha - 1.5 * (1 - 0.9 / 1.8)) < 1e-12)
    #expect(ItemStatistics.correlation([1, 2, 3], [2, 4, 6]).map { abs($0 - 1) < 1e-12 } == true)
    #expect(ItemStatistics.correlation([1, 2, 3], [1, 1, 1]) == nil)
    #expect(ItemStatistics.median([3, 1, 2]) == 2 && ItemStatistics.median([4, 1, 2, 3]) == 2.5)
    #expect(
      ItemStatistics.alpha([[1, 1], [1, 1]]) == nil && ItemStatistics.alpha([[1, 0]]) == nil)
  }

  /// Items that are one and the same have an alpha of 1, and drawn alike one near 0.
  @Test(arguments: 0..<20) func reliabilityGoesFromNoneToAll(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let one = (0..<200).map { _ in Double(Int.random(in: 0...10, using: &random)) }
    let same = try #require(ItemStatistics.alpha([one, one, one, one]))
    #expect(abs(same - 1) < 1e-9)
    let others = (0..<4).map { _ in
      (0..<200).map { _ in Double(Int.random(in: 0...10, using: &random)) }
    }
    let none = try #require(ItemStatistics.alpha(others))
    #expect(abs(none) < 0.45, "seed \(seed)")
  }

  /// Time goes to the exercise whose event ends it, and pauses are no time.
  @Test func timeOfAnExercise() throws {
    var submission = try Class.submission(
      "ada",
      [
        (.exercise, "who-pays", "1"), (.exercise, "price-of-work", "$1/h"),
        (.hint, "price-of-work", "1"), (.exercise, "who-pays", "2"),
      ], spacing: 100)
    submission.events[3].time += 10_000
    #expect(submission.seconds { $0 } == ["price-of-work": 200])
  }
}
