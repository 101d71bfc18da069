import Diagnostics
import Language
import Quantities
import Simulation

/// Turns the language's values into the simulator's settings.
enum Reading {
  /// An argument of the wrong kind, or another word than those that are known.
  /// - Parameter line: what would do, as in "queue: 3"; it takes the place of what was given.
  static func refusal(
    _ name: String, _ arguments: Arguments, expected: String, try line: String?
  ) -> Diagnostic {
    var found = arguments[name]?.kind ?? "nothing"
    if case .text(let word)? = arguments[name] { found = "“\(word.prefix(40))”" }
    let span = arguments.span(name)
    let label = "\(name): "
    let offered = line.map {
      $0.hasPrefix(label) ? arguments.line(name, String($0.dropFirst(label.count))) : $0
    }
    return Diagnostic(.wrongArguments, "\(name) does not fit.", at: span)
      .label("this is \(found)").expected(expected, found: found).try(offered)
  }

  /// A rate in 1/s: 2/s, 2 request/s, 1M request/month.
  static func rate(_ quantity: Quantity) -> Double? {
    let perTime = Dimension.none / Dimension(.time)
    let requests = Dimension(.request) / Dimension(.time)
    return quantity.dimension == perTime || quantity.dimension == requests ? quantity.base : nil
  }

  /// A duration in seconds: 2 s, 2 s/request, 1.5 gpu·s/request.
  static func seconds(_ quantity: Quantity) -> Double? {
    let time = Dimension(.time)
    let perRequest = time / Dimension(.request)
    let kinds = [time, perRequest, time * Dimension(.gpu), perRequest * Dimension(.gpu)]
    return kinds.contains(quantity.dimension) ? quantity.base : nil
  }

  static func arrivals(_ arguments: Arguments) throws(Diagnostic) -> Arrivals {
    if let arrivals = arrivals(arguments["arrivals"]) { return arrivals }
    throw refusal(
      "arrivals", arguments,
      expected: Forms.arrivals, try: "arrivals: 2/s")
  }

  /// When requests come; nil where the value does not say.
  static func arrivals(_ value: Value?) -> Arrivals? {
    switch value {
    case .quantity(let quantity): rate(quantity).map { .poisson(rate: $0) }
    case .record(let record): arrivals(record)
    default: nil
    }
  }

  private static func arrivals(_ record: Record) -> Arrivals? {
    func value(_ field: String) -> Double { record[field]?.quantity?.base ?? .nan }
    switch record.name {
    case "poisson": return .poisson(rate: value("rate"))
    case "regular": return .fixedRate(value("rate"))
    case "bursts":
      return .bursts(
        on: value("on"), off: value("off"), rateOn: value("rate_on"), rateOff: value("rate_off"))
    case "daily":
      return .daily(mean: value("mean"), peak: value("peak"), period: value("period"))
    case "weekly":
      return .weekly(mean: value("mean"), peak: value("peak"), weekend: value("weekend"))
    case "office_hours":
      return .officeHours(
        rate: value("rate"), otherwise: value("otherwise"), from: value("from"),
        until: value("until"))
    case "peaks":
      let every = value("every")
      return .profile(
        rates: peaks(
          value("rate"), otherwise: value("otherwise"), from: value("from") / every,
          until: (value("from") + value("lasting")) / every), period: every)
    case "growing":
      return arrivals(record["traffic"]).map {
        .growing($0, perMonth: value("per_month"), months: value("months"))
      }
    case "together":
      let streams = record.fields.map { arrivals($0.value) }
      let known = streams.compactMap { $0 }
      return known.count == streams.count ? .merged(known) : nil
    case "trace":
      return .trace(traceFile { record[$0] })
    default: return nil
    }
  }

  /// Rates of the parts of a round; one in which a peak begins or ends has its share of both.
  private static func peaks(
    _ rate: Double, otherwise: Double, from: Double, until: Double
  ) -> [Double] {
    let parts = 2880.0
    return (0..<Int(parts)).map { part in
      let (start, end) = (Double(part) / parts, Double(part + 1) / parts)
      let share = max(0, min(end, until) - max(start, from)) * parts
      return otherwise + (rate - otherwise) * min(1, share)
    }
  }

  static let timeUnits: [(word: String, seconds: Double?)] = [
    ("usual", nil), ("s", 1), ("ms", 1e-3), ("us", 1e-6), ("ns", 1e-9), ("min", 60),
  ]

  /// A trace as its arguments describe it.
  static func traceFile(_ argument: (String) -> Value?) -> TraceFile {
    func text(_ name: String) -> String? {
      guard case .text(let text)? = argument(name), text != "usual" else { return nil }
      return text
    }
    var file = TraceFile(text("file") ?? "")
    file.speed = argument("speed")?.quantity?.base ?? 1
    file.share = argument("keep")?.quantity?.base ?? 1
    file.timeColumn = text("time_column")
    if case .text(let word)? = argument("time_unit") {
      file.unit = timeUnits.first { $0.word == word }?.seconds
    }
    file.durationColumn = text("duration_column")
    file.promptColumn = text("prompt_column")
    file.outputColumn = text("output_column")
    return file
  }

  /// The service of the first request on a new instance; nil where it is like any other.
  static func coldService(_ arguments: Arguments) throws(Diagnostic) -> Law? {
    if arguments.text("cold_service") == "service" { return nil }
    if let law = law(arguments["cold_service"]) { return law }
    throw refusal(
      "cold_service", arguments, expected: Forms.coldService, try: "cold_service: 3 s")
  }

  /// A number of tokens: 500 token, or 500.
  static func tokens(_ quantity: Quantity) -> Double? {
    quantity.isPlain || quantity.dimension == Dimension(.token) ? quantity.base : nil
  }

  /// A duration in seconds, or a number of tokens.
  static func amount(_ quantity: Quantity) -> Double? {
    seconds(quantity) ?? (quantity.isPlain ? nil : tokens(quantity))
  }

  /// A law of durations, in seconds; a bare quantity is that quantity.
  static func law(_ value: Value?) -> Law? { law(value, reading: seconds) }

  /// A law of tokens; a bare quantity is that quantity.
  static func tokens(_ value: Value?) -> Law? { law(value, reading: tokens) }

  private static func law(_ value: Value?, reading read: (Quantity) -> Double?) -> Law? {
    switch value {
    case .quantity(let quantity): return read(quantity).map { .fixed($0) }
    case .record(let record):
      func number(_ field: String) -> Double? { record[field]?.quantity.flatMap(read) }
      switch record.name {
      case "fixed": return number("value").map { .fixed($0) }
      case "exponential": return number("mean").map { .exponential(mean: $0) }
      case "each":
        guard case .series(let series)? = record["values"],
          case .numbers(let numbers, let unit) = series.items
        else { return nil }
        let values = numbers.compactMap { read(Quantity($0, unit)) }
        return values.count == numbers.count ? .empirical(values) : nil
      case "lognormal":
        if let median = number("median"), let p95 = number("p95") {
          return .lognormal(median: median, p95: p95)
        }
        guard let mean = number("mean"), let cv = record["cv"]?.quantity?.base else { return nil }
        return .lognormal(mean: mean, cv: cv)
      default: return nil
      }
    default: return nil
    }
  }

  static func service(_ arguments: Arguments) throws(Diagnostic) -> Service {
    if case .record(let record)? = arguments["service"], record.name == "tokens",
      let prompt = tokens(record["prompt"]), let output = tokens(record["output"])
    {
      if let servers = servers(record["server"]) {
        return .batched(prompt: prompt, output: output, server: servers.usual)
      }
      func rate(_ field: String) -> Double { record[field]?.quantity?.base ?? .nan }
      return .tokens(
        prompt: prompt, output: output, prefillRate: rate("prefill"), decodeRate: rate("decode"))
    }
    guard let law = law(arguments["service"]) else {
      throw refusal(
        "service", arguments, expected: Forms.service, try: "service: 2 s")
    }
    return .time(law)
  }

  static func coldStart(_ arguments: Arguments) throws(Diagnostic) -> ColdStart {
    let (warmth, cooling) = try warmth(arguments)
    if case .record(let record)? = arguments["cold_start"], record.name == "phases" {
      let phases = record.fields.compactMap { field in
        law(field.value).map { phase(field.name, $0) }
      }
      return ColdStart(phases, warmth: warmth, cooling: cooling)
    }
    guard cooling == nil else {
      throw Diagnostic(
        .wrongArguments, "What is left behind saves steps of a start.",
        at: arguments.span("warmth")
      ).label("this start has no steps")
        .try(
          arguments.line(
            "cold_start", "phases(pull: 30 s, load: 8 s, copy: 2 s, wake: 300 ms, warm_up: 12 s)"))
    }
    guard let law = law(arguments["cold_start"]) else {
      throw refusal(
        "cold_start", arguments, expected: Forms.coldStart, try: "cold_start: 20 s")
    }
    return ColdStart([StartPhase("start", law)], warmth: warmth)
  }

  private static func phase(_ name: String, _ law: Law) -> StartPhase {
    switch name {
    case "allocate": .allocate(law)
    case "pull": .pull(law)
    case "load": .load(law)
    case "copy": .copy(law)
    case "restore": .restore(law)
    case "wake": .wake(law)
    default: .warmUp(law)
    }
  }

  static let warmths: [(word: String, meaning: Warmth)] = [
    ("cold", .cold), ("disk", .onDisk), ("memory", .inHostMemory), ("snapshot", .snapshot),
    ("asleep", .asleep), ("warm", .warm),
  ]

  /// Where starts begin, and how what stopped instances leave behind grows cold.
  private static func warmth(
    _ arguments: Arguments
  ) throws(Diagnostic) -> (Warmth, Cooling?) {
    if arguments["warmth"] == nil { return (.cold, nil) }
    if case .record(let record)? = arguments["warmth"], record.name == "decays" {
      var cooling = Cooling()
      func seconds(_ field: String) -> Double { record[field]?.quantity?.base ?? .nan }
      (cooling.asleep, cooling.snapshot) = (seconds("asleep"), seconds("snapshot"))
      (cooling.inHostMemory, cooling.onDisk) = (seconds("memory"), seconds("disk"))
      return (.cold, cooling)
    }
    guard case .text? = arguments["warmth"] else {
      throw refusal("warmth", arguments, expected: Forms.warmth, try: "warmth: \"disk\"")
    }
    return (try Settings.word("warmth", arguments, warmths, try: "disk"), nil)
  }
}
