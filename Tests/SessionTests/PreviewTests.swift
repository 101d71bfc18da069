import Course
import Diagnostics
import Display
import Foundation
import Session
import Testing

/// A file as learners meet it.
@Suite struct PreviewTests {
  private func write(_ text: String, to path: String) throws {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// The lessons of a chapter are what a session shows of it, step after step.
  @Test func aChapterIsShownAsInASession() throws {
    let stage = try Stage(sampleChapter)
    let preview = try Preview(of: stage.folder + "/Chapters/01-chapter.md", in: nil)
    #expect(preview.problems.isEmpty && preview.parts.count == 2)
    var session = try stage.session()
    var shown = stage.drawn(session.start())
    for _ in 0..<3 { shown += stage.drawn(session.answer("skip")) }
    #expect(preview.parts[0].drawnForTest == shown)
    #expect(preview.parts[1].drawnForTest.contains("A second lesson"))
  }

  @Test func anExerciseHasItsHintsAndItsSolution() throws {
    let stage = try Stage(sampleChapter)
    let file = try Scaffold.exerciseFile(
      id: "one", kind: .number, chapter: "sample", in: stage.folder,
      of: try Course(folder: stage.folder))
    try write(file.text, to: file.path)
    let preview = try Preview(of: file.path, in: nil)
    let text = preview.parts.map(\.drawnForTest).joined()
    #expect(preview.parts.count == 1)
    for words in ["Exercise ", "Type the answer", "Hint 1", "Solution"] {
      #expect(text.contains(words), "\(words)")
    }
  }

  /// What can be read is shown, and the rest is told.
  @Test func aBrokenFile() throws {
    let stage = try Stage(sampleChapter.replacing("{strip}", with: "{stripe}"))
    let preview = try Preview(of: stage.folder + "/Chapters/01-chapter.md", in: nil)
    #expect(preview.parts.count == 2 && preview.problems.map(\.code) == [.unknownDirective])
    #expect(throws: Diagnostic.self) {
      try Preview(of: stage.folder + "/Chapters/nothing.md", in: nil)
    }
    try write("no head", to: stage.folder + "/elsewhere.md")
    let error = #expect(throws: Diagnostic.self) {
      try Preview(of: stage.folder + "/elsewhere.md", in: nil)
    }
    #expect(error?.suggestion?.hasPrefix("gpulearn preview") == true)
  }

  /// Only lessons that changed are another part than before.
  @Test func whatChangedCanBeTold() throws {
    let stage = try Stage(sampleChapter)
    let path = stage.folder + "/Chapters/01-chapter.md"
    let before = try Preview(of: path, in: nil).parts
    try write(sampleChapter.replacing("Another model", with: "One more model"), to: path)
    let after = try Preview(of: path, in: nil).parts
    #expect(before[0] == after[0] && before[1] != after[1])
  }
}
