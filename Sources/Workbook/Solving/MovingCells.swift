import Diagnostics
import Language
import Quantities

/// Both sides of an equation as intervals go through them, with the cells between them and the one
/// that is varied.
struct MovingCells {
  /// How far the left side lies above the right one.
  struct Gap {
    let enclosure: Enclosure
    /// The left side.
    let left: Enclosure
    /// The larger side is at least this.
    let size: Double
  }

  /// A cell that follows the varied one.
  private struct Follower {
    let formula: MovingFormula
    let cell: Cell
  }

  /// The unit of the varied cell.
  let unit: Unit
  private let followers: [Follower]
  private let left: MovingFormula
  private let right: MovingFormula
  /// The right side is a bare number in the unit of the left one.
  private let takesUnit: Bool
  private let leftUnit: Unit

  /// - Parameters:
  ///   - between: the cells that follow, each after what it reads.
  ///   - leftUnit: the unit in which the left side is told.
  /// - Returns: nil where something in it is nothing for intervals: a simulation, samples.
  init?(
    _ workbook: Workbook, varying varied: Int, unit: Unit, between: [Int], left: Expression,
    right: Expression, leftUnit: Unit, takesUnit: Bool
  ) {
    self.unit = unit
    self.leftUnit = leftUnit
    let cells = workbook.state.cells
    var places: [CellID: Int] = [cells[varied].id: 0]
    for (place, index) in between.enumerated() { places[cells[index].id] = place + 1 }
    func moving(_ formula: Expression) -> MovingFormula? {
      // What intervals cannot go through is searched by trying values.
      try? MovingFormula(formula) { path in
        path.count >= 2 ? places[CellID(path[0], path[1])] : nil
      } fixed: { part in
        var evaluator = Evaluator(scope: CellScope(workbook), budget: workbook.budget())
        // Without a value it cannot be gone through either; evaluation says what is wrong.
        return try? evaluator.value(part)
      } definition: { name in
        workbook.state.definitions[name]?.resolved
      }
    }
    var followers: [Follower] = []
    for index in between {
      guard let formula = moving(cells[index].formula) else { return nil }
      followers.append(Follower(formula: formula, cell: cells[index]))
    }
    guard let left = moving(left), let right = moving(right) else { return nil }
    self.followers = followers
    self.left = left
    self.right = right
    self.takesUnit = takesUnit
  }

  /// What lies between the sides while the cell goes through an interval.
  func gap(over range: Interval) throws(EnclosureProblem) -> Gap {
    let values = values(over: range)
    let (left, unit) = (try left.enclosure(values), leftUnit)
    var right = try self.right.enclosure(values)
    if takesUnit, right.unit.isNone { right.unit = unit }
    guard let a = left.converted(to: unit), let b = right.converted(to: unit) else {
      throw .impossible
    }
    return Gap(
      enclosure: try a.minus(b), left: a, size: max(a.range.smallest, b.range.smallest))
  }

  /// The same multiplied by what the sides are divided by: zero where the gap is, and often much
  /// narrower. nil where no side is a fraction.
  func clearedGap(over range: Interval) -> Enclosure? {
    let isLeft = left.fraction != nil
    guard let (above, below) = left.fraction ?? right.fraction else { return nil }
    let values = values(over: range)
    // Only another way to exclude: without a value here, the gap itself decides.
    guard var other = try? (isLeft ? right : left).enclosure(values),
      let above = try? above.enclosure(values), let below = try? below.enclosure(values)
    else { return nil }
    if isLeft, takesUnit, other.unit.isNone { other.unit = leftUnit }
    // The same.
    return try? above.minus(other * below)
  }

  /// What lies between the sides, where that can be told.
  func knownGap(over range: Interval) -> Enclosure? {
    // An interval without a value tells nothing: whoever asks goes on without.
    try? gap(over: range).enclosure
  }

  /// The left side, where it can be told.
  func knownLeft(over range: Interval) -> Enclosure? {
    // The same.
    try? left(over: range)
  }

  /// What the left side can be.
  func left(over range: Interval) throws(EnclosureProblem) -> Enclosure {
    let left = try left.enclosure(values(over: range))
    guard let converted = left.converted(to: leftUnit) else { throw .impossible }
    return converted
  }

  private func values(over range: Interval) -> [Result<Enclosure, EnclosureProblem>] {
    var values: [Result<Enclosure, EnclosureProblem>] = [
      .success(Enclosure(moving: range, unit))
    ]
    for follower in followers {
      values.append(
        Result { () throws(EnclosureProblem) -> Enclosure in
          try follower.cell.fit(try follower.formula.enclosure(values))
        })
    }
    return values
  }
}

extension Cell {
  /// As the cell holds it: in its unit, and within its bounds.
  fileprivate func fit(_ value: Enclosure) throws(EnclosureProblem) -> Enclosure {
    guard kind != .own, let unit else { return value }
    var fitted = value
    if let converted = value.converted(to: unit) {
      fitted = converted
    } else if value.unit.isNone, kind == .parameter {
      fitted.unit = unit
    } else {
      throw .impossible
    }
    guard kind == .parameter, let low = low?.converted(to: unit)?.magnitude,
      let high = high?.converted(to: unit)?.magnitude
    else { return fitted }
    let bounds = Interval(low - abs(low) * 1e-12, high + abs(high) * 1e-12)
    guard let inside = fitted.range.intersection(bounds) else { throw .nowhere }
    if inside != fitted.range { fitted.isDefined = false }
    fitted.range = inside
    return fitted
  }
}
