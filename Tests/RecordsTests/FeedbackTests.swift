import Answers
import Course
import Diagnostics
import Display
import Foundation
import Headless
import Language
import SampleCourse
import SampleExercises
import TestSupport
import Testing

@testable import Records

/// What learners get back of what they handed in.
@Suite struct FeedbackTests {
  private static func book() throws -> (book: Gradebook, grader: Grader) {
    let grader = try Class.grader()
    let posed = try Class.posed("price-of-work", for: "ada")
    let text = "rent / (gpus * 720 h/month)"
    let listed = try posed.workbook.value(
      of: .parse(Source(name: "a", text), 0..<text.utf8.count, in: ParsingScope())
    ).text
    let submission = try Class.submission(
      "ada",
      [
        (.exercise, "price-of-work", "$1/h"), (.hint, "price-of-work", "1"),
        (.exercise, "price-of-work", listed), (.exercise, "who-pays", "2"),
        (.exercise, "steps", "1 2 3 4 5"), (.exercise, "cheap", "waste.utilization = 60%"),
        (.solution, "pairs", ""), (.exercise, "formula-of-waste", "rent * <b>"),
        (.exercise, "twice", "$14/(gpu*h)"),
      ])
    return (Gradebook([grader.grade(text: submission.text)], by: grader), grader)
  }

  @Test(arguments: LearnerFeedback.Reveal.allCases) func told(_ reveal: LearnerFeedback.Reveal)
    throws
  {
    let (book, grader) = try Self.book()
    let feedback = LearnerFeedback(by: grader, reveal: reveal)
    let text = try feedback.display(book.rows[0], of: book).drawnForTest
    try expectGolden("feedback-\(reveal.rawValue)", text)
    #expect(text.contains("SOLUTION") == (reveal == .solutions))
    #expect(text.contains("REPLY") == (reveal >= .replies))
    #expect(!text.contains("mistake-") && !text.contains("Type hint"))
  }

  /// Gradescope shows what the author says.
  @Test func gradescope() throws {
    let (book, grader) = try Self.book()
    let feedback = LearnerFeedback(by: grader, reveal: .replies)
    let text = try book.text(.gradescope) { person, exercise, answer in
      (try? feedback.reply(to: answer, in: exercise, of: person)).map {
        Display($0).drawnForTest
      }
    }
    try expectGolden("gradescope-replies.json", text)
    #expect(text.contains("That is the price of a rented hour, REPLY."))
    #expect(!text.contains("mistake"))
  }

  @Test func files() throws {
    let folder = try Folder()
    var files = try FeedbackFiles(in: folder.path + "/new/feedback")
    let display = Display([.paragraph("<b> & é")])
    for id in ["ada", "ADA", "../../etc/passwd", ".hidden", "a/b", "", "Ω"] {
      try files.write(display, as: id, text: "text of \(id)")
    }
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.path + "/new/feedback"
    ).sorted()
    #expect(names.count == 14)
    #expect(
      names.allSatisfy { !$0.hasPrefix(".") && ($0.hasSuffix(".txt") || $0.hasSuffix(".html")) })
    let page = try String(contentsOfFile: folder.path + "/new/feedback/ada.html", encoding: .utf8)
    #expect(page.contains("&lt;b&gt; &amp; é") && !page.contains("<b>"))
    #expect(throws: Diagnostic.self) { try FeedbackFiles(in: folder.path + "/new/feedback") }
    // The longest id that there may be is not cut.
    let long = String(repeating: "a", count: Learner.longestID - 1)
    let others = try ["b", "c"].map { (end) in
      var files = try FeedbackFiles(in: folder.path + "/new/\(end)")
      try files.write(display, as: long + end, text: "")
      return try FileManager.default.contentsOfDirectory(atPath: folder.path + "/new/\(end)")
    }
    #expect(others.joined().filter { $0 == long + "b.txt" || $0 == long + "c.txt" }.count == 2)
  }
}
