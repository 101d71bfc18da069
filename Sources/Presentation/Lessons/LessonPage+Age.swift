import Course
import Display
import Workbook

extension LessonPage {
  /// Said below elements where they show values that are older than what was set; nothing where all
  /// that they show is new.
  public func staleness(of elements: [Element]) -> Display {
    workbook.hasStaleCells && elements.contains(where: showsOldValues)
      ? workbook.staleness : Display()
  }

  private func showsOldValues(_ element: Element) -> Bool {
    let figures = element.markups.flatMap { $0.figures + $0.conditions }
    if workbook.isOld(figures.compactMap { $0.expression }) { return true }
    return switch element.form {
    case .model(let model): workbook.cells(of: model.name).contains { $0.isStale }
    case .plot(let block): workbook.isOld(block.question)
    case .table(let block): workbook.isOld(block.question)
    case .timeline(let block): workbook.isOld([block.run])
    case .strip(let block): workbook.isOld([block.share])
    case .prose, .attempt, .prediction, .quiz, .exercise, .note: false
    }
  }
}
