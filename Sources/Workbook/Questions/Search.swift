import Diagnostics
import Language
import Quantities

/// Looks through a range for where an expression meets another: probes it, then bisects between
/// neighbours on different sides.
struct Search {
  /// A value of the cell, and how far the expression lies above the wanted value there, in its
  /// unit; nil where it has no value.
  private struct Probe {
    let x: Quantity
    let gap: Double?
    /// The larger of the numbers that are compared.
    let size: Double
  }

  let range: (low: Quantity, high: Quantity)
  /// The least and the most that the expression becomes, each with where.
  private(set) var extremes: (least: Answer.Solution.Extreme, most: Answer.Solution.Extreme)?
  private var whatIf: WhatIf
  private var probes: [Probe] = []
  private let expression: Expression
  private let wanted: Expression

  init(
    _ workbook: Workbook, _ index: Int, range: (low: Quantity, high: Quantity),
    _ expression: Expression, _ wanted: Expression
  ) throws(Diagnostic) {
    self.range = range
    self.expression = expression
    self.wanted = wanted
    whatIf = WhatIf(
      workbook, varying: index,
      for: [try workbook.resolve(expression), try workbook.resolve(wanted)])
    let places = Search.places(range)
    var failure: Diagnostic?
    for x in places {
      let (values, problem) = try pair(at: x)
      failure = failure ?? problem
      probes.append(
        Probe(
          x: x, gap: values.map { $0.0.magnitude - $0.1.magnitude },
          size: values.map { max(abs($0.0.magnitude), abs($0.1.magnitude)) } ?? 0))
      if let values { note(values.0, at: x) }
    }
    if extremes == nil, let failure { throw failure }
  }

  /// Evenly spread, and where the range spans decades also evenly by ratio.
  private static func places(_ range: (Quantity, Quantity)) -> [Quantity] {
    func spread(_ isLogarithmic: Bool) -> [Quantity] {
      SweepRange(
        index: 0, low: range.0, high: range.1, step: nil, isLogarithmic: isLogarithmic,
        current: range.0
      ).values(401)
    }
    guard range.0.magnitude > 0, range.1.magnitude / range.0.magnitude > 100 else {
      return spread(false)
    }
    let both = (spread(false) + spread(true)).map { $0.magnitude }
    return Set(both).sorted().map { Quantity($0, range.0.unit) }
  }

  private mutating func note(_ value: Quantity, at x: Quantity) {
    let new = Answer.Solution.Extreme(value: value, at: x)
    guard let (least, most) = extremes else {
      extremes = (new, new)
      return
    }
    extremes = (
      value.magnitude < least.value.magnitude ? new : least,
      value.magnitude > most.value.magnitude ? new : most
    )
  }

  /// Both sides at a value of the cell, in one unit.
  private mutating func pair(
    at x: Quantity
  ) throws(Diagnostic) -> (values: (Quantity, Quantity)?, failure: Diagnostic?) {
    let results = try whatIf.values(at: .quantity(x))
    var found: [Quantity] = []
    for (result, source) in zip(results, [expression, wanted]) {
      switch result {
      case .success(.quantity(let quantity)): found.append(quantity)
      case .success(let other):
        throw Diagnostic(.wrongKind, "Only quantities can be solved for.", at: source.span)
          .label("this is \(other.kind)")
          .try(other.amount.map { _ in source.span.replaced(with: "p50(\(source.text))") })
      case .failure(let failure): return (nil, failure)
      }
    }
    if found[1].isPlain, let literal = wanted.literal {
      guard !found[0].unit.isPercent || literal.magnitude == 0 else {
        let meant = literal.asPercent.text
        throw Diagnostic(.percentMeant, "Is \(meant) meant?", at: wanted.span)
          .label("\(expression.text) is a share and wants its %")
          .try(wanted.span.replaced(with: meant))
      }
      found[1] = Quantity(found[1].magnitude, found[0].unit)
    }
    guard let converted = found[1].converted(to: found[0].unit) else {
      throw Diagnostic(
        .unitMismatch, "\(expression.text) and \(wanted.text) are of different kinds.",
        at: wanted.span
      ).label("\(found[1].dimension.words), not \(found[0].dimension.words)")
        .try(
          wanted.literal?.asPrice(in: found[0].unit).map { wanted.span.replaced(with: $0.text) })
    }
    return ((found[0], converted), nil)
  }

  private mutating func gap(at x: Quantity) throws(Diagnostic) -> Double? {
    try pair(at: x).values.map { $0.0.magnitude - $0.1.magnitude }
  }

  // MARK: Equality

  mutating func zeros() throws(Diagnostic) -> [Answer.Solution.Root] {
    var solutions: [Answer.Solution.Root] = []
    var start: Int?
    for index in probes.indices {
      if probes[index].gap == 0 {
        if start == nil { start = index }
        continue
      }
      if let first = start {
        solutions.append(try run(first, index - 1))
        start = nil
      }
      guard index > 0, let before = probes[index - 1].gap, let after = probes[index].gap,
        before != 0, (before < 0) != (after < 0)
      else { continue }
      let x = try boundary(probes[index - 1].x, probes[index].x) { ($0 < 0) == (before < 0) }.0
      // A jump across the wanted value is no solution: there the gap stays open.
      let size = max(probes[index - 1].size, probes[index].size, .leastNormalMagnitude)
      if let left = try gap(at: x), abs(left) <= 1e-6 * size {
        solutions.append(.at(x))
      }
    }
    if let first = start { solutions.append(try run(first, probes.count - 1)) }
    return solutions
  }

  /// The stretch around neighbouring probes that are all solutions, to its very ends.
  private mutating func run(_ first: Int, _ last: Int) throws(Diagnostic) -> Answer.Solution.Root {
    var (low, high) = (probes[first].x, probes[last].x)
    if first > 0 { low = try boundary(probes[first - 1].x, low) { $0 != 0 }.1 }
    if last + 1 < probes.count { high = try boundary(high, probes[last + 1].x) { $0 == 0 }.0 }
    // A curve that touches the wanted value is on it for a few roundings to either side.
    let width = range.1.magnitude - range.0.magnitude
    return first == last && high.magnitude - low.magnitude < 1e-6 * width
      ? .at(probes[first].x) : .stretch(low, high)
  }

  // MARK: Inequality

  /// The stretches of the range in which the gap is as wanted.
  mutating func stretches(
    where holds: (Double) -> Bool
  ) throws(Diagnostic) -> [Answer.Solution.Root] {
    var found: [Answer.Solution.Root] = []
    var start: Quantity?
    for index in probes.indices {
      let isInside = probes[index].gap.map(holds) ?? false
      if isInside, start == nil {
        start =
          index == 0
          ? probes[0].x
          : try boundary(probes[index - 1].x, probes[index].x) { !holds($0) }.1
      } else if !isInside, let low = start {
        let high = try boundary(probes[index - 1].x, probes[index].x, holds).0
        found.append(.stretch(low, high))
        start = nil
      }
    }
    if let low = start, let last = probes.last { found.append(.stretch(low, last.x)) }
    return found
  }

  /// The last value from `low` on that is like it, and the first that is not, as close as numbers
  /// go. Values without a result count as unlike.
  private mutating func boundary(
    _ low: Quantity, _ high: Quantity, _ isLike: (Double) -> Bool
  ) throws(Diagnostic) -> (Quantity, Quantity) {
    var inside = low.magnitude
    var outside = high.magnitude
    for _ in 0..<200 {
      let middle = inside + (outside - inside) / 2
      guard middle != inside, middle != outside else { break }
      if let gap = try gap(at: Quantity(middle, low.unit)), isLike(gap) {
        inside = middle
      } else {
        outside = middle
      }
    }
    return (Quantity(inside, low.unit), Quantity(outside, low.unit))
  }
}
