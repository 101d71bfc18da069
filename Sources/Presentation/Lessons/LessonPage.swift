import Course
import Diagnostics
import Display
import Language
import Workbook

/// A chapter's lessons as they read over a workbook: prose with its figures, models, pictures.
///
///     let page = LessonPage(chapter, number: 1, workbook)
///     let blocks = page.title(of: 0, withIntroduction: true) + page.blocks(of: step.elements)
public struct LessonPage: Sendable {
  /// Whose lessons they are.
  public let chapter: Chapter
  /// The number in front of the chapter's file; 0 where it has none.
  public let number: Int
  /// Where the figures come from.
  public let workbook: Workbook

  /// A chapter over a workbook.
  /// - Parameter number: the one in front of the chapter's file; 0 where it has none.
  public init(_ chapter: Chapter, number: Int, _ workbook: Workbook) {
    self.chapter = chapter
    self.number = number
    self.workbook = workbook
  }

  /// "Chapter 1 · Introduction …".
  public var chapterName: String {
    (number > 0 ? "Chapter \(number) · " : "") + chapter.title
  }

  /// What stands in front of a line: the exercise, the model in focus, or the chapter.
  /// - Parameter exercise: the id of the one that is open; nil for none.
  public func prompt(exercise: String? = nil) -> Text {
    Text(exercise ?? workbook.focus.first ?? chapter.id, .strong) + Text(" ❯ ", .input)
  }

  /// Where a lesson stands in the chapter, and its own title.
  /// - Parameters:
  ///   - lesson: 0-based.
  ///   - withIntroduction: whether what the chapter says before its first lesson stands between.
  public func title(of lesson: Int, withIntroduction: Bool = false) -> [Block] {
    let count = chapter.lessons.count
    return [
      .paragraph(
        Text(chapterName, .muted) + "   "
          + (Text("lesson \(lesson + 1) of \(count) ", .muted) + Showing.bar(lesson + 1, count))
          .unbroken)
    ] + (withIntroduction ? display(chapter.introduction) : []) + [
      .heading(Text(chapter.lessons[lesson].title, .heading), level: 2)
    ]
  }

  /// Elements of a lesson; none for what is asked, which stands at a step's end.
  public func blocks(of elements: [Element]) -> [Block] { elements.flatMap(blocks) }

  private func blocks(of element: Element) -> [Block] {
    switch element.form {
    case .prose(let markup): return display(markup)
    case .model(let model): return [workbook.panel(of: model.name)]
    case .plot(let block): return picture(block.caption) { $0.answer(block.question) }
    case .table(let block): return picture(block.caption) { $0.answer(block.question) }
    case .timeline(let block):
      return picture(block.caption) {
        $0.answer(.timeline(block.run, against: nil, .beginning))
      }
    case .strip(let block): return picture(block.caption) { $0.drawing(of: block) }
    case .note(let note):
      return [.note(Note(note.kind, title: title(of: note), blocks: display(note.body)))]
    case .attempt, .prediction, .quiz, .exercise: return []
    }
  }

  /// A picture with its caption. Where that begins about the author's values, so is the picture.
  private func picture(_ caption: Markup, _ draw: (LessonPage) -> [Block]?) -> [Block] {
    guard let first = passages(of: caption).first, caption.blocks[0].isAboutAuthorsValues else {
      return draw(self).map { $0 + display(caption) } ?? LessonPage.noPicture
    }
    return first.frame
      + (draw(first.page).map { $0 + first.page.display(caption) } ?? LessonPage.noPicture)
  }

  /// What stands where a run would be drawn that is many, without the caption that speaks of one.
  private static let noPicture = [
    Block.lines([
      Text(
        "With a range there are many runs, one for each value, and no picture of one. "
          + "Set a number to see it.", .muted)
    ])
  ]

  /// Whether what a question is about is many runs, as something is a range that they depend on.
  private func isOfManyRuns(_ question: Question) -> Bool {
    Statement.question(question).read.expressions.contains { expression in
      // What has no value is told where it is drawn.
      guard case .record(let record)? = try? workbook.value(of: expression),
        record.recording == nil
      else { return false }
      return workbook.cells(neededBy: [expression]).contains {
        $0.kind == .parameter && $0.value?.amount?.isCertain == false
      }
    }
  }

  /// nil where there is no one run to draw.
  private func answer(_ question: Question) -> [Block]? {
    do throws(Diagnostic) {
      return try workbook.answer(question).display().blocks + old(question)
    } catch {
      if error.code == .notMeasured {
        return [
          .lines([
            Text("Drawn when it has been measured: ", .muted) + Text(workbook.runLine, .input)
          ])
        ]
      }
      return isOfManyRuns(question) ? nil : error.display.blocks
    }
  }

  /// Said below what was drawn from values that are older than what was set.
  private func old(_ question: Question) -> [Block] {
    guard workbook.isOld(question) else { return [] }
    return [
      .lines([
        Text("Drawn from old values; ", .warning) + Text(workbook.runLine, .input)
          + Text(" computes them.", .muted)
      ])
    ]
  }

  private func title(of note: NoteBlock) -> Text {
    let title = Text(note.title)
    guard let date = note.asOf else { return title }
    return title + Text((title.isEmpty ? "" : ", ") + "as of \(date)", .muted)
  }
}
