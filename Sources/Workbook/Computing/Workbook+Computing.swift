import Diagnostics
import Language
import Quantities

extension Workbook {
  /// Gives each of `changed` and all that depends on them a new value, in order; a cell whose
  /// inputs came out the same is left alone.
  ///
  /// Throws only when interrupted; the caller then restores the old state.
  mutating func recompute(_ changed: [Int], runsSlow: Bool = false) throws(Diagnostic) {
    var differs: Set<Int> = []
    let forced = Set(changed)
    for index in state.graph.affected(by: changed) {
      let inputs = state.graph.inputs[index]
      guard forced.contains(index) || inputs.contains(where: differs.contains) else { continue }
      let waits =
        inputs.contains { state.cells[$0].isStale }
        || (!runsSlow && !isAutomatic && !forced.contains(index)
          && state.cells[index].cost > Workbook.slow)
      if waits {
        state.cells[index].isStale = true
        differs.insert(index)
        continue
      }
      if try compute(index) { differs.insert(index) }
    }
  }

  /// Computes every stale cell now.
  public mutating func run() throws(Diagnostic) -> Changes {
    let old = state
    do {
      let stale = state.cells.indices.filter { state.cells[$0].isStale }
      for index in stale { state.cells[index].isStale = false }
      try recompute(stale, runsSlow: true)
    } catch {
      state = old
      throw error
    }
    let changes = Changes(from: old, to: state, focus: focus)
    lastChanges = changes
    return changes
  }

  /// Computes one cell from its inputs as they are; true where its value or its failure changed.
  mutating func compute(_ index: Int) throws(Diagnostic) -> Bool {
    let before = state.cells[index].state
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let cell = state.cells[index]
      var evaluator = Evaluator(scope: CellScope(self), budget: budget())
      let value = try evaluator.value(cell.formula)
      state.cells[index].state = .value(try Workbook.fit(value, to: cell, from: cell.written))
    } catch {
      if error.code == .interrupted { throw error }
      state.cells[index].state = .failed(error)
    }
    state.cells[index].cost = clock.now - start
    state.cells[index].isStale = false
    switch (before, state.cells[index].state) {
    case (.value(let old), .value(let new)): return old != new
    case (.failed(let old), .failed(let new)): return old != new
    default: return true
    }
  }

  /// The value as the cell holds it: in its unit and within its bounds.
  static func fit(
    _ value: Value, to cell: Cell, from written: Expression
  ) throws(Diagnostic) -> Value {
    guard cell.kind != .own else { return value }
    guard case .quantity(let quantity) = value else {
      if let unit = cell.unit {
        throw Diagnostic(
          .wrongKind, "\(cell.id.name) is a quantity.", at: written.span
        ).label("this is \(value.kind)").expected(kind(unit), found: value.kind)
      }
      return value
    }
    guard let unit = cell.unit else { return value }
    let fitted = try convert(quantity, to: unit, of: cell, from: written)
    guard cell.kind == .parameter, let low = cell.low, let high = cell.high else {
      return .quantity(fitted)
    }
    guard fitted.base >= low.base - abs(low.base) * 1e-12,
      fitted.base <= high.base + abs(high.base) * 1e-12
    else {
      let nearest = fitted.base < low.base ? low : high
      throw Diagnostic(
        .outOfRange, "\(cell.id.name) goes from \(low.text) to \(high.text).", at: written.span
      ).label("\(fitted.text) is \(fitted.base < low.base ? "below" : "above") that")
        .try("\(cell.id.name) = \(nearest.text)")
    }
    return .quantity(fitted)
  }

  private static func kind(_ unit: Unit) -> String {
    unit.isPercent ? "a share (%)" : unit.isNone ? "a plain number" : "a quantity in \(unit.text)"
  }

  /// A quantity in a cell's unit. A plain number given to a parameter takes the unit; where that is
  /// percent, the number must not be a bare one.
  private static func convert(
    _ quantity: Quantity, to unit: Unit, of cell: Cell, from written: Expression
  ) throws(Diagnostic) -> Quantity {
    let name = cell.id.name
    if unit.isPercent, quantity.isPlain, cell.kind == .parameter, written.literal != nil {
      let meant =
        quantity.magnitude.magnitude <= 1 && quantity.magnitude != 1
        ? quantity.magnitude * 100 : quantity.magnitude
      let text = Quantity(meant, .percent).text
      throw Diagnostic(.percentMeant, "Is \(text) meant?", at: written.span)
        .label("\(name) is a share and wants its %").try("\(name) = \(text)")
    }
    if let converted = quantity.converted(to: unit) { return converted }
    if quantity.isPlain, cell.kind == .parameter { return Quantity(quantity.magnitude, unit) }
    // Only what lacks a part of the unit can be completed: $12,000 to $12,000/month, not 50 ms.
    let isPart = quantity.unit.factors.allSatisfy { unit.factors.contains($0) }
    let offered = Quantity(quantity.magnitude, unit).text
    throw Diagnostic(
      .cannotConvert, "\(name) is \(kind(unit)), not \(kind(quantity.unit)).", at: written.span
    )
    .label("this is \(quantity.dimension.words)")
    .expected(unit.dimension.words, found: quantity.dimension.words)
    .try(cell.kind == .parameter && written.literal != nil && isPart ? "\(name) = \(offered)" : nil)
  }
}
