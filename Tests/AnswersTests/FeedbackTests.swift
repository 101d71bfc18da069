import Answers
import Diagnostics
import Foundation
import Presentation
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
        return "\(verdict.finding.key), \(verdict.share)\n" + posed.reply(to: verdict).plain
      } catch {
        return "no attempt\n" + error.rendering
      }
    }
  }

  /// An answer that is offered in place of one that could not be read is one that can be.
  @Test(arguments: files) func offersAnswersThatCanBeRead(_ file: GoldenFile) throws {
    let posed = try posed(named: file.testDescription)
    for line in file.cases.compactMap({ $0.lines.last }) where line != "ask" {
      do throws(Diagnostic) {
        _ = try posed.verdict(on: line)
      } catch {
        // A question can be asked at every prompt.
        guard let offer = error.suggestion, !offer.hasPrefix("solve ") else { continue }
        #expect(throws: Never.self, "\(line) offers \(offer)") { try posed.verdict(on: offer) }
      }
    }
  }
}
