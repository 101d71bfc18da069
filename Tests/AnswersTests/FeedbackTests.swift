import Answers
import Diagnostics
import Foundation
import SampleExercises
import TestSupport
import Testing

/// What is said to answers, as files: the exercise of the same name is in `Exercises`.
@Suite("What is said to an answer") struct FeedbackTests {
  static let files = GoldenFile.all(in: "Feedback")

  @Test func thereAreFiles() { #expect(Self.files.count >= 7) }

  @Test(arguments: files) func says(_ file: GoldenFile) throws {
    let posed = try posed(named: file.testDescription)
    file.check { lines in
      guard let line = lines.last, line != "ask" else {
        return posed.prompt.plain + "\n" + posed.instruction
      }
      do throws(Diagnostic) {
        let verdict = try posed.verdict(on: line)
        return "\(verdict.finding.key), \(verdict.share)\n" + verdict.reply.plain
      } catch {
        return "no attempt\n" + error.rendering
      }
    }
  }
}
