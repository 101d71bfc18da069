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
    let right = try quantity(of: formula)
    let tolerance = try tolerance(of: right)
    return (right, tolerance.allowed / right.unit.scale)
  }
}
