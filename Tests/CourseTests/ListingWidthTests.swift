import Course
import Foundation
import TestSupport
import Testing

/// What stands in a lesson as it was typed is never refilled, so it has to fit a narrow terminal.
@Suite struct ListingWidthTests {
  @Test func everyListingFitsSixtyColumns() throws {
    let course = try Course(folder: projectFolder)
    var count = 0
    for file in course.chapters {
      let chapter = try course.chapter(file).chapter
      let markups =
        [chapter.introduction] + chapter.lessons.flatMap { $0.elements.flatMap { $0.markups } }
      for markup in markups {
        markup.visitBlocks { block in
          guard case .code(let text, _) = block.form else { return }
          count += 1
          for line in text.split(separator: "\n") {
            #expect(line.count <= 58, "\(chapter.id): \(line)")
          }
        }
      }
    }
    #expect(count >= 10)
  }
}
