import Diagnostics
import Language
import Quantities
import Simulation

extension Reading {
  /// What is charged: a price per GPU and time, per request, or an offer of the price list, with
  /// the fine print that was given beside it.
  static func prices(_ arguments: Arguments, isReserved: Bool) throws(Diagnostic) -> Prices {
    var prices = Prices()
    if !isThere("price", arguments) {
      prices.areKnown = false
    } else if case .record(let record)? = arguments["price"], record.name == "price" {
      guard read(record, &prices, isReserved: isReserved) else {
        throw Diagnostic(
          .wrongArguments, "This offer sells no time on a GPU.",
          at: arguments.span("price")
        ).label("\(record["price"]?.text ?? "") is no price of a GPU")
          .note("Multiply its price by what is bought instead.")
      }
    } else if let quantity = arguments["price"]?.quantity {
      guard read(quantity, &prices, isReserved: isReserved) else {
        throw refusal(
          "price", arguments, expected: Forms.price, try: "price: $2/(gpu*h)")
      }
    } else {
      throw refusal(
        "price", arguments, expected: Forms.price, try: "price: $2/(gpu*h)")
    }
    if arguments.isGiven("billed_by") { prices.granularity = arguments.quantity("billed_by").base }
    if arguments.isGiven("minimum") { prices.minimum = arguments.quantity("minimum").base }
    if arguments.isGiven("bills_start") { prices.billsStarting = arguments.bool("bills_start") }
    if arguments.isGiven("bills_idle") { prices.billsIdle = arguments.bool("bills_idle") }
    if arguments.isGiven("discount") {
      prices.reservedDiscount = arguments.quantity("discount").base
    }
    return prices
  }

  /// The parameter that has to tell a price for the cost to be known, where it was not given.
  static func missingPrice(_ fleet: Fleet, _ arguments: Arguments) -> String? {
    if fleet.knowsCost { return nil }
    return fleet.isMixed || !isThere("price", arguments) ? "price" : "reserved_price"
  }

  static func isThere(_ name: String, _ arguments: Arguments) -> Bool {
    arguments[name].map { $0 != .absent } ?? false
  }

  /// $ for an hour of a rented GPU of a hybrid fleet; nil where it is not known.
  static func reservedPrice(_ arguments: Arguments) throws(Diagnostic) -> Double? {
    if !isThere("reserved_price", arguments) { return nil }
    var reserved = Prices()
    let isRead =
      switch arguments["reserved_price"] {
      case .quantity(let quantity): read(quantity, &reserved, isReserved: true)
      case .record(let record) where record.name == "price":
        read(record, &reserved, isReserved: true)
      default: false
      }
    guard isRead, reserved.perRequest == 0 else {
      throw refusal(
        "reserved_price", arguments, expected: Forms.reservedPrice,
        try: "reserved_price: $2/(gpu*h)")
    }
    return reserved.reservedPerGPUHour
  }

  /// False where the quantity is no price.
  static func read(_ quantity: Quantity, _ prices: inout Prices, isReserved: Bool) -> Bool {
    let perTime = Dimension(.money) / Dimension(.time)
    let perGPU = perTime / Dimension(.gpu)
    if quantity.magnitude == 0 { return true }
    if quantity.dimension == Dimension(.money) / Dimension(.request) {
      prices.perRequest = quantity.base
      return true
    }
    guard quantity.dimension == perTime || quantity.dimension == perGPU else { return false }
    if isReserved {
      prices.reservedPerGPUHour = quantity.base * 3600
    } else {
      prices.perGPUSecond = quantity.base
    }
    return true
  }

  /// False where the offer sells no time on a GPU.
  private static func read(_ offer: Record, _ prices: inout Prices, isReserved: Bool) -> Bool {
    if let price = offer["price"]?.quantity, !read(price, &prices, isReserved: isReserved) {
      return false
    }
    prices.granularity = offer["billed_by"]?.quantity?.base ?? 0
    prices.minimum = offer["minimum"]?.quantity?.base ?? 0
    prices.billsStarting = offer["bills_start"] != .bool(false)
    prices.billsIdle = offer["bills_idle"] != .bool(false)
    return true
  }
}
