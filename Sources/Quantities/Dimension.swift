/// One of the independent kinds that every quantity is made of.
public struct BaseDimension: Hashable, Sendable, Comparable {
  /// What the kind is called: "time".
  public let name: String

  /// Creates a kind; kinds with the same name are the same.
  public init(_ name: String) { self.name = name }

  /// Money, counted in US dollars.
  public static let money = BaseDimension("money")
  /// Time, counted in seconds.
  public static let time = BaseDimension("time")
  /// Amounts of data, counted in bytes.
  public static let data = BaseDimension("data")
  /// Requests to a model.
  public static let request = BaseDimension("request")
  /// Tokens, the pieces of text that a model reads and writes.
  public static let token = BaseDimension("token")
  /// GPUs.
  public static let gpu = BaseDimension("gpu")
  /// Floating-point operations.
  public static let flop = BaseDimension("flop")

  /// Energy, counted in joules; power is energy per time.
  public static let energy = BaseDimension("energy")
  /// Mass, counted in kilograms.
  public static let mass = BaseDimension("mass")
  /// Length, counted in meters.
  public static let length = BaseDimension("length")

  /// The kinds that every workbook has.
  public static let standard: [BaseDimension] = [
    money, time, data, request, token, gpu, flop, energy, mass, length,
  ]

  /// Orders kinds by name.
  public static func < (left: BaseDimension, right: BaseDimension) -> Bool {
    left.name < right.name
  }
}

/// A product of powers of base dimensions: money·time⁻¹ is a rent.
public struct Dimension: Hashable, Sendable {
  struct Power: Hashable, Sendable {
    var base: BaseDimension
    var exponent: Int
  }

  /// Sorted by base, no exponent zero; empty for a plain number.
  private(set) var powers: [Power]

  /// The dimension of plain numbers.
  public static let none = Dimension(powers: [])

  /// Creates the dimension of a single kind.
  public init(_ base: BaseDimension) { powers = [Power(base: base, exponent: 1)] }

  private init(powers: [Power]) { self.powers = powers }

  /// Whether this is the dimension of plain numbers.
  public var isNone: Bool { powers.isEmpty }

  /// The largest exponent without its sign, 0 for a plain number.
  var largestExponent: Int { powers.map { abs($0.exponent) }.max() ?? 0 }

  /// The bases that occur in it, sorted.
  public var bases: [BaseDimension] { powers.map { $0.base } }

  /// The exponent of a base; 0 where it does not occur.
  public func exponent(of base: BaseDimension) -> Int {
    powers.first { $0.base == base }?.exponent ?? 0
  }

  /// The dimension of a product.
  public static func * (left: Dimension, right: Dimension) -> Dimension {
    left.combined(with: right, sign: 1)
  }

  /// The dimension of a quotient.
  public static func / (left: Dimension, right: Dimension) -> Dimension {
    left.combined(with: right, sign: -1)
  }

  /// The dimension raised to a whole power.
  public func raised(to power: Int) -> Dimension {
    guard power != 0 else { return .none }
    return Dimension(powers: powers.map { Power(base: $0.base, exponent: $0.exponent * power) })
  }

  private func combined(with other: Dimension, sign: Int) -> Dimension {
    if other.powers.isEmpty { return self }
    var result = powers
    for power in other.powers {
      if let index = result.firstIndex(where: { $0.base == power.base }) {
        result[index].exponent += sign * power.exponent
      } else {
        result.append(Power(base: power.base, exponent: sign * power.exponent))
      }
    }
    result.removeAll { $0.exponent == 0 }
    result.sort { $0.base < $1.base }
    return Dimension(powers: result)
  }

  /// What a quantity of this kind is, in words: "money per time".
  public var words: String {
    if isNone { return "a plain number" }
    let above = powers.filter { $0.exponent > 0 }.map { Self.word($0.base, $0.exponent) }
    let below = powers.filter { $0.exponent < 0 }.map { Self.word($0.base, -$0.exponent) }
    let numerator = above.isEmpty ? "a number" : above.joined(separator: " times ")
    return ([numerator] + below).joined(separator: " per ")
  }

  private static func word(_ base: BaseDimension, _ exponent: Int) -> String {
    let name = base == .gpu ? "GPU" : base.name
    return exponent == 1 ? name : "\(name)^\(exponent)"
  }
}
