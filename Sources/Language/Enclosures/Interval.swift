/// All numbers between two ends, both included; an end may be infinite.
///
/// What is computed from intervals holds every result of numbers out of them: ends are rounded
/// outwards wherever they are not exact.
public struct Interval: Hashable, Sendable {
  /// The lower end.
  public let low: Double
  /// The upper end, not below the lower one.
  public let high: Double

  /// All numbers from one end to the other.
  public init(_ low: Double, _ high: Double) {
    self.low = low
    self.high = high
  }

  /// A single number.
  public init(_ number: Double) { self.init(number, number) }

  /// All numbers.
  public static let all = Interval(-.infinity, .infinity)
  /// Zero alone.
  public static let zero = Interval(0)

  /// How far the ends lie apart.
  public var width: Double { high - low }
  /// A number between the ends.
  public var middle: Double { low / 2 + high / 2 }
  /// Whether both ends are numbers.
  public var isFinite: Bool { low.isFinite && high.isFinite }
  /// The largest absolute value.
  public var largest: Double { max(abs(low), abs(high)) }
  /// The smallest absolute value.
  public var smallest: Double { contains(0) ? 0 : min(abs(low), abs(high)) }

  /// Whether a number lies in it.
  public func contains(_ number: Double) -> Bool { low <= number && number <= high }

  /// What both hold; nil where that is nothing.
  public func intersection(_ other: Interval) -> Interval? {
    let (low, high) = (max(low, other.low), min(high, other.high))
    return low <= high ? Interval(low, high) : nil
  }

  /// The least interval that holds both.
  public func hull(_ other: Interval) -> Interval {
    Interval(min(low, other.low), max(high, other.high))
  }

  /// The same with both ends moved outwards by some of the smallest steps of their numbers.
  func widened(by steps: Int) -> Interval {
    var (low, high) = (low, high)
    for _ in 0..<steps {
      low = low.nextDown
      high = high.nextUp
    }
    return Interval(low, high)
  }
}

extension Interval {
  /// The numbers with the other sign.
  public static prefix func - (interval: Interval) -> Interval {
    Interval(-interval.high, -interval.low)
  }

  /// The sums.
  public static func + (left: Interval, right: Interval) -> Interval {
    Interval(sumBelow(left.low, right.low), -sumBelow(-left.high, -right.high))
  }

  /// The differences.
  public static func - (left: Interval, right: Interval) -> Interval { left + -right }

  /// The products.
  public static func * (left: Interval, right: Interval) -> Interval {
    let pairs = [
      (left.low, right.low), (left.low, right.high), (left.high, right.low),
      (left.high, right.high),
    ]
    var low = Double.infinity
    var high = -Double.infinity
    for (a, b) in pairs {
      low = min(low, productBelow(a, b))
      high = max(high, -productBelow(-a, b))
    }
    return Interval(low, high)
  }

  /// The quotients; all numbers where the divisor holds zero inside, nil where it is nothing else.
  public static func / (left: Interval, right: Interval) -> Interval? {
    if right.low == 0, right.high == 0 { return nil }
    if right.low < 0, right.high > 0 { return .all }
    let inverse = Interval(
      right.high == 0 ? -.infinity : quotientBelow(1, right.high),
      right.low == 0 ? .infinity : -quotientBelow(-1, right.low))
    guard right.low != 0, right.high != 0, left.isFinite, right.isFinite else {
      return left * inverse
    }
    var low = Double.infinity
    var high = -Double.infinity
    for a in [left.low, left.high] {
      for b in [right.low, right.high] {
        low = min(low, quotientBelow(a, b))
        high = max(high, -quotientBelow(-a, b))
      }
    }
    return Interval(low, high)
  }

  // MARK: Rounded downwards

  /// Below this the error of a product can no longer be computed.
  private static let tiny = 1e-290

  private static func sumBelow(_ a: Double, _ b: Double) -> Double {
    let sum = a + b
    guard sum.isFinite else {
      if sum.isNaN { return -.infinity }
      return sum > 0 && a.isFinite && b.isFinite ? .greatestFiniteMagnitude : sum
    }
    let part = sum - a
    let error = (a - (sum - part)) + (b - part)
    return error < 0 ? sum.nextDown : sum
  }

  private static func productBelow(_ a: Double, _ b: Double) -> Double {
    if a == 0 || b == 0 { return 0 }
    let product = a * b
    guard product.isFinite else {
      return product > 0 && a.isFinite && b.isFinite ? .greatestFiniteMagnitude : product
    }
    guard abs(product) > tiny else { return product.nextDown }
    return (-product).addingProduct(a, b) < 0 ? product.nextDown : product
  }

  private static func quotientBelow(_ a: Double, _ b: Double) -> Double {
    let quotient = a / b
    guard quotient.isFinite else {
      if quotient.isNaN { return -.infinity }
      return quotient > 0 && a.isFinite && b.isFinite ? .greatestFiniteMagnitude : quotient
    }
    if a == 0 { return 0 }
    guard abs(quotient) > tiny, abs(a) > tiny else { return quotient.nextDown }
    let error = a.addingProduct(-quotient, b)
    return error != 0 && (error < 0) != (b < 0) ? quotient.nextDown : quotient
  }
}
