import Answers
import Course
import Diagnostics
import SampleExercises
import Testing

@testable import Records

/// Several files of one learner, by the rules of the class.
@Suite struct SeveralFilesTests {
  /// Two machines: a wrong answer and a hint on one, the right answer later on the other, and an
  /// exercise each.
  private static func rows(_ grader: Grader) throws -> [GradedSubmission] {
    let first = try Class.submission(
      "ada",
      [
        (.exercise, "price-of-work", "$1/h"), (.hint, "price-of-work", "2"),
        (.exercise, "formula-of-waste", "rent - rent * utilization"),
      ])
    var second = try Class.submission(
      "ada",
      [
        (.exercise, "twice", "$14/(gpu*h)"), (.exercise, "cheap", "waste.utilization = 60%"),
        (.exercise, "price-of-work", Class.price(for: "ada")),
      ], spacing: 100)
    second.written -= 60
    second.seal = second.fittingSeal
    return [
      grader.grade(text: first.text, file: "desk.json"),
      grader.grade(text: second.text, file: "lab.json"),
    ]
  }

  private static func book(_ files: Policy.Files) throws -> Gradebook {
    var policy = Policy()
    policy.files = files
    let grader = try Class.grader()
    return Gradebook(try rows(grader), by: grader, counting: Counting(policy))
  }

  private func counted(_ book: Gradebook) throws -> Gradebook.Row {
    let rows = book.rows.filter { !$0.isSuperseded }
    #expect(rows.count == 1 && book.rows.count == 2)
    return try #require(rows.first)
  }

  @Test func theNewestCountsWhereNothingIsSaid() throws {
    let row = try counted(try Self.book(.newest))
    #expect(row.submission?.file == "desk.json" && row.files == "newest of 2")
    #expect(row.submission?.result(of: "price-of-work")?.points == 0)
  }

  /// A later file that somebody has written by hand, in the name of a learner, displaces nothing.
  @Test(arguments: [Policy.Files.newest, .best])
  func whatWasEditedDisplacesNothing(_ files: Policy.Files) throws {
    var policy = Policy()
    policy.files = files
    let grader = try Class.grader()
    let genuine = try Class.diligent("ada").text
    let forged = try Class.submission("ada", [(.hint, "cheap", "1")]).text
      .replacing("\"answer\": \"1\"", with: "\"answer\": \"2\"")
      .replacing("2026", with: "2027")
    for order in [[genuine, forged], [forged, genuine]] {
      let book = Gradebook(
        order.enumerated().map { grader.grade(text: $1, file: "\($0).json") }, by: grader,
        counting: Counting(policy))
      let row = try counted(book)
      #expect(row.tally.total > 0)
      let other = try #require(book.rows.first { $0.isSuperseded })
      #expect(other.files == "edited, so that another counts")
      #expect(other.submission?.flags.contains { $0.kind == .edited } == true)
    }
  }

  @Test func theBestCounts() throws {
    let row = try counted(try Self.book(.best))
    #expect(row.submission?.file == "lab.json" && row.files == "best of 2")
    #expect(row.submission?.result(of: "price-of-work")?.points == 10)
    #expect(row.submission?.result(of: "formula-of-waste") == nil)
  }

  @Test func theAnswersOfAllCountTogether() throws {
    let book = try Self.book(.joined)
    let row = try counted(book)
    #expect(row.submission?.file == "desk.json" && row.files == "joined from 2")
    let price = try #require(row.submission?.result(of: "price-of-work"))
    #expect(price.answers.count == 2 && price.isSolved)
    // The hint was taken on the other machine, and costs a point here.
    #expect(price.points == 9 && price.hints == 1)
    #expect(row.submission?.result(of: "formula-of-waste")?.isSolved == true)
    #expect(row.submission?.result(of: "twice")?.isSolved == true)
    #expect(try book.text(.csv).contains("joined from 2"))
    // Joined again, and from parts, it is the same.
    let grader = try Class.grader()
    var policy = Policy()
    policy.files = .joined
    let read = try GradedSubmission.read(gradebook: Array(try book.text(.json).utf8))
    let again = Gradebook(read, by: grader, counting: Counting(policy))
    #expect(try again.text(.json) == book.text(.json))
    let parts = try Self.rows(grader).map { row in
      try GradedSubmission.read(
        gradebook: Array(
          Gradebook([row], by: grader, counting: Counting(policy)).text(.json).utf8))
    }
    let merged = Gradebook(parts.flatMap { $0 }, by: grader, counting: Counting(policy))
    #expect(try merged.text(.json) == book.text(.json))
  }

  /// Of a file and a later one that goes on from it, each answer counts once.
  @Test func aLaterFileOfTheSameChainAddsWhatIsNew() throws {
    let grader = try Class.grader()
    let whole = try Class.diligent("bob")
    var part = whole
    part.events = Array(whole.events.prefix(3))
    part.written -= 1000
    part.seal = part.fittingSeal
    var policy = Policy()
    policy.files = .joined
    let book = Gradebook(
      [
        grader.grade(text: part.text, file: "1.json"),
        grader.grade(text: whole.text, file: "2.json"),
      ], by: grader, counting: Counting(policy))
    let row = try counted(book)
    let alone = grader.grade(text: whole.text, file: "2.json")
    #expect(row.submission?.results.map { $0.points } == alone.results.map { $0.points })
    #expect(row.submission?.results.map { $0.answers } == alone.results.map { $0.answers })
  }
}
