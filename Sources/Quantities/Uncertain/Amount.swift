import Basics

/// What arithmetic works on: a quantity that is known, or one of which only the odds are.
public enum Amount: Hashable, Sendable {
  case certain(Quantity)
  case uncertain(UncertainQuantity)

  /// The unit it is shown in.
  public var unit: Unit {
    switch self {
    case .certain(let quantity): quantity.unit
    case .uncertain(let quantity): quantity.unit
    }
  }

  /// The kind of quantity it is.
  public var dimension: Dimension { unit.dimension }
  /// Whether it is a single known quantity.
  public var isCertain: Bool { if case .certain = self { true } else { false } }

  /// The quantity itself, or the median of an uncertain one.
  public var typical: Quantity {
    switch self {
    case .certain(let quantity): quantity
    case .uncertain(let quantity): quantity.median
    }
  }

  /// The magnitude of the sample at an index below `UncertainQuantity.count`; that of the quantity
  /// itself where it is certain.
  public func number(at place: Int) -> Double {
    switch self {
    case .certain(let quantity): quantity.magnitude
    case .uncertain(let quantity): quantity.samples[place]
    }
  }

  /// The magnitudes below which these shares of the samples, from 0 to 1, lie; the magnitude itself
  /// where it is certain.
  public func quantiles(_ shares: [Double]) -> [Double] {
    switch self {
    case .certain(let quantity): shares.map { _ in quantity.magnitude }
    case .uncertain(let quantity): quantity.quantiles(shares).map { $0.magnitude }
    }
  }

  /// As the workbook shows it.
  public var text: String {
    switch self {
    case .certain(let quantity): quantity.text
    case .uncertain(let quantity): quantity.text
    }
  }

  /// Whether the magnitude, or that of any sample, satisfies the condition.
  public func contains(where fails: (Double) -> Bool) -> Bool {
    switch self {
    case .certain(let quantity): fails(quantity.magnitude)
    case .uncertain(let quantity): quantity.samples.contains(where: fails)
    }
  }

  /// Applies an operation to the magnitude, or to that of each sample; the results are in `unit`.
  public func map(in unit: Unit, _ operation: (Double) -> Double) -> Amount {
    switch self {
    case .certain(let quantity): .certain(Quantity(operation(quantity.magnitude), unit))
    case .uncertain(let quantity):
      .uncertain(UncertainQuantity(Columns.map(quantity.samples, operation), unit))
    }
  }

  /// An operation on both numbers, place by place; the results are in `unit`.
  public func combined(
    with other: Amount, in unit: Unit, _ operation: (Double, Double) -> Double
  ) -> Amount {
    columns(with: other, in: unit, operation)
  }

  /// The same, in a loop of its own for each operation.
  @inline(__always)
  func columns(
    with other: Amount, in unit: Unit, _ operation: (Double, Double) -> Double
  ) -> Amount {
    switch (self, other) {
    case (.certain(let left), .certain(let right)):
      return .certain(Quantity(operation(left.magnitude, right.magnitude), unit))
    case (.uncertain(let left), .certain(let right)):
      let number = right.magnitude
      return .uncertain(
        UncertainQuantity(Columns.map(left.samples) { operation($0, number) }, unit))
    case (.certain(let left), .uncertain(let right)):
      let number = left.magnitude
      return .uncertain(
        UncertainQuantity(Columns.map(right.samples) { operation(number, $0) }, unit))
    case (.uncertain(let left), .uncertain(let right)):
      return .uncertain(
        UncertainQuantity(Columns.map(left.samples, right.samples, operation), unit))
    }
  }

  /// The product, in the unit that `Unit.product` gives.
  public static func * (left: Amount, right: Amount) -> Amount {
    let (unit, factor) = Unit.product(left.unit, right.unit)
    return factor == 1
      ? left.columns(with: right, in: unit) { $0 * $1 }
      : left.columns(with: right, in: unit) { $0 * $1 * factor }
  }

  /// The quotient, in the unit that `Unit.quotient` gives; `right` must hold no zero.
  public static func / (left: Amount, right: Amount) -> Amount {
    let (unit, factor) = Unit.quotient(left.unit, right.unit)
    return factor == 1
      ? left.columns(with: right, in: unit) { $0 / $1 }
      : left.columns(with: right, in: unit) { $0 / $1 * factor }
  }

  /// The sum in this amount's unit, or the difference where `sign` is -1; nil where the kinds
  /// differ.
  public func adding(_ other: Amount, sign: Double = 1) -> Amount? {
    guard let other = other.converted(to: unit) else { return nil }
    guard sign == 1, case .uncertain(let left) = self, case .uncertain(let right) = other else {
      return columns(with: other, in: unit) { $0.plus(sign * $1) }
    }
    return .uncertain(UncertainQuantity(Columns.sums(left.samples, right.samples), unit))
  }

  /// The same amount in another unit; nil where that unit is of another kind.
  public func converted(to unit: Unit) -> Amount? {
    switch self {
    case .certain(let quantity): quantity.converted(to: unit).map { .certain($0) }
    case .uncertain(let quantity): quantity.converted(to: unit).map { .uncertain($0) }
    }
  }
}
