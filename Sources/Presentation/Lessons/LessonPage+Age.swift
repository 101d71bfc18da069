import Course
import Display
import Language
import Workbook

extension LessonPage {
  /// Said below elements where they show values that are older than what was set; nothing where all
  /// that they show is new.
  public func staleness(of elements: [Element]) -> Display {
    workbook.hasStaleCells && elements.contains(where: showsOldValues)
      ? workbook.staleness : Display()
  }

  private func showsOldValues(_ element: Element) -> Bool {
    workbook.isOld(shownExpressions(of: element))
  }

  /// Everything of which an element shows the value.
  public func shownExpressions(of element: Element) -> [Expression] {
    let figures = element.markups.flatMap { $0.figures + $0.conditions }
      .compactMap { $0.expression }
    return switch element.form {
    case .model(let model): figures + workbook.names(of: model.name)
    case .plot(let block): figures + Statement.question(block.question).read.expressions
    case .table(let block): figures + Statement.question(block.question).read.expressions
    case .timeline(let block): figures + [block.run]
    case .strip(let block): figures + [block.share]
    case .prose, .attempt, .prediction, .quiz, .exercise, .note: figures
    }
  }
}
