import Course
import Display
import Foundation
import Headless
import Language
import NativeFunctions
import Presentation
import TestSupport
import Testing
import Workbook

@testable import Headless

/// What a sentence says of a cell is what the panel above it shows.
@Suite struct ShownFigureTests {
  /// What the panels of some models show, by the names of their cells.
  private func panels(_ models: [String], _ workbook: Workbook) -> [String: String] {
    var found: [String: String] = [:]
    for model in models {
      guard case .table(let table) = workbook.panel(of: model) else { continue }
      for row in table.rows { found["\(model).\(row[1].plain)"] = row[2].plain }
    }
    return found
  }

  /// The first and the third chapter, as written and after random settings.
  @Test(arguments: ["1", "3"]) func agree(_ name: String) throws {
    let course = try Course(folder: projectFolder)
    let chapter = try course.open(name).chapter
    let author = Workbook(of: chapter, in: course, runner: ModelRunner(model: nil))
    var count = 0
    for lesson in chapter.lessons.indices {
      let models = chapter.lessons[lesson].models.map { $0.name }
      var workbook = author
      workbook.focus = chapter.focus(inLesson: lesson, shown: models)
      let replay = LessonReplay(of: lesson, in: chapter, workbook)
      let drawn = (200..<203).compactMap { seed in replay.drawn(seed).map { (seed, $0.workbook) } }
      for (seed, workbook) in [(0, workbook)] + drawn {
        let shown = panels(models, workbook)
        let page = LessonPage(chapter, number: 1, workbook)
        for markup in chapter.lessons[lesson].elements.flatMap({ $0.markups }) {
          for passage in page.passages(of: markup) where passage.frame.isEmpty {
            for figure in passage.markup.figures {
              guard let expression = figure.expression, case .name = expression.form,
                let cell = workbook.cell(named: expression.text),
                let panel = shown["\(cell.id.model).\(cell.id.name)"], cell.value?.quantity != nil
              else { continue }
              count += 1
              #expect(
                page.figure(figure).plain == panel,
                "\(chapter.lessons[lesson].id), seed \(seed): \(expression.text)")
            }
          }
        }
      }
    }
    #expect(count > 40)
  }
}
