import Language
import Quantities
import Simulation

/// What a run takes for granted, in words: by which laws requests come and things take their time.
enum Assumptions {
  /// One line of all of them.
  static func line(_ fleet: Fleet, _ arguments: Arguments, _ trace: TraceSummary?) -> String {
    if fleet.isMixed {
      let work = fleet.kinds.isEmpty ? [service(fleet.service, arguments, trace)] : []
      return mixed(fleet, work)
    }
    var parts = [arrivals(fleet.arrivals), service(fleet.service, arguments, trace)]
    if fleet.concurrency > 1, fleet.service.server == nil {
      let best = Quantity(fleet.batchSpeedup).text
      parts.append(
        "n requests at once on an instance each take 1 + (n - 1) / \(best) times as long")
    }
    if fleet.isElastic {
      parts += starts(fleet.coldStart)
      if let cooling = fleet.coldStart.cooling { parts.append(words(cooling)) }
      if let law = fleet.coldService { parts.append("first service \(words(law))") }
      if let seconds = Settings.offeredKeepAlive(arguments) {
        parts.append("kept for \(Quantity(seconds, Units.second).text), as the offer says")
      }
    }
    if fleet.isElastic { parts += starting(fleet) }
    if let words = routing(fleet) { parts.append(words) }
    parts += clients(fleet.clients)
    if let missing = Reading.missingPrice(fleet, arguments) {
      parts.append("no \(missing) given, so no cost is told")
    }
    if fleet.isElastic { parts += mishaps(fleet.mishaps) }
    return parts.joined(separator: "; ")
  }

  static func arrivals(_ arrivals: Arrivals) -> String {
    switch arrivals {
    case .poisson: "requests at random (Poisson)"
    case .fixedRate: "requests at equal distances"
    case .bursts: "spells of exponential length, requests at random in them (Poisson)"
    case .daily, .profile, .weekly, .officeHours:
      "requests at random (Poisson) at a rate that goes round"
    case .growing(let base, _, _): Self.arrivals(base) + ", more from month to month"
    case .merged(let streams):
      streams.map { Self.arrivals($0) }.joined(separator: ", and ")
    case .trace(let file) where file.share < 1:
      "\(Quantity(file.share * 100, .percent).text) of the requests recorded, drawn at random"
    case .trace, .list: "requests as recorded"
    }
  }

  private static func words(_ cooling: Cooling) -> String {
    let rungs = [
      ("its engine asleep", cooling.asleep), ("a snapshot", cooling.snapshot),
      ("its weights in memory", cooling.inHostMemory), ("its weights on disk", cooling.onDisk),
    ].filter { $0.1 > 0 }.map { "\($0.0) for \(Quantity($0.1, Units.second).text)" }
    if rungs.isEmpty { return "a stopped instance leaves nothing behind" }
    return "a stopped instance leaves behind " + rungs.joined(separator: ", then ")
      + ", which costs nothing; a start takes what was left last"
  }

  /// When instances are started, where that is not at once.
  private static func starting(_ fleet: Fleet) -> [String] {
    func time(_ seconds: Double) -> String { Quantity(seconds, Units.second).text }
    var parts: [String] = []
    switch fleet.starting {
    case .atOnce: break
    case .afterWait(let seconds):
      parts.append(
        "an instance is started for a request that has waited \(time(seconds)), unless those that "
          + "start already will take all that wait; the first at once")
    case .byCount(let count):
      parts.append("an instance for every \(Quantity(count).text) requests waiting or at work")
    }
    if case .rayServe = fleet.scaling {
      parts.append(
        "Ray Serve's rules, looked at every second; the first instance is started at once")
    }
    if let limit = fleet.startLimit {
      parts.append(
        "no more than \(Quantity(Double(limit.count)).text) starts in \(time(limit.seconds)), "
          + "refilled evenly")
    }
    return parts
  }

  private static func clients(_ clients: Clients) -> [String] {
    var parts: [String] = []
    if let law = clients.patience { parts.append("patience \(words(law)) for the turn to come") }
    if clients.timeout < .infinity {
      let time = Quantity(clients.timeout, Units.second).text
      parts.append("clients leave after \(time), and servers work on in vain")
    }
    if clients.retries > 0 {
      let after = clients.retryAfter == .fixed(0) ? "at once" : "after \(words(clients.retryAfter))"
      let tries = clients.retries == 1 ? "one more try" : "up to \(clients.retries) more tries"
      parts.append("\(tries), \(after)")
    }
    return parts
  }

  private static func mishaps(_ mishaps: Mishaps) -> [String] {
    func time(_ seconds: Double) -> String { Quantity(seconds, Units.second).text }
    var parts: [String] = []
    if mishaps.failedStarts > 0 {
      let share = Quantity(mishaps.failedStarts * 100, .percent).text
      parts.append("\(share) of the starts fail at their end and begin anew")
    }
    if let outages = mishaps.outages {
      parts.append(
        "nothing can be started for spells of \(time(outages.lasting)), \(time(outages.every)) "
          + "apart, both exponential")
    }
    if let interruptions = mishaps.interruptions {
      parts.append(
        "instances taken away after \(time(interruptions.every)) on average, exponential, with "
          + (interruptions.notice > 0 ? "a notice of \(time(interruptions.notice))" : "no notice")
          + "; what is cut off begins anew")
    }
    return parts
  }

  /// How requests are sent to instances, where that is not the usual way.
  private static func routing(_ fleet: Fleet) -> String? {
    let lines = fleet.isElastic ? "" : ", each with a line of its own"
    return switch fleet.routing {
    case .newest, .oldest: nil
    case .leastLoaded: "requests to the instance with the fewest" + lines
    case .roundRobin: "requests to the instances in turn" + lines
    case .randomOfTwo: "requests to the less busy of two instances drawn" + lines
    case .pack: "requests to the fullest instance with room"
    }
  }

  private static func service(
    _ service: Service, _ arguments: Arguments, _ trace: TraceSummary?
  ) -> String {
    if trace?.hasDurations ?? false, service.server == nil { return "service as recorded" }
    switch service {
    case .time(let law):
      var words = "service \(words(law))"
      if trace != nil, !arguments.isGiven("service") { words += ", for the file says nothing" }
      if trace?.hasTokens ?? false { words += " (its tokens are not used; tokens(…) would)" }
      return words
    case .tokens where trace?.hasTokens ?? false: return "prompts and answers as long as recorded"
    case .batched(let prompt, let output, let server):
      let lengths =
        trace?.hasTokens ?? false
        ? "prompts and answers as long as recorded"
        : "prompts \(words(prompt, Units.token)); answers \(words(output, Units.token))"
      return lengths + "; decoded together, up to \(server.sequences) on an instance"
    case .tokens(let prompt, let output, _, _):
      return "prompts \(words(prompt, Units.token)); answers \(words(output, Units.token))"
    }
  }

  static func starts(_ start: ColdStart) -> [String] {
    let paid = start.paidPhases.filter { $0.law != .fixed(0) }
    if paid.isEmpty { return ["starts take no time"] }
    if paid.count == 1, let only = paid.first, only.name == "start" {
      return ["starts \(words(only.law))"]
    }
    return ["starts: " + paid.map { "\($0.name) \(words($0.law))" }.joined(separator: ", ")]
  }

  static func words(_ law: Law, _ unit: Unit = Units.second) -> String {
    func text(_ value: Double) -> String { Quantity(value, unit).text }
    return switch law {
    case .fixed(let value): "always \(text(value))"
    case .exponential(let mean): "exponential with mean \(text(mean))"
    case .lognormal(let median, let p95):
      "lognormal with median \(text(median)) and p95 \(text(p95))"
    case .empirical(let values): "one of \(values.count) measured values"
    }
  }
}
