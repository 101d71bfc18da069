import Diagnostics
import Language
import Quantities

/// Looks through a range for where an expression meets another by trying values, then cuts in two
/// between neighbours on different sides.
struct Search {
  /// A value of the cell, and both sides there; nil where one has no value.
  struct Probe {
    let x: Double
    let sides: Equation.Sides?

    var gap: Double? { sides?.gap }
  }

  let range: Interval
  var equation: Equation
  /// The least and the most that the expression became, each with where.
  private(set) var extremes: (least: Answer.Solution.Extreme, most: Answer.Solution.Extreme)?
  /// Why a value was missing first.
  private(set) var failure: Diagnostic?
  private(set) var probes: [Probe] = []

  /// How many values were tried.
  var tried: Int { probes.count }
  /// At how many of them there was no result.
  var missing: Int { probes.count { $0.sides == nil } }

  /// - Parameter places: the values to try, in order.
  init(_ equation: Equation, _ range: Interval, at places: [Double]) throws(Diagnostic) {
    self.range = range
    self.equation = equation
    for x in places {
      let (sides, problem) = try self.equation.sides(at: x)
      failure = failure ?? problem
      probes.append(Probe(x: x, sides: sides))
      if let sides { note(sides.left, at: x) }
    }
  }

  /// Evenly spread, and where the range spans decades also evenly by ratio, to both sides of zero.
  static func places(_ range: Interval, _ count: Int) -> [Double] {
    func spread(_ place: (Double) -> Double) -> [Double] {
      (0..<count).map { place(Double($0) / Double(count - 1)) }
    }
    var found = [range.low, range.high]
    found += spread { range.low * (1 - $0) + range.high * $0 }
    let least = range.low > 0 ? range.low : range.high < 0 ? -range.high : range.largest * 1e-9
    guard range.largest / least > 100 else { return Set(found).sorted() }
    for sign in [1.0, -1.0] {
      let most = sign > 0 ? range.high : -range.low
      guard most > least else { continue }
      found += spread { sign * least * power(most / least, $0) }
    }
    return Set(found).filter { range.contains($0) }.sorted()
  }

  /// Whole numbers of a range: all, or where there are too many of them some of each size.
  static func wholePlaces(_ range: Interval, _ count: Int) -> [Double] {
    let (low, high) = (range.low.rounded(.up), range.high.rounded(.down))
    guard high - low >= Double(count) else {
      return low <= high ? Array(stride(from: low, through: high, by: 1)) : []
    }
    return Set(places(Interval(low, high), count).map { $0.rounded() }).sorted()
  }

  /// The values next to which results begin or end, two for each such place.
  mutating func edges() throws(Diagnostic) -> [Double] {
    var found: [Double] = []
    for (a, b) in zip(probes, probes.dropFirst()) where (a.sides == nil) != (b.sides == nil) {
      let ends = try equation.boundary(
        a.sides == nil ? b.x : a.x, a.sides == nil ? a.x : b.x
      ) { _ in true }
      found += [ends.inside, ends.outside]
    }
    return found
  }

  private mutating func note(_ value: Quantity, at x: Double) {
    let new = Answer.Solution.Extreme(value: value, at: Quantity(x, equation.unit))
    guard let (least, most) = extremes else {
      extremes = (new, new)
      return
    }
    extremes = (
      value.magnitude < least.value.magnitude ? new : least,
      value.magnitude > most.value.magnitude ? new : most
    )
  }

  func quantity(_ x: Double) -> Quantity { Quantity(x, equation.unit) }

  // MARK: Equality

  /// Where the sides meet, or the curve steps from one side to the other.
  mutating func meetings() throws(Diagnostic) -> [Answer.Solution.Root] {
    // Of what is counted each number is what it is.
    if equation.isSampled, !equation.isWhole { return try sampledMeetings() }
    var found: [Answer.Solution.Root] = []
    var before: Int?
    var zeros: (first: Int, last: Int)?
    for index in probes.indices {
      guard let gap = probes[index].gap else {
        if let run = zeros { found.append(try stretch(run.first, run.last)) }
        (before, zeros) = (nil, nil)
        continue
      }
      guard gap != 0 else {
        zeros = (zeros?.first ?? index, index)
        continue
      }
      let last = before.flatMap { place in probes[place].gap.map { (place: place, gap: $0) } }
      let crosses = last.map { ($0.gap < 0) != (gap < 0) } ?? false
      if let last, crosses, zeros == nil {
        found.append(try crossing(last.place, index))
      } else if let run = zeros {
        found.append(try stretch(run.first, run.last))
      }
      (before, zeros) = (index, nil)
    }
    if let run = zeros { found.append(try stretch(run.first, run.last)) }
    return found
  }

  mutating func crossing(
    _ first: Int, _ last: Int
  ) throws(Diagnostic) -> Answer.Solution.Root {
    let (low, high) = (probes[first].x, probes[last].x)
    let isBelow = probes[first].gap.map { $0 < 0 } ?? true
    let ends = try equation.boundary(low, high) { ($0.gap < 0) == isBelow && $0.gap != 0 }
    let before = try equation.sides(at: ends.inside).sides
    let after = try equation.sides(at: ends.outside).sides
    guard let before, let after else { return .at(quantity(ends.inside)) }
    // A number that is counted may do it exactly, and its neighbours not.
    if equation.isWhole, after.gap == 0 {
      let end = try equation.boundary(ends.outside, high) { $0.gap == 0 }.inside
      return end == ends.outside
        ? .at(quantity(end)) : .stretch(quantity(ends.outside), quantity(end))
    }
    let jump = abs(after.left.magnitude - before.left.magnitude)
    let hasStep = jump > 1e-6 * max(before.size, after.size)
    let step = hasStep ? (before: before.left, after: after.left) : nil
    if !equation.isWhole, let luck = try luck(low, high, isBelow: isBelow, found: ends.inside) {
      return .crossing(
        Answer.Solution.Crossing(
          at: quantity(luck.at), margin: quantity(luck.margin), step: step))
    }
    guard hasStep else { return .at(quantity(ends.inside)) }
    return .crossing(
      Answer.Solution.Crossing(
        at: quantity(ends.inside), margin: nil, step: step,
        next: equation.isWhole ? quantity(ends.outside) : nil))
  }

  /// The stretch around neighbouring probes that are all solutions, to its very ends.
  private mutating func stretch(
    _ first: Int, _ last: Int
  ) throws(Diagnostic) -> Answer.Solution.Root {
    var (low, high) = (probes[first].x, probes[last].x)
    if first > 0 {
      low = try equation.boundary(low, probes[first - 1].x) { $0.gap == 0 }.inside
    }
    if last + 1 < probes.count {
      high = try equation.boundary(high, probes[last + 1].x) { $0.gap == 0 }.inside
    }
    // A curve that touches the wanted value is on it for a few roundings to either side.
    return first == last && high - low < 1e-6 * range.width
      ? .at(quantity(probes[first].x)) : .stretch(quantity(low), quantity(high))
  }

  // MARK: Inequality

  /// The stretches of the range in which the gap is as wanted.
  mutating func stretches(
    where holds: (Double) -> Bool
  ) throws(Diagnostic) -> [Answer.Solution.Root] {
    var found: [Answer.Solution.Root] = []
    var start: (x: Double, margin: Quantity?)?
    func isInside(_ probe: Probe) -> Bool { probe.gap.map(holds) ?? false }
    for index in probes.indices {
      if isInside(probes[index]), start == nil {
        start = index == 0 ? (probes[0].x, nil) : try end(index, index - 1, holds)
      } else if !isInside(probes[index]), let low = start {
        let high = try end(index - 1, index, holds)
        found.append(
          .stretch(quantity(low.x), quantity(high.x), margins: (low.margin, high.margin)))
        start = nil
      }
    }
    if let low = start, let last = probes.last {
      found.append(.stretch(quantity(low.x), quantity(last.x), margins: (low.margin, nil)))
    }
    return found
  }

  /// The end of a stretch between a probe in it and one that is not.
  private mutating func end(
    _ inside: Int, _ outside: Int, _ holds: (Double) -> Bool
  ) throws(Diagnostic) -> (x: Double, margin: Quantity?) {
    let x = try equation.boundary(probes[inside].x, probes[outside].x) { holds($0.gap) }.inside
    let (low, high) = (min(inside, outside), max(inside, outside))
    guard !equation.isWhole, let first = probes[low].gap, let last = probes[high].gap,
      (first < 0) != (last < 0),
      let luck = try luck(probes[low].x, probes[high].x, isBelow: first < 0, found: x)
    else { return (x, nil) }
    return (luck.at, quantity(luck.margin))
  }
}
