import Basics
import Diagnostics
import Language
import Quantities

/// What a solution is: proved, or only not to be excluded.
extension RootSearch {
  /// The solutions, in the order of the range.
  mutating func roots() throws(Diagnostic) -> [Answer.Solution.Root] {
    var roots: [Answer.Solution.Root] = []
    func quantity(_ x: Double) -> Quantity { Quantity(x, equation.unit) }
    for find in finds {
      switch find {
      case .root(let x): roots.append(.at(quantity(x)))
      case .stretch(let low, let high):
        guard try isFlat(low, high) else {
          if let root = try settled(low, high) { roots.append(root) }
          continue
        }
        let ends = try stretch(low, high)
        func isOpen(_ end: Double) throws(Diagnostic) -> Bool {
          try equation.gap(at: end.rounded(toDigits: 9)).map { $0 != 0 } ?? true
        }
        roots.append(
          .stretch(
            quantity(ends.low), quantity(ends.high),
            open: (low: try isOpen(ends.low), high: try isOpen(ends.high))))
      case .cluster(let low, let high):
        if let root = try settled(low, high) { roots.append(root) }
      case .unsettled(let low, let high):
        if let x = try zero(low, high) { roots.append(.near(quantity(x))) }
      }
    }
    return RootSearch.distinct(roots)
  }

  /// The parts of the range that were too much work.
  var unsettled: [Answer.Solution.Stretch] {
    finds.compactMap { find in
      guard case .unsettled(let low, let high) = find else { return nil }
      return Answer.Solution.Stretch(
        low: Quantity(low, equation.unit), high: Quantity(high, equation.unit))
    }
  }

  /// Places between which a condition on the gap does not change.
  mutating func landmarks() throws(Diagnostic) -> [Double] {
    var places: [Double] = [range.low]
    for find in finds {
      let (low, high) = find.ends
      places += [low, high]
      if case .cluster = find, let x = try zero(low, high) { places.append(x) }
    }
    places = Set(places + [range.high]).sorted()
    let between = zip(places, places.dropFirst()).map { Equation.between($0, $1) }
    return Set(places + between).sorted()
  }

  // MARK: Clusters

  /// Each solution once: what touches a stretch belongs to it, and two roots that are the same to
  /// ten digits are one.
  private static func distinct(_ roots: [Answer.Solution.Root]) -> [Answer.Solution.Root] {
    func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(abs(a), abs(b)) }
    var kept: [Answer.Solution.Root] = []
    for root in roots {
      guard let last = kept.last, isClose(last.ends.high.magnitude, root.ends.low.magnitude) else {
        kept.append(root)
        continue
      }
      switch (last, root) {
      case (.stretch(let low, _, _, _), .stretch(_, let high, _, _)):
        kept[kept.count - 1] = .stretch(low, high)
      case (.stretch, _): break
      case (_, .stretch), (.near, .at): kept[kept.count - 1] = root
      case (.at, .near), (.near, .near): break
      // Two that were proved, each by itself, are two unless they are the same number.
      case (.at(let a), .at(let b)):
        if !a.magnitude.isSame(as: b.magnitude) { kept.append(root) }
      default: kept.append(root)
      }
    }
    return kept
  }

  /// Whether the sides are the same all along, and do not only come close to each other where they
  /// touch: there they drift apart by more than rounding does.
  private mutating func isFlat(_ low: Double, _ high: Double) throws(Diagnostic) -> Bool {
    // In so short a stretch that a slope does not show in the digits, the slope itself tells.
    let inner = Interval(low * 0.95 + high * 0.05, low * 0.05 + high * 0.95)
    if inner.low < inner.high, let gap = cells.knownGap(over: inner), gap.slope.isFinite,
      let sides = try equation.sides(at: low / 2 + high / 2).sides,
      gap.slope.largest * range.largest > 1e-6 * sides.size,
      (high - low) * 1e9 < range.width
    {
      return false
    }
    for part in [0.05, 0.2, 0.8, 0.95] {
      guard let sides = try equation.sides(at: low * (1 - part) + high * part).sides else {
        return false
      }
      if abs(sides.difference) > 64 * sides.size.ulp { return false }
    }
    return true
  }

  /// The very ends of a stretch.
  private mutating func stretch(
    _ low: Double, _ high: Double
  ) throws(Diagnostic) -> (low: Double, high: Double) {
    let inside = Equation.between(low, high)
    func end(_ end: Double, _ search: inout RootSearch) throws(Diagnostic) -> Double {
      let pad = max(abs(end) * 1e-6, search.grain)
      let beyond = min(
        max(end < inside ? end - pad : end + pad, search.range.low), search.range.high)
      if try search.equation.gap(at: beyond) == 0 { return beyond }
      return try search.tidied(
        try search.equation.boundary(inside, beyond) { $0.gap == 0 }.inside)
    }
    return (try end(low, &self), try end(high, &self))
  }

  /// What lies in a box that could not be cut further; nil where nothing can.
  private mutating func settled(
    _ low: Double, _ high: Double
  ) throws(Diagnostic) -> Answer.Solution.Root? {
    let pad = max(high - low, 16 * max(abs(low), abs(high)).ulp)
    let (a, b) = (max(low - pad, range.low), min(high + pad, range.high))
    let zero = try zero(low, high)
    if let zero, let there = cells.knownGap(over: Interval(zero)), there.isDefined,
      there.range == .zero
    {
      return .at(Quantity(zero, equation.unit))
    }
    let all = cells.knownGap(over: Interval(a, b))
    let isSmooth = all.map { $0.isDefined && $0.isContinuous } ?? false
    if let first = try equation.sides(at: a).sides, let last = try equation.sides(at: b).sides,
      first.difference != 0, last.difference != 0,
      (first.difference < 0) != (last.difference < 0)
    {
      let x = try crossed(a, b, isBelow: first.difference < 0)
      let size = max(first.size, last.size)
      if let sides = try equation.sides(at: x).sides,
        isSmooth && all?.isNonzero == false || abs(sides.difference) <= 1e-9 * size
      {
        // It may have no value at the very place that it goes through.
        let told = (zero ?? x).rounded(toDigits: 9)
        if try equation.sides(at: told).sides == nil { return .near(Quantity(told, equation.unit)) }
        let root = if let zero { zero } else { try tidied(x) }
        return .at(Quantity(root, equation.unit))
      }
      // It jumps over what is wanted, or goes there by way of the infinite.
      return zero.map { .at(Quantity($0, equation.unit)) }
    }
    if let zero { return .near(Quantity(zero, equation.unit)) }
    guard let (x, sides) = try closest(low, high), all?.isNonzero != true,
      isSmooth || abs(sides.difference) <= 1e-9 * sides.size
    else { return nil }
    return .near(Quantity(try tidied(x), equation.unit))
  }

  private mutating func crossed(
    _ a: Double, _ b: Double, isBelow: Bool
  ) throws(Diagnostic) -> Double {
    try equation.boundary(a, b) { ($0.difference < 0) == isBelow }.inside
  }

  /// The number of the fewest digits between two ends at which both sides are the same.
  private mutating func zero(_ low: Double, _ high: Double) throws(Diagnostic) -> Double? {
    for x in candidates(low, high) {
      if try equation.gap(at: x) == 0 { return x }
    }
    return nil
  }

  /// Where the sides come closest among some numbers between two ends.
  private mutating func closest(
    _ low: Double, _ high: Double
  ) throws(Diagnostic) -> (Double, Equation.Sides)? {
    var best: (Double, Equation.Sides)?
    for x in candidates(low, high) {
      guard let sides = try equation.sides(at: x).sides else { continue }
      if best.map({ abs(sides.difference) < abs($0.1.difference) }) ?? true { best = (x, sides) }
    }
    return best
  }

  /// Numbers between two ends, those of few digits first.
  private func candidates(_ low: Double, _ high: Double) -> [Double] {
    var found: [Double] = []
    let middle = Equation.between(low, high)
    // A little beyond the ends, where the true value may have been rounded to.
    let around = Interval(low, high).hull(Interval(low.nextDown, high.nextUp))
    if around.contains(0) || max(abs(low), abs(high)) <= grain { found.append(0) }
    for digits in 1...16 {
      let short = middle.rounded(toDigits: digits)
      if around.contains(short) { found.append(short) }
    }
    for part in 0...32 { found.append(low + (high - low) * Double(part) / 32) }
    return found.filter { range.contains($0) }
  }
}
