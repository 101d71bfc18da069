import Answers
import Diagnostics
import SampleExercises
import Testing

@testable import Records

/// However a learner's id is spelt, it is one learner, with one set of figures.
@Suite struct OnePersonTests {
  private static let roster =
    "id,name,email\nada,Ada,ada@x.org\nBo-7,Bo,bo@x.org\ncy,Cy,CY@X.org\n"

  /// Spellings of each id of the roster that name the same person.
  static let spellings = [
    ("ada", ["ada", "ADA", "Ada", "ada@x.org", "Ada@X.ORG"]),
    ("Bo-7", ["Bo-7", "bo-7", "BO-7", "bo@x.org"]), ("cy", ["cy", "Cy", "cy@x.org", "CY@X.org"]),
  ]

  private func grader() throws -> Grader {
    try Grader(
      try Class.exercises(),
      roster: try Roster.parse(Source(name: "roster.csv", Self.roster)), now: Class.now)
  }

  @Test(arguments: spellings) func oneLearner(_ id: String, _ spellings: [String]) throws {
    let grader = try grader()
    let price = try Class.price(for: id)
    let rows = try spellings.enumerated().map { number, spelling in
      var submission = try Class.submission(
        spelling, [(.exercise, "price-of-work", price)], spacing: 30 + Double(number))
      submission.written += Double(number)
      submission.seal = submission.fittingSeal
      return grader.grade(text: submission.text, file: "\(number).json")
    }
    for row in rows {
      #expect(row.person == id && row.result(of: "price-of-work")?.points == 10)
      let isOther = row.learner != id
      #expect(row.flags.contains { $0.kind == .otherSpelling } == isOther)
      #expect(!row.flags.contains { $0.kind == .edited })
    }
    let book = Gradebook(rows, by: grader)
    let own = book.rows.filter { $0.submission != nil }
    #expect(own.allSatisfy { $0.id == id } && book.missing == 2)
    #expect(own.map { $0.status }.count { $0 == "graded" } == 1)
    #expect(own.first { $0.status == "graded" }?.submission?.file == "\(rows.count - 1).json")
    for row in own {
      let flags = row.submission?.flags.map { $0.kind } ?? []
      #expect(flags.contains(.sameLearner) && !flags.contains(.sameEvents))
    }
    // A part keeps whose it is.
    let text = try book.text(.json)
    let joined = Gradebook(try GradedSubmission.read(gradebook: Array(text.utf8)), by: grader)
    #expect(try joined.text(.json) == text)
  }

  /// Figures of one's own choice, by another spelling, are nobody's.
  @Test func figuresAreThoseOfTheRoster() throws {
    let (whole, plain) = (try grader(), try Class.grader())
    var other = 0
    for spelling in ["ADA", "aDa", "ada@x.org", "Ada@x.org", "AdA", "adA"] {
      let price = try Class.price(for: spelling)
      guard try price != Class.price(for: "ada") else { continue }
      other += 1
      let text = try Class.submission(spelling, [(.exercise, "price-of-work", price)]).text
      let row = whole.grade(text: text)
      #expect(row.result(of: "price-of-work")?.points == 0)
      #expect(Set(row.flags.map { $0.kind }) == [.otherSpelling, .otherVariant])
      // Joined with the roster, a part that was graded without it says so.
      let part = plain.grade(text: text)
      #expect(part.person == spelling)
      let book = Gradebook([part], by: whole)
      let flags = book.rows.first { $0.submission != nil }?.submission?.flags.map { $0.kind }
      #expect(flags?.contains(.ungradedSpelling) == true)
    }
    #expect(other > 0)
  }

  /// Without a roster the same id in other letters is pointed out.
  @Test func withoutARoster() throws {
    let grader = try Class.grader()
    let rows = try ["ada", "Ada"].map {
      grader.grade(text: try Class.diligent($0).text, file: $0 + ".json")
    }
    let book = Gradebook(rows, by: grader)
    #expect(
      book.rows.allSatisfy { $0.submission?.flags.contains { $0.kind == .sameLearner } == true })
  }
}
