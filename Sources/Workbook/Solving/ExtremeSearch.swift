import Language
import Quantities

/// Encloses the least and the most that a formula becomes over a range.
struct ExtremeSearch {
  /// A value that is taken, and where; nothing is more extreme, a billionth aside.
  struct Extreme {
    let value: Double
    let at: Double
  }

  private let cells: MovingCells
  private let range: Interval

  /// How many boxes are looked at for each of the two.
  private static let mostBoxes = 1_500

  init(_ cells: MovingCells, _ range: Interval) {
    self.cells = cells
    self.range = range
  }

  /// nil where it is not proved: there is no bound, or it was too much work.
  var least: Extreme? { extreme(sign: 1) }
  /// The same upwards.
  var most: Extreme? { extreme(sign: -1).map { Extreme(value: -$0.value, at: $0.at) } }

  private func extreme(sign: Double) -> Extreme? {
    func bounds(_ box: Interval) -> Interval? {
      guard let value = cells.knownLeft(over: box) else { return nil }
      var range = value.range
      if value.isDefined, value.isContinuous, value.slope.isFinite {
        let middle = Equation.between(box.low, box.high)
        if let there = cells.knownLeft(over: Interval(middle)),
          let both = range.intersection(
            there.range + value.slope * (Interval(box.low, box.high) - Interval(middle)))
        {
          range = both
        }
      }
      return sign < 0 ? -range : range
    }
    /// A value that is taken for certain.
    func taken(_ x: Double) -> Extreme? {
      guard let value = cells.knownLeft(over: Interval(x)), value.isDefined else { return nil }
      return Extreme(value: sign < 0 ? -value.range.low : value.range.high, at: x)
    }
    guard let first = bounds(range) else { return nil }
    var best: Extreme?
    func note(_ x: Double) {
      guard let found = taken(x), found.value < best?.value ?? .infinity else { return }
      best = found
    }
    note(range.low)
    note(range.high)
    var boxes = [(box: range, low: first.low)]
    for _ in 0..<ExtremeSearch.mostBoxes {
      // The box that could hold the least.
      guard let place = boxes.indices.min(by: { boxes[$0].low < boxes[$1].low }) else {
        return best
      }
      let (box, low) = boxes.remove(at: place)
      if let best, low >= best.value - 1e-9 * abs(best.value) { return best }
      let middle = box.low < 0 && box.high > 0 ? 0 : Equation.between(box.low, box.high)
      note(middle)
      guard middle > box.low, middle < box.high else {
        // What is left between the two is rounding, or there is no bound.
        guard let best, let there = cells.knownLeft(over: Interval(box.low)),
          best.value - low <= 8 * there.range.width
        else { return nil }
        continue
      }
      for half in [Interval(box.low, middle), Interval(middle, box.high)] {
        guard let bounds = bounds(half) else { continue }
        if let best, bounds.low >= best.value { continue }
        boxes.append((half, bounds.low))
      }
    }
    return nil
  }
}
