/// Makes the arrival times of a run, one after the other.
struct ArrivalSampler {
  private enum Kind: UInt8 { case poisson, none, fixedRate, bursts, daily, profile, trace }

  private let kind: Kind
  private let gap: Double
  private let exponential = Ziggurat.exponential
  private var random: Xoshiro
  /// Time of the last arrival (or candidate), seconds.
  private var time = 0.0
  private var count = 0.0

  private var burst: BurstState
  private let cycle: DailyCycle
  private let steps: [Double]
  private let period: Double
  /// Added to the clock before the cycle is read, so that the measured part starts a period.
  private let phase: Double
  private(set) var source: TraceSource?
  /// What the last arrival of a trace carried.
  private(set) var traced = TracedRequest(time: 0)

  /// - Parameter phase: the clock's time at which a period begins.
  init(_ arrivals: Arrivals, random: Xoshiro, phase: Double) throws(SimulationError) {
    var random = random
    var kind = Kind.none
    var gap = 0.0
    var burst = BurstState()
    var cycle = DailyCycle(mean: 1, peak: 1, period: 1)
    var steps: [Double] = []
    var period = 1.0
    var source: TraceSource?
    switch arrivals {
    case .poisson(let rate):
      if rate > 0 { (kind, gap) = (.poisson, 1 / rate) }
    case .fixedRate(let rate):
      if rate > 0 { (kind, gap) = (.fixedRate, 1 / rate) }
    case .bursts(let on, let off, let rateOn, let rateOff):
      if rateOn > 0 || rateOff > 0 { kind = .bursts }
      burst = BurstState(on: on, off: off, rateOn: rateOn, rateOff: rateOff, random: &random)
    case .daily(let mean, let peak, let length):
      if peak > 0 { (kind, gap) = (.daily, 1 / peak) }
      cycle = DailyCycle(mean: mean, peak: peak, period: length)
    case .profile(let rates, let length):
      let highest = rates.max() ?? 0
      if highest > 0 { (kind, gap) = (.profile, 1 / highest) }
      steps = rates.map { $0 * gap }
      period = length
    case .trace(let file):
      kind = .trace
      source = try TraceSource(file)
    case .list(let requests):
      kind = .trace
      source = TraceSource(requests)
    }
    self.random = random
    self.kind = kind
    self.gap = gap
    self.burst = burst
    self.cycle = cycle
    self.steps = steps
    self.period = period
    self.source = source
    self.phase = phase
  }

  /// The time of the next arrival; infinite when there is none any more.
  @inline(__always)
  mutating func next() -> Double {
    if kind == .poisson {
      time += random.exponential(exponential) * gap
      return time
    }
    return nextOther()
  }

  @inline(never)
  private mutating func nextOther() -> Double {
    switch kind {
    case .poisson: time += random.exponential(exponential) * gap
    case .none: time = .infinity
    case .fixedRate:
      // A product, not a running sum, so that rounding does not add up.
      count += 1
      time = count * gap
    case .bursts: time = burst.next(after: time, &random)
    case .daily:
      repeat {
        time += random.exponential(exponential) * gap
      } while random.uniform() * cycle.peak
        >= cycle.rate(at: time - phase)
    case .profile:
      repeat {
        time += random.exponential(exponential) * gap
      } while random.uniform()
        >= share(at: time - phase)
    case .trace:
      guard let request = source?.next() else { return .infinity }
      traced = request
      time = request.time
    }
    return time
  }

  /// The profile's rate over its highest.
  private func share(at time: Double) -> Double {
    let turns = time / period
    let position = (turns - turns.rounded(.down)) * Double(steps.count)
    return steps[min(max(Int(position), 0), steps.count - 1)]
  }
}

/// The two-state chain behind bursts.
struct BurstState {
  private var isOn = true
  private var stateEnd = Double.infinity
  private var on = 1.0
  private var off = 1.0
  private var rateOn = 0.0
  private var rateOff = 0.0

  init() {}

  /// Starts in the long run's proportion of on and off.
  init(on: Double, off: Double, rateOn: Double, rateOff: Double, random: inout Xoshiro) {
    (self.on, self.off, self.rateOn, self.rateOff) = (on, off, rateOn, rateOff)
    isOn = random.uniform() * (on + off) < on
    stateEnd = random.exponential(.exponential) * (isOn ? on : off)
  }

  /// The first arrival after `time`. A gap that would reach past the state's end is drawn anew from
  /// there, which the exponential law allows.
  mutating func next(after time: Double, _ random: inout Xoshiro) -> Double {
    var time = time
    while true {
      let rate = isOn ? rateOn : rateOff
      let arrival =
        rate > 0 ? time + random.exponential(.exponential) / rate : Double.infinity
      if arrival <= stateEnd { return arrival }
      time = stateEnd
      isOn.toggle()
      stateEnd += random.exponential(.exponential) * (isOn ? on : off)
    }
  }
}
