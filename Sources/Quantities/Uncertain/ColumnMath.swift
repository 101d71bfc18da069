import Basics
import CMath

/// Functions of one number without a branch or a call, so that a loop over many of them becomes vector
/// instructions. Each gives the same bits as the function of the standard library or of `PortableMath`.
enum ColumnMath {
  private static let sign: UInt64 = 0x8000_0000_0000_0000

  /// Without its sign.
  @inline(__always)
  static func magnitude(_ x: Double) -> Double { Double(bitPattern: x.bitPattern & ~sign) }

  @inline(__always)
  private static func signed(_ size: Double, like x: Double) -> Double {
    Double(bitPattern: size.bitPattern | (x.bitPattern & sign))
  }

  /// To the nearest whole number, halves away from zero.
  @inline(__always)
  static func nearest(_ x: Double) -> Double {
    let size = magnitude(x)
    // Adding and taking away 2^52 rounds halves to even.
    let even = (size + 0x1p52) - 0x1p52
    let near = size - even >= 0.5 ? even + 1 : even
    return signed(size < 0x1p52 ? near : size, like: x)
  }

  /// Down to a whole number.
  @inline(__always)
  static func floor(_ x: Double) -> Double {
    let size = magnitude(x)
    let near = signed((size + 0x1p52) - 0x1p52, like: x)
    let below = near > x ? near - 1 : near
    return size < 0x1p52 ? signed(below, like: x) : x
  }

  /// Up to a whole number.
  @inline(__always)
  static func ceil(_ x: Double) -> Double {
    let size = magnitude(x)
    let near = signed((size + 0x1p52) - 0x1p52, like: x)
    let above = near < x ? near + 1 : near
    return size < 0x1p52 ? signed(above, like: x) : x
  }
}

extension Amount {
  /// The same function of the magnitude, or of that of each sample, in a loop of its own for each
  /// function.
  @inline(__always)
  private func mapped(in unit: Unit, _ operation: (Double) -> Double) -> Amount {
    switch self {
    case .certain(let quantity): .certain(Quantity(operation(quantity.magnitude), unit))
    case .uncertain(let quantity):
      .uncertain(UncertainQuantity(Columns.map(quantity.samples, operation), unit))
    }
  }

  /// The same function of the magnitude, or of all samples at once; finite where they are.
  private func filled(
    _ operation: (Double) -> Double,
    _ fill: (UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int) -> Void
  ) -> Amount {
    switch self {
    case .certain(let quantity): .certain(Quantity(operation(quantity.magnitude), .none))
    case .uncertain(let quantity):
      .uncertain(
        UncertainQuantity((Columns.filled(quantity.samples, fill), quantity.isFinite), .none))
    }
  }

  /// With the other sign.
  public var negated: Amount { mapped(in: unit) { -$0 } }

  /// Without its sign.
  public var absolute: Amount { mapped(in: unit) { ColumnMath.magnitude($0) } }

  /// To the nearest whole number of its unit, halves away from zero.
  public var rounded: Amount { mapped(in: unit) { ColumnMath.nearest($0) } }

  /// Down to a whole number of its unit.
  public var roundedDown: Amount { mapped(in: unit) { ColumnMath.floor($0) } }

  /// Up to a whole number of its unit.
  public var roundedUp: Amount { mapped(in: unit) { ColumnMath.ceil($0) } }

  /// No less than `low` and no more than `high`, both in its unit.
  public func clamped(_ low: Double, _ high: Double) -> Amount {
    mapped(in: unit) {
      let least = $0 < low ? low : $0
      return least > high ? high : least
    }
  }

  /// The square root of the number, in `unit`; it must not be negative.
  public func squareRoot(in unit: Unit) -> Amount { mapped(in: unit) { $0.squareRoot() } }

  /// The natural logarithm of the number, which must be more than zero: the same bits on every
  /// machine.
  public var logarithm: Amount {
    contains(.belowNormal)
      ? map(in: .none) { PortableMath.log($0) }
      : filled({ PortableMath.normalLog($0) }, column_log)
  }

  /// e to the power of the number: the same bits on every machine.
  public var exponential: Amount {
    contains(.beyond(700))
      ? map(in: .none) { PortableMath.exp($0) }
      : filled({ PortableMath.moderateExp($0) }, column_exp)
  }
}

extension Amount {
  /// What can be asked of all samples at once.
  public enum Trait: Sendable {
    case zero, negative, zeroOrLess, belowNormal
    /// Further from zero than this.
    case beyond(Double)
  }

  /// Whether the magnitude, or that of any sample, is so.
  public func contains(_ trait: Trait) -> Bool {
    switch trait {
    case .zero: have { $0 == 0 }
    case .negative: have { $0 < 0 }
    case .zeroOrLess: have { $0 <= 0 }
    case .belowNormal: have { $0 < .leastNormalMagnitude }
    case .beyond(let size): have { !(ColumnMath.magnitude($0) <= size) }
    }
  }

  @inline(__always)
  private func have(_ condition: (Double) -> Bool) -> Bool {
    switch self {
    case .certain(let quantity): condition(quantity.magnitude)
    case .uncertain(let quantity): Columns.have(quantity.samples, condition)
    }
  }
}
