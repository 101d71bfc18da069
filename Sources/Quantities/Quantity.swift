import Basics

/// A number with its unit.
public struct Quantity: Sendable {
  /// The number in `unit`.
  public var magnitude: Double
  /// The unit it is shown in.
  public var unit: Unit

  /// Creates a quantity; without a unit it is a plain number.
  public init(_ magnitude: Double, _ unit: Unit = .none) {
    self.magnitude = magnitude
    self.unit = unit
  }

  /// The kind of quantity it is.
  public var dimension: Dimension { unit.dimension }

  /// The number in base units: dollars, seconds, bytes, requests, tokens, GPUs, floating-point
  /// operations.
  public var base: Double { unit.isNone ? magnitude : magnitude * unit.scale }

  /// Whether it has neither a unit nor a percent sign.
  public var isPlain: Bool { unit.isNone }

  /// The same amount in another unit; nil where that unit is of another kind.
  public func converted(to unit: Unit) -> Quantity? {
    if self.unit == unit { return self }
    guard self.unit.dimension == unit.dimension else { return nil }
    return Quantity(magnitude * (self.unit.scale / unit.scale), unit)
  }
}

extension Quantity: Hashable {
  /// Equal amounts are equal, whatever units they are shown in.
  public static func == (left: Quantity, right: Quantity) -> Bool {
    if left.unit == right.unit { return left.magnitude == right.magnitude }
    return left.dimension == right.dimension && left.base == right.base
  }

  /// Hashes the amount in base units.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(base)
    hasher.combine(dimension)
  }
}

extension Quantity {
  /// The product, in the unit that `Unit.product` gives.
  public static func * (left: Quantity, right: Quantity) -> Quantity {
    let (unit, factor) = Unit.product(left.unit, right.unit)
    return Quantity(left.magnitude * right.magnitude * factor, unit)
  }

  /// The quotient, in the unit that `Unit.quotient` gives; `right` must not be zero.
  public static func / (left: Quantity, right: Quantity) -> Quantity {
    let (unit, factor) = Unit.quotient(left.unit, right.unit)
    return Quantity(left.magnitude / right.magnitude * factor, unit)
  }

  /// The sum in this quantity's unit, or the difference where `sign` is -1; nil where the kinds
  /// differ.
  public func adding(_ other: Quantity, sign: Double = 1) -> Quantity? {
    guard let other = other.converted(to: unit) else { return nil }
    return Quantity(magnitude.plus(sign * other.magnitude), unit)
  }
}
