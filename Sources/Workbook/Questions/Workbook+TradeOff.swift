import Diagnostics
import Language
import Quantities

extension Workbook {
  /// The answer to `plot Y against X over NAME`: both results at each value of the name, those that
  /// no other value beats in both, and where the workbook stands now.
  func answer(
    plot up: Expression, against across: Expression, over sweep: Question.Sweep?
  ) throws(Diagnostic) -> Answer {
    guard let sweep else {
      throw try missingSweep(
        [up, across], "plot", "Over which values?", "\(up.text) against \(across.text)")
    }
    let range = try range(sweep, of: [up, across])
    let (values, rows) = range.pictured()
    let result = try self.sweep([across, up], range, at: values, named: sweep.target.text)
    // What has no value now has no mark.
    let now = try? now(across, up, range, result.columns.map { $0.unit })
    return .tradeOff(
      Answer.TradeOff(result, up: up.text, across: across.text, rows: rows, now: now))
  }

  /// The present values of the name and of both results.
  private func now(
    _ across: Expression, _ up: Expression, _ range: SweepRange, _ units: [Unit]
  ) throws(Diagnostic) -> Answer.TradeOff.Point? {
    let (first, second) = (try estimate(of: across), try estimate(of: up))
    guard let x = first.value.quantity?.converted(to: units[0]),
      let y = second.value.quantity?.converted(to: units[1])
    else { return nil }
    return Answer.TradeOff.Point(
      value: range.current, x: x, y: y, margins: (first.margin, second.margin))
  }
}

extension SweepRange {
  /// The values of a table, and three more between every two of them for a picture.
  /// - Returns: all values, and the places of the table's.
  func pictured() -> (values: [Quantity], rows: [Int]) {
    let steps = steps()
    let finer = max(1, min(4, 240 / max(1, steps.count)))
    var values: [Quantity] = []
    for (low, high) in zip(steps, steps.dropFirst()) {
      values.append(low)
      for part in stride(from: 1, to: finer, by: 1) {
        values.append(between(low, high, Double(part) / Double(finer)))
      }
    }
    if let last = steps.last { values.append(last) }
    // A cell that counts goes through whole numbers only.
    let counts = !low.unit.isPercent && [Dimension.none, Dimension(.gpu)].contains(low.dimension)
    let areWhole = counts && steps.allSatisfy { $0.magnitude == $0.magnitude.rounded() }
    guard areWhole else {
      return (values, steps.indices.map { $0 * finer })
    }
    return (steps, Array(steps.indices))
  }

  private func between(_ low: Quantity, _ high: Quantity, _ share: Double) -> Quantity {
    let ratio = high.magnitude / low.magnitude
    let magnitude =
      isLogarithmic && ratio > 0
      ? low.magnitude * power(ratio, share)
      : low.magnitude + (high.magnitude - low.magnitude) * share
    return SweepRange.tidied(Quantity(magnitude, low.unit))
  }
}
