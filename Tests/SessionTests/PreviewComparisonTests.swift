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
    var guided = try stage.session()
    var shown = stage.drawn(guided.start())
    for _ in 0..<3 { shown += guided.prompt.plain + "\n" + stage.drawn(guided.answer("skip")) }
    func steady(_ text: String) -> [String] {
      text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    // What a session says besides of how it is used.
    let session = steady(shown).filter { !$0.hasPrefix("Enter goes on · ") }
    #expect(steady(preview.parts[0].drawnForTest).dropLast() == session[...])
    #expect(preview.parts.count == 2)
  }
}
