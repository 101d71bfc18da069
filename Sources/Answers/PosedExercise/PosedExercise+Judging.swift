import Course
import Diagnostics
import Language
import Quantities

extension PosedExercise {
  /// The right number of an exercise with these figures, and how far off is still right, as a number
  /// of the answer's unit.
  /// - Throws: what is wrong with the formula or the tolerance.
  public func judgedNumber(
    _ formula: Expression
  ) throws(Diagnostic) -> (right: Quantity, allowed: Double) {
    let right = try answer(formula)
    let tolerance = try tolerance(of: right)
    return (right, tolerance.allowed / right.unit.scale)
  }

  /// Looks whether there is something to compare answers with.
  /// - Throws: why there is not.
  public func requireAnswer() throws(Diagnostic) {
    switch exercise.task {
    case .number(let formula?): _ = try answer(formula)
    case .predict(let guess): _ = try prediction(of: guess)
    case .formula(let formula?, let variables): _ = try draws(of: formula, variables)
    case .goal: _ = try start()
    case .number(nil), .formula(nil, _), .choice, .order, .match: break
    }
  }

  /// Whether an answer is a number without a unit, which is taken in the unit that is asked for.
  public func isBareNumber(_ answer: String) -> Bool {
    let typed = TypedAnswer(answer)
    // What cannot be read is no number.
    guard let right = expectedQuantity, staysInside(typed),
      let quantity = try? TypedQuantity(typed, of: self, for: right)
    else { return false }
    return quantity.isBare
  }
}
