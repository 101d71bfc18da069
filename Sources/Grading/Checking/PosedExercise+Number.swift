import Course
import Diagnostics
import Display
import Language
import Quantities
import Workbook

extension PosedExercise {
  /// What a typed quantity is worth.
  func numberVerdict(
    on answer: String, _ answerFormula: Expression?
  ) throws(Diagnostic) -> Verdict {
    let typed = try TypedQuantity(answer, in: workbook)
    guard let answerFormula else { return .recorded }
    let expected = try quantity(of: answerFormula)
    guard let same = typed.value.converted(to: expected.unit) else {
      return .wrong(.wrongDimension, [])
    }
    let isRight = abs(same.magnitude - expected.magnitude) <= 0.01 * abs(expected.magnitude)
    return isRight ? .right([]) : .wrong(.wrong, [])
  }

  func quantity(of expression: Expression) throws(Diagnostic) -> Quantity {
    let value = try workbook.value(of: expression)
    guard case .quantity(let quantity) = value else {
      throw Diagnostic(
        .wrongKind, "The answer of this exercise is no quantity.", at: expression.span
      )
      .label("this is \(value.kind)")
    }
    return quantity
  }
}
