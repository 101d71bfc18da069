import Foundation
import Headless
import SampleCourse
import Testing

/// A preview shows what a session shows.
@Suite struct PreviewComparisonTests {
  /// The lessons of a chapter are what a session shows of it, step after step.
  @Test func aChapterIsShownAsInASession() throws {
    let stage = try Stage(sampleChapter)
    let preview = try Preview(of: stage.folder + "/Chapters/01-chapter.md")
    var session = try stage.session()
    var shown = stage.drawn(session.start())
    for _ in 0..<3 { shown += session.prompt.plain + "\n" + stage.drawn(session.answer("skip")) }
    func steady(_ text: String) -> [String] {
      text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(steady(preview.parts[0].drawnForTest).dropLast() == steady(shown)[...])
    #expect(preview.parts.count == 2)
  }
}
