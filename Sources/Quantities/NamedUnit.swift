/// A unit with a name of its own: hour, dollar, gigabyte.
public struct NamedUnit: Hashable, Sendable {
  /// How it is printed, and the first of its names: "h".
  public let symbol: String
  /// The printed form for other amounts than one, where it differs: "requests".
  public let plural: String
  public let dimension: Dimension
  /// How many of the dimension's base unit one of these is.
  public let scale: Double

  public init(_ symbol: String, plural: String? = nil, _ dimension: Dimension, scale: Double = 1) {
    self.symbol = symbol
    self.plural = plural ?? symbol
    self.dimension = dimension
    self.scale = scale
  }

  public static func == (left: NamedUnit, right: NamedUnit) -> Bool {
    left.symbol == right.symbol && left.scale == right.scale && left.dimension == right.dimension
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(symbol) }

  public static let percent = NamedUnit("%", .none, scale: 0.01)
  public static let dollar = NamedUnit("$", Dimension(.money))
  public static let second = NamedUnit("s", Dimension(.time))

  /// A stretch of the calendar over which amounts are counted: 432 gpu·h/month keeps its month.
  var isPeriod: Bool {
    dimension == Dimension(.time) && ["day", "week", "month", "year"].contains(symbol)
  }
}
