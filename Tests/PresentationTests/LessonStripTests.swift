import Course
import Diagnostics
import Display
import Presentation
import Testing
import Workbook

/// The strips of lessons, drawn to scale.
@Suite struct LessonStripTests {
  private func strip(_ share: String, _ options: String) throws -> ShareStrip {
    let text = "---\ntitle: A\nid: a\n---\n\n## Lesson\n\n```{strip} \(share)\n\(options)\n```\n"
    let (chapter, problems) = Chapter.parse(Source(name: "Chapters/01-a.md", text))
    #expect(problems.isEmpty)
    let blocks = chapter.lessons.flatMap { $0.elements }.compactMap { element -> StripBlock? in
      if case .strip(let block) = element.form { return block }
      return nil
    }
    return try LessonPage(chapter, number: 1, .empty).strip(#require(blocks.first))
  }

  /// Every stretch begins where the one before ends, from 0 to the end; busy ones are the share of
  /// all, and as many as was asked for.
  @Test(
    arguments: [
      ("30%", ":over: 8 h\n:bursts: 4", 8, 0.3, 4), ("0.5", ":over: 3 days", 3, 0.5, 1),
      ("25%", "Of a day.", 24, 0.25, 1), ("100%", ":bursts: 3", 24, 1, 3),
      ("0%", ":bursts: 3", 24, 0, 0),
      // What is no share is drawn as the nearer end.
      ("150%", ":bursts: 2", 24, 1, 2), ("-10%", ":bursts: 2", 24, 0, 0),
    ] as [(String, String, Double, Double, Int)])
  func stretches(
    _ share: String, _ options: String, _ length: Double, _ busy: Double, _ count: Int
  ) throws {
    let strip = try strip(share, options)
    #expect(strip.length.magnitude == length)
    var end = 0.0
    for segment in strip.spans {
      #expect(abs(segment.start - end) < 1e-9 && segment.end > segment.start)
      end = segment.end
    }
    #expect(abs(end - length) < 1e-9)
    let stretches = strip.spans.filter { $0.isBusy }
    #expect(stretches.count == count)
    #expect(abs(stretches.reduce(0) { $0 + $1.end - $1.start } - busy * length) < 1e-9)
  }

  @Test func aShareIsANumber() {
    let problem = #expect(throws: Diagnostic.self) { try strip("3 h", "") }
    #expect(problem?.code == .wrongKind)
  }
}
