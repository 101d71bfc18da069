import Basics
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
        state.open.insert(index)
        differs.insert(index)
        continue
      }
      guard isForced || inputs.contains(where: differs.contains) else { continue }
      let waits = inputs.contains { state.cells[$0].isStale }
      let isSlow = !runsSlow && !isAutomatic && state.cells[index].isSlow
      if isForced || !(waits || isSlow) {
        if try compute(index) || waits { differs.insert(index) }
        state.cells[index].isStale = waits
        if waits { state.open.insert(index) }
      } else {
        state.cells[index].isStale = true
        state.open.insert(index)
        differs.insert(index)
      }
    }
  }

  /// Computes one cell from its inputs as they are; true where its value or its failure changed.
  mutating func compute(_ index: Int) throws(Diagnostic) -> Bool {
    let before = state.cells[index].state
    let found = try evaluated(index)
    (state.cells[index].state, state.cells[index].effort) = (found.state, found.effort)
    if state.cells[index].margin != found.margin { state.cells[index].margin = found.margin }
    if found.readsSamples { state.readers.insert(index) }
    if found.margin != nil { state.runs.insert(index) }
    state.cells[index].isStale = false
    if !state.open.isEmpty { state.open.remove(index) }
    if let value = state.cells[index].value { note(value, of: index) }
    switch (before, state.cells[index].state) {
    case (.value(let old), .value(let new)): return old != new
    case (.failed(let old), .failed(let new)): return old != new
    default: return true
    }
  }

  /// Keeps in mind what kinds of values there are.
  mutating func note(_ value: Value, of index: Int) {
    if value.holdsSeries { state.holdsSeries = true }
    if value.isRun { state.runs.insert(index) }
    if value.isMeasurement { state.measurements.insert(index) }
  }

  /// What the cell comes to and how far simulations in its formula may have moved that, what it took,
  /// and whether it tells something of samples. The evaluator's copy of the workbook is gone when this
  /// returns, so that the cells can be changed in place.
  private func evaluated(
    _ index: Int
  ) throws(Diagnostic) -> (
    state: Cell.State, margin: Quantity?, effort: Effort, readsSamples: Bool
  ) {
    if let here = simulatedHere(state.cells[index].formula) {
      do throws(Diagnostic) {
        return (.value(try fit(here.value, to: index)), here.margin, here.effort, here.readsSamples)
      } catch {
        return (.failed(error), nil, here.effort, false)
      }
    }
    var evaluator = Evaluator(
      scope: CellScope(self), budget: budget(), seed: luck + state.cells[index].id.text)
    evaluator.draws = draws
    do throws(Diagnostic) {
      let value = try fit(try evaluator.value(state.cells[index].formula), to: index)
      return (.value(value), nil, evaluator.budget.spent, evaluator.draws.isRead)
    } catch {
      if error.code == .interrupted { throw error }
      return (.failed(error), nil, evaluator.budget.spent, false)
    }
  }

  /// The value as the cell holds it: in its unit and within its bounds.
  func fit(_ value: Value, to index: Int) throws(Diagnostic) -> Value {
    let cell = state.cells[index]
    let written = cell.written
    guard cell.kind != .own else { return value }
    guard let amount = value.amount else {
      if case .text(let text) = value { try checkChoice(of: index, text) }
      if let unit = cell.unit {
        throw Diagnostic(
          .wrongKind, "\(cell.id.name) is a quantity.", at: written.span
        ).label("this is \(value.kind)").expected(kind(unit), found: value.kind)
      }
      return value
    }
    if cell.kind == .parameter, cell.isSet, case .text? = cell.preset?.form {
      throw Diagnostic(.wrongKind, "\(cell.id.name) is a text.", at: written.span)
        .label("this is \(value.kind)").try(written.span.replaced(with: "\"\(written.text)\""))
    }
    guard let unit = cell.unit else { return value }
    let fitted = try convert(amount, to: unit, of: index)
    guard cell.kind == .parameter, let low = cell.low, let high = cell.high else {
      return Value(fitted)
    }
    try checkLimits(of: index, fitted, low, high)
    guard !fitted.isCertain else { return Value(fitted) }
    // The one sample in ten that lies outside of its range may lie outside of the cell's as well.
    guard let bottom = low.converted(to: unit)?.magnitude,
      let top = high.converted(to: unit)?.magnitude
    else { return Value(fitted) }
    return Value(fitted.map(in: unit) { min(max($0, bottom), top) })
  }

  private func kind(_ unit: Unit) -> String {
    unit.isPercent ? "a share (%)" : unit.isNone ? "a plain number" : "a quantity in \(unit.text)"
  }

  /// A quantity in a cell's unit. A plain number given to a parameter takes the unit; where that is
  /// percent, the number must not be a bare one.
  private func convert(
    _ amount: Amount, to unit: Unit, of index: Int
  ) throws(Diagnostic) -> Amount {
    let cell = state.cells[index]
    let written = cell.written
    let name = shortName(index)
    if cell.isSet, let meant = try meant(amount, in: unit, of: index) { return meant }
    if unit.isPercent, amount.unit.isNone, cell.kind == .parameter,
      let text = written.asPercent
    {
      throw Diagnostic(.percentMeant, "Is \(text) meant?", at: written.span)
        .label("\(name) is a share and wants its %").try(written.span.replaced(with: text))
    }
    if let converted = amount.converted(to: unit) {
      guard !converted.contains(where: { !$0.isFinite }) else {
        throw Diagnostic(.overflow, "This is too large for \(name).", at: written.span)
          .label("beyond 1.8e308 \(unit.text)")
      }
      return converted
    }
    if amount.unit.isNone, cell.kind == .parameter { return amount.map(in: unit) { $0 } }
    let quantity = amount.typical
    // For dollars the price that was meant, else an example of what would do.
    let offered =
      written.asPrices(in: unit)
      ?? (quantity.asPrice(in: unit) ?? quantity.perEach(in: unit) ?? cell.value?.quantity)?.text
    throw Diagnostic(
      .cannotConvert, "\(name) is \(kind(unit)), not \(kind(quantity.unit)).", at: written.span
    )
    .label("this is \(quantity.dimension.words)")
    .expected(unit.dimension.words, found: quantity.dimension.words)
    .try(
      cell.kind == .parameter && (written.literal != nil || !amount.isCertain)
        ? offered.map { written.span.replaced(with: $0) } : nil)
  }
}

extension Workbook {
  /// What a learner means who gives a parameter a number without its unit: up to 1 a share is the
  /// fraction and above it the percentage, and money alone is the price. nil for all else.
  private func meant(
    _ amount: Amount, in unit: Unit, of index: Int
  ) throws(Diagnostic) -> Amount? {
    let cell = state.cells[index]
    let written = cell.written
    guard cell.kind == .parameter, written.isBareEnds else { return nil }
    if unit.hasDollarPrefix, amount.unit != unit, amount.dimension == Unit.dollar.dimension {
      return amount.map(in: unit) { Quantity($0, amount.unit).base }
    }
    // 176 hours a month is a number too, but not of months a month.
    if amount.unit.isNone, unit.dimension.isNone, !unit.isNone, !unit.isPercent {
      return amount.map(in: unit) { $0 }
    }
    // 10/min, where it is requests that come; 9,000/month, where it is money.
    for factor in unit.factors where factor.exponent == 1 {
      let counted = Unit([factor])
      let bases = counted.dimension.bases
      guard !bases.isEmpty, bases.allSatisfy({ [.request, .token, .money].contains($0) }),
        amount.dimension * counted.dimension == unit.dimension
      else { continue }
      return amount.map(in: unit) {
        Quantity($0, Unit(amount.unit.factors + [factor])).converted(to: unit)?.magnitude ?? $0
      }
    }
    guard unit.isPercent, amount.unit.isNone else { return nil }
    if let literal = written.literal {
      guard let share = literal.asShare else {
        let both = [Quantity(1, .percent), Quantity(100, .percent)]
        let possible = both.filter { share in
          (cell.low.map { $0.base <= share.base } ?? true)
            && (cell.high.map { $0.base >= share.base } ?? true)
        }
        if possible.count == 1, let only = possible.first { return .certain(only) }
        throw Diagnostic(.percentMeant, "Is 1% meant, or 100%?", at: written.span)
          .label("\(shortName(index)) is a share, and 1 may be either")
          .try(written.span.replaced(with: "100%"))
      }
      return .certain(share)
    }
    guard let factor = written.factorToPercent else { return nil }
    return amount.map(in: unit) { $0 * factor }
  }
}

extension Quantity {
  /// $5/h as $5/gpu·h, where what it is for each of was left out; nil where something else is missing.
  fileprivate func perEach(in unit: Unit) -> Quantity? {
    for factor in unit.factors where factor.exponent == -1 {
      let counted = Unit([factor]).dimension
      guard dimension * counted == unit.dimension, counted.bases != [.time],
        let rest = converted(to: Unit(unit.factors.filter { $0 != factor }))
      else { continue }
      return Quantity(rest.magnitude, unit)
    }
    return nil
  }
}

extension Expression {
  /// A bare number, or a range of two, as the share that was probably meant.
  fileprivate var asPercent: String? {
    if let literal { return literal.asPercent.text }
    guard let (low, high) = ends else { return nil }
    let isShare = abs(low.magnitude) < 1 && abs(high.magnitude) <= 1
    func text(_ end: Quantity) -> String {
      Quantity(isShare ? end.magnitude * 100 : end.magnitude, .percent).text
    }
    return "\(text(low)) to \(text(high))"
  }

  /// Whether this is a number, or a range of two.
  fileprivate var isBareEnds: Bool { literal != nil || ends != nil }

  /// What makes a range of two numbers one of percentages: 100 for fractions, 1 for percentages; nil
  /// where the two ends would be read differently.
  fileprivate var factorToPercent: Double? {
    guard let (low, high) = ends else { return nil }
    if abs(low.magnitude) < 1, abs(high.magnitude) <= 1 { return 100 }
    return abs(low.magnitude) > 1 && abs(high.magnitude) > 1 ? 1 : nil
  }

  /// A range of bare dollars as the prices that were probably meant.
  fileprivate func asPrices(in unit: Unit) -> String? {
    guard let (low, high) = ends, let low = low.asPrice(in: unit), let high = high.asPrice(in: unit)
    else { return nil }
    return "\(low.text) to \(high.text)"
  }

  /// The ends of a range of two numbers.
  private var ends: (Quantity, Quantity)? {
    guard case .range(let low, let high) = form, let low = low.literal, let high = high.literal
    else { return nil }
    return (low, high)
  }
}
