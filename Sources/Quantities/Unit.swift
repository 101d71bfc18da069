/// A product of powers of named units, in the order they were written: $/(gpu·h).
public struct Unit: Hashable, Sendable {
  public struct Factor: Hashable, Sendable {
    public var unit: NamedUnit
    public var exponent: Int

    public init(_ unit: NamedUnit, _ exponent: Int = 1) {
      self.unit = unit
      self.exponent = exponent
    }
  }

  public private(set) var factors: [Factor]
  public private(set) var dimension: Dimension
  /// How many base units one of these is.
  public private(set) var scale: Double

  /// The unit of plain numbers.
  public static let none = Unit([])
  public static let percent = Unit([Factor(.percent)])
  public static let dollar = Unit([Factor(.dollar)])

  /// Factors of the same named unit are merged; those with exponent zero disappear.
  public init(_ factors: [Factor]) {
    self.factors = []
    dimension = .none
    scale = 1
    for factor in factors { append(factor) }
    finish()
  }

  public init(_ unit: NamedUnit) { self.init([Factor(unit)]) }

  public var isNone: Bool { factors.isEmpty }
  public var isPercent: Bool { factors.count == 1 && self == .percent }

  /// Whether exponents and scale are so small that products of two such units can be computed.
  /// Nothing that is bought comes near these limits.
  public var isReasonable: Bool {
    factors.allSatisfy { abs($0.exponent) <= Unit.largestExponent }
      && dimension.largestExponent <= Unit.largestExponent && scale.isFinite && scale > 0
  }

  private static let largestExponent = 30

  private mutating func append(_ factor: Factor) {
    if let index = factors.firstIndex(where: { $0.unit == factor.unit }) {
      factors[index].exponent += factor.exponent
    } else {
      factors.append(factor)
    }
  }

  private mutating func finish() {
    factors.removeAll { $0.exponent == 0 }
    var above = 1.0
    var below = 1.0
    var dimension = Dimension.none
    for factor in factors {
      dimension = dimension * factor.unit.dimension.raised(to: factor.exponent)
      // Each side by itself, so that the scale is the same to the last bit in whatever order the
      // sides are written.
      let share = power(factor.unit.scale, abs(factor.exponent))
      if factor.exponent > 0 { above *= share } else { below *= share }
    }
    scale = above / below
    self.dimension = dimension
  }

  /// The unit raised to a whole power.
  public func raised(to exponent: Int) -> Unit {
    Unit(factors.map { Factor($0.unit, $0.exponent * exponent) })
  }

  /// The unit whose square, cube, … this is; nil where some exponent does not divide.
  public func root(_ degree: Int) -> Unit? {
    guard degree > 0, factors.allSatisfy({ $0.exponent % degree == 0 }) else { return nil }
    return Unit(factors.map { Factor($0.unit, $0.exponent / degree) })
  }
}

/// `base` to a whole power by repeated multiplication, so that 60² is exact.
func power(_ base: Double, _ exponent: Int) -> Double {
  var result = 1.0
  for _ in 0..<min(abs(exponent), 64) { result *= base }
  return exponent < 0 ? 1 / result : result
}
