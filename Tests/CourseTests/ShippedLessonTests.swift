import Course
import Foundation
import Language
import TestSupport
import Testing

/// What holds of every lesson that is shipped.
@Suite struct ShippedLessonTests {
  /// Of two models of a lesson that share a name, a sentence says which one it is about: what the bare
  /// name means changes with the place.
  @Test func sharedNamesAreToldApart() throws {
    let course = try Course(folder: projectFolder)
    for file in course.chapters {
      let chapter = try course.chapter(file).chapter
      for lesson in chapter.lessons where lesson.models.count > 1 {
        var owners: [String: Int] = [:]
        for declaration in lesson.models.flatMap({ $0.declarations }) {
          switch declaration {
          case .parameter(let parameter): owners[parameter.name, default: 0] += 1
          case .result(let result): owners[result.name, default: 0] += 1
          case .check, .unit, .function: break
          }
        }
        for markup in lesson.elements.flatMap({ $0.markups }) {
          for figure in markup.figures + markup.conditions {
            for path in figure.expression?.names() ?? [] where path.count == 1 {
              #expect(
                owners[path[0], default: 0] < 2, "\(chapter.id)/\(lesson.id): \(path[0])")
            }
          }
        }
      }
    }
  }

  /// What stands there as it was typed is never refilled, so it has to fit a narrow terminal.
  @Test func everyListingFitsSixtyColumns() throws {
    let course = try Course(folder: projectFolder)
    var count = 0
    for file in course.chapters {
      let chapter = try course.chapter(file).chapter
      let markups =
        [chapter.introduction] + chapter.lessons.flatMap { $0.elements.flatMap { $0.markups } }
      for markup in markups {
        markup.visitBlocks { block in
          guard case .code(let code) = block.form else { return }
          count += 1
          for line in code.text.split(separator: "\n") {
            #expect(line.count <= 58, "\(chapter.id): \(line)")
          }
        }
      }
    }
    #expect(count >= 10)
  }
}
