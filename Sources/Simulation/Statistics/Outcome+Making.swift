extension Outcome {
  /// Puts together what the replications found.
  /// - Parameter converged: whether it is as precise as asked; nil where nothing was asked.
  init(
    _ replications: [Replication], _ series: Series, converged: Bool?, _ fleet: Fleet, _ run: Run
  ) {
    var whole = Replication()
    for replication in replications {
      whole.add(replication.asBatch)
      inFlight += replication.inFlight
      failedStarts += replication.failedStarts
      instancesMax = max(instancesMax, replication.instancesMost)
      isBeyondLimits = isBeyondLimits || replication.isBeyondLimits
    }
    let total = whole.total
    self.replications = replications.count
    stretches = replications.map { $0.stretch }
    precision = run.precision
    queueGrowth = fleet.queueGrowth
    if !fleet.knowsCapacity, let growth = LineGrowth(series.strands, of: fleet) {
      (queueGrowth, queueGrowthMargin) = (growth.perSecond.value, growth.perSecond.halfWidth)
    }
    // To a line that grows without end there is nothing to converge to.
    self.converged = queueGrowth == nil ? converged : nil
    work = RunWork(replications)
    (seconds, seed) = (total.time, run.seed)
    (requests, rejected) = (total.arrivals, total.rejected)
    (gaveUp, retries, interruptions) = (total.gaveUp, total.retries, total.interruptions)
    served = requests - rejected - gaveUp - inFlight
    (cold, starts) = (total.cold, total.starts)
    (latencies, waits, firstTokens) = (whole.latency, whole.wait, whole.firstToken)
    betweenTokens = whole.betweenTokens
    if fleet.service.server != nil, total.time > 0 {
      (outputRate, promptRate) = (total.outputTokens / total.time, total.promptTokens / total.time)
    }

    for measure in Measure.allCases where measure.applies(to: fleet) {
      measures[measure] =
        isSaturated && measure.isEndlessWhenSaturated
        ? Estimate(.infinity) : measure.estimate(series, whole: whole.asBatch, fleet)
    }
    // What ends after the measured part was paid for in it, and divides nothing.
    if fleet.knowsCost, !fleet.losesAnswers, total.served == 0 {
      measures[.costPerRequest] = Estimate(.nan)
    }
    doubts = (
      ShareDoubt(series, whole: latencies) { $0.latency },
      ShareDoubt(series, whole: waits) { $0.wait },
      ShareDoubt(series, whole: firstTokens) { $0.firstToken },
      ShareDoubt(series.withoutLine, whole: betweenTokens) { $0.betweenTokens }
    )
    let bill = Bill(total, fleet)
    (gpuSeconds, costs) = (bill.seconds, bill.cost)
    let paid = bill.seconds.billed + bill.seconds.reserved
    paidUtilization =
      paid > 0 ? (bill.seconds.billedBusy + bill.seconds.reservedBusy) / paid : 0
    phases = fleet.coldStart.paidPhases.enumerated().map { index, phase in
      let seconds = replications.reduce(0) { $0 + $1.phases[index] }
      return PhaseTime(name: phase.name, mean: starts > 0 ? seconds / Double(starts) : 0)
    }
    for replication in replications {
      for warmth in Warmth.allCases where replication.startsFrom.count > warmth.rawValue {
        startsFrom[warmth, default: 0] += replication.startsFrom[warmth.rawValue]
      }
    }
    if fleet.isMixed {
      poolFigures = fleet.poolFigures(whole, series)
      kindFigures = fleet.kindFigures(whole, series)
    }
    theory = fleet.exactValues()
    trace = replications.first?.trace
    if !fleet.arrivals.isTraceFile { trace = nil }
    recording = replications.first?.recording
    notes = makeNotes(fleet, run, series.strands.first ?? [])
  }

  private func makeNotes(_ fleet: Fleet, _ run: Run, _ parts: [Batch]) -> [String] {
    var notes: [String] = []
    if isBeyondLimits {
      notes.append(
        "Demand outgrew what is simulated (\(grouped(SimulationLimits.waiting)) requests waiting, "
          + "\(grouped(SimulationLimits.instances)) instances); more were turned away.")
    }
    if let growth = queueGrowth {
      notes.append(
        "The fleet cannot keep up: \(load(fleet, growth))the line grows by "
          + "\(short(growth * 3600)) requests an hour. Waits have no mean, and no quantile.")
    } else if fleet.arrivals.isTrace, let load = loadOfTrace(fleet), load > 1 {
      notes.append(
        "The fleet cannot keep up while the requests come: \(percent(load)) of what it can do "
          + "comes, so that waits are the longer, the longer it lasts.")
    }
    if converged == false {
      notes.append(
        "Not converged: after \(grouped(Int(work.events))) events the figures are not yet as sure as "
          + "\(short(precision * 100))% of each; see the margins.")
    }
    notes += trace?.notes ?? []
    // Where the line grows without end, that is why.
    if served == 0, requests > 0, queueGrowth == nil {
      notes.append("Nothing was served, so there are no times, and no cost of a request.")
    }
    if requests < 100 {
      notes.append(
        requests == 0
          ? "No request was measured."
          : "Only \(requests) \(requests == 1 ? "request was" : "requests were") measured: too few for "
            + "figures that hold.")
    }
    if converged == nil, !isSaturated, requests >= 100, isShort(fleet, parts) {
      notes.append(
        "\(fleet.arrivals.isTrace ? "The trace" : "The horizon") is short for how slowly this fleet "
          + "changes: its figures may be further off than their digits say, and the longest of the "
          + "waits may be missing.")
    }
    return notes
  }

  /// Whether a line forgets too slowly for the length of the run, by what is known beforehand, or
  /// neighbouring stretches of the only run are alike.
  private func isShort(_ fleet: Fleet, _ parts: [Batch]) -> Bool {
    if let line = FleetTimes(fleet).line, seconds < Self.leastRelaxations * line.relaxation {
      return true
    }
    guard replications == 1, parts.count >= 10 else { return false }
    return [Measure.instances, .latencyMean].contains { measure in
      Estimate.correlation(of: parts.map { measure.value($0, fleet) }) > 0.45
    }
  }

  /// Below so many relaxation times, too few busy spells are met for a 99th percentile.
  private static let leastRelaxations = 50.0

  /// The work that a trace brought, over what the fleet could do in the time; nil without a limit.
  private func loadOfTrace(_ fleet: Fleet) -> Double? {
    var span = trace?.span
    if case .list(let list) = fleet.arrivals { span = list.last?.time }
    guard fleet.concurrency == 1, !fleet.isMixed, let servers = fleet.servers, let span, span > 0
    else {
      return nil
    }
    let work = (gpuSeconds.busy + gpuSeconds.reservedBusy) / Double(fleet.gpusPerInstance)
    return work / (span * servers)
  }

  /// What comes, as a share of what the fleet can do, as words that go on; empty where a part of
  /// the fleet is overrun, of which the run tells no load.
  private func load(_ fleet: Fleet, _ growth: Double) -> String {
    var load = fleet.loadOverCapacity(rate: fleet.arrivals.meanRate)
    if !fleet.knowsCapacity, let rate = fleet.arrivals.meanRate {
      load = !fleet.isMixed && growth < rate ? rate / (rate - growth) : nil
    }
    return load.map { "\(percent($0)) of what it can do comes, and " } ?? ""
  }

  private func percent(_ share: Double) -> String {
    "\(grouped(Int(min(share * 100, 1e9).rounded())))%"
  }

  /// A number to three digits or to ones.
  private func short(_ value: Double) -> String {
    if value >= 100 { return grouped(Int(min(value, 1e15).rounded())) }
    return "\((value * 1000).rounded() / 1000)"
  }

  /// A whole number, not below zero, with commas between its thousands.
  private func grouped(_ number: Int) -> String {
    let digits = Array("\(number)")
    return digits.indices.reduce(into: "") { text, place in
      if place > 0, (digits.count - place).isMultiple(of: 3) { text += "," }
      text.append(digits[place])
    }
  }
}

extension Measure {
  /// Whether a fleet has it at all.
  fileprivate func applies(to fleet: Fleet) -> Bool {
    switch self {
    case .gaveUpShare: fleet.losesAnswers
    case .betweenTokensMean, .betweenTokensP50, .betweenTokensP95, .betweenTokensP99:
      fleet.service.server != nil
    case .cost, .costPerHour, .costPerRequest: fleet.knowsCost
    default: true
    }
  }

  /// Whether it grows for as long as a fleet that cannot keep up is watched.
  fileprivate var isEndlessWhenSaturated: Bool {
    switch self {
    case .latencyMean, .latencyP50, .latencyP95, .latencyP99, .waitMean, .waitP50, .waitP95,
      .waitP99, .firstTokenMean, .firstTokenP50, .firstTokenP95, .firstTokenP99,
      .betweenTokensMean, .betweenTokensP50, .betweenTokensP95, .betweenTokensP99, .inSystem:
      true
    default: false
    }
  }
}

extension Arrivals {
  var isTraceFile: Bool {
    if case .trace = self { return true }
    return false
  }
}

extension Fleet {
  /// How many requests are served at once at most, each at the speed that it has alone; nil without
  /// a limit.
  var servers: Double? {
    if isMixed { return poolCapacity }
    let each = servedAtOnce
    if isElastic, case .schedule(let schedule) = scaling {
      let (count, starts) = schedule.mean
      let starting = Double(starts) * startMean / schedule.cycle
      return max(count - starting, 1e-9) * readyShare * each
    }
    return maxInstances.map { Double(reserved + $0) * each }
  }

  /// Mean seconds of a start, with those that fail and begin anew.
  var startMean: Double { coldStart.mean / (1 - mishaps.failedStarts) }

  /// The share of the time that an instance is there, where it is taken away and replaced.
  private var readyShare: Double {
    guard let interruptions = mishaps.interruptions else { return 1 }
    return interruptions.every / (interruptions.every + startMean)
  }

  /// The work that comes, over the most that the fleet can do; nil without a limit or a rate.
  func loadOverCapacity(rate: Double?) -> Double? {
    if isMixed { return rate.flatMap { tightest(rate: $0)?.load } }
    guard let rate, let servers, servers > 0 else { return nil }
    return rate * workWithCuts / servers
  }

  /// Requests per second by which the line grows without end; nil where the fleet can keep up.
  var queueGrowth: Double? {
    guard letsAllWait, let rate = arrivals.meanRate, let load = loadOverCapacity(rate: rate) else {
      return nil
    }
    // What the formula does not have all of may be a little more than it says.
    if load > (knowsCapacity ? 1 : 1.03) {
      let share = isMixed ? tightest(rate: rate)?.share ?? 1 : 1
      return rate * share * (1 - 1 / load)
    }
    if isMixed || !knowsCapacity { return nil }
    // With exactly as much work as time, chance alone makes the line endless.
    if case .fixedRate = arrivals, service.variance == 0, mishaps.interruptions == nil {
      return nil
    }
    return load == 1 ? 0 : nil
  }
}
