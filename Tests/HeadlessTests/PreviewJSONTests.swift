import Basics
import Diagnostics
import Foundation
import Headless
import SampleCourse
import TestSupport
import Testing

/// A preview as values.
@Suite struct PreviewJSONTests {
  /// The files of Guides/json.md, each with the JSON of its preview.
  static let examples: [(file: String, json: String)] = {
    let text =
      (try? String(contentsOfFile: projectFolder + "/Guides/json.md", encoding: .utf8)) ?? ""
    return text.components(separatedBy: "````markdown\n").dropFirst().compactMap { part in
      let parts = part.components(separatedBy: "\n````\n")
      guard parts.count > 1,
        let json = parts[1].components(separatedBy: "```json\n").dropFirst()
          .first?.components(separatedBy: "\n```").first
      else { return nil }
      return (parts[0] + "\n", json)
    }
  }()

  private func read(_ text: String) throws -> JSON {
    try JSONReader.read(Array(text.utf8), limits: JSONLimits(bytes: 1 << 16, depth: 32))
  }

  @Test func thereAreExamples() { #expect(Self.examples.count == 2) }

  @Test(arguments: 0..<2) func theGuideHolds(_ index: Int) throws {
    let example = try #require(Self.examples.dropFirst(index).first)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "gpulearn-preview-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("day.md").path
    try Data(example.file.utf8).write(to: URL(fileURLWithPath: path))
    let preview = try Preview(of: path)
    let json = preview.json(with: preview.problems())
    #expect(json.matches(try read(example.json)), "\(json.text)")
  }

  /// Whatever a lesson has stands in it, and nothing of what is right.
  @Test func aWholeChapter() throws {
    let stage = try Stage(sampleChapter)
    let preview = try Preview(of: stage.folder + "/Chapters/01-chapter.md")
    let text = preview.json(with: []).text
    for kind in ["prose", "model", "plot", "strip", "try", "predict", "quiz"] {
      #expect(text.contains(#""kind":"\#(kind)""#), "\(kind)")
    }
    #expect(text.contains(#""question":"strip""#) && text.contains(#""state":"busy""#))
    #expect(!text.contains("It is rented by the hour.") && !text.contains("right"))
    #expect(try read(text) == preview.json(with: []))
  }

  /// What a strip cannot draw is an error in its place.
  @Test func aStripWithoutAShare() throws {
    let stage = try Stage(
      sampleChapter.replacing("```{strip} utilization", with: "```{strip} 3 h"))
    let preview = try Preview(of: stage.folder + "/Chapters/01-chapter.md")
    let text = preview.json(with: preview.problems()).text
    #expect(text.contains(#"{"kind":"strip", "error":{"code":"wrong-kind""#))
  }
}
