/// How many instances there are at which time, by the clock: rented before they are needed, and given
/// back when they are not.
///
/// Requests start nothing. What is to be there from a time on is started then, and is ready when its
/// start is over; what is to go finishes the requests that it has begun. Both are billed. The clock
/// begins with the measured part, a trace's with its first request.
public struct Schedule: Sendable, Equatable {
  /// So many instances from one time until another, in seconds from the beginning of the cycle.
  public struct Shift: Sendable, Equatable {
    /// When they are started.
    public var from: Double
    /// When they are given back; after `from`, and within the cycle.
    public var until: Double
    /// How many.
    public var instances: Int

    /// Creates a shift.
    public init(from: Double, until: Double, instances: Int) {
      (self.from, self.until, self.instances) = (from, until, instances)
    }
  }

  /// After so many seconds all begins anew.
  public var cycle: Double
  /// Where several overlap, the one of the most instances counts.
  public var shifts: [Shift]
  /// Instances at all other times.
  public var otherwise: Int

  /// Creates a schedule.
  public init(cycle: Double = 86_400, shifts: [Shift], otherwise: Int = 0) {
    (self.cycle, self.shifts, self.otherwise) = (cycle, shifts, otherwise)
  }

  /// So many, always.
  public static func always(_ instances: Int) -> Schedule {
    Schedule(shifts: [], otherwise: instances)
  }

  /// Whether the number ever changes.
  var changes: Bool { shifts.contains { $0.instances > otherwise } }

  /// The most instances at any time.
  public var most: Int { shifts.reduce(otherwise) { max($0, $1.instances) } }

  /// Seconds from the beginning of the cycle at which the number may change, in order.
  private var turns: [Double] { shifts.flatMap { [$0.from, $0.until] }.sorted() }

  /// Instances at a place in the cycle.
  private func count(inCycle time: Double) -> Int {
    shifts.reduce(otherwise) { $1.from <= time && time < $1.until ? max($0, $1.instances) : $0 }
  }

  /// The steps of a cycle, in order: from each of these times on so many instances.
  var steps: [(from: Double, instances: Int)] {
    var steps: [(from: Double, instances: Int)] = [(0, count(inCycle: 0))]
    for turn in turns where turn > 0 && turn < cycle {
      let count = count(inCycle: turn)
      if count != steps[steps.count - 1].instances { steps.append((turn, count)) }
    }
    return steps
  }

  /// Instances on average over the cycle, and how many are started in it.
  var mean: (instances: Double, starts: Int) {
    let steps = steps
    var (sum, starts) = (0.0, 0)
    for (index, step) in steps.enumerated() {
      let end = index + 1 < steps.count ? steps[index + 1].from : cycle
      sum += Double(step.instances) * (end - step.from)
      let before = steps[(index + steps.count - 1) % steps.count].instances
      starts += max(0, step.instances - before)
    }
    return (sum / cycle, starts)
  }

  func validate() throws(SimulationError) {
    let setting = Setting(.schedule)
    try SimulationError.check(
      cycle, setting.part(.every), in: 1...SimulationLimits.longestTime)
    try SimulationError.check(otherwise, setting.part(.otherwise), in: 0...100_000)
    try SimulationError.check(shifts.count, setting.part(.count), in: 0...1000)
    for shift in shifts {
      try SimulationError.check(shift.from, setting.part(.from), in: 0...cycle)
      try SimulationError.check(shift.until, setting.part(.until), in: 0...cycle)
      try SimulationError.check(shift.instances, setting, in: 0...100_000)
      if shift.until < shift.from {
        throw .unusable(
          setting.part(.until), .below(shift.until, setting.part(.from), shift.from))
      }
    }
    if most == 0 { throw .unusable(setting, .nothingServes) }
  }
}

/// A schedule as a run goes through it.
struct ScheduleClock: Sendable {
  private let steps: [(from: Double, instances: Int)]
  private let cycle: Double
  /// The clock's time at which a cycle begins.
  private let phase: Double
  /// The least and the first number of instances; the first is what was there just before.
  let least: Int
  let first: Int
  /// The number of the next step, counted on from the beginning.
  private var next: Int

  /// - Parameter phase: the time of the run at which a cycle begins.
  init(_ schedule: Schedule, phase: Double) {
    (steps, cycle) = (schedule.steps, schedule.cycle)
    // The run begins at most one cycle before.
    let turns = phase / cycle
    self.phase = (turns - turns.rounded(.down)) * cycle - (phase > 0 ? cycle : 0)
    least = steps.reduce(schedule.most) { min($0, $1.instances) }
    next = 0
    let shift = self.phase
    let length = cycle
    func time(_ number: Int, _ steps: [(from: Double, instances: Int)]) -> Double {
      shift + Double(number / steps.count) * length + steps[number % steps.count].from
    }
    while time(next, steps) < 0 { next += 1 }
    first = steps[(next + steps.count - 1) % steps.count].instances
  }

  /// Whether the number ever changes.
  var changes: Bool { steps.count > 1 }

  /// When the number changes next.
  var nextTime: Double {
    phase + Double(next / steps.count) * cycle + steps[next % steps.count].from
  }

  /// Goes on to the next step, and returns its number of instances.
  mutating func step() -> Int {
    let count = steps[next % steps.count].instances
    next += 1
    return count
  }
}
