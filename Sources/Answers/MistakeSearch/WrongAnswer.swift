import Course
import Diagnostics
import Quantities
import Workbook

/// An answer that was wrong, with nothing in the exercise that explains it.
public struct WrongAnswer: Hashable, Sendable {
  /// Who gave it.
  public var person: String
  /// The figures that it was given for.
  public var variant: Variant
  /// As it was typed.
  public var text: String

  /// Creates a wrong answer.
  public init(person: String, variant: Variant, text: String) {
    self.person = person
    self.variant = variant
    self.text = text
  }
}

/// A wrong answer as a number beside the formulas that may explain it.
struct WrongNumber {
  var answer: WrongAnswer
  /// Which of the variants that are looked at.
  var place: Int
  /// In the right answer's base units.
  var value: Double
  /// How far a formula may be from it and still be what was meant, as a share of the formula's value.
  var reach: Double

  /// Whether a formula's value is what was meant.
  func fits(_ wrong: Double) -> Bool { abs(wrong - value) <= reach * abs(wrong) }

  /// nil where it is no quantity of the kind that is asked for.
  init?(_ answer: WrongAnswer, _ posed: PosedExercise, _ expected: Quantity, at place: Int) {
    let typed: TypedQuantity
    let fitted: FittedQuantity
    let tolerance: Tolerance
    do throws(Diagnostic) {
      typed = try TypedQuantity(TypedAnswer(answer.text), of: posed, for: expected)
      fitted = try FittedQuantity(typed, to: expected)
      tolerance = try posed.tolerance(of: expected)
    } catch {
      // What is no answer is no clue to a formula; its learner was told why.
      return nil
    }
    guard fitted.value.dimension == expected.dimension, fitted.value.base != 0 else { return nil }
    self.answer = answer
    self.place = place
    value = fitted.value.base
    let allowed = expected.base == 0 ? 0.01 : tolerance.allowed / abs(expected.base)
    // As near as a listed mistake has to be.
    reach = min(max(typed.precision * 1.01, 0.0025), max(allowed, 5e-4))
  }
}
