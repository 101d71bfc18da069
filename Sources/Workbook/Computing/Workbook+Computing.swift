import Diagnostics
import Language
import Quantities

extension Workbook {
  /// Gives each of `changed` and all that depends on them a new value, in order; a cell whose
  /// inputs came out the same is left alone. What was asked for is computed even from stale inputs,
  /// and then is stale itself.
  ///
  /// Throws only when interrupted; the caller then restores the old state.
  mutating func recompute(_ changed: [Int], runsSlow: Bool = false) throws(Diagnostic) {
    var differs: Set<Int> = []
    let forced = Set(changed)
    for index in state.graph.affected(by: changed) {
      let inputs = state.graph.inputs[index]
      let isForced = forced.contains(index)
      if isLeftPending(index, isForced: isForced) {
        state.cells[index].state = .pending
        differs.insert(index)
        continue
      }
      guard isForced || inputs.contains(where: differs.contains) else { continue }
      let waits = inputs.contains { state.cells[$0].isStale }
      let isSlow = !runsSlow && !isAutomatic && state.cells[index].cost > Workbook.slow
      if isForced || !(waits || isSlow) {
        if try compute(index) || waits { differs.insert(index) }
        state.cells[index].isStale = waits
      } else {
        state.cells[index].isStale = true
        differs.insert(index)
      }
    }
  }

  /// Computes one cell from its inputs as they are; true where its value or its failure changed.
  mutating func compute(_ index: Int) throws(Diagnostic) -> Bool {
    let before = state.cells[index].state
    let clock = ContinuousClock()
    let start = clock.now
    state.cells[index].state = try evaluated(index)
    state.cells[index].elapsed = (state.cells[index].elapsed.last, clock.now - start)
    state.cells[index].isStale = false
    switch (before, state.cells[index].state) {
    case (.value(let old), .value(let new)): return old != new
    case (.failed(let old), .failed(let new)): return old != new
    default: return true
    }
  }

  /// What the cell comes to. The evaluator's copy of the workbook is gone when this returns, so that
  /// the cells can be changed in place.
  private func evaluated(_ index: Int) throws(Diagnostic) -> Cell.State {
    var evaluator = Evaluator(scope: CellScope(self), budget: budget())
    do throws(Diagnostic) {
      return .value(try fit(try evaluator.value(state.cells[index].formula), to: index))
    } catch {
      if error.code == .interrupted { throw error }
      return .failed(error)
    }
  }

  /// The value as the cell holds it: in its unit and within its bounds.
  func fit(_ value: Value, to index: Int) throws(Diagnostic) -> Value {
    let cell = state.cells[index]
    let written = cell.written
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
    let fitted = try convert(quantity, to: unit, of: index)
    guard cell.kind == .parameter, let low = cell.low, let high = cell.high else {
      return .quantity(fitted)
    }
    guard fitted.base >= low.base - abs(low.base) * 1e-12,
      fitted.base <= high.base + abs(high.base) * 1e-12
    else {
      let nearest = fitted.base < low.base ? low : high
      throw Diagnostic(
        .outOfRange, "\(shortName(index)) goes from \(low.text) to \(high.text).", at: written.span
      ).label("\(fitted.text) is \(fitted.base < low.base ? "below" : "above") that")
        .try(written.span.replaced(with: nearest.text))
    }
    return .quantity(fitted)
  }

  private func kind(_ unit: Unit) -> String {
    unit.isPercent ? "a share (%)" : unit.isNone ? "a plain number" : "a quantity in \(unit.text)"
  }

  /// A quantity in a cell's unit. A plain number given to a parameter takes the unit; where that is
  /// percent, the number must not be a bare one.
  private func convert(
    _ quantity: Quantity, to unit: Unit, of index: Int
  ) throws(Diagnostic) -> Quantity {
    let cell = state.cells[index]
    let written = cell.written
    let name = shortName(index)
    if unit.isPercent, quantity.isPlain, cell.kind == .parameter, written.literal != nil {
      let text = quantity.asPercent.text
      throw Diagnostic(.percentMeant, "Is \(text) meant?", at: written.span)
        .label("\(name) is a share and wants its %").try(written.span.replaced(with: text))
    }
    if let converted = quantity.converted(to: unit) {
      guard converted.magnitude.isFinite else {
        throw Diagnostic(.overflow, "This is too large for \(name).", at: written.span)
          .label("beyond 1.8e308 \(unit.text)")
      }
      return converted
    }
    if quantity.isPlain, cell.kind == .parameter { return Quantity(quantity.magnitude, unit) }
    // For dollars the price that was meant, else an example of what would do.
    let offered = quantity.asPrice(in: unit) ?? cell.value?.quantity
    throw Diagnostic(
      .cannotConvert, "\(name) is \(kind(unit)), not \(kind(quantity.unit)).", at: written.span
    )
    .label("this is \(quantity.dimension.words)")
    .expected(unit.dimension.words, found: quantity.dimension.words)
    .try(
      cell.kind == .parameter && written.literal != nil
        ? offered.map { written.span.replaced(with: $0.text) } : nil)
  }
}
