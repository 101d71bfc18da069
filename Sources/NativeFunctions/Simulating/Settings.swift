import Diagnostics
import Language
import Quantities
import Simulation

/// Fills a fleet from the arguments of a call.
enum Settings {
  static func common(_ arguments: Arguments, _ fleet: inout Fleet) throws(Diagnostic) {
    fleet.arrivals = try Reading.arrivals(arguments)
    fleet.service = try Reading.service(arguments)
    try concurrencyAndQueue(arguments, &fleet)
  }

  static func concurrencyAndQueue(
    _ arguments: Arguments, _ fleet: inout Fleet
  ) throws(Diagnostic) {
    fleet.concurrency = try count("concurrency", arguments)
    fleet.batchSpeedup = arguments.quantity("batch_speedup").base
    fleet.clients = try clients(arguments)
    fleet.queue = try queue(arguments)
  }

  /// What happens to requests that no instance can take.
  static func queue(_ arguments: Arguments) throws(Diagnostic) -> Queue {
    switch arguments["queue"] {
    case .text("unbounded"): return .unbounded
    case .text("reject"): return .reject
    case .quantity: return .bounded(try count("queue", arguments))
    default:
      throw Reading.refusal(
        "queue", arguments, expected: Forms.queue, try: "queue: \"reject\"")
    }
  }

  static func elastic(_ arguments: Arguments, _ fleet: inout Fleet) throws(Diagnostic) {
    fleet.coldStart = try Reading.coldStart(arguments)
    fleet.coldService = try Reading.coldService(arguments)
    try scaling(arguments, &fleet)
    fleet.minWarm = try count("min_warm", arguments)
    fleet.buffer = try count("buffer", arguments)
    let most = try count("max_instances", arguments)
    fleet.maxInstances = most == 0 ? nil : most
    fleet.mishaps = try mishaps(arguments)
    fleet.waiting = try word("waits", arguments, waits)
    fleet.routing = try word("routing", arguments, routings)
  }

  /// Seconds that the offer given as the price keeps an idle instance; nil where it does not say, or
  /// the call does.
  static func offeredKeepAlive(_ arguments: Arguments) -> Double? {
    guard !arguments.isGiven("keep_alive"), arguments["keep_alive"] != nil,
      case .record(let offer)? = arguments["price"], offer.name == "price"
    else { return nil }
    return offer["keep_alive"]?.quantity.flatMap(Reading.seconds)
  }

  static let waits: [(word: String, meaning: Waiting)] = [
    ("first", .forFirstFree), ("own", .forItsInstance),
  ]
  static let routings: [(word: String, meaning: Routing)] =
    [
      ("newest", .newest), ("oldest", .oldest),
    ] + loads
  /// One line for all servers, or how requests are sent to one of them.
  static let serverRoutings: [(word: String, meaning: Routing)] = [("line", .newest)] + loads
  private static let loads: [(word: String, meaning: Routing)] = [
    ("least_loaded", .leastLoaded), ("round_robin", .roundRobin), ("random_of_two", .randomOfTwo),
    ("pack", .pack),
  ]

  /// What a word stands for.
  /// - Parameter offered: the word that is offered instead of an unknown one; nil for the first.
  static func word<T>(
    _ name: String, _ arguments: Arguments, _ meanings: [(word: String, meaning: T)],
    try offered: String? = nil
  ) throws(Diagnostic) -> T {
    let text = arguments.text(name)
    if let found = meanings.first(where: { $0.word == text }) { return found.meaning }
    let words = meanings.map { $0.word }
    throw Reading.refusal(
      name, arguments, expected: Function.Kind.listed(words),
      try: "\(name): \"\(offered ?? words.first ?? "")\"")
  }

  /// A whole number from zero up.
  static func count(_ name: String, _ arguments: Arguments) throws(Diagnostic) -> Int {
    let quantity = arguments.quantity(name)
    guard quantity.magnitude < 9e18 else {
      throw Diagnostic(.outOfRange, "\(name) is too large.", at: arguments.span(name))
        .label("this is \(quantity.text)").try(arguments.line(name, "1"))
    }
    guard let whole = Int(exactly: quantity.magnitude.rounded(.toNearestOrAwayFromZero)),
      arguments.isSample(name) || abs(Double(whole) - quantity.magnitude) < 1e-9, whole >= 0
    else {
      throw Diagnostic(
        .wrongArguments,
        quantity.magnitude < 0
          ? "\(name) is a whole number from 0 up." : "\(name) is a whole number.",
        at: arguments.span(name)
      ).label("this is \(quantity.text)").try(arguments.line(name, "1"))
    }
    return whole
  }
}
