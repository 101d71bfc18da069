/// A unit with a name of its own: hour, dollar, gigabyte.
public struct NamedUnit: Hashable, Sendable {
  /// How it is printed, and the first of its names: "h".
  public let symbol: String
  /// The form printed for any amount but one, where it differs: "requests".
  public let plural: String
  /// The kind of quantity it measures.
  public let dimension: Dimension
  /// How many base units of its dimension make one of it: 3,600 for the hour.
  public let scale: Double

  /// Creates a unit; `plural` is left out where it equals the symbol.
  public init(_ symbol: String, plural: String? = nil, _ dimension: Dimension, scale: Double = 1) {
    self.symbol = symbol
    self.plural = plural ?? symbol
    self.dimension = dimension
    self.scale = scale
  }

  /// Units are equal when symbol, scale and dimension are; the plural is only a spelling.
  public static func == (left: NamedUnit, right: NamedUnit) -> Bool {
    left.symbol == right.symbol && left.scale == right.scale && left.dimension == right.dimension
  }

  /// Hashes the symbol.
  public func hash(into hasher: inout Hasher) { hasher.combine(symbol) }

  /// One hundredth, written with its sign.
  public static let percent = NamedUnit("%", .none, scale: 0.01)
  /// The US dollar, the base unit of money.
  public static let dollar = NamedUnit("$", Dimension(.money))
  /// The second, the base unit of time.
  public static let second = NamedUnit("s", Dimension(.time))

  /// A stretch of the calendar over which amounts are counted: 432 gpu·h/month keeps its month.
  var isPeriod: Bool {
    dimension == Dimension(.time) && ["day", "week", "month", "year"].contains(symbol)
  }
}
