import Answers
import Course
import Diagnostics
import Foundation
import SampleExercises
import TestSupport
import Testing

/// Every exercise in the guide is one that an instructor could ship.
@Suite("The guide to exercises") struct GuideTests {
  static let examples: [String] = {
    let path = projectFolder + "/Guides/writing-exercises.md"
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "````markdown\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n````").first
    }.filter { $0.contains("\nkind: ") }
  }()

  @Test func hasExamples() { #expect(Self.examples.count >= 9) }

  @Test("proves its examples", arguments: examples) func proves(_ text: String) throws {
    let exercise = try exercise(text + "\n")
    let problems = ExerciseProof.problems(of: exercise, in: wasteWorkbook)
    #expect(problems.map(\.rendering) == [])
  }

  /// What the guide says learners may type for its first example.
  @Test(
    "says what may be typed",
    arguments: [
      "$27.78/gpu/h", "0.02778 k$/gpu/h", "2,778 cents per GPU-hour",
      "rent / (gpus * 720 h/month * 15%)", "27.78", "$27.78", "$27.78/h",
    ])
  func typed(_ answer: String) throws {
    let text = try #require(Self.examples.first)
    let exercise = try exercise(text + "\n")
    let posed = try PosedExercise(
      exercise, Variant(of: exercise, places: [1, 6, 1], seed: 0), in: wasteWorkbook)
    #expect(posed.rightAnswer == "$27.78/gpu·h")
    #expect(posed.finding(answer) == "right")
  }
}
