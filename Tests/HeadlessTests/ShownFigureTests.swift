import Course
import Diagnostics
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

  /// Every chapter, as written and after random settings.
  @Test(arguments: ["1", "2", "3"]) func agree(_ name: String) throws {
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

  /// The mark in a picture says what the panel beside it says, with the digits that hold.
  @Test func marksAgree() throws {
    let course = try Course(folder: projectFolder)
    let chapter = try course.open("2").chapter
    var workbook = Workbook(of: chapter, in: course, runner: ModelRunner(model: nil))
    workbook.focus = ["unlimited"]
    let shown = panels(["unlimited"], workbook)
    let line = "plot thousand against mean_latency over keep_alive from 0 s to 600 s"
    let blocks = try workbook.run(Source(line)).display().blocks
    var marks: [String] = []
    for case .plot(let plot) in blocks { marks += plot.marks.map { $0.label } }
    let mark = try #require(marks.first)
    for name in ["thousand", "mean_latency"] {
      let figure = try #require(shown["unlimited.\(name)"])
      #expect(mark.contains("\(name) \(figure)"), "\(mark)")
    }
  }

  /// What a change hardly moves is shown as the panel shows it, and not with digits that are luck.
  @Test func whatIsHardlyAnother() throws {
    let course = try Course(folder: projectFolder)
    let chapter = try course.open("2").chapter
    var workbook = Workbook(of: chapter, in: course, runner: ModelRunner(model: nil))
    workbook.focus = ["warm"]
    let blocks = try workbook.run(Source("min_warm = 1")).display().blocks
    let shown = panels(["warm"], workbook)
    var count = 0
    for case .table(let table) in blocks {
      for row in table.rows where row.last?.plain == "hardly another" {
        count += 1
        #expect(row[2].plain == shown["warm.\(row[1].plain)"], "\(row.map { $0.plain })")
      }
    }
    #expect(count >= 2)
  }
}
