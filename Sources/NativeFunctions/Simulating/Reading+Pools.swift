import Diagnostics
import Language
import Quantities
import Simulation

extension Reading {
  /// Names of places, from the first.
  static let places = ["first", "second", "third", "fourth"]

  /// Kinds of requests; nil where the value is none.
  static func kinds(_ value: Value?) -> [RequestKind]? {
    guard case .record(let record)? = value, record.name == "kinds" else { return nil }
    let kinds = record.fields.compactMap { kind($0.value) }
    return kinds.isEmpty ? nil : kinds
  }

  /// A kind of requests; nil where the value is none.
  static func kind(_ value: Value) -> RequestKind? {
    guard case .record(let record) = value, record.name == "kind",
      case .text(let name)? = record["name"], let share = record["share"]?.quantity?.base,
      let law = law(record["service"])
    else { return nil }
    return RequestKind(name, share: share, service: .time(law))
  }

  /// A pool as its arguments say.
  /// - Parameter kinds: names of the kinds of requests; nil where they are not known yet.
  static func pool(_ arguments: Arguments, kinds: [String]?) throws(Diagnostic) -> Pool {
    var pool = Pool(arguments.text("name") ?? "")
    pool.speed = arguments.quantity("speed").base
    guard pool.speed >= 1e-6, pool.speed <= 1e6 else {
      throw Diagnostic(.outOfRange, "A speed is above 0.", at: arguments.span("speed"))
        .label("this is \(arguments.quantity("speed").text)").try(arguments.line("speed", "40%"))
    }
    pool.service = try optionalLaw("service", arguments)
    pool.swap = try optionalLaw("swap", arguments)
    let isRented = isThere("gpus", arguments)
    pool.gpusPerInstance = try Settings.count("gpus_per_instance", arguments)
    if isRented {
      pool.maxInstances = 0
      pool.reserved = try instances(of: pool.gpusPerInstance, arguments)
    } else {
      let most = try Settings.count("max_instances", arguments)
      pool.maxInstances = most == 0 ? nil : most
      pool.minWarm = try Settings.count("min_warm", arguments)
    }
    pool.coldStart = try coldStart(arguments)
    pool.keepAlive = try keepAlive(arguments)
    pool.concurrency = try Settings.count("concurrency", arguments)
    pool.batchSpeedup = arguments.quantity("batch_speedup").base
    pool.prices = try prices(arguments, isReserved: isRented)
    if isThere("serves", arguments), let name = arguments.text("serves"), let kinds {
      guard let number = kinds.firstIndex(of: name) else {
        throw Diagnostic(
          .wrongArguments, "No kind of requests is called “\(name.prefix(40))”.",
          at: arguments.span("serves")
        ).label(kinds.isEmpty ? "there are no kinds" : "there are " + kinds.joined(separator: ", "))
          .try(
            "mixed(2/s, kinds(kind(\"chat\", 70%, 2 s), kind(\"code\", 30%, 6 s)), "
              + "pool(\"a\", serves: \"chat\"), pool(\"b\", serves: \"code\"))")
      }
      pool.serves = number
    }
    return pool
  }

  private static func optionalLaw(
    _ name: String, _ arguments: Arguments
  ) throws(Diagnostic) -> Law? {
    if !isThere(name, arguments) { return nil }
    if let law = law(arguments[name]) { return law }
    throw refusal(name, arguments, expected: Forms.law, try: "\(name): 2 s")
  }

  private static func instances(
    of gpus: Int, _ arguments: Arguments
  ) throws(Diagnostic) -> Int {
    let count = try Settings.count("gpus", arguments)
    let unit = arguments.quantity("gpus").dimension
    guard unit == .none || unit == Dimension(.gpu) else {
      throw refusal("gpus", arguments, expected: "a number of GPUs", try: "gpus: 2 gpu")
    }
    guard gpus > 0, count > 0, count % gpus == 0 else {
      throw Diagnostic(
        .outOfRange, "\(max(gpus, 1)) GPUs make an instance here.", at: arguments.span("gpus")
      ).label(count > 0 ? "not a multiple of \(max(gpus, 1))" : "rent at least one")
        .try(arguments.line("gpus", "\(max(gpus, 1) * (count / max(gpus, 1) + 1)) gpu"))
    }
    return count / gpus
  }

  /// Seconds that an idle instance is kept: as the call says, or the offer, or a minute.
  private static func keepAlive(_ arguments: Arguments) throws(Diagnostic) -> Double {
    if isThere("keep_alive", arguments) {
      if let quantity = arguments["keep_alive"]?.quantity, let time = seconds(quantity) {
        return time
      }
      throw refusal("keep_alive", arguments, expected: "a time", try: "keep_alive: 60 s")
    }
    if case .record(let offer)? = arguments["price"], offer.name == "price",
      let time = offer["keep_alive"]?.quantity.flatMap(seconds)
    {
      return time
    }
    return 60
  }
}
