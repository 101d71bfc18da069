/// A product of powers of named units, in the order they were written: $/(gpu·h).
public struct Unit: Hashable, Sendable {
  /// A named unit with its exponent.
  public struct Factor: Hashable, Sendable {
    /// The unit that is raised.
    public var unit: NamedUnit
    /// The power it is raised to; below zero for a divisor.
    public var exponent: Int

    /// Creates a factor.
    public init(_ unit: NamedUnit, _ exponent: Int = 1) {
      self.unit = unit
      self.exponent = exponent
    }
  }

  /// The factors, in the order they were written; no unit occurs twice.
  public private(set) var factors: [Factor]
  /// The kind of quantity it measures.
  public private(set) var dimension: Dimension
  /// How many base units make one of it.
  public private(set) var scale: Double

  /// The unit of plain numbers.
  public static let none = Unit([])
  /// The percent sign as a unit of its own.
  public static let percent = Unit([Factor(.percent)])
  /// The US dollar.
  public static let dollar = Unit([Factor(.dollar)])

  /// Creates a unit from factors. Factors of the same named unit are merged, and those whose
  /// exponent becomes zero disappear.
  public init(_ factors: [Factor]) {
    self.factors = []
    dimension = .none
    scale = 1
    for factor in factors { append(factor) }
    finish()
  }

  /// Creates the unit that consists of one named unit.
  public init(_ unit: NamedUnit) { self.init([Factor(unit)]) }

  /// Whether this is the unit of plain numbers.
  public var isNone: Bool { factors.isEmpty }
  /// Whether this is the percent sign and nothing else.
  public var isPercent: Bool { factors.count == 1 && self == .percent }

  /// Whether the exponents are at most 30 and the scale is a positive finite number, so that the
  /// product of two such units can be computed. Nothing that is bought comes near these limits.
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

  /// The unit that gives this one when raised to `degree`; nil where some exponent does not divide
  /// evenly.
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
