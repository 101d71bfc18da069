import Basics
import Diagnostics
import Language
import Quantities

/// An expression, what it is wanted to be, and the cell that is varied for it.
struct Equation {
  /// Both sides at a value of the cell, in one unit.
  struct Sides {
    let left: Quantity
    let right: Quantity

    /// How far the left side lies above the right one; zero where they are the same to twelve
    /// digits.
    var gap: Double { left.magnitude.isSame(as: right.magnitude) ? 0 : difference }
    /// The same to the last bit.
    var difference: Double { left.magnitude - right.magnitude }
    /// The larger of the two.
    var size: Double { max(abs(left.magnitude), abs(right.magnitude)) }
  }

  /// The unit of the cell.
  let unit: Unit
  let expression: Expression
  let wanted: Expression
  /// Whether the cell counts: only whole numbers of its unit have a result.
  private(set) var isWhole = false
  private var whatIf: WhatIf
  /// What the left side is told in: what it came out in first.
  private var leftUnit: Unit?
  /// What is known already, where each value takes long.
  private var known: [Double: (sides: Sides?, failure: Diagnostic?)] = [:]

  /// Whether a value takes so long that few are tried.
  var isCostly: Bool { whatIf.isCostly }

  init(
    _ workbook: Workbook, varying index: Int, unit: Unit, _ expression: Expression,
    _ wanted: Expression
  ) throws(Diagnostic) {
    self.unit = unit
    self.expression = expression
    self.wanted = wanted
    whatIf = WhatIf(
      workbook, varying: index,
      for: [try workbook.resolve(expression), try workbook.resolve(wanted)])
  }

  /// Both sides as intervals go through them; nil where they are nothing for intervals, or have no
  /// value that would tell in what unit.
  func movingCells() -> MovingCells? {
    guard let leftUnit else { return nil }
    return whatIf.movingCells(
      unit: unit, leftUnit: leftUnit, takesUnit: wanted.literal?.isPlain ?? false)
  }

  /// Whether what it comes to depends on luck: samples, or a simulation.
  var isSampled: Bool { whatIf.isSampled }

  /// Finds out whether the cell counts, as servers are counted: there is a result at a whole number
  /// and none half a step beside it. Too few may have none, so larger numbers are tried too.
  /// - Parameters:
  ///   - now: the present value.
  ///   - counts: whether that is known.
  mutating func noticeWhole(
    from now: Double, in range: Interval, counts: Bool
  ) throws(Diagnostic) {
    isWhole = counts
    guard !counts, now == now.rounded() else { return }
    var x = now
    while range.contains(x), x < max(1, abs(now)) * 2048 {
      if try sides(at: x).sides != nil {
        let beside = [x - 0.5, x + 0.5].filter { range.contains($0) }
        for place in beside where try sides(at: place).sides != nil { return }
        isWhole = !beside.isEmpty
        return
      }
      x = max(1, 2 * x)
      if x < now { return }
    }
  }

  /// The same with other luck.
  func reseeded(_ seed: Int) -> Equation {
    var other = self
    other.whatIf.reseed(seed)
    other.known = [:]
    return other
  }

  /// The same with the outermost samples elsewhere in their parts.
  func withTails(_ deviations: Double) -> Equation {
    var other = self
    other.whatIf.shift(.tails(deviations))
    other.known = [:]
    return other
  }

  /// Both sides at a value of the cell; nil with the reason where one has no value.
  mutating func sides(
    at x: Double
  ) throws(Diagnostic) -> (sides: Sides?, failure: Diagnostic?) {
    if let found = known[x] { return found }
    let found = try computedSides(at: x)
    if isCostly { known[x] = found }
    return found
  }

  private mutating func computedSides(
    at x: Double
  ) throws(Diagnostic) -> (sides: Sides?, failure: Diagnostic?) {
    let results = try whatIf.values(at: .quantity(Quantity(x, unit)))
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
    if let leftUnit { found[0] = found[0].converted(to: leftUnit) ?? found[0] }
    leftUnit = leftUnit ?? found[0].unit
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
    return (Sides(left: found[0], right: converted), nil)
  }

  /// How far the left side lies above the right one; nil where one has no value.
  mutating func gap(at x: Double) throws(Diagnostic) -> Double? { try sides(at: x).sides?.gap }

  // MARK: Between two values

  /// The last value from `inside` on that is like it, and the first that is not, as close as numbers
  /// go. Values without a result count as unlike.
  mutating func boundary(
    _ inside: Double, _ outside: Double, _ isLike: (Sides) -> Bool
  ) throws(Diagnostic) -> (inside: Double, outside: Double) {
    var (inside, outside) = (inside, outside)
    for _ in 0..<300 {
      let exact = Equation.between(inside, outside)
      let middle = isWhole ? exact.rounded(.down) : exact
      guard middle != inside, middle != outside else { break }
      if let sides = try sides(at: middle).sides, isLike(sides) {
        inside = middle
      } else {
        outside = middle
      }
    }
    return (inside, outside)
  }

  /// The middle of two numbers, by ratio where they lie decades apart.
  static func between(_ a: Double, _ b: Double) -> Double {
    if a > 0, b > 0, max(a, b) > 8 * min(a, b) { return a.squareRoot() * b.squareRoot() }
    if a < 0, b < 0, min(a, b) < 8 * max(a, b) { return -((-a).squareRoot() * (-b).squareRoot()) }
    return a / 2 + b / 2
  }
}
