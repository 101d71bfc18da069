import Course
import Diagnostics
import Foundation
import Headless
import TestSupport
import Testing

/// The whole chapter of the guide, with the exercise of the other guide that it names, is a course that
/// passes check as it stands; so is what `new course` writes.
@Suite struct WholeExampleTests {
  private func example(_ guide: String, _ word: String) throws -> String {
    let text = try String(
      contentsOfFile: projectFolder + "/Guides/\(guide).md", encoding: .utf8)
    let examples = text.components(separatedBy: "````markdown\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n````").first
    }
    return try #require(examples.first { $0.contains(word) }) + "\n"
  }

  private func problems(_ files: [(path: String, text: String)]) throws -> [String] {
    let folder = NSTemporaryDirectory() + "gpulearn-example-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for file in files {
      let url = URL(fileURLWithPath: folder + "/" + file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.text.utf8).write(to: url)
    }
    return CourseCheck.problems(of: try Course(folder: folder)).map { $0.summary }
  }

  @Test func theWholeChapterPasses() throws {
    let chapter = try example("writing-chapters", "\nid: gpu-costs\n")
    let exercise = try example("writing-exercises", "\nid: price-of-work\n")
    #expect(
      try problems([
        ("Chapters/01-gpu-costs.md", chapter), ("Exercises/gpu-costs/price-of-work.md", exercise),
      ]) == [])
  }

  @Test func aNewCoursePasses() throws {
    let files = try Scaffold.courseFiles(id: "my-course", in: "")
    #expect(files.count == 3)
    #expect(try problems(files.map { ($0.path, $0.text) }) == [])
    #expect(throws: Diagnostic.self) { try Scaffold.courseFiles(id: "My Course", in: "") }
  }
}
