import Course
import Diagnostics
import Display
import Language
import Presentation
import Workbook

/// Old prices are told of where an amount that rests on them is on the screen.
extension GuidedSession {
  /// The step at this place is shown.
  mutating func noteShownStep() {
    let page = LessonPage(place.chapter, number: place.number, desk.lesson)
    noteShown(place.current.elements.flatMap(page.shownExpressions), in: desk.lesson)
    let asked: [Figure] =
      switch place.current.interaction {
      case .predict(let block): block.question.figures
      case .quiz(let block): block.question.figures
      case .attempt, .exercise, nil: []
      }
    noteShown(asked.compactMap { $0.expression }, in: desk.lesson)
    if let exercise {
      noteShown(exercise.posed.modelsOfPanel(in: workbook).flatMap(workbook.names), in: workbook)
    }
  }

  /// A line was answered.
  mutating func noteShown(_ answer: Answer, to statement: Statement) {
    var expressions = statement.read.expressions
    if case .binding(let binding) = statement { expressions.append(binding.value) }
    noteShown(expressions, in: workbook)
    switch answer {
    case .changed(let changes), .defined(_, let changes): noteShown(changes)
    default: return
    }
  }

  /// What follows from a setting is shown.
  mutating func noteShown(_ changes: Changes) {
    noteShown((changes.settings + changes.results).map { workbook.name(of: $0.cell) }, in: workbook)
  }

  private mutating func noteShown(_ expressions: [Expression], in workbook: Workbook) {
    for case .text(let id) in workbook.firstArguments(of: "price", behindMoneyIn: expressions)
    where !shownOffers.contains(id) {
      shownOffers.append(id)
    }
  }

  /// Says once of each old offer, when an amount that rests on it is shown, that it is.
  mutating func oldOffers() -> [Block] {
    defer { shownOffers = [] }
    let catalog = course.prices.catalog
    let offers = shownOffers.compactMap { catalog[$0] }.filter {
      toldOffers.insert($0.id).inserted
    }
    let lines = PriceTable.staleness(of: offers, now: keeper.now())
    return lines.isEmpty ? [] : [.lines(lines)]
  }
}
