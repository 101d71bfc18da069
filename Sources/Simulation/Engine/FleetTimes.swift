import Basics

/// The times that a fleet itself has, in seconds: how long it remembers. They say how long a lead-in
/// must be, and how long a stretch of a run, to tell something of its own.
struct FleetTimes {
  /// The longest of keep-alive, start, service and the autoscaler's windows.
  let longest: Double
  /// How long a line takes to forget how long it was, under this load.
  var relaxation: Double { line?.relaxation ?? 0 }
  /// The line of those that wait; nil where requests never wait for one another.
  let line: LineTimes?
  /// A spell of much traffic and one of little; 0 where there are none.
  let spells: Double
  /// Between two of what happens seldom in it: outages, and interruptions of any of its instances.
  let rare: Double
  /// Length of the cycle that traffic goes through; nil where it has none.
  let cycle: Double?
  /// Requests per second in the long run; infinite for a trace.
  let rate: Double
  /// Events for each request, about.
  let eventsPerRequest: Double

  init(_ fleet: Fleet) {
    rate = fleet.arrivals.meanRate ?? .infinity
    let service = fleet.service.mean + 2 * fleet.service.variance.squareRoot()
    var times = fleet.isMixed ? fleet.poolTimes : [service * fleet.longestStretch]
    var ticks = 0.0
    if fleet.isElastic, !fleet.isMixed {
      times.append(fleet.startMean + 2 * fleet.coldStart.variance.squareRoot())
      if let cooling = fleet.coldStart.cooling { times.append(cooling.longest) }
      if case .afterWait(let seconds) = fleet.starting { times.append(seconds) }
      switch fleet.scaling {
      case .keepAlive(let seconds): if seconds.isFinite { times.append(seconds) }
      case .knative(let settings):
        let window = settings.stableWindow + settings.scaleToZeroGrace + settings.scaleDownDelay
        times.append(window)
        ticks = min(1 / rate, 4 * window) / settings.tick
      case .idleHistogram(let settings):
        // It has to see some gaps before it says anything.
        times += [settings.fallback, 20 * Double(settings.minimumGaps) / rate]
      case .horizontal(let settings):
        let window = settings.window + settings.period
        times.append(window)
        ticks = min(1 / rate, 2 * window) / settings.period
      case .rayServe(let settings):
        times.append(settings.window)
        ticks = min(1 / rate, settings.window) / settings.tick
      case .schedule: break
      }
    }
    longest = times.max() ?? 0
    eventsPerRequest =
      (rate > 0 && rate.isFinite ? max(1, fleet.arrivals.eventRate / rate) : 1) + 1 + ticks
    spells = fleet.arrivals.spells
    rare = fleet.rareTimes(rate)
    cycle = Self.common(fleet.arrivals.cycle, fleet.scheduleCycle)
    line = fleet.lineTimes(rate)
  }

  /// How long the beginning is felt.
  var leadIn: Double { max(3 * longest + 5 * relaxation, rate > 0 ? 100 / rate : 0) }

  /// How long a stretch must be at least to tell something of its own.
  var stretch: Double { max(longest / 2, relaxation, spells, rare) }

  /// A length of time in which both cycles go round, if there is one that is not too long.
  private static func common(_ first: Double?, _ second: Double?) -> Double? {
    guard let first, let second else { return first ?? second }
    let (long, short) = (max(first, second), min(first, second))
    for times in 1...60 {
      let turns = long * Double(times) / short
      if abs(turns - turns.rounded()) < 1e-9 * turns { return long * Double(times) }
    }
    return long
  }
}

extension Fleet {
  /// The cycle of its schedule; nil where it has none.
  fileprivate var scheduleCycle: Double? {
    guard isElastic, case .schedule(let schedule) = scaling, schedule.changes else { return nil }
    return schedule.cycle
  }

  /// Seconds from one of what happens seldom to the next.
  fileprivate func rareTimes(_ rate: Double) -> Double {
    guard isElastic else { return 0 }
    let outages = mishaps.outages.map { $0.every + $0.lasting } ?? 0
    guard let interruptions = mishaps.interruptions else { return outages }
    var instances = max(1, min(rate * service.mean, 1e5) / Double(concurrency))
    if case .schedule(let schedule) = scaling {
      instances = max(instances, schedule.mean.instances)
    }
    return max(outages, interruptions.every / instances)
  }

  /// What is known of the line beforehand; nil where requests never wait for one another.
  fileprivate func lineTimes(_ rate: Double) -> LineTimes? {
    guard rate.isFinite, let load = loadOverCapacity(rate: rate), let servers = servers else {
      return nil
    }
    let (mean, variance) = work
    let spread = mean > 0 ? variance / (mean * mean) : 0
    // A server with a line of its own gets no help from the others.
    let together = hasOwnLines ? servers / Double(reserved) : servers
    var line = LineTimes(
      load: load, work: mean / together * (arrivals.dispersion + spread) / 2)
    if losesAnswers, clients.patience != nil || clients.timeout < .infinity {
      let patience = min(clients.patience?.mean ?? .infinity, clients.timeout)
      line.shorten(to: 4 * max(mean, patience))
    } else if case .bounded(let length) = queue {
      line.shorten(to: 4 * mean * (Double(length) / servers + 1))
    } else if load < 1 {
      line.lengthen(to: mean)
    } else {
      return nil
    }
    return line
  }
}
