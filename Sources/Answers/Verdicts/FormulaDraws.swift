import Basics
import Course
import Diagnostics
import Language
import Quantities
import Workbook

/// Points at which formulas are compared, with the right value at each.
struct FormulaDraws: Sendable {
  struct Point: Sendable {
    /// What the variables stand for.
    let values: [Given]
    /// The models with these values.
    var workbook: Workbook
    let expected: Quantity
  }

  private(set) var points: [Point]

  /// The same points, at which formulas are interrupted as a workbook is.
  func interrupted(as workbook: Workbook) -> FormulaDraws {
    var draws = self
    for index in points.indices {
      draws.points[index].workbook.isInterrupted = workbook.isInterrupted
    }
    return draws
  }

  /// At how many points formulas are compared. Two formulas of a few operations that differ agree at
  /// none of them but by rounding, save where they are pieced together; then every piece that covers
  /// a tenth of a range is met with a chance of 1 - 0.9⁴⁸ > 99%.
  static let count = 48

  /// Everybody's formulas are compared at the same points, so that they are worked out once.
  static let seed: UInt64 = 1

  /// - Throws: what is wrong with the author's formula where it has hardly any values.
  init(
    of formula: Expression, _ variables: [Variation], posed: PosedExercise
  ) throws(Diagnostic) {
    var draws = SplitMix64(seed: FormulaDraws.seed)
    var workbook = posed.workbook
    var points: [Point] = []
    var failure: Diagnostic?
    for _ in 0..<10 * FormulaDraws.count where points.count < FormulaDraws.count {
      let values = variables.map { Given($0.name, $0.drawn(&draws), at: $0.span) }
      do throws(Diagnostic) {
        points.append(try FormulaDraws.point(values, formula, posed, &workbook))
      } catch {
        failure = error
      }
    }
    guard points.count == FormulaDraws.count else {
      throw failure ?? Diagnostic(.noValue, "The answer has no value.", at: formula.span)
    }
    self.points = points
  }

  /// The point with these values.
  /// - Throws: where the formula is undefined, or a value out of a parameter's range.
  static func point(
    _ values: [Given], _ formula: Expression, _ posed: PosedExercise, _ workbook: inout Workbook
  ) throws(Diagnostic) -> Point {
    try workbook.give(values, settingParametersOf: posed.exercise.model?.id)
    try workbook.refresh(for: [formula])
    guard case .quantity(let expected) = try workbook.value(of: formula) else {
      throw Diagnostic(.wrongKind, "The answer is no quantity.", at: formula.span)
    }
    return Point(values: values, workbook: workbook, expected: expected)
  }

  /// What a formula comes to at a point; nil where it is undefined.
  static func value(of formula: Expression, at point: Point) -> Quantity? {
    var workbook = point.workbook
    // nil says that it is undefined; why does not matter at a point drawn at random.
    try? workbook.refresh(for: [formula])
    return (try? workbook.value(of: formula))?.quantity
  }

  /// Whether a formula comes to given values at every point.
  func agrees(_ formula: Expression, with values: [Quantity], within tolerance: Double) -> Bool {
    zip(points, values).allSatisfy { point, value in
      guard let own = FormulaDraws.value(of: formula, at: point) else { return false }
      return FormulaDraws.isEqual(own, value, within: tolerance)
    }
  }

  static func isEqual(_ left: Quantity, _ right: Quantity, within tolerance: Double) -> Bool {
    left.dimension == right.dimension
      && abs(left.base - right.base) <= tolerance * max(abs(left.base), abs(right.base))
  }
}
