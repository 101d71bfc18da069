/// Arithmetic on whole columns of samples, in loops that a compiler turns into vector instructions.
enum Columns {
  @inline(__always)
  static func map(_ column: [Double], _ operation: (Double) -> Double) -> [Double] {
    [Double](unsafeUninitializedCapacity: column.count) { buffer, count in
      column.withUnsafeBufferPointer { column in
        for place in 0..<column.count { buffer[place] = operation(column[place]) }
      }
      count = column.count
    }
  }

  @inline(__always)
  static func map(
    _ left: [Double], _ right: [Double], _ operation: (Double, Double) -> Double
  ) -> [Double] {
    let size = min(left.count, right.count)
    return [Double](unsafeUninitializedCapacity: size) { buffer, count in
      left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { right in
          for place in 0..<size { buffer[place] = operation(left[place], right[place]) }
        }
      }
      count = size
    }
  }

  /// Whether all are numbers within what numbers reach.
  static func areFinite(_ column: [Double]) -> Bool {
    let exponent: UInt64 = 0x7FF0_0000_0000_0000
    var others: UInt64 = 0
    column.withUnsafeBufferPointer { column in
      for place in 0..<column.count {
        others |= column[place].bitPattern & exponent == exponent ? 1 : 0
      }
    }
    return others == 0
  }

  /// Whether any is zero.
  static func haveZero(_ column: [Double]) -> Bool {
    var zeros: UInt64 = 0
    column.withUnsafeBufferPointer { column in
      for place in 0..<column.count { zeros |= column[place] == 0 ? 1 : 0 }
    }
    return zeros != 0
  }
}

extension Amount {
  /// Whether the magnitude, or that of every sample, is within what numbers reach.
  public var isFinite: Bool {
    switch self {
    case .certain(let quantity): quantity.magnitude.isFinite
    case .uncertain(let quantity): Columns.areFinite(quantity.samples)
    }
  }

  /// Whether the magnitude, or that of any sample, is zero.
  public var hasZero: Bool {
    switch self {
    case .certain(let quantity): quantity.magnitude == 0
    case .uncertain(let quantity): Columns.haveZero(quantity.samples)
    }
  }

  /// The magnitudes of all samples.
  private var column: [Double] {
    switch self {
    case .certain(let quantity):
      [Double](repeating: quantity.magnitude, count: UncertainQuantity.count)
    case .uncertain(let quantity): quantity.samples
    }
  }

  /// This amount in the samples that are true, another one of the same unit elsewhere.
  public func chosen(where truths: [Bool], else other: Amount) -> Amount {
    let (left, right) = (column, other.column)
    let size = min(truths.count, min(left.count, right.count))
    let samples = [Double](unsafeUninitializedCapacity: size) { buffer, count in
      truths.withUnsafeBufferPointer { truths in
        left.withUnsafeBufferPointer { left in
          right.withUnsafeBufferPointer { right in
            for place in 0..<size { buffer[place] = truths[place] ? left[place] : right[place] }
          }
        }
      }
      count = size
    }
    return .uncertain(UncertainQuantity(samples, unit))
  }

  /// The larger or the smaller of both, sample by sample, the first where they are equal; nil where
  /// they are not in one unit.
  public func extreme(_ other: Amount, isLargest: Bool) -> Amount? {
    guard unit == other.unit else { return nil }
    if case .certain(let first) = self, case .certain(let second) = other {
      let isOther =
        isLargest ? second.magnitude > first.magnitude : second.magnitude < first.magnitude
      return .certain(isOther ? second : first)
    }
    return .uncertain(
      UncertainQuantity(
        isLargest
          ? Columns.map(column, other.column) { $1 > $0 ? $1 : $0 }
          : Columns.map(column, other.column) { $1 < $0 ? $1 : $0 }, unit))
  }

  /// Which samples are less than those of another amount: to twelve digits, both in base units.
  /// - Parameter isStrict: whether equal ones are not.
  public func less(than other: Amount, isStrict: Bool) -> [Bool] {
    let isOneUnit = unit == other.unit
    let (a, b) = (isOneUnit ? 1 : unit.scale, isOneUnit ? 1 : other.unit.scale)
    let (left, right) = (column, other.column)
    let size = min(left.count, right.count)
    return [Bool](unsafeUninitializedCapacity: size) { buffer, count in
      left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { right in
          for place in 0..<size {
            let (x, y) = (left[place] * a, right[place] * b)
            let slack = 1e-12 * max(abs(x), abs(y))
            buffer[place] = isStrict ? x < y && y - x > slack : x < y || x - y <= slack
          }
        }
      }
      count = size
    }
  }
}
