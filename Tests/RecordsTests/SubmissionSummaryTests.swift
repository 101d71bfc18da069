import Basics
import SampleExercises
import TestSupport
import Testing

@testable import Records

/// What is handed in, for the learner to look over.
@Suite struct SubmissionSummaryTests {
  private func summary(_ submission: Submission) throws -> String {
    try submission.summary(path: "ada.json", of: Class.exercises()).blocks.plain
  }

  @Test func everyExerciseWithItsLastAnswer() throws {
    var submission = try Class.diligent("ada")
    let count = try Class.exercises().ids.count
    let text = try summary(submission)
    #expect(text.contains("Wrote ada.json as ada: 4 of \(count) exercises of the course."))
    for part in [
      "2 answers, 2 hints", try Class.price(for: "ada"), "rent - rent * utilization", "1 answer",
      "$14/(gpu*h)", "It holds no score",
    ] { #expect(text.contains(part), "no “\(part)” in \(text)") }
    #expect(!text.contains("solution seen") && !text.contains("$1/h"))
    submission.name = "Ada L"
    #expect(try summary(submission).contains("as ada, Ada L: "))
  }

  /// One of a kind is one; the same hint twice is one hint; long answers are cut.
  @Test func countsAndLongAnswers() throws {
    let long = String(repeating: "1 + ", count: 30) + "1"
    let text = try summary(
      Class.submission(
        "ada",
        [
          (.hint, "cheap", "1"), (.hint, "cheap", "1"), (.solution, "twice", ""),
          (.exercise, "price-of-work", long), (.exercise, "formula-of-waste", long.prefix(40) + ""),
        ]))
    #expect(text.contains("0 answers, 1 hint") && text.contains("0 answers, solution seen"))
    #expect(text.contains(long.prefix(39) + "…") && !text.contains(long.prefix(41)))
    #expect(text.contains(long.prefix(40)))
  }

  /// A file's name is the learner's id as far as file systems take it.
  @Test(arguments: [
    ("ada", "ada.json"), ("s-12.3_x@y", "s-12.3_x@y.json"), ("../etc/passwd", "etc-passwd.json"),
    (".hidden", "hidden.json"), ("Jörg", "J-rg.json"), ("…", "submission.json"),
    ("a b/c", "a-b-c.json"), ("--", "submission.json"),
  ]) func fileNames(_ learner: String, _ name: String) throws {
    var submission = try Class.diligent("ada")
    submission.learner = learner
    #expect(submission.fileName == name)
  }
}
