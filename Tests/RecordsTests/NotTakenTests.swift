import Answers
import Basics
import Course
import SampleExercises
import Testing

@testable import Records

/// Lines that a copy without answers recorded, and that turn out to be no answers: nobody has told
/// their learner, so whoever grades sees them.
@Suite struct NotTakenTests {
  /// What is typed, how many of the lines are none, and whether the last word is one of them.
  @Test(arguments: [
    (["8 h"], 1, true), (["8 h", "a lot"], 2, true), (["$1/(gpu*h)", "8 h"], 1, true),
    (["8 h", "$1/(gpu*h)"], 1, false), (["8 h", "RIGHT"], 1, false),
    (["RIGHT", "8 h"], 0, false), (["$1/(gpu*h)"], 0, false),
  ])
  func whatIsNoAnswerIsSeen(_ lines: [String], _ count: Int, _ isLast: Bool) throws {
    let right = try Class.price(for: "ada")
    let submission = try Class.submission(
      "ada",
      lines.map { (.exercise, "price-of-work", $0 == "RIGHT" ? right : $0) })
    let grader = try Class.grader()
    let row = grader.grade(text: submission.text)
    let result = try #require(row.result(of: "price-of-work"))
    #expect(result.notTaken.count == count)
    #expect(result.notTaken.allSatisfy { !$0.reason.isEmpty })
    #expect(row.flags.contains { $0.kind == .notTaken } == isLast, "\(row.flags)")

    let book = Gradebook([row], by: grader)
    // A part that is joined later has the same.
    let read = try GradedSubmission.read(gradebook: Array(try book.text(.json).utf8))
    #expect(read.first?.result(of: "price-of-work")?.notTaken == result.notTaken)
    let told = try #require(book.explanation(of: "ada", by: Policy())?.blocks.plain)
    #expect(told.contains("is no answer to it") == (count > 0), "\(told)")
    let report = try ClassReport(of: book, by: grader)
    let item = try #require(report.items.first { $0.column.id == "price-of-work" })
    #expect(item.findings.contains { $0.key == "not-taken" } == (count > 0))
  }

  /// Of several files of a learner, all such lines are told.
  @Test func filesAreJoined() throws {
    let grader = try Class.grader()
    let rows = try ["8 h", "9 h"].map { line in
      grader.grade(
        text: try Class.submission("ada", [(.exercise, "price-of-work", line)]).text)
    }
    let joined = try #require(
      GradedSubmission.joined(rows, in: grader.columns, by: grader.exercises))
    #expect(joined.result(of: "price-of-work")?.notTaken.count == 2)
  }
}
