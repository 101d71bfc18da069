import Basics

extension Amount {
  /// Whether the magnitude, or that of every sample, is within what numbers reach.
  public var isFinite: Bool {
    switch self {
    case .certain(let quantity): quantity.magnitude.isFinite
    case .uncertain(let quantity): quantity.isFinite
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
    return .uncertain(
      isFinite && other.isFinite
        ? UncertainQuantity((samples, true), unit) : UncertainQuantity(samples, unit))
  }

  /// The larger or the smaller of both, sample by sample, the first where they are equal; nil where
  /// they are not in one unit.
  public func extreme(_ other: Amount, isLargest: Bool) -> Amount? {
    guard unit == other.unit else { return nil }
    return isLargest
      ? columns(with: other, in: unit) { $1 > $0 ? $1 : $0 }
      : columns(with: other, in: unit) { $1 < $0 ? $1 : $0 }
  }

  /// How two amounts of one kind compare, sample by sample: to twelve digits, both in base units.
  public enum Order: Sendable { case less, atMost, equal }

  /// In which samples an amount is so beside another one of the same kind.
  public func samples(_ order: Order, _ other: Amount) -> [Bool] {
    let isOneUnit = unit == other.unit
    let (a, b) = (isOneUnit ? 1 : unit.scale, isOneUnit ? 1 : other.unit.scale)
    let (left, right) = (column, other.column)
    func slack(_ x: Double, _ y: Double) -> Double {
      let (first, second) = (ColumnMath.magnitude(x), ColumnMath.magnitude(y))
      return 1e-12 * (second > first ? second : first)
    }
    return switch order {
    case .less:
      Columns.compare(left, right) {
        let (x, y) = ($0 * a, $1 * b)
        return y - x > slack(x, y)
      }
    case .atMost:
      Columns.compare(left, right) {
        let (x, y) = ($0 * a, $1 * b)
        return x - y <= slack(x, y)
      }
    case .equal:
      Columns.compare(left, right) {
        let (x, y) = ($0 * a, $1 * b)
        return ColumnMath.magnitude(x - y) <= slack(x, y)
      }
    }
  }
}
