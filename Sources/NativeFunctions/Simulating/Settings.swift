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
    switch arguments["queue"] {
    case .text("unbounded"): fleet.queue = .unbounded
    case .text("reject"): fleet.queue = .reject
    case .quantity: fleet.queue = .bounded(try count("queue", arguments))
    default:
      throw Reading.refusal(
        "queue", arguments, expected: "\"unbounded\", \"reject\" or a number",
        try: "queue: \"reject\"")
    }
  }

  static func elastic(_ arguments: Arguments, _ fleet: inout Fleet) throws(Diagnostic) {
    fleet.coldStart = try Reading.coldStart(arguments)
    fleet.coldService = try Reading.coldService(arguments)
    fleet.scaling = try scaling(arguments)
    fleet.minWarm = try count("min_warm", arguments)
    fleet.buffer = try count("buffer", arguments)
    let most = try count("max_instances", arguments)
    fleet.maxInstances = most == 0 ? nil : most
    fleet.waiting = try word("waits", arguments, ["first": .forFirstFree, "own": .forItsInstance])
    fleet.routing = try word("routing", arguments, ["newest": .newest, "oldest": .oldest])
  }

  private static func scaling(_ arguments: Arguments) throws(Diagnostic) -> Scaling {
    switch arguments["keep_alive"] {
    case .text("knative"): return .knative(Knative())
    case .text("histogram"): return .idleHistogram(IdleHistogram())
    case .quantity(let quantity):
      if let seconds = Reading.seconds(quantity) { return .keepAlive(seconds) }
    default: break
    }
    throw Reading.refusal(
      "keep_alive", arguments, expected: "a time, \"knative\" or \"histogram\"",
      try: "keep_alive: 60 s")
  }

  private static func word<T>(
    _ name: String, _ arguments: Arguments, _ meanings: [String: T]
  ) throws(Diagnostic) -> T {
    if let text = arguments.text(name), let meaning = meanings[text] { return meaning }
    let words = meanings.keys.sorted()
    throw Reading.refusal(
      name, arguments, expected: words.map { "\"\($0)\"" }.joined(separator: " or "),
      try: "\(name): \"\(words.first ?? "")\"")
  }

  /// A whole number from zero up.
  static func count(_ name: String, _ arguments: Arguments) throws(Diagnostic) -> Int {
    let quantity = arguments.quantity(name)
    guard quantity.magnitude < 9e18 else {
      throw Diagnostic(.outOfRange, "\(name) is too large.", at: arguments.span(name))
        .label("this is \(quantity.text)").try("\(name): 1")
    }
    guard let whole = Int(exactly: quantity.magnitude.rounded(.toNearestOrAwayFromZero)),
      abs(Double(whole) - quantity.magnitude) < 1e-9, whole >= 0
    else {
      throw Diagnostic(
        .wrongArguments, "\(name) is a whole number from 0 up.", at: arguments.span(name)
      ).label("this is \(quantity.text)").try("\(name): 1")
    }
    return whole
  }
}
