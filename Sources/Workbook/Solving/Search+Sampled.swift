import Diagnostics
import Language
import Quantities

/// Where a sampled or simulated curve meets what is wanted, as far as luck lets it be told.
extension Search {
  /// A stretch of the range in which luck alone decides on which side the curve is.
  private struct Region {
    var low: Double
    var high: Double
    /// The side on which it is for certain just below and just above; 0 at an end of the range, or
    /// where there is no value.
    var sides: (below: Int, above: Int)
    /// The first crossing in there, and where the curve goes over to the other side.
    var crossing: Answer.Solution.Root?
    var places: [Double] = []
  }

  /// A place at which the curve may meet what is wanted; with the neighbours between which it goes over
  /// to the other side, where it does.
  private struct Candidate {
    let x: Double
    var between: (first: Int, last: Int)?
  }

  /// The roots of such a curve: each crossing with its margin, and each stretch in which the two sides
  /// cannot be told apart, be it that the curve touches what is wanted there or runs along it.
  mutating func sampledMeetings() throws(Diagnostic) -> [Answer.Solution.Root] {
    var found: [Region] = []
    for candidate in try candidates() {
      if let place = found.firstIndex(where: { $0.low <= candidate.x && candidate.x <= $0.high }) {
        if candidate.between != nil { found[place].places.append(candidate.x) }
        continue
      }
      var (x, root) = (candidate.x, Answer.Solution.Root?.none)
      if let (first, last) = candidate.between {
        let crossing = try crossing(first, last)
        (x, root) = (crossing.ends.low.magnitude, crossing)
      }
      let doubt = try doubt(at: x)
      let gap = try equation.gap(at: x) ?? .infinity
      guard root != nil || abs(gap) <= doubt else { continue }
      let (low, below) = try end(from: x, doubt, isDown: true)
      let (high, above) = try end(from: x, doubt, isDown: false)
      found.append(
        Region(
          low: low, high: high, sides: (below, above), crossing: root,
          places: root == nil ? [] : [x]))
    }
    var kept: [Region] = []
    for region in found.sorted(by: { $0.low < $1.low }) {
      guard let last = kept.last, region.low <= last.high else {
        kept.append(region)
        continue
      }
      let end = region.high > last.high ? region : last
      kept[kept.count - 1] = Region(
        low: last.low, high: end.high, sides: (last.sides.below, end.sides.above),
        crossing: last.crossing ?? region.crossing, places: last.places + region.places)
    }
    return kept.map(root)
  }

  /// The places at which the curve crosses, in order; then those at which it is what is wanted, or
  /// comes closest to it.
  private mutating func candidates() throws(Diagnostic) -> [Candidate] {
    var crossings: [Candidate] = []
    var others: [Candidate] = []
    var before: Int?
    for index in probes.indices {
      guard let gap = probes[index].gap else {
        before = nil
        continue
      }
      guard gap != 0 else {
        others.append(Candidate(x: probes[index].x))
        continue
      }
      if let last = before, let there = probes[last].gap, (there < 0) != (gap < 0) {
        crossings.append(Candidate(x: probes[index].x, between: (last, index)))
      }
      before = index
    }
    for x in try touchings() { others.append(Candidate(x: x)) }
    return crossings + others
  }

  /// How far the difference of both sides may be off at a place, with a chance of 99%.
  private mutating func doubt(at x: Double) throws(Diagnostic) -> Double {
    guard let sides = try equation.sides(at: x).sides else { return 0 }
    var gaps = [sides.difference]
    for round in 1...Search.rounds {
      var other = equation.reseeded(1_000_003 * round)
      if let there = try other.sides(at: x).sides { gaps.append(there.difference) }
    }
    let count = Double(gaps.count)
    let mean = gaps.reduce(0, +) / count
    let spread = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(count - 1, 1)
    // What stands within the parts of the samples, luck does not show: of a square a third of 0.1%.
    let finest = equation.isCostly ? 0 : 5e-4 * sides.size
    var tail = 0.0
    var beyond = equation.withTails(Workbook.tails.beyond)
    var before = equation.withTails(Workbook.tails.before)
    if let far = try beyond.sides(at: x).sides, let near = try before.sides(at: x).sides {
      tail = Workbook.tail(
        of: sides.left.magnitude, beyond: far.left.magnitude, before: near.left.magnitude)
    }
    return max(Search.student * spread.squareRoot(), finest) + tail
  }

  /// Up to where from a place on the curve is within a doubt of what is wanted, and on which side it is
  /// beyond.
  private mutating func end(
    from x: Double, _ doubt: Double, isDown: Bool
  ) throws(Diagnostic) -> (at: Double, side: Int) {
    func isIn(_ sides: Equation.Sides) -> Bool { abs(sides.difference) <= doubt }
    let way = isDown ? probes.reversed().filter { $0.x < x } : probes.filter { $0.x > x }
    var inside = x
    for probe in way {
      guard let sides = probe.sides else {
        let ends = try equation.boundary(inside, probe.x) { _ in true }
        return (ends.inside, 0)
      }
      if isIn(sides) {
        inside = probe.x
        continue
      }
      var outside = probe.x
      for _ in 0..<(equation.isCostly ? 10 : 30) {
        let middle = Equation.between(inside, outside)
        guard middle != inside, middle != outside else { break }
        if let there = try equation.sides(at: middle).sides, isIn(there) {
          inside = middle
        } else {
          outside = middle
        }
      }
      return (inside, sides.difference < 0 ? -1 : 1)
    }
    return (inside, 0)
  }

  /// What is told of a region: its crossing where it is one, else all of it.
  private func root(_ region: Region) -> Answer.Solution.Root {
    let isSure = region.sides.below * region.sides.above < 0
    let width = region.high - region.low
    if let root = region.crossing, let first = region.places.min(), let last = region.places.max() {
      var margin = 0.0
      if case .crossing(let crossing) = root { margin = crossing.margin?.magnitude ?? 0 }
      if region.places.count == 1, isSure || width <= 4 * margin { return root }
      if isSure, last - first <= 2 * margin, case .crossing(let crossing) = root {
        return .crossing(
          Answer.Solution.Crossing(
            at: quantity((first + last) / 2), margin: quantity(max(margin, width / 2)),
            step: crossing.step))
      }
    }
    return width == 0
      ? .near(quantity(region.low)) : .indistinct(quantity(region.low), quantity(region.high))
  }
}
