/// A run to a precision: two independent runs, one for each of two processors, that are continued
/// until the figures are as precise as they are to be, or the budget is used up.
///
/// The lead-in and the shortest stretch come from the fleet's own times. Each run is cut in 10 to 20
/// stretches of one length; when there are 20, each two become one. Where traffic follows a cycle,
/// whole cycles are measured, each cut in parts as long as there are few of them.
struct PreciseRun {
  private static let runs = 2
  private static let least = 10
  /// Parts of a cycle.
  private static let parts = 48
  /// Requests of a stretch at least, on average.
  private static let requests = 250.0

  private let fleet: Fleet
  private let run: Run
  private let own: FleetTimes
  private let leadIn: Double
  private let stretch: Double
  /// Whether lead-in and stretches are as long as the fleet's own times ask for.
  private let isLongEnough: Bool

  init(_ fleet: Fleet, _ run: Run) {
    (self.fleet, self.run) = (fleet, run)
    own = FleetTimes(fleet)
    let events = own.rate * own.eventsPerRequest * Double(Self.runs)
    // Seconds of both runs that the budget is enough for.
    let affordable = Double(run.budget) / events
    leadIn = min(own.leadIn, affordable / 3)
    let wanted = max(own.stretch, Self.requests / own.rate)
    if let cycle = own.cycle {
      stretch = cycle / Double(Self.parts)
      isLongEnough = leadIn == own.leadIn
    } else {
      stretch = min(wanted, (affordable - leadIn) / Double(Self.least))
      isLongEnough = leadIn == own.leadIn && stretch == wanted
    }
  }

  /// What the runs found, and whether it is as precise as asked.
  func found(
    progress: @escaping (Double) -> Bool
  ) throws(SimulationError) -> (replications: [Replication], series: Series, converged: Bool) {
    let watch = Watch(progress)
    var strands: [Strand] = []
    for index in 0..<Self.runs {
      let isFirst = index == 0
      strands.append(
        Strand(
          try EngineRun(
            fleet, seed: run.seed(of: index), leadIn: leadIn, recorded: isFirst ? run.recorded : 0,
            goesOn: { watch.goesOn(reports: isFirst) })))
    }
    try inParallel(strands) { [leadIn] strand throws(SimulationError) in
      try strand.run.advance(to: leadIn)
      strand.run.beginMeasuring()
    }
    let converged = try own.cycle == nil ? measure(strands, watch) : measureCycles(strands, watch)
    try inParallel(strands) { strand throws(SimulationError) in
      strand.found = try strand.run.finish(strand.batches, follows: true)
    }
    let replications = strands.compactMap { $0.found }
    return (replications, series(replications.map { $0.batches }), converged)
  }

  private func measure(_ strands: [Strand], _ watch: Watch) throws(SimulationError) -> Bool {
    var length = stretch
    var wanted = Self.least
    while true {
      try inParallel(strands) { strand throws(SimulationError) in
        try strand.measure(to: wanted, length)
      }
      let ratio = worst(series(strands.map { $0.batches }))
      if ratio <= 1 { return isLongEnough }
      if wanted == 2 * Self.least {
        for strand in strands { strand.mergePairs() }
        (wanted, length) = (Self.least, 2 * length)
      }
      let factor = min(2, max(1.2, ratio * ratio))
      let next = min(2 * Self.least, Int((Double(wanted) * factor).rounded(.up)))
      let events = strands.reduce(0) { $0 + $1.run.events }
      // As much as is left may be too little to reach it, but not to come closer.
      let each = Double(events) / Double(wanted)
      let affordable = Int(max(0, Double(run.budget - events) / each))
      if affordable == 0 { return false }
      wanted = min(next, wanted + affordable)
      watch.share = min(1, max(Double(events) / Double(run.budget), 1 / (ratio * ratio)))
    }
  }

  private func measureCycles(_ strands: [Strand], _ watch: Watch) throws(SimulationError) -> Bool {
    var cycles = 1
    // Two days beyond the budget are one too many; one is measured whatever it takes.
    let oneCycle = own.rate * own.eventsPerRequest * (own.cycle ?? 0)
    var used = strands
    if 2 * oneCycle > Double(run.budget) { used = [strands[0]] }
    while true {
      try inParallel(used) { [stretch] strand throws(SimulationError) in
        try strand.measure(to: cycles * Self.parts, stretch)
      }
      let series = series(used.map { $0.batches })
      let isEnough = series.followsCycle ? !outlastsCycle : true
      if worst(series) <= 1, isEnough { return isLongEnough }
      let events = Double(strands.reduce(0) { $0 + $1.run.events })
      if 2 * events > Double(run.budget) { return false }
      cycles *= 2
      watch.share = min(1, events / Double(run.budget))
    }
  }

  /// Whether what happens in one part of a cycle is felt long after.
  private var outlastsCycle: Bool {
    guard let load = fleet.loadOverCapacity(rate: fleet.arrivals.highestRate), load >= 0.9 else {
      return own.longest > stretch
    }
    return true
  }

  /// The stretches of the runs, or whole cycles of them once there are enough.
  private func series(_ strands: [[Batch]]) -> Series {
    guard own.cycle != nil else { return Series(strands, arrivalRate: controlRate) }
    let cycles = strands.reduce(0) { $0 + $1.count } / Self.parts
    if cycles < Self.least { return Series(strands, followsCycle: true) }
    return Series(
      strands.map { batches in
        stride(from: 0, to: batches.count, by: Self.parts).map { start in
          var whole = batches[start]
          for part in batches[start...].prefix(Self.parts).dropFirst() { whole.add(part) }
          return whole
        }
      })
  }

  /// In spells, most of the chance is in how long they are, of which the mean is known.
  private var controlRate: Double? { own.spells > 0 ? own.rate : nil }

  /// The widest interval, as a multiple of what is asked for.
  private func worst(_ series: Series) -> Double {
    let whole = series.whole
    var worst = 0.0
    for measure in Measure.precise {
      let estimate = measure.estimate(series, whole: whole, fleet)
      guard let half = estimate.halfWidth, !estimate.isOpen else { return .infinity }
      if half == 0 { continue }
      worst = max(worst, half / (abs(estimate.value) * run.precision))
    }
    return worst
  }
}

/// One of the runs, and its stretches so far.
private final class Strand {
  let run: EngineRun
  private(set) var batches: [Batch] = []
  var found: Replication?

  init(_ run: EngineRun) { self.run = run }

  /// Measures on until there are so many stretches.
  func measure(to count: Int, _ length: Double) throws(SimulationError) {
    let begin = run.now
    let first = batches.count
    while batches.count < count {
      try run.advance(to: begin + Double(batches.count - first + 1) * length)
      batches.append(run.takeBatch())
    }
  }

  /// Makes one stretch of each two.
  func mergePairs() {
    batches = stride(from: 0, to: batches.count - 1, by: 2).map { index in
      var pair = batches[index]
      pair.add(batches[index + 1])
      return pair
    }
  }
}
