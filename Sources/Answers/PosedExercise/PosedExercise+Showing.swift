import Course
import Display
import Language
import Workbook

extension PosedExercise {
  /// What is asked, with the variant's figures, and the list to pick from where there is one.
  public var prompt: [Block] { display(exercise.prompt) + list }

  /// The hints, from the gentlest on.
  public var hints: [[Block]] { exercise.hints.map { display($0.text) } }

  /// The worked solution, below what is right where that is picked from a list; empty where it is
  /// withheld.
  public var solution: [Block] { rightList + display(exercise.solution) }

  /// Prose of the exercise, with the variant's figures.
  public func display(_ markup: Markup) -> [Block] {
    markup.display { figure in text(of: figure, in: workbook) }
  }

  /// The value of a figure in the prose.
  func text(of figure: Figure, in workbook: Workbook) -> Text {
    // Where it has none, that is shown; check tells why.
    PosedExercise.text(ofFigure: figure.expression.flatMap { try? workbook.value(of: $0) })
  }

  /// A figure in the prose by its value, if it has one.
  public static func text(ofFigure value: Value?) -> Text {
    guard let value else { return Text("no value", .failure) }
    if case .text(let words) = value { return Text(words, .value) }
    return Text(value.text, .value)
  }
}
