import Diagnostics
import Language
import Quantities
import Simulation

extension Settings {
  /// How long those who send requests wait.
  static func clients(_ arguments: Arguments) throws(Diagnostic) -> Clients {
    var clients = Clients()
    if arguments["patience"] != .text("endless") {
      guard let law = Reading.law(arguments["patience"]) else {
        throw Reading.refusal(
          "patience", arguments, expected: Forms.patience, try: "patience: 30 s")
      }
      clients.patience = law
    }
    clients.timeout =
      try time("timeout", arguments, expected: Forms.timeout, try: "timeout: 60 s") ?? .infinity
    clients.retries = try count("retries", arguments)
    guard let after = Reading.law(arguments["retry_after"]) else {
      throw Reading.refusal(
        "retry_after", arguments, expected: Forms.law, try: "retry_after: 5 s")
    }
    clients.retryAfter = after
    return clients
  }

  /// What goes wrong with instances that come and go.
  static func mishaps(_ arguments: Arguments) throws(Diagnostic) -> Mishaps {
    var mishaps = Mishaps()
    mishaps.failedStarts = arguments.quantity("failed_starts").base
    if arguments["no_capacity"] != .text("never") {
      guard case .record(let record)? = arguments["no_capacity"], record.name == "outages",
        let every = record["every"]?.quantity?.base, let lasting = record["lasting"]?.quantity?.base
      else {
        throw Reading.refusal(
          "no_capacity", arguments, expected: Forms.outages,
          try: "no_capacity: outages(every: 1 day, lasting: 20 min)")
      }
      mishaps.outages = Outages(every: every, lasting: lasting)
    }
    let every = try time(
      "interrupted", arguments, expected: Forms.interrupted, try: "interrupted: 6 h")
    if let every {
      mishaps.interruptions = Interruptions(every: every, notice: arguments.quantity("notice").base)
    } else if arguments.isGiven("notice") {
      throw Diagnostic(
        .wrongArguments, "A notice comes before an interruption, and there is none.",
        at: arguments.span("notice")
      ).label("said without interrupted").try(arguments.line("interrupted", "6 h"))
    }
    return mishaps
  }

  /// A time, or the word that says that there is none.
  private static func time(
    _ name: String, _ arguments: Arguments, expected: String, try line: String
  ) throws(Diagnostic) -> Double? {
    if case .text("never")? = arguments[name] { return nil }
    guard case .quantity(let quantity)? = arguments[name], let seconds = Reading.seconds(quantity)
    else { throw Reading.refusal(name, arguments, expected: expected, try: line) }
    return seconds
  }

  /// Rented GPUs that come and go: by a schedule, or because they are taken away.
  static func rented(_ arguments: Arguments, _ fleet: inout Fleet) throws(Diagnostic) {
    let mishaps = try mishaps(arguments)
    let isAlways = arguments["schedule"] == .text("always")
    if isAlways, mishaps == Mishaps() { return }
    var schedule = Schedule.always(fleet.reserved)
    if !isAlways {
      guard !arguments.isGiven("gpus") else {
        throw Diagnostic(
          .wrongArguments, "The schedule says how many GPUs there are.",
          at: arguments.span("gpus")
        ).label("said twice").try(
          arguments.line("schedule", "shift(4 gpu, from: 8 h, until: 18 h)"))
      }
      guard let found = Reading.schedule(arguments["schedule"]) else {
        throw Reading.refusal(
          "schedule", arguments, expected: Forms.schedule,
          try: "schedule: shift(4 gpu, from: 8 h, until: 18 h)")
      }
      schedule = found
    }
    guard !fleet.routing.sendsAhead else {
      throw Diagnostic(
        .wrongArguments, "GPUs that come and go take their requests from one line.",
        at: arguments.span("routing")
      ).label("this sends each to a line of its own").try(arguments.line("routing", "\"line\""))
    }
    fleet.coldStart = try Reading.coldStart(arguments)
    fleet.mishaps = mishaps
    fleet.scaling = .schedule(schedule)
    (fleet.reserved, fleet.maxInstances) = (0, nil)
    // Their time is metered from the start on, as that of any machine that is rented for a while.
    fleet.prices.perGPUSecond =
      fleet.prices.reservedPerGPUHour * (1 - fleet.prices.reservedDiscount) / 3600
    (fleet.prices.billsStarting, fleet.prices.billsIdle) = (true, true)
  }
}

extension Reading {
  /// When so many instances are there; nil where the value does not say.
  static func schedule(_ value: Value?) -> Schedule? {
    guard case .record(let record)? = value else { return nil }
    func number(_ field: String) -> Double { record[field]?.quantity?.base ?? .nan }
    switch record.name {
    case "shift":
      let (from, until) = (number("from"), number("until"))
      let every = number("every")
      let count = Int(exactly: number("gpus")) ?? 0
      let day = 86_400.0
      var days = [0]
      var cycle = every
      if case .text(let word)? = record["days"], word != "all" {
        cycle = 7 * day
        days = word == "working" ? [0, 1, 2, 3, 4] : [5, 6]
      }
      let shifts = days.flatMap { number -> [Schedule.Shift] in
        let start = Double(number) * day
        func shift(_ from: Double, _ until: Double) -> [Schedule.Shift] {
          // What goes on after the end of a cycle is at its beginning.
          until > cycle
            ? [
              Schedule.Shift(from: from, until: cycle, instances: count),
              Schedule.Shift(from: 0, until: until - cycle, instances: count),
            ] : [Schedule.Shift(from: from, until: until, instances: count)]
        }
        return until < from
          ? shift(start + from, start + until + min(every, cycle))
          : shift(start + from, start + until)
      }
      return Schedule(
        cycle: cycle, shifts: shifts, otherwise: Int(exactly: number("otherwise")) ?? 0)
    case "shifts":
      let parts = record.fields.map { schedule($0.value) }
      let known = parts.compactMap { $0 }
      guard known.count == parts.count, let cycle = known.map({ $0.cycle }).max() else {
        return nil
      }
      var all = Schedule(cycle: cycle, shifts: [])
      for part in known {
        // Shorter cycles are written out.
        let times = (cycle / part.cycle).rounded()
        guard times <= 1000, abs(times * part.cycle - cycle) < 1e-6 * cycle else { return nil }
        for turn in 0..<Int(times) {
          all.shifts += part.shifts.map {
            Schedule.Shift(
              from: $0.from + Double(turn) * part.cycle,
              until: $0.until + Double(turn) * part.cycle, instances: $0.instances)
          }
        }
        all.otherwise = max(all.otherwise, part.otherwise)
      }
      return all
    default: return nil
    }
  }
}
