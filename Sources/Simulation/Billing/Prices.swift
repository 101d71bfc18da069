/// What a platform charges, and for what. Prices are in dollars; every price may be 0.
public struct Prices: Sendable, Equatable {
  /// Whether anything is known of them. Where not, nothing is told of cost: it is not 0.
  public var areKnown = true
  /// Dollars for each request served.
  public var perRequest = 0.0
  /// Dollars for each GPU-second billed on instances that come and go.
  public var perGPUSecond = 0.0
  /// Billed time is rounded up to a multiple of this many seconds; 0 bills exactly. 3600 is
  /// billing by the hour.
  public var granularity = 0.0
  /// The least number of seconds billed each time.
  public var minimum = 0.0
  /// Whether seconds of starting are billed.
  public var billsStarting = true
  /// Whether seconds of waiting for work are billed. If so, an instance is metered as a whole, from
  /// start (or from ready) to stop. If not, each request is metered on its own, with the start it
  /// caused; on instances that take several requests at once, each stretch with any.
  public var billsIdle = true
  /// Dollars for each GPU-hour of a reserved instance, before the discount, used or not.
  public var reservedPerGPUHour = 0.0
  /// Share taken off the reserved price, 0 to 1.
  public var reservedDiscount = 0.0

  /// Creates prices that charge nothing.
  public init() {}

  /// A serverless price for each GPU-second.
  public static func perGPUSecond(
    _ dollars: Double, granularity: Double = 0, minimum: Double = 0, billsStarting: Bool = true,
    billsIdle: Bool = true
  ) -> Prices {
    var prices = Prices()
    prices.perGPUSecond = dollars
    prices.granularity = granularity
    prices.minimum = minimum
    prices.billsStarting = billsStarting
    prices.billsIdle = billsIdle
    return prices
  }

  /// A price for each request and nothing else.
  public static func perRequest(_ dollars: Double) -> Prices {
    var prices = Prices()
    prices.perRequest = dollars
    return prices
  }

  /// A price for each hour of a reserved GPU.
  public static func reserved(perGPUHour dollars: Double, discount: Double = 0) -> Prices {
    var prices = Prices()
    prices.reservedPerGPUHour = dollars
    prices.reservedDiscount = discount
    return prices
  }

  /// Seconds that are billed for `seconds` of metered time, by `granularity` and `minimum`.
  public func billed(_ seconds: Double) -> Double {
    let least = max(seconds, minimum)
    if granularity <= 0 { return least }
    let steps = least / granularity
    // A hair above a step is the rounding of the clock, not time used.
    return max(0, (steps - 1e-9 * (1 + steps)).rounded(.up)) * granularity
  }

  /// Whether rounding can bill more than was used.
  var rounds: Bool { granularity > 0 || minimum > 0 }

  func validate() throws(SimulationError) {
    let dollars = 0...1e12
    try SimulationError.check(perRequest, Setting(.prices, .perRequest), in: dollars)
    try SimulationError.check(perGPUSecond, Setting(.prices, .perGPUSecond), in: dollars)
    try SimulationError.check(granularity, Setting(.prices, .granularity), in: 0...1e9)
    try SimulationError.check(minimum, Setting(.prices, .minimum), in: 0...1e9)
    try SimulationError.check(
      reservedPerGPUHour, Setting(.prices, .reservedPerGPUHour), in: dollars)
    try SimulationError.check(reservedDiscount, Setting(.prices, .reservedDiscount), in: 0...1)
  }
}
