import Course
import Diagnostics
import Foundation
import Headless
import SampleCourse
import TestSupport
import Testing

/// Every example of the guide to chapters is a chapter that holds, or a part of one.
@Suite struct GuideTests {
  /// The texts between ````markdown and ````.
  static let examples: [String] = {
    let text =
      (try? String(contentsOfFile: projectFolder + "/Guides/writing-chapters.md", encoding: .utf8))
      ?? ""
    return text.components(separatedBy: "````markdown\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n````").first
    }
  }()

  @Test func thereAreExamples() { #expect(Self.examples.count >= 5) }

  @Test(arguments: examples.indices)
  func runs(_ index: Int) throws {
    let example = Self.examples[index]
    let text =
      example.hasPrefix("---")
      ? example
      : sampleChapter.replacing(
        "## A second lesson", with: "## An example\n\n\(example)\n\n## A second lesson")
    let stage = try Stage(text)
    let model = try TinyModel()
    let problems = CourseCheck.problems(
      of: try Course(folder: stage.folder), runner: model.runner)
    // What lies outside of an example, exercises and other chapters, is not there.
    let outside: [Code] = [.noExercise, .notFound, .brokenLink]
    let own = problems.filter { !outside.contains($0.code) }
    #expect(own.map(\.summary) == [], "\(example)")
  }
}
