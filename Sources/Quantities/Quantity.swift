/// A number with its unit.
public struct Quantity: Sendable {
  /// The number in `unit`.
  public var magnitude: Double
  public var unit: Unit

  public init(_ magnitude: Double, _ unit: Unit = .none) {
    self.magnitude = magnitude
    self.unit = unit
  }

  public var dimension: Dimension { unit.dimension }

  /// The number in base units: dollars, seconds, bytes, requests, tokens, GPUs, operations.
  public var base: Double { unit.isNone ? magnitude : magnitude * unit.scale }

  /// A number with neither unit nor percent sign.
  public var isPlain: Bool { unit.isNone }

  /// The same amount in another unit; nil where that is of another kind.
  public func converted(to unit: Unit) -> Quantity? {
    if self.unit == unit { return self }
    guard self.unit.dimension == unit.dimension else { return nil }
    return Quantity(magnitude * (self.unit.scale / unit.scale), unit)
  }
}

extension Quantity: Hashable {
  /// Equal amounts are equal in whatever unit they are shown.
  public static func == (left: Quantity, right: Quantity) -> Bool {
    if left.unit == right.unit { return left.magnitude == right.magnitude }
    return left.dimension == right.dimension && left.base == right.base
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(base)
    hasher.combine(dimension)
  }
}

extension Quantity {
  public static func * (left: Quantity, right: Quantity) -> Quantity {
    let (unit, factor) = Unit.product(left.unit, right.unit)
    return Quantity(left.magnitude * right.magnitude * factor, unit)
  }

  /// The caller has made sure that `right` is not zero.
  public static func / (left: Quantity, right: Quantity) -> Quantity {
    let (unit, factor) = Unit.quotient(left.unit, right.unit)
    return Quantity(left.magnitude / right.magnitude * factor, unit)
  }

  /// The sum in the left side's unit; nil where the kinds differ.
  public func adding(_ other: Quantity, sign: Double = 1) -> Quantity? {
    guard let other = other.converted(to: unit) else { return nil }
    return Quantity(magnitude + sign * other.magnitude, unit)
  }
}
