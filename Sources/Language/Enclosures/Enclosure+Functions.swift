import Basics
import CMath
import Quantities

extension MovingFormula.Builtin {
  func enclosure(_ values: [Enclosure]) throws(EnclosureProblem) -> Enclosure {
    guard var first = values.first else { throw .impossible }
    switch self {
    case .min, .max:
      for value in values.dropFirst() { first = try first.extreme(value, isMost: self == .max) }
      return first
    case .clamp:
      let low = try first.extreme(values[1], isMost: true)
      return try low.extreme(values[2], isMost: false)
    case .abs: return first.absolute
    case .round: return first.stepped { $0.rounded() }
    case .floor: return first.stepped { $0.rounded(.down) }
    case .ceil: return first.stepped { $0.rounded(.up) }
    case .sqrt: return try first.squareRoot()
    case .exp:
      let plain = try first.plain()
      let range = plain.range.exponential
      return plain.mapped(range, slope: range, .none, isNonzero: true)
    case .ln: return try first.logarithm(of: 1) { PortableMath.log($0) }
    case .log10: return try first.logarithm(of: log(10)) { CMath.log10($0) }
    case .log2: return try first.logarithm(of: log(2)) { CMath.log2($0) }
    }
  }
}

extension Enclosure {
  /// As a plain number.
  fileprivate func plain() throws(EnclosureProblem) -> Enclosure {
    guard let plain = converted(to: .none) else { throw .impossible }
    return plain
  }

  /// The larger or the smaller of two, whose unit may be either's: they have the same size.
  fileprivate func extreme(
    _ other: Enclosure, isMost: Bool
  ) throws(EnclosureProblem) -> Enclosure {
    guard let other = other.converted(to: unit) else { throw .impossible }
    let (a, b) = (range, other.range)
    // Where one is the larger all the way, it is the result.
    if isMost ? a.low >= b.high : a.high <= b.low { return joined(self, other) }
    if isMost ? b.low >= a.high : b.high <= a.low { return joined(other, self) }
    return Enclosure(
      isMost
        ? Interval(max(a.low, b.low), max(a.high, b.high))
        : Interval(min(a.low, b.low), min(a.high, b.high)),
      slope: slope.hull(other.slope), unit, of: [self, other],
      isNonzero: isNonzero && other.isNonzero)
  }

  /// The first, as far as both have values.
  private func joined(_ kept: Enclosure, _ other: Enclosure) -> Enclosure {
    var kept = kept
    kept.isDefined = kept.isDefined && other.isDefined
    return kept
  }

  fileprivate var absolute: Enclosure {
    let sign =
      range.low >= 0 ? Interval(1) : range.high <= 0 ? Interval(-1) : Interval(-1, 1)
    return mapped(range.magnitudes, slope: sign, unit, isNonzero: isNonzero)
  }

  /// A function that jumps from one whole number to the next.
  fileprivate func stepped(_ step: (Double) -> Double) -> Enclosure {
    let range = Interval(step(range.low), step(range.high))
    if range.low == range.high { return mapped(range, slope: .zero, unit) }
    return mapped(range, slope: .all, unit).broken
  }

  fileprivate func squareRoot() throws(EnclosureProblem) -> Enclosure {
    let value = unit.isPercent ? try plain() : self
    guard let unit = value.unit.root(2) else { throw .impossible }
    guard let inside = value.range.intersection(Interval(0, .infinity)) else { throw .nowhere }
    let root = inside.squareRoot
    let slope = Interval(0.5) / root
    var result = value.mapped(
      root, slope: slope ?? Interval(0, .infinity), unit, isNonzero: value.isNonzero)
    if value.range.low < 0 { result.isDefined = false }
    return result
  }

  fileprivate func logarithm(
    of base: Double, _ function: (Double) -> Double
  ) throws(EnclosureProblem) -> Enclosure {
    let value = try plain()
    guard value.range.high > 0 || value.isNonzero && value.range.high >= 0,
      let inside = value.range.intersection(Interval(0, .infinity))
    else { throw .nowhere }
    let slope = Interval(1) / (inside * Interval(base).widened(by: 2))
    var result = value.mapped(
      Interval(
        inside.low > 0 ? inside.rising(function).low : -.infinity,
        inside.high > 0 ? inside.rising(function).high : -.infinity),
      slope: slope ?? .all, .none)
    if value.range.low < 0 || value.range.low == 0 && !value.isNonzero { result.isDefined = false }
    return result
  }

  // MARK: Powers

  func raised(to exponent: Enclosure) throws(EnclosureProblem) -> Enclosure {
    let power = try exponent.plain()
    let base = unit.isPercent ? try plain() : self
    if power.range.low == power.range.high, power.slope == .zero, power.isDefined {
      let number = power.range.low
      if let whole = Int(exactly: number), (-1_000_000...1_000_000).contains(whole) {
        return try base.raised(toWhole: whole)
      }
      guard base.unit.isNone else { throw .impossible }
      return try base.raised(toFraction: number)
    }
    // e^(b·ln a); a base below zero has powers at whole exponents alone.
    guard base.unit.isNone, base.range.low > 0 || base.range.low == 0 && base.isNonzero else {
      throw .impossible
    }
    let logarithm = try base.logarithm(of: 1) { log($0) }
    let product = power * logarithm
    let range = product.range.exponential
    return product.mapped(range, slope: range, .none, isNonzero: true)
  }

  private func raised(toWhole power: Int) throws(EnclosureProblem) -> Enclosure {
    if power == 0 { return mapped(Interval(1), slope: .zero, .none) }
    if power < 0 {
      let one = Enclosure(Quantity(1))
      return try one / (try raised(toWhole: -power))
    }
    let slope =
      power == 1
      ? Interval(1)
      : Interval(Double(power)) * range.raised(to: power - 1).widened(by: 2)
    return mapped(
      range.raised(to: power), slope: slope,
      unit.raised(to: power), isNonzero: isNonzero)
  }

  private func raised(toFraction power: Double) throws(EnclosureProblem) -> Enclosure {
    guard let inside = range.intersection(Interval(0, .infinity)),
      power > 0 || inside.high > 0 || isNonzero
    else { throw .nowhere }
    func raised(_ power: Double) -> Interval {
      let ends = [pow(inside.low, power), pow(inside.high, power)].sorted()
      let wide = Interval(ends[0], ends[1]).widened(by: 3)
      return Interval(max(0, wide.low), wide.high)
    }
    var result = mapped(
      raised(power), slope: Interval(power) * raised(power - 1), .none,
      isNonzero: isNonzero || power < 0)
    if range.low < 0 || power < 0 && range.low <= 0 && !isNonzero { result.isDefined = false }
    return result
  }
}
