import Quantities

/// What a formula can be while a name goes through an interval.
public struct Enclosure: Sendable {
  /// Holds every value, in `unit`.
  public var range: Interval
  /// Holds the slope between any two places where the formula is continuous, in units per unit of
  /// the name.
  public var slope: Interval
  /// The unit of the values.
  public var unit: Unit
  /// Whether there is a value everywhere.
  public var isDefined = true
  /// Whether it is known to have no jumps.
  public var isContinuous = true
  /// Whether it is known to be never zero, also where numbers are too small to tell.
  public var isNonzero: Bool

  init(
    _ range: Interval, slope: Interval, _ unit: Unit, of parts: [Enclosure] = [],
    isNonzero: Bool = false
  ) {
    self.range = range
    self.slope = slope
    self.unit = unit
    isDefined = parts.allSatisfy { $0.isDefined }
    isContinuous = parts.allSatisfy { $0.isContinuous }
    self.isNonzero = isNonzero || !range.contains(0)
  }

  /// A quantity that does not move.
  public init(_ quantity: Quantity) {
    self.init(Interval(quantity.magnitude), slope: .zero, quantity.unit)
  }

  /// The name itself.
  public init(moving range: Interval, _ unit: Unit) {
    self.init(range, slope: Interval(1), unit)
  }

  /// The same in another unit; nil where that is of another kind.
  public func converted(to unit: Unit) -> Enclosure? {
    if unit == self.unit { return self }
    guard unit.dimension == self.unit.dimension else { return nil }
    return scaled(by: self.unit.scale / unit.scale, in: unit)
  }

  func scaled(by factor: Double, in unit: Unit) -> Enclosure {
    let factor = factor == 1 ? Interval(1) : Interval(factor).widened(by: 1)
    return Enclosure(
      range * factor, slope: slope * factor, unit, of: [self], isNonzero: isNonzero)
  }

  /// The same with another value and slope, as a function of it gives them.
  func mapped(_ range: Interval, slope: Interval, _ unit: Unit, isNonzero: Bool = false)
    -> Enclosure
  {
    Enclosure(range, slope: slope * self.slope, unit, of: [self], isNonzero: isNonzero)
  }

  /// The same with a jump in it.
  var broken: Enclosure {
    var broken = self
    broken.isContinuous = false
    broken.slope = .all
    return broken
  }

  /// Either of two, in the unit of the first, with a jump between them.
  func either(_ other: Enclosure) throws(EnclosureProblem) -> Enclosure {
    guard let other = other.converted(to: unit) else { throw .impossible }
    return Enclosure(
      range.hull(other.range), slope: .all, unit, of: [self, other],
      isNonzero: isNonzero && other.isNonzero
    ).broken
  }
}

/// Why a formula has no enclosure.
public enum EnclosureProblem: Error {
  /// It has no value anywhere in the interval.
  case nowhere
  /// It calls what intervals cannot go through: a simulation, samples, a file.
  case impossible
}

// MARK: Arithmetic

extension Enclosure {
  /// The sum in the left unit, or the difference where `sign` is -1.
  func adding(_ other: Enclosure, sign: Double) throws(EnclosureProblem) -> Enclosure {
    guard let other = other.converted(to: unit) else { throw .impossible }
    let right = sign < 0 ? -other.range : other.range
    let rise = sign < 0 ? -other.slope : other.slope
    // Nothing is added to what is never zero.
    let isAlone = other.range == .zero
    return Enclosure(
      range + right, slope: slope + rise, unit, of: [self, other],
      isNonzero: isAlone && isNonzero)
  }

  /// The difference.
  public func minus(_ other: Enclosure) throws(EnclosureProblem) -> Enclosure {
    try adding(other, sign: -1)
  }

  /// The product.
  public static func * (left: Enclosure, right: Enclosure) -> Enclosure {
    let (unit, factor) = Unit.product(left.unit, right.unit)
    let product = Enclosure(
      left.range * right.range, slope: left.slope * right.range + left.range * right.slope, unit,
      of: [left, right], isNonzero: left.isNonzero && right.isNonzero)
    return factor == 1 ? product : product.scaled(by: factor, in: unit)
  }

  static func / (left: Enclosure, right: Enclosure) throws(EnclosureProblem) -> Enclosure {
    guard let range = left.range / right.range else { throw .nowhere }
    let (unit, factor) = Unit.quotient(left.unit, right.unit)
    var quotient = Enclosure(
      range, slope: .all, unit, of: [left, right], isNonzero: left.isNonzero)
    if right.range.contains(0), !right.isNonzero {
      quotient.isDefined = false
      quotient.isContinuous = false
    } else if let slope = (left.slope - range * right.slope) / right.range {
      quotient.slope = slope
    }
    return factor == 1 ? quotient : quotient.scaled(by: factor, in: unit)
  }
}
