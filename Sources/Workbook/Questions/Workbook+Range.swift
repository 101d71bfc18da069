import Diagnostics
import Language
import Quantities

extension Workbook {
  /// Reads `over NAME from A to B step S log`; without ends it is the parameter's own range, by ratio
  /// where that spans more than two decades.
  /// - Parameters:
  ///   - expressions: what is computed over it.
  ///   - isWindow: whether of so wide a range only what lies around the present
  ///     value is meant, a decade to both sides.
  func range(
    _ sweep: Question.Sweep, of expressions: [Expression], isWindow: Bool = false
  ) throws(Diagnostic) -> SweepRange {
    let (index, current) = try variable(sweep.target, for: expressions)
    try checkDepends(expressions, on: index, sweep.target) { sweep.target.span.replaced(with: $0) }
    if let values = sweep.values { return try listed(values, of: index, current) }
    let cell = state.cells[index]
    var low = cell.low
    var high = cell.high
    if let first = sweep.low, let last = sweep.high {
      (low, high) = try ends(first, last, of: index)
    }
    guard var low, var high else {
      throw Diagnostic(.badRange, "From where to where?", at: sweep.target.span.end)
        .label("\(sweep.target.text) has no range of its own")
        .try(sweep.target.span.replaced(with: "\(sweep.target.text) from \(around(current))"))
    }
    let span =
      sweep.low.map { $0.span.joined(to: sweep.high?.span ?? $0.span) } ?? sweep.target.span
    guard !sweep.isLogarithmic || low.magnitude > 0 else {
      throw Diagnostic(.badRange, "A log range starts above zero.", at: span)
        .label("starts at \(low.text)")
    }
    let isWide =
      sweep.low == nil && sweep.step == nil && low.magnitude > 0
      && high.magnitude > low.magnitude * SweepRange.wideRatio
    if isWide, isWindow, let now = current.converted(to: low.unit)?.magnitude, now > 0 {
      let (least, most) = (low.magnitude, high.magnitude)
      low = SweepRange.tidied(Quantity(min(max(least, now / 10), most / 10), low.unit))
      high = SweepRange.tidied(Quantity(max(min(most, now * 10), least * 10), low.unit))
    }
    if sweep.low == nil, isWindow, low.magnitude == 0,
      let now = current.converted(to: low.unit)?.magnitude, now > 0,
      high.magnitude > now * SweepRange.wideRatio
    {
      // From zero no ratio leads up, but what happens around the present value is seen all the same.
      high = SweepRange.tidied(Quantity(now * 10, low.unit))
    }
    let step = try sweep.step.map { written throws(Diagnostic) -> Quantity in
      let step: Quantity
      do throws(Diagnostic) {
        step = try end(written, of: index)
      } catch {
        let meant = error.code == .percentMeant ? written.literal?.asPercent : nil
        throw error.try(meant.map { written.span.replaced(with: $0.text) })
      }
      guard step.magnitude > 0 else {
        throw Diagnostic(.badRange, "A step is above zero.", at: written.span)
          .label("this is \(step.text)")
      }
      guard (high.magnitude - low.magnitude) / step.magnitude < Double(SweepRange.mostPoints) else {
        throw Diagnostic(.tooMuchWork, "That makes more than 10,000 points.", at: written.span)
          .label("too small a step")
          .try(
            written.span.replaced(
              with: Quantity((high.magnitude - low.magnitude) / 100, step.unit).text))
      }
      return step
    }
    return SweepRange(
      index: index, low: low, high: high, step: step,
      isLogarithmic: sweep.isLogarithmic || isWide || sweep.factor != nil, current: current,
      factor: try sweep.factor.map { written throws(Diagnostic) -> Double in
        try factor(written, from: low)
      })
  }

  /// How much larger each value of a sweep is than the one before it.
  private func factor(_ written: Expression, from low: Quantity) throws(Diagnostic) -> Double {
    guard case .quantity(let quantity) = try value(of: written), quantity.dimension.isNone,
      quantity.base > 1.000_1, quantity.base.isFinite
    else {
      throw Diagnostic(.badRange, "A factor is a number above 1.", at: written.span)
        .label("each value is the one before it times this").try(written.span.replaced(with: "2"))
    }
    guard low.magnitude > 0 else {
      throw Diagnostic(.badRange, "A sweep by a factor starts above zero.", at: written.span)
        .label("starts at \(low.text)")
    }
    return quantity.base
  }

  /// The values of a list, in the unit of the cell.
  private func listed(
    _ values: Expression, of index: Int, _ current: Quantity
  ) throws(Diagnostic) -> SweepRange {
    var found: [Quantity] = []
    if case .list(let elements) = values.form {
      for element in elements { found.append(try end(element, of: index)) }
    } else {
      guard case .series(let series) = try value(of: values), series.spread != nil else {
        throw Diagnostic(.badRange, "A sweep goes through a list of quantities.", at: values.span)
          .label("as in [1, 2, 4]")
      }
      for value in series.values {
        let unit = state.cells[index].unit ?? current.unit
        guard let quantity = value.quantity,
          let same = quantity.isPlain && !unit.isPercent
            ? Quantity(quantity.magnitude, unit) : quantity.converted(to: unit)
        else {
          throw Diagnostic(
            .cannotConvert, "\(shortName(index)) cannot become \(value.text).", at: values.span)
        }
        found.append(same)
      }
    }
    guard found.count <= SweepRange.mostPoints else {
      throw Diagnostic(.tooMuchWork, "That makes more than 10,000 points.", at: values.span)
    }
    let sorted = found.sorted { $0.magnitude < $1.magnitude }
    guard let low = sorted.first, let high = sorted.last else {
      throw Diagnostic(.badRange, "The list is empty.", at: values.span)
    }
    return SweepRange(
      index: index, low: low, high: high, step: nil, isLogarithmic: false, current: current,
      listed: found)
  }

  /// The ends of a range of a cell, as they are written.
  func ends(
    _ first: Expression, _ last: Expression, of index: Int
  ) throws(Diagnostic) -> (low: Quantity, high: Quantity) {
    var low: Quantity
    var high: Quantity
    do throws(Diagnostic) {
      low = try end(first, of: index)
      high = try end(last, of: index)
    } catch {
      guard let meant = corrected(first, last, of: index) else { throw error }
      var problem = error
      if error.code == .percentMeant { problem.message = "Is \(meant) meant?" }
      throw problem.try(first.span.joined(to: last.span).replaced(with: meant))
    }
    if low.magnitude > high.magnitude { swap(&low, &high) }
    let span = first.span.joined(to: last.span)
    guard (high.magnitude - low.magnitude).isFinite else {
      throw Diagnostic(.overflow, "The range is too wide.", at: span)
        .label("its ends lie further apart than 1.8e308")
    }
    guard low.magnitude < high.magnitude else {
      throw Diagnostic(.badRange, "The range has no extent.", at: span)
        .label("both ends are \(low.text)")
    }
    return (low, high)
  }

  /// Both ends as they were probably meant: plain numbers in the cell's unit, 0 to 1 as 0% to 100%.
  private func corrected(_ first: Expression, _ last: Expression, of index: Int) -> String? {
    guard let low = first.literal, let high = last.literal,
      let unit = state.cells[index].value?.amount?.unit
    else { return nil }
    let factor = max(abs(low.magnitude), abs(high.magnitude)) <= 1 ? 100.0 : 1
    func meant(_ end: Quantity) -> Quantity? {
      if end.unit == unit { return end }
      return unit.isPercent && end.isPlain
        ? Quantity(end.magnitude * factor, unit) : end.converted(to: unit) ?? end.asPrice(in: unit)
    }
    guard let low = meant(low), let high = meant(high) else { return nil }
    return "\(low.text) to \(high.text)"
  }

  /// A range to try where there is none: the present value to its double.
  func around(_ current: Quantity) -> String {
    let high = current.magnitude == 0 ? 1 : current.magnitude * 2
    return "\(current.text) to \(Quantity(high, current.unit).text)"
  }
}
