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
    Text(exercise ?? workbook.focus.first ?? chapter.id, .strong) + Text(" ❯ ", .muted)
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
    case .model(let model): return [Showing.model(workbook.cells(of: model.name))]
    case .plot(let block): return answer(block.question) + display(block.caption)
    case .table(let block): return answer(block.question) + display(block.caption)
    case .timeline(let block):
      return answer(.timeline(block.run, against: nil, .beginning)) + display(block.caption)
    case .strip(let block): return blocks(of: block)
    case .note(let note):
      return [.note(Note(note.kind, title: title(of: note), blocks: display(note.body)))]
    case .attempt, .prediction, .quiz, .exercise: return []
    }
  }

  private func answer(_ question: Question) -> [Block] {
    do throws(Diagnostic) {
      return try workbook.answer(question).display().blocks
    } catch {
      if error.code == .notMeasured {
        return [
          .lines([
            Text("Drawn when it has been measured: ", .muted) + Text(workbook.runLine, .input)
          ])
        ]
      }
      return error.display.blocks
    }
  }

  private func title(of note: NoteBlock) -> Text {
    let title = Text(note.title)
    guard let date = note.asOf else { return title }
    return title + Text((title.isEmpty ? "" : ", ") + "as of \(date)", .muted)
  }

  // MARK: Prose

  /// Prose with its figures as they are now.
  public func display(_ markup: Markup) -> [Block] { markup.display(figure: figure) }

  /// The value of a figure in the prose, as it is now.
  public func figure(_ figure: Figure) -> Text {
    guard let expression = figure.expression else { return Text("no value", .failure) }
    do throws(Diagnostic) {
      let value = try workbook.value(of: expression)
      if case .text(let words) = value { return Text(words, .value) }
      return Text(value.text, .value)
    } catch {
      return error.code == .notMeasured
        ? Text("(not measured yet)", .muted) : Text("no value", .failure)
    }
  }
}
